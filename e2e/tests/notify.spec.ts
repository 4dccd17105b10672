import type { Page } from '@playwright/test';

import { answer, openSignedIn, refresh, sessionAddress } from '../support/desk.ts';
import { answered, end, openStill, pass, setHidden } from '../support/live.ts';
import { shown, stubNotifications } from '../support/notifications.ts';
import type { SessionWord } from '../support/simulator.ts';
import { expect, test } from '../support/test.ts';

const notifyMe = (page: Page) => page.getByRole('button', { name: 'Notify me', exact: true });
const refused = (page: Page) => page.locator('.hand-on').getByText('This browser lets no notification through here.');

test('Notify me shows the answer once, when the restore has ended', async ({ page, site }) => {
  const id = site.em.session('running');
  await stubNotifications(page, 'granted');
  await openStill(page, site, id);
  await expect(notifyMe(page)).toHaveAttribute('aria-pressed', 'false');
  await notifyMe(page).click();
  await expect(notifyMe(page)).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('This tab goes on asking while it is hidden or unused')).toBeVisible();
  await setHidden(page, true);
  await site.em.patch(id, { Progress: 88 });
  await pass(page, 60_000);
  await end(page, site, id, 'None');
  await pass(page, 60_000);
  await expect(answer(page)).toContainText('has no result yet');
  expect(await shown(page), 'not before there is a result').toEqual([]);

  await site.em.patch(id, { Result: 'Warning' });
  await pass(page, 60_000);
  await expect(answer(page)).toContainText('The restore of ubuntu88 finished with warnings');
  const said = await answer(page).textContent();
  await expect.poll(() => shown(page)).toEqual([{ title: 'Restore Desk', body: said, tag: id }]);
  await expect(notifyMe(page), 'nothing to wait for any more').toHaveCount(0);
  // Hidden or not, it is asked for once more, and then nothing grows old.
  await pass(page, 60_000);
  await expect(page.locator('.freshness')).toContainText('this page asks no more');
  await page.clock.runFor(300_000);
  await expect(page).toHaveTitle(/^The restore of ubuntu88 finished with warnings/);
  await setHidden(page, false);
  await page.clock.runFor(120_000);
  expect(await shown(page)).toHaveLength(1);
});

test('what the user pauses is no end, and is told by no notification', async ({ page, site }) => {
  const id = site.em.session('running');
  await stubNotifications(page, 'granted');
  await openStill(page, site, id);
  await notifyMe(page).click();
  await expect(page.getByText('This tab goes on asking')).toBeVisible();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(answer(page)).toHaveText(/^Paused (at|on .* at) /);
  await expect(page.getByText('This tab goes on asking')).toHaveCount(0);
  expect(await shown(page)).toEqual([]);
  await page.clock.runFor(3_000);
  await answered(page, () => page.getByRole('button', { name: 'Resume', exact: true }).click());
  await end(page, site, id, 'Success');
  await pass(page);
  await expect.poll(() => shown(page)).toHaveLength(1);
});

test('a sign-in that ends in the background is told, since nothing is asked after it', async ({ page, site }) => {
  const id = site.em.session('running');
  await stubNotifications(page, 'granted');
  await openStill(page, site, id);
  await notifyMe(page).click();
  await expect(page.getByText('This tab goes on asking')).toBeVisible();
  await setHidden(page, true);
  await site.em.expire();
  await page.clock.runFor(60_000);
  await expect(page.getByRole('dialog')).toContainText('Your sign-in has ended.');
  await expect.poll(() => shown(page)).toEqual([expect.objectContaining({ body: expect.stringMatching(/^Your sign-in has ended\./) })]);
  await expect(page.getByText('This tab goes on asking'), 'which it does not').toHaveCount(0);
});

test('Notify me that was switched off again shows nothing', async ({ page, site }) => {
  const id = site.em.session('running');
  await stubNotifications(page, 'granted');
  await openStill(page, site, id);
  await notifyMe(page).click();
  await expect(notifyMe(page)).toHaveAttribute('aria-pressed', 'true');
  await notifyMe(page).click();
  await expect(notifyMe(page)).toHaveAttribute('aria-pressed', 'false');
  await end(page, site, id, 'Success');
  await pass(page);
  await expect(answer(page)).toContainText('finished without errors');
  expect(await shown(page)).toEqual([]);
});

test('where notifications are denied, what tells it instead is said in place', async ({ page, site }) => {
  const id = site.em.session('running');
  await stubNotifications(page, 'denied');
  await openStill(page, site, id);
  await notifyMe(page).click();
  await expect(refused(page)).toContainText('leave the tab open: its title and icon say how it stands');
  await expect(page.getByRole('status')).toContainText('This browser lets no notification through here.');
  await expect(notifyMe(page)).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByText('This tab goes on asking')).toHaveCount(0);
  await end(page, site, id, 'Failed');
  await pass(page);
  await expect(answer(page)).toContainText('The restore of ubuntu88 failed');
  await expect(page).toHaveTitle(/^The restore of ubuntu88 failed/);
  expect(await shown(page)).toEqual([]);
});

test('a browser without notifications says the same', async ({ page, site }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'Notification'));
  await openSignedIn(page, site, sessionAddress(site.em.session('running')));
  await notifyMe(page).click();
  await expect(refused(page)).toBeVisible();
  await expect(notifyMe(page)).toHaveAttribute('aria-pressed', 'false');
});

test('a notification that the browser refuses at the end stops nothing', async ({ page, site }) => {
  const id = site.em.session('running');
  await stubNotifications(page, 'granted', true);
  await openStill(page, site, id);
  await notifyMe(page).click();
  await expect(notifyMe(page)).toHaveAttribute('aria-pressed', 'true');
  await end(page, site, id, 'Success');
  await pass(page);
  await expect(answer(page)).toContainText('finished without errors');
  await pass(page);
  await expect(page.locator('.freshness')).toContainText('this page asks no more');
});

/** The colour and the shape of the tab's icon. */
async function icon(page: Page): Promise<{ colour: string; shape: string }> {
  const href = decodeURIComponent((await page.locator('#icon').getAttribute('href')) ?? '');
  return { colour: /fill='#(\w+)'/.exec(href)?.[1] ?? '', shape: /<path d='([^']+)'/.exec(href)?.[1] ?? '' };
}

test("the tab's title and icon say how it stands, the icon by its shape as well", async ({ page, site }) => {
  const id = site.em.session('running');
  await openStill(page, site, id);
  const states: [string, Record<string, unknown>][] = [
    ['Not finished', {}],
    ['The restore of ubuntu88 stopped', { State: 'Stopped', Result: 'None' }],
    ['The restore of ubuntu88 failed', { State: 'Stopped', Result: 'Failed' }],
    ['The restore of ubuntu88 finished with warnings', { State: 'Stopped', Result: 'Warning' }],
    ['The restore of ubuntu88 finished without errors', { State: 'Stopped', Result: 'Success' }],
  ];
  const icons: { colour: string; shape: string }[] = [];
  for (const [says, members] of states) {
    await end(page, site, id, 'None');
    await site.em.patch(id, { State: 'Working', ...members });
    await page.clock.runFor(5_000);
    await refresh(page);
    await expect(page).toHaveTitle(new RegExp(`^${says}.* – checked \\d\\d:\\d\\d, data up to 15 min older$`));
    await expect(page).toHaveTitle(new RegExp(`^${(await answer(page).textContent())?.slice(0, 20)}`));
    icons.push(await icon(page));
  }
  expect(new Set(icons.map(({ colour }) => colour)).size).toBe(states.length);
  expect(new Set(icons.map(({ shape }) => shape)).size).toBe(states.length);
});

const ENDED: SessionWord[] = ['success', 'warning', 'failed', 'filelevel'];

for (const word of ENDED) {
  test(`there is nothing to wait for on the page of a ${word} session`, async ({ page, site }) => {
    await openSignedIn(page, site, sessionAddress(site.em.session(word)));
    await expect(page.getByRole('button', { name: 'Print', exact: true })).toBeVisible();
    await expect(notifyMe(page)).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Watch', exact: true })).toHaveCount(0);
  });
}
