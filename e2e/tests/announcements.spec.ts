import type { Page } from '@playwright/test';

import { alert, answer, openSignedIn, sessionAddress } from '../support/desk.ts';
import { forgetSaid, noteSaid, said } from '../support/heard.ts';
import { answered, end, openStill, pass, POLL_MS, setConfig } from '../support/live.ts';
import type { Site } from '../support/site.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 90_000 });

const NEWS_EVERY_MS = 10_000;
const SAID_FOR_MS = 20_000;
const SHORT_POLL_MS = 5_000;

const texts = async (page: Page) => (await said(page)).map(({ text }) => text);

/** A running session at some percent, with nothing told of it yet but that. */
async function openAt(page: Page, site: Site, progress: number): Promise<string> {
  const id = site.em.session('running');
  await site.em.patch(id, { Progress: progress });
  await noteSaid(page);
  await openStill(page, site, id);
  await forgetSaid(page);
  return id;
}

/** Answers no request to the API from now on. */
const down = (page: Page, site: Site) => page.route(`${site.gateway.api}/**`, (route) => route.abort());

/** Answers again, and lets time pass until the page has found out; the alert alone goes with each attempt. */
async function recover(page: Page, site: Site): Promise<void> {
  await page.unroute(`${site.gateway.api}/**`);
  await expect(async () => {
    await page.clock.runFor(5_000);
    await expect(page.locator('.freshness')).toContainText('Asked again every', { timeout: 500 });
  }).toPass({ intervals: [0], timeout: 60_000 });
  await expect(alert(page)).toHaveCount(0);
}

test('the start, the quarters and the end are told, each once', async ({ page, site }) => {
  const id = site.em.session('running');
  await site.em.patch(id, { Progress: 3 });
  await noteSaid(page);
  await openStill(page, site, id);
  expect(await texts(page)).toEqual([expect.stringMatching(/^Not finished, .* ubuntu88 is at 3\s%/)]);
  await forgetSaid(page);
  for (const progress of [24, 25, 30, 49, 51, 74, 75, 99]) {
    await site.em.patch(id, { Progress: progress });
    await pass(page);
  }
  await end(page, site, id, 'None');
  await pass(page);
  await site.em.patch(id, { Result: 'Warning' });
  await pass(page, 60_000);
  await pass(page);
  await page.clock.runFor(10 * 60_000);
  expect(await texts(page)).toEqual([
    expect.stringMatching(/^ubuntu88: 25\s%$/),
    expect.stringMatching(/^ubuntu88: 51\s%$/),
    expect.stringMatching(/^ubuntu88: 75\s%$/),
    expect.stringContaining('but Enterprise Manager has no result yet'),
    expect.stringMatching(/^The restore of ubuntu88 finished with warnings/),
  ]);
});

test('a percentage that falls and rises again is told once', async ({ page, site }) => {
  const id = await openAt(page, site, 40);
  for (const progress of [50, 20, 55, 70]) {
    await site.em.patch(id, { Progress: progress });
    await pass(page);
  }
  await page.clock.runFor(1_000);
  expect(await texts(page)).toEqual([expect.stringMatching(/^ubuntu88: 50\s%$/)]);
});

test('polls without news and ticking seconds say nothing, and what was said goes', async ({ page, site }) => {
  await openAt(page, site, 40);
  const before = await page.locator('.progress-more [aria-hidden]').textContent();
  for (let poll = 0; poll < 10; poll += 1) await pass(page);
  expect(await page.locator('.progress-more [aria-hidden]').textContent()).not.toBe(before);
  expect(await texts(page)).toEqual([]);
  await expect(page.getByRole('status')).toBeEmpty();
});

test('what is told stands long enough to be heard, and no longer', async ({ page, site }) => {
  const id = await openAt(page, site, 40);
  await site.em.patch(id, { Progress: 50 });
  await pass(page);
  await page.clock.runFor(100);
  await expect(page.getByRole('status')).toHaveText(/^ubuntu88: 50/);
  await page.clock.runFor(SAID_FOR_MS - 1_000);
  await expect(page.getByRole('status')).toHaveText(/^ubuntu88: 50/);
  await page.clock.runFor(1_000);
  await expect(page.getByRole('status')).toBeEmpty();
});

test('news that comes faster than every 10 s waits, and the newest wins', async ({ page, site }) => {
  await setConfig(page, { pollIntervalSeconds: SHORT_POLL_MS / 1_000 });
  const id = await openAt(page, site, 3);
  // So short an interval made the data old while the page was opened.
  for (let poll = 0; poll < 3; poll += 1) await pass(page, SHORT_POLL_MS);
  await forgetSaid(page);
  const news: [number, () => Promise<void>][] = [
    [26, () => page.clock.runFor(SHORT_POLL_MS)],
    [51, () => page.clock.runFor(SHORT_POLL_MS)],
    [76, () => page.getByRole('button', { name: 'Refresh', exact: true }).click()],
  ];
  for (const [progress, ask] of news) {
    await site.em.patch(id, { Progress: progress });
    if (progress === 76) await page.clock.runFor(3_500);
    await answered(page, ask);
    await expect(answer(page)).toContainText(`${progress} %`);
  }
  // The second came 5 s after the first, the third 8.5 s after it.
  await page.clock.runFor(2_000);
  await end(page, site, id, 'Failed');
  await pass(page, 3_000);
  await pass(page, SHORT_POLL_MS);
  await page.clock.runFor(NEWS_EVERY_MS);
  const heard = await said(page);
  expect(heard.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^ubuntu88: 26\s%$/),
    expect.stringMatching(/^ubuntu88: 76\s%$/),
    expect.stringMatching(/^The restore of ubuntu88 failed/),
  ]);
  for (const [index, { at }] of heard.entries()) {
    const previous = heard[index - 1];
    if (previous) expect(at - previous.at).toBeGreaterThanOrEqual(NEWS_EVERY_MS);
  }
});

test('a proxy that goes down is told by the alert, that data is old and that it is over by the status', async ({ page, site }) => {
  await openAt(page, site, 40);
  await down(page, site);
  await page.clock.runFor(POLL_MS);
  await expect(alert(page)).toContainText('The proxy does not answer');
  expect(await texts(page), 'the alert is heard by itself').toEqual([]);
  for (let poll = 0; poll < 3; poll += 1) {
    await page.clock.runFor(POLL_MS);
    await expect(answer(page)).toContainText('40 %');
  }
  expect(await texts(page)).toEqual([expect.stringMatching(/^Old data, as of .* ubuntu88 is at 40\s%/)]);
  await forgetSaid(page);

  await recover(page, site);
  await page.clock.runFor(NEWS_EVERY_MS);
  expect(await texts(page)).toEqual([expect.stringMatching(/^Not finished, .* ubuntu88 is at 40\s%/)]);
});

test('a look at the page while a trouble lasts ends it for no ear', async ({ page, site }) => {
  await openAt(page, site, 40);
  await down(page, site);
  await page.clock.runFor(POLL_MS);
  await expect(alert(page)).toContainText('The proxy does not answer');
  const before = await alert(page).innerText();
  await forgetSaid(page);
  for (let look = 0; look < 3; look += 1) {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.clock.runFor(NEWS_EVERY_MS);
  }
  expect((await texts(page)).filter((text) => !text.startsWith('Old data'))).toEqual([]);
  expect(await alert(page).innerText(), 'and its words stand still').toBe(before);
});

test('news that waits is told after what one does', async ({ page, site }) => {
  await openAt(page, site, 40);
  await forgetSaid(page);
  await site.em.patch(site.em.session('running'), { Progress: 55 });
  await pass(page);
  await site.em.patch(site.em.session('running'), { Progress: 76 });
  await answered(page, async () => {
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await page.clock.runFor(3_000);
  });
  await page.getByRole('button', { name: 'Notify me' }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.clock.runFor(2 * NEWS_EVERY_MS);
  expect((await texts(page)).at(-1)).toMatch(/76\s%/);
});

test('the end of a trouble too short to make data old is told as well', async ({ page, site }) => {
  await openAt(page, site, 40);
  await down(page, site);
  await page.clock.runFor(POLL_MS);
  await expect(alert(page)).toBeVisible();
  await recover(page, site);
  await page.clock.runFor(NEWS_EVERY_MS);
  expect(await texts(page)).toEqual([expect.stringMatching(/^Not finished, /)]);
});

test('a pause is told, going on is not', async ({ page, site }) => {
  await openAt(page, site, 40);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  // Nor is it asked for twice within 3 s.
  await page.clock.runFor(5_000);
  await answered(page, () => page.getByRole('button', { name: 'Resume', exact: true }).click());
  await page.clock.runFor(2 * NEWS_EVERY_MS);
  expect(await texts(page)).toEqual([expect.stringMatching(/^Paused (at|on .* at) /)]);
});

test('nothing but the status speaks by itself', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('running')));
  await expect(answer(page)).toBeVisible();
  const speaking = page.locator('[aria-live], [role=status], [role=log], [role=timer], [role=alert], [role=marquee], output');
  await expect(speaking).toHaveCount(1);
  await expect(speaking).toHaveRole('status');
  // Seconds: hidden from those who listen, wherever they stand.
  const seconds = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector('.card') as Node, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode as Text;
      if (/\d s\b/.test(data) && !/Asked again every/.test(data) && !parentElement?.closest('[aria-hidden=true]')) found.push(data);
    }
    return found;
  });
  expect(seconds).toEqual([]);
});
