import { expect, type Page } from '@playwright/test';

import { answer, openSignedIn, sessionAddress, sessionPath } from './desk.ts';
import type { Site } from './site.ts';
import type { UserName } from './simulator.ts';

/** From an answer to the next request while a session runs, as config.json has it. */
export const POLL_MS = 30_000;

/** How often Enterprise Manager was asked for a session. */
export async function asked(site: Site, id: string): Promise<number> {
  return (await site.em.asked()).filter(({ method, path }) => method === 'GET' && path === sessionPath(id)).length;
}

/** Opens a session's page with a clock that the test may move; it runs by itself besides. */
export async function openLive(page: Page, site: Site, id: string, user?: UserName): Promise<void> {
  await openTimed(page, site, sessionAddress(id), user);
  await expect(answer(page)).toBeVisible();
}

/** The same for any address. */
export async function openTimed(page: Page, site: Site, address: string, user?: UserName): Promise<void> {
  await page.clock.install();
  await page.addInitScript(shortenTimerIds);
  await openSignedIn(page, site, address, user);
}

/** The ids of a fake clock's timers are longer than the 32 bits that WebAssembly hands on: none would be cleared. */
export function shortenTimerIds(): void {
  const first = 1e12;
  const { setTimeout, clearTimeout } = window;
  const set = setTimeout as unknown as (...given: unknown[]) => number;
  Object.assign(window, {
    setTimeout: (...given: unknown[]) => set(...given) - first,
    clearTimeout: (id: number) => clearTimeout(id + first),
  });
}

/**
 * Opens a session's page with a clock that stands, and Enterprise Manager's with it: an answer has
 * just come, and time passes when the test says so.
 */
export async function openStill(page: Page, site: Site, id: string, user?: UserName): Promise<void> {
  await dateByPage(page);
  // What is under way when time leaps is given up by its own time limit.
  const newer = page.waitForResponse((response) => response.url().includes('/api/query?'));
  await openLive(page, site, id, user);
  await (await newer).finished();
  const now = await page.evaluate(() => Date.now());
  await answered(page, () => page.clock.pauseAt(now + POLL_MS + 5_000));
}

/** Enterprise Manager's clock is the page's. */
export async function dateByPage(page: Page): Promise<void> {
  await page.route('**/api/**', async (route) => {
    const response = await route.fetch();
    const date = await page.evaluate(() => new Date().toUTCString());
    await route.fulfill({ response, headers: { ...response.headers(), date } });
  });
}

/** What the page says of the age of what it shows. */
export const checked = (page: Page) => page.locator('.freshness p [aria-hidden]').first();

/** Does what makes the page ask for a session, and waits until it has read the answer; not at once after another. */
export async function answered(page: Page, act: () => Promise<void>): Promise<void> {
  const response = page.waitForResponse((response) => response.url().includes('/api/restoreSessions/'));
  await act();
  await response;
  await expect(checked(page)).toHaveText('Checked 0 s ago.');
}

/** Lets time pass, at the end of which the page asks again. */
export async function pass(page: Page, ms: number = POLL_MS): Promise<void> {
  await answered(page, () => page.clock.runFor(ms));
}

/** Shows or hides the tab. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden ? 'hidden' : 'visible');
}

/** Serves the page's config.json with members that a test needs; before the page is opened. */
export async function setConfig(page: Page, members: Record<string, unknown>): Promise<void> {
  await page.route('**/config.json', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json() as object), ...members } });
  });
}

/** Ends a session as Enterprise Manager does, by the page's clock. */
export async function end(page: Page, site: Site, id: string, result: 'Success' | 'Warning' | 'Failed' | 'None'): Promise<void> {
  const EndTimeUTC = await page.evaluate(() => new Date().toISOString());
  await site.em.patch(id, { State: 'Stopped', Result: result, EndTimeUTC });
}
