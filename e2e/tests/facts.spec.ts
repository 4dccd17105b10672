import type { Page } from '@playwright/test';

import { alert, answer, go, heading, linkOf, linkRow, openSignedIn, sessionAddress } from '../support/desk.ts';
import { openStill, pass, setConfig } from '../support/live.ts';
import type { Site } from '../support/site.ts';
import { expect, test } from '../support/test.ts';

const MINUTE_MS = 60_000;

/** Refuses what the role could open when it signed in. */
const refuse = (page: Page, site: Site, collection: string) =>
  page.route(`**/api/${collection}/**`, (route) =>
    route.fulfill({ status: 403, json: { StatusCode: 403, Message: 'Access denied.' }, headers: { 'access-control-allow-origin': site.gateway.app } }),
  );

test('the timeline does without a restore point that the role is refused, and raises no alert', async ({ page, site }) => {
  await refuse(page, site, 'vmRestorePoints');
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await expect(heading(page)).toHaveText('dbserver01');
  const figure = page.getByRole('figure', { name: 'Timeline' });
  await expect(figure).toContainText('Restore began');
  await expect(figure).toContainText('Restore ended');
  await expect(figure).not.toContainText('Restore point');
  await expect(alert(page)).toHaveCount(0);
});

test('an end before the start is said beside the timeline', async ({ page, site }) => {
  const id = site.em.session('success');
  await site.em.patch(id, { EndTimeUTC: '2014-10-19T04:00:00Z' });
  await openSignedIn(page, site, sessionAddress(id));
  await expect(page.getByRole('figure', { name: 'Timeline' })).toContainText('Enterprise Manager dates the end before the start.');
  await expect(answer(page)).toContainText('finished without errors');
});

test('what the role is refused on a page is known in the links from then on', async ({ page, site }) => {
  await refuse(page, site, 'backupServers');
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await linkOf(page, 'Up').click();
  await expect(alert(page)).toContainText('may not see this');
  await page.getByRole('button', { name: 'Go back' }).click();
  await expect(linkRow(page, 'Up')).toContainText('Your role may not open backup servers.');
  await expect(linkRow(page, 'Up').getByRole('link')).toHaveCount(0);
});

test('when Enterprise Manager last collected is said to those who may know', async ({ page, site }) => {
  const id = site.em.session('success');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(page.locator('.freshness')).toContainText(/Enterprise Manager last collected at \d\d:\d\d/);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
  await go(page, sessionAddress(id));
  await page.reload();
  await openSignedIn(page, site, sessionAddress(id), 'TECH\\restore.operator');
  await expect(heading(page)).toHaveText('dbserver01');
  await expect(page.locator('.freshness')).not.toContainText('last collected');
});

test('an estimate stands where Enterprise Manager collects often, and goes where it stalls', async ({ page, site }) => {
  const id = site.em.session('running');
  await setConfig(page, { collectionIntervalMinutes: 1 });
  await site.em.patch(id, { Progress: 40 });
  await openStill(page, site, id);
  const left = page.getByText('left, by what this page saw');
  for (const Progress of [44, 48, 52, 56]) {
    await site.em.patch(id, { Progress });
    for (let poll = 0; poll < 2; poll += 1) await pass(page);
  }
  await expect(left).toBeVisible();
  await expect(page.getByText('has reported no change for')).toHaveCount(0);
  for (let poll = 0; poll < 14; poll += 1) {
    await pass(page);
    if (poll % 7 === 0) await page.keyboard.press('Shift');
  }
  await expect(page.getByText(/Enterprise Manager has reported no change for [67] min\./)).toBeVisible();
  await expect(left).toHaveCount(0);
});

test('without frequent collections there is no estimate, and no false alarm', async ({ page, site }) => {
  const id = site.em.session('running');
  await openStill(page, site, id);
  for (let poll = 0; poll < 24; poll += 1) {
    await pass(page);
    if (poll % 8 === 0) await page.keyboard.press('Shift');
  }
  await expect(answer(page)).toContainText('64 %');
  await expect(page.locator('.time-left, .stalled')).toHaveCount(0);
});

for (const [what, keep] of [
  ['scrolled down', () => window.scrollTo(0, document.body.scrollHeight)],
  ['with the answer selected', () => getSelection()?.selectAllChildren(document.getElementById('answer') ?? document.body)],
] as const) {
  test(`a page that nobody uses stops, ${what}: what it shows by itself is no use`, async ({ page, site }) => {
    const id = site.em.session('running');
    await page.setViewportSize({ width: 800, height: 500 });
    await openStill(page, site, id);
    await page.evaluate(keep);
    for (let poll = 0; poll < 19; poll += 1) await pass(page);
    await expect(page.getByRole('button', { name: 'Keep watching' })).toBeVisible();
    await page.clock.runFor(MINUTE_MS);
    await expect(answer(page)).toHaveText(/^Paused (at|on .* at) /);
  });
}

test('a session that stops and works again is not done, and is asked for on', async ({ page, site }) => {
  const id = site.em.session('running');
  await openStill(page, site, id);
  await site.em.patch(id, { State: 'Stopping' });
  await pass(page);
  await expect(answer(page)).toHaveText(/^Not finished/);
  await site.em.patch(id, { State: 'Stopped', Result: 'Success', EndTimeUTC: new Date().toISOString() });
  await pass(page);
  await expect(answer(page)).toContainText('finished without errors');
  // The one more request that makes sure of it finds it at work.
  await site.em.patch(id, { State: 'Working', Result: 'None', EndTimeUTC: null, Progress: 90 });
  await pass(page);
  await expect(answer(page)).toHaveText(/^Not finished.*90 %/);
  await site.em.patch(id, { Progress: 95 });
  await pass(page);
  await expect(answer(page)).toContainText('95 %');
});

test('another session under the same address is said to be another', async ({ page, site }) => {
  const [id, other] = [site.em.session('running'), site.em.session('success')];
  await openStill(page, site, id);
  await page.route(`**/api/restoreSessions/${id}*`, (route) => route.fallback({ url: route.request().url().replace(id, other) }));
  await pass(page);
  await expect(heading(page)).toHaveText('dbserver01');
  await expect(page.locator('.answer-notes')).toContainText(other);
});
