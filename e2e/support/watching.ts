import { expect, type Locator, type Page } from '@playwright/test';

import { sessionPath } from './desk.ts';
import { asked, dateByPage, openTimed, POLL_MS } from './live.ts';
import type { Site } from './site.ts';

/** The address of a list. */
export const watchAddress = (...ids: string[]): string => `#/watch/${ids.join(',')}`;

/** The row of one session. */
export function row(page: Page, id: string): Locator {
  return page.getByRole('row').filter({ has: page.locator(`a[href="#/restoreSessions/${id}"]`) });
}

/** The way to the list, in the header. */
export const watchedLink = (page: Page): Locator => page.getByRole('banner').getByRole('link', { name: /^(Watched|Beobachtet) / });

/** The ids that the address bar holds. */
export const listed = (page: Page): string[] => new URL(page.url()).hash.replace(/^#\/watch\/?/, '').split(',').filter(Boolean);

/** Opens a list with a clock that stands; what is asked by itself comes when the test lets time pass. */
export async function openWatched(page: Page, site: Site, ids: string[]): Promise<void> {
  await dateByPage(page);
  await openTimed(page, site, watchAddress(...ids));
  await expect(page.getByRole('row')).toHaveCount(ids.length + 1);
  // What is under way when time leaps is given up by its own time limit.
  await expect(page.getByRole('row', { name: 'Loading…' })).toHaveCount(0);
  const now = await page.evaluate(() => Date.now());
  await page.clock.pauseAt(now + POLL_MS + 5_000);
  await expect(checkedNow(page)).toBeVisible();
}

/** What stands there once a round has just been answered. */
export const checkedNow = (page: Page): Locator => page.locator('.freshness p', { hasText: 'Checked 0 s ago.' });

/** Ids that nobody has. */
export const nobody = (count: number): string[] => Array.from({ length: count }, (_, index) => `00000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`);

/** Lets time pass until a round is due, and its session asked for and answered. */
export async function passRound(page: Page, site: Site, id: string, ms: number = POLL_MS): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().includes(sessionPath(id)));
  await passUntilOneMore(page, () => asked(site, id), ms);
  // What is under way when time leaps is given up by its own time limit.
  await (await answered).finished();
  await page.evaluate(async () => (await fetch('config.json')).text());
}

/** Lets time pass until there is one request more; a little longer where an answer came late, by a clock that stands. */
export async function passUntilOneMore(page: Page, count: () => Promise<number>, ms: number): Promise<void> {
  const before = await count();
  await page.clock.runFor(ms);
  await expect.poll(async () => {
    await page.clock.runFor(500);
    return count();
  }, { intervals: [100] }).toBe(before + 1);
}
