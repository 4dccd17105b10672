import type { FrameLocator, Page } from '@playwright/test';

import { Host } from './host.ts';
import { Site } from './site.ts';
import { test as base } from './test.ts';

/** A message that the host got from the frame. */
export interface Heard {
  type: string;
  [key: string]: unknown;
}

/** Tests of a page of another site around the app. */
export const test = base.extend<{ host: Host }>({
  // Before the site, which has to name its origin.
  host: async ({}, use) => {
    const host = await Host.start();
    await use(host);
    await host.stop();
  },
  site: async ({ siteOptions, host }, use) => {
    const gateway = { portalOrigins: [host.origin, host.sameSite], ...siteOptions.gateway };
    const site = await Site.start({ ...siteOptions, gateway });
    await use(site);
    await site.stop();
  },
  guard: async ({ guard, host }, use) => {
    guard.allow(host.origin, host.sameSite);
    await use(guard);
  },
});

/** The gateway signs in for all, as is recommended for portals. */
export const byProxy = { siteOptions: { signsInAs: 'TECH\\helpdesk' as const } };

/** A script of the host's that notes what it is told. */
export const RECORDER = `<script>
  heard = [];
  addEventListener('message', ({ data, origin }) => heard.push({ ...data, from: origin }));
</script>`;

/** A plain frame, as a portal without scripts makes it. */
export function frameOf(address: string, more = 'width="320" height="180"'): string {
  return `${RECORDER}<iframe title="Restore Desk" src="${address}" ${more}></iframe>`;
}

/** What the host was told so far, of one type. */
export async function heard(page: Page, type?: string): Promise<Heard[]> {
  const all = await page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
  return type ? all.filter((message) => message.type === type) : all;
}

/** Sends the frame a message, to the app's origin unless told. */
export async function send(page: Page, message: unknown, index = 0): Promise<void> {
  await page.evaluate(([message, index]) => window.frames[index as number]?.postMessage(message, '*'), [message, index] as const);
}

/** What stands in the host's one frame, also within a custom element. */
export function inFrame(page: Page, index = 0): FrameLocator {
  return page.locator('iframe').nth(index).contentFrame();
}
