import type { Page } from '@playwright/test';

import { changes, noteChanges } from '../support/changes.ts';
import { alert, answer, go, heading, openSignedIn, sessionAddress, sessionPath, signIn } from '../support/desk.ts';
import { noteSaid, said } from '../support/heard.ts';
import { asked, end, openStill, pass, POLL_MS, setHidden } from '../support/live.ts';
import { shown, stubNotifications } from '../support/notifications.ts';
import { expect, test } from '../support/test.ts';
import { checkedNow, listed, nobody, openWatched, passRound, passUntilOneMore, row, watchAddress, watchedLink } from '../support/watching.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const sum = (page: Page) => page.locator('.check-sum');

test('a shared link shows its sessions, asked for one after the other, and how all of them stand', async ({ page, site }) => {
  const [running, success, failed] = [site.em.session('running'), site.em.session('success'), site.em.session('failed')];
  let underWay = 0;
  let most = 0;
  await page.route('**/api/restoreSessions/**', async (route) => {
    underWay += 1;
    most = Math.max(most, underWay);
    const response = await route.fetch();
    underWay -= 1;
    await route.fulfill({ response });
  });
  await openSignedIn(page, site, watchAddress(running, success, failed));
  await expect(heading(page)).toHaveText('Watched restores');
  await expect(page).toHaveTitle(/^1 running, 1 done, 1 failed – checked \d\d:\d\d, data up to 15 min older$/);
  await expect(sum(page)).toHaveText('1 running, 1 done, 1 failed.');
  await expect(row(page, running)).toContainText(/ubuntu88.*Not finished, \d+ %.*ago\)/);
  await expect(row(page, success)).toContainText('Finished without errors');
  await expect(row(page, failed)).toContainText('Failed');
  await expect(row(page, success).getByText('New', { exact: true }), 'over before it was watched').toHaveCount(0);
  await expect(watchedLink(page)).toHaveText('Watched (3)');
  expect(most, 'requests at once').toBe(1);
  await row(page, success).getByRole('link').click();
  await expect(answer(page)).toContainText('finished without errors');
  await watchedLink(page).click();
  await expect(page.getByRole('row')).toHaveCount(4);
  expect(listed(page)).toEqual([running, success, failed]);
});

test('Watch on a session page adds it, and it is asked for, marked and told while another page is open', async ({ page, site }) => {
  const id = site.em.session('running');
  await stubNotifications(page, 'granted');
  await noteSaid(page);
  await openStill(page, site, id);
  await expect(watchedLink(page)).toHaveCount(0);
  await button(page, 'Watch').click();
  await expect(button(page, 'Watch')).toHaveAttribute('aria-pressed', 'true');
  await expect(watchedLink(page)).toHaveText('Watched (1)');
  const before = await asked(site, id);
  await pass(page);
  expect(await asked(site, id), 'its page alone asks for it').toBe(before + 1);

  await watchedLink(page).click();
  await expect(sum(page)).toHaveText('1 running.');
  expect(await asked(site, id), 'what its page heard is known').toBe(before + 1);
  await button(page, 'Notify me').click();
  await expect(button(page, 'Notify me')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('That keeps your sign-in alive.')).toBeVisible();
  await go(page, '#/check');
  await expect(heading(page)).toHaveText('Self-test');
  await passRound(page, site, id);
  expect(await shown(page)).toEqual([]);
  await end(page, site, id, 'Failed');
  await passRound(page, site, id);
  await expect(watchedLink(page)).toHaveText('Watched (1) 1 new');
  await expect.poll(() => shown(page)).toEqual([
    { title: 'Restore Desk', body: expect.stringMatching(/^The restore of ubuntu88 failed at /), tag: id },
  ]);
  await page.clock.runFor(10_000);
  await expect.poll(async () => (await said(page)).map(({ text }) => text)).toContain('ubuntu88: Failed');

  await watchedLink(page).click();
  await expect(page).toHaveTitle(/^1 failed – /);
  await expect(row(page, id).getByText('New', { exact: true })).toBeVisible();
  // Once more to be sure, and then never again.
  await passRound(page, site, id, 20_000);
  await expect(page.locator('.freshness')).toContainText('There is nothing left to wait for: this tab asks no more.');
  await expect(button(page, 'Pause')).toHaveCount(0);
  const over = await asked(site, id);
  await page.clock.runFor(600_000);
  expect(await asked(site, id)).toBe(over);
  expect(await shown(page)).toHaveLength(1);
  await page.getByRole('button', { name: 'Seen ubuntu88' }).click();
  await expect(row(page, id).getByText('New', { exact: true })).toHaveCount(0);
  await expect(watchedLink(page)).toHaveText('Watched (1)');
});

test('one that ended is seen once its page is opened', async ({ page, site }) => {
  const [id, other] = [site.em.session('running'), site.em.session('starting')];
  await openWatched(page, site, [id, other]);
  await end(page, site, id, 'Success');
  await passRound(page, site, id);
  await expect(page).toHaveTitle(/^1 running, 1 done – /);
  await expect(row(page, id).getByText('New', { exact: true })).toBeVisible();
  await expect(page.getByRole('row').nth(1), 'rows stay where they are').toContainText('Finished without errors');
  await row(page, id).getByRole('link').click();
  await expect(answer(page)).toContainText('finished without errors');
  await expect(watchedLink(page)).toHaveText('Watched (2)');
  await page.goBack();
  await expect(row(page, id)).toContainText('Finished without errors');
  await expect(row(page, id).getByText('New', { exact: true })).toHaveCount(0);
});

test('a hidden tab asks for each once a minute', async ({ page, site }) => {
  const ids = [site.em.session('running'), site.em.session('starting')];
  await openWatched(page, site, ids);
  await go(page, '#/check');
  await setHidden(page, true);
  for (let minute = 1; minute <= 12; minute += 1) {
    const before = await asked(site, ids[0] as string);
    await passRound(page, site, ids[1] as string, 58_000);
    expect(await asked(site, ids[0] as string)).toBe(before + 1);
  }
  const before = await asked(site, ids[1] as string);
  await page.clock.runFor(55_000);
  expect(await asked(site, ids[1] as string)).toBe(before);
});

test('twenty are the most, on a session page and in an address', async ({ page, site }) => {
  const id = site.em.session('running');
  await openSignedIn(page, site, watchAddress(...nobody(19)));
  await expect(page.getByRole('cell', { name: /^Not found/ })).toHaveCount(19);
  await expect(sum(page)).toHaveText('19 not known.');
  await go(page, watchAddress('x-1', 'x-2', 'x-3'));
  await expect(page.locator('.notice')).toHaveText('No more than 20 restores are watched at once. Left out of this address: 2.');
  await expect(watchedLink(page)).toHaveText('Watched (20)');
  expect(listed(page)).toEqual([...nobody(19), 'x-1']);
  await go(page, sessionAddress(id));
  await expect(button(page, 'Watch')).toBeVisible();
  await button(page, 'Watch').click();
  await expect(page.locator('.hand-on')).toContainText('20 restores are watched already');
  await expect(page.getByRole('status')).toContainText('20 restores are watched already');
  await expect(button(page, 'Watch')).toHaveAttribute('aria-pressed', 'false');
  await go(page, `${watchAddress(...nobody(20))},y`);
  await expect(page.getByText('Left out of this address: 2.')).toBeVisible();
});

test('one that is not there is said so in its row, and not asked for again', async ({ page, site }) => {
  const [id, [gone]] = [site.em.session('running'), nobody(1)];
  await openWatched(page, site, [id, gone as string]);
  await expect(row(page, gone as string)).toContainText('Not found: Enterprise Manager shows this account no such session');
  await expect(page).toHaveTitle(/^1 running, 1 not known – /);
  await expect(alert(page)).toHaveCount(0);
  const before = await asked(site, gone as string);
  await passRound(page, site, id);
  await passRound(page, site, id);
  expect(await asked(site, gone as string)).toBe(before);
  await site.em.fault({ path: sessionPath(id), status: 403 });
  await passRound(page, site, id);
  await expect(row(page, id)).toContainText('Your role may not open it');
});

test('what is watched survives a reload and a link adds to it; what is removed leaves the address too', async ({ page, site }) => {
  const [a, b, c] = [site.em.session('running'), site.em.session('success'), site.em.session('failed')];
  await openSignedIn(page, site, watchAddress(a, b));
  await expect(sum(page)).toHaveText('1 running, 1 done.');
  await go(page, '#/check');
  await page.reload();
  await expect(heading(page)).toHaveText('Self-test');
  await expect(watchedLink(page)).toHaveText('Watched (2)');
  await go(page, watchAddress(b, c));
  await expect(sum(page)).toHaveText('1 running, 1 done, 1 failed.');
  expect(listed(page)).toEqual([a, b, c]);

  await row(page, b).getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('row')).toHaveCount(3);
  await expect(page.getByRole('status')).toHaveText(/^Removed: /);
  expect(listed(page)).toEqual([a, c]);
  // Taken off on its own page: going back does not bring it back.
  await row(page, a).getByRole('link').click();
  await expect(button(page, 'Watch')).toHaveAttribute('aria-pressed', 'true');
  await button(page, 'Watch').click();
  await expect(watchedLink(page)).toHaveText('Watched (1)');
  await page.goBack();
  await expect(page.getByRole('row')).toHaveCount(2);
  expect(listed(page)).toEqual([c]);
  // A link is another thing, wherever its sessions were before.
  await go(page, watchAddress(a, c));
  await expect(page.getByRole('row')).toHaveCount(3);
  expect(listed(page)).toEqual([c, a]);
  await row(page, a).getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await row(page, c).getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('This tab watches no restore.')).toBeVisible();
  await expect(watchedLink(page)).toHaveCount(0);
  await expect(page).toHaveTitle('Watched restores – Restore Desk');
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('watched')))).toEqual([]);
});

test('of more than twenty the first are watched, and it is said that others were left out', async ({ page, site }) => {
  const first = site.em.session('running');
  await openSignedIn(page, site, watchAddress(first, ...nobody(22)));
  await expect(page.getByText('Left out of this address: 3.')).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(21);
  expect(listed(page)).toEqual([first, ...nobody(19)]);
});

test('another user is told nothing that the former one was shown', async ({ page, site }) => {
  const id = site.em.session('running');
  await openWatched(page, site, [id]);
  await expect(row(page, id)).toContainText('ubuntu88');
  await site.em.expire();
  await page.clock.runFor(POLL_MS);
  await expect(page.getByRole('dialog')).toContainText('Your sign-in has ended.');
  await site.em.fault({ path: sessionPath(id), status: 403 });
  await signIn(page, site, 'TECH\\item.operator');
  await page.clock.runFor(5_000);
  await expect(row(page, id)).toContainText('Your role may not open it');
  await expect(row(page, id)).not.toContainText('ubuntu88');
});

test('that nothing is asked any more after hours in the background is told', async ({ page, site }) => {
  const id = site.em.session('running');
  await stubNotifications(page, 'granted');
  await openWatched(page, site, [id]);
  await button(page, 'Notify me').click();
  await expect(button(page, 'Notify me')).toHaveAttribute('aria-pressed', 'true');
  await setHidden(page, true);
  await page.clock.fastForward(8 * 3_600_000 + 60_000);
  await expect.poll(() => shown(page)).toEqual([expect.objectContaining({ body: expect.stringMatching(/^Paused at .* 1 running\.$/) })]);
});

test('signing out blanks what is watched, and asks no more', async ({ page, site }) => {
  const id = site.em.session('running');
  await openWatched(page, site, [id]);
  await go(page, '#/check');
  await passRound(page, site, id);
  await button(page, 'Sign out').click();
  await expect(watchedLink(page)).toHaveCount(0);
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain(id);
  const before = await asked(site, id);
  await page.clock.runFor(300_000);
  expect(await asked(site, id)).toBe(before);
  await go(page, '#/');
  await signIn(page, site);
  await page.clock.runFor(60_000);
  await expect(watchedLink(page)).toHaveCount(0);
  expect(await asked(site, id)).toBe(before);
});

test('signed out on the page itself, its address is opened anew by the next sign-in', async ({ page, site }) => {
  const id = site.em.session('running');
  await openSignedIn(page, site, watchAddress(id));
  await expect(row(page, id)).toContainText('Not finished');
  await button(page, 'Sign out').click();
  await expect(page.getByRole('row')).toHaveCount(0);
  await expect(page).toHaveTitle(/^Sign in/);
  await signIn(page, site);
  await expect(row(page, id)).toContainText('Not finished');
  expect(listed(page)).toEqual([id]);
});

test('a sign-in that ends is asked for over the page, told, and then it goes on', async ({ page, site }) => {
  const [a, b] = [site.em.session('running'), site.em.session('starting')];
  await stubNotifications(page, 'granted');
  await openWatched(page, site, [a, b]);
  await button(page, 'Notify me').click();
  await expect(button(page, 'Notify me')).toHaveAttribute('aria-pressed', 'true');
  const before = await asked(site, b);
  await site.em.expire();
  await page.clock.runFor(POLL_MS);
  await expect(page.getByRole('dialog')).toContainText('Your sign-in has ended.');
  await expect.poll(() => shown(page)).toEqual([expect.objectContaining({ body: expect.stringMatching(/^Your sign-in has ended\./) })]);
  await page.clock.runFor(300_000);
  expect(await asked(site, b), 'nothing is asked after the first refusal').toBe(before);
  await expect(sum(page)).toHaveText(/^Old data, as of .*2 running\.$/);
  await expect(row(page, a)).toContainText('Old data, as of ');
  await signIn(page, site);
  await expect.poll(() => asked(site, b)).toBe(before + 1);
  await expect(sum(page)).toHaveText('2 running.');
  await expect(alert(page)).toHaveCount(0);
});

test('a failure is said, marks what is old, and holds no other up', async ({ page, site }) => {
  const [a, b] = [site.em.session('running'), site.em.session('starting')];
  await openWatched(page, site, [a, b]);
  await site.em.fault({ path: sessionPath(b), status: 500 });
  // One that is in trouble holds no other up.
  for (let round = 1; round <= 3; round += 1) await passRound(page, site, a);
  await expect(alert(page)).toBeVisible();
  await expect(row(page, b)).toContainText('Old data, as of ');
  await expect(row(page, a)).not.toContainText('Old data');
  await expect(sum(page)).toHaveText(/^Old data, as of .*2 running\.$/);

  // Where none can be had, the next is not even tried.
  await site.em.clearFaults();
  await site.em.fault({ path: '/api/restoreSessions/*', status: 503 });
  const both = async (): Promise<number> => (await asked(site, a)) + (await asked(site, b));
  await passUntilOneMore(page, both, POLL_MS);
  await expect(page.locator('.freshness')).toContainText(/Tried again in \d+ s\./);
  for (let retry = 1; retry <= 3; retry += 1) await passUntilOneMore(page, both, 500);
  await site.em.clearFaults();
  await button(page, 'Refresh').click();
  await page.clock.runFor(4_000);
  await expect(alert(page)).toHaveCount(0);
  await expect(sum(page)).toHaveText('2 running.');
  await expect(checkedNow(page)).toBeVisible();
});

test('polls without news change no node, and Pause holds until the page is left', async ({ page, site }) => {
  const [a, b] = [site.em.session('running'), site.em.session('success')];
  await openWatched(page, site, [a, b]);
  await noteChanges(page);
  for (let poll = 1; poll <= 4; poll += 1) await passRound(page, site, a);
  await expect(checkedNow(page)).toBeVisible();
  const { nodes, places } = await changes(page);
  expect(nodes).toEqual([]);
  const fine = [/#title/, /^div\.freshness /, /^tr\.is-\w+ td/];
  expect(Object.keys(places).filter((place) => !fine.some((it) => it.test(place)))).toEqual([]);

  await button(page, 'Pause').click();
  await expect(sum(page)).toHaveText(/^Paused at .* 1 running, 1 done\.$/);
  await expect(page).toHaveTitle(/^Paused at /);
  const before = await asked(site, a);
  await page.clock.runFor(300_000);
  expect(await asked(site, a)).toBe(before);
  await go(page, '#/check');
  await expect.poll(() => asked(site, a)).toBe(before + 1);
  await passRound(page, site, a);
});
