import type { Page } from '@playwright/test';

import { alert, answer, openSignedIn, sessionAddress, signIn } from '../support/desk.ts';
import { answered, asked, end, openStill, pass, POLL_MS, setConfig, setHidden } from '../support/live.ts';
import type { Site } from '../support/site.ts';
import { expect, test } from '../support/test.ts';

const MINUTE_MS = 60_000;

/** Lets a time pass in which nothing is asked. */
async function passSilently(page: Page, site: Site, id: string, ms: number): Promise<void> {
  const before = await asked(site, id);
  await page.clock.runFor(ms);
  expect(await asked(site, id), `asked within ${ms} ms`).toBe(before);
}

test('stopped without a result is asked for once a minute until the result is there, then once more', async ({ page, site }) => {
  const id = site.em.session('running');
  await openStill(page, site, id);
  await end(page, site, id, 'None');
  await passSilently(page, site, id, POLL_MS - 1_000);
  await pass(page, 1_000);
  await expect(answer(page)).toContainText('but Enterprise Manager has no result yet');
  await expect(page.locator('.freshness')).toContainText('Asked again once a minute.');
  for (let minute = 1; minute <= 3; minute += 1) {
    await passSilently(page, site, id, MINUTE_MS - 1_000);
    if (minute === 3) await site.em.patch(id, { Result: 'Success' });
    await pass(page, 1_000);
  }
  await expect(answer(page)).toContainText('The restore of ubuntu88 finished without errors');
  await expect(page.locator('.freshness')).toContainText('asking once more to be sure');
  await passSilently(page, site, id, POLL_MS - 1_000);
  await pass(page, 1_000);
  await expect(page.locator('.freshness')).toContainText('this page asks no more');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toHaveCount(0);
  await passSilently(page, site, id, 30 * MINUTE_MS);
  await expect(answer(page)).toHaveText(/^The restore of ubuntu88 finished without errors/);
});

test('a result that never comes is waited for in vain for two collections', async ({ page, site }) => {
  const id = site.em.session('running');
  await setConfig(page, { collectionIntervalMinutes: 2 });
  await openStill(page, site, id);
  await end(page, site, id, 'None');
  await pass(page);
  for (let minute = 1; minute <= 4; minute += 1) await pass(page, MINUTE_MS);
  await expect(page.locator('.freshness')).toContainText('has given no result for 4 min: this page asks no more');
  await passSilently(page, site, id, 10 * MINUTE_MS);
  await site.em.patch(id, { Result: 'Failed' });
  await answered(page, () => page.getByRole('button', { name: 'Refresh', exact: true }).click());
  await expect(answer(page)).toContainText('The restore of ubuntu88 failed');
});

test('however often Refresh is pressed, it asks every 3 s at most', async ({ page, site }) => {
  const id = site.em.session('running');
  await openStill(page, site, id);
  const refresh = page.getByRole('button', { name: 'Refresh', exact: true });
  await refresh.focus();
  for (let round = 1; round <= 2; round += 1) {
    const before = await asked(site, id);
    for (let press = 0; press < 5; press += 1) {
      await page.keyboard.press('Enter');
      await page.clock.runFor(500);
    }
    expect(await asked(site, id)).toBe(before);
    await expect(refresh).toHaveAttribute('aria-disabled', 'true');
    await answered(page, () => page.clock.runFor(500));
    await expect(refresh).toHaveAttribute('aria-disabled', 'false');
    expect(await asked(site, id)).toBe(before + 1);
    await expect(refresh).toBeFocused();
  }
  // Nor does it shorten the time to the next one.
  await passSilently(page, site, id, POLL_MS - 1);
  await pass(page, 1);
});

test('a sign-in that ends between two polls is asked for over the page, and then it goes on', async ({ page, site }) => {
  const id = site.em.session('running');
  await openStill(page, site, id);
  await site.em.patch(id, { Progress: 64 });
  await pass(page);
  await site.em.expire();
  await page.clock.runFor(POLL_MS);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Your sign-in has ended.');
  await expect(answer(page)).toContainText('64 %');
  await passSilently(page, site, id, 5 * MINUTE_MS);
  await expect(answer(page)).toHaveText(/^Old data, as of .*64 %/);

  await site.em.patch(id, { Progress: 81 });
  await answered(page, () => signIn(page, site));
  await expect(dialog).toHaveCount(0);
  await expect(alert(page)).toHaveCount(0);
  await expect(answer(page)).toHaveText(/^Not finished.*81 %/);
  await site.em.patch(id, { Progress: 90 });
  await passSilently(page, site, id, POLL_MS - 1_000);
  await pass(page, 1_000);
  await expect(answer(page)).toContainText('90 %');
});

test('Watch goes on asking in a hidden tab, once a minute', async ({ page, site }) => {
  const id = site.em.session('running');
  await openStill(page, site, id);
  const watch = page.getByRole('button', { name: 'Watch', exact: true });
  const hint = page.getByText('That keeps your sign-in alive.');
  await expect(hint).toHaveCount(0);
  await watch.click();
  await expect(watch).toHaveAttribute('aria-pressed', 'true');
  await expect(hint).toBeVisible();
  await setHidden(page, true);
  for (let minute = 1; minute <= 15; minute += 1) {
    await passSilently(page, site, id, MINUTE_MS - 1_000);
    await pass(page, 1_000);
  }
  await page.clock.runFor(10_000);
  await answered(page, () => setHidden(page, false));
  await watch.click();
  await expect(watch).toHaveAttribute('aria-pressed', 'false');
  await expect(hint).toHaveCount(0);
  await setHidden(page, true);
  await passSilently(page, site, id, 10 * MINUTE_MS);
});

test('"Keep watching" a minute before the stop starts the time anew', async ({ page, site }) => {
  const id = site.em.session('running');
  await openStill(page, site, id);
  const keep = page.getByRole('button', { name: 'Keep watching' });
  await page.keyboard.press('Shift');
  await answered(page, () => page.clock.fastForward(9 * MINUTE_MS - 1));
  await expect(keep).toHaveCount(0);
  await page.clock.fastForward(1);
  await expect(keep).toBeVisible();
  await expect(page.locator('.notice')).toContainText('it stops asking within a minute');
  // As a screen reader presses it: keys and pointers are use by themselves.
  await keep.dispatchEvent('click');
  await expect(keep).toHaveCount(0);
  await answered(page, () => page.clock.fastForward(9 * MINUTE_MS - 1));
  await expect(answer(page)).toHaveText(/^Not finished/);
  await expect(keep).toHaveCount(0);
});

test('a session that was over when it was opened is asked for twice in all', async ({ page, site }) => {
  const id = site.em.session('success');
  await page.clock.install();
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toBeVisible();
  await page.clock.fastForward(POLL_MS);
  await expect.poll(() => asked(site, id)).toBe(2);
  await page.clock.runFor(30 * MINUTE_MS);
  expect(await asked(site, id)).toBe(2);
});
