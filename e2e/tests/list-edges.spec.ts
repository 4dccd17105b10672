import type { Page } from '@playwright/test';

import { alert, heading, openSignedIn, signIn, signInButton } from '../support/desk.ts';
import { openTimed } from '../support/live.ts';
import { expect, test } from '../support/test.ts';

const filter = (page: Page, name: string) => page.getByRole('form', { name: 'Filter the restores' }).getByLabel(name, { exact: true });
const rows = (page: Page) => page.locator('.sessions tbody tr');
const count = (page: Page) => page.locator('.list-count');
const more = (page: Page) => page.getByRole('button', { name: 'Load more' });

test('words in any casing are shown as chosen, and what was seen stays to be chosen', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(rows(page).first()).toBeVisible();
  const servers = await filter(page, 'Backup server').locator('option').allTextContents();
  expect(servers.length).toBeGreaterThan(2);
  await page.goto(site.url('#/restoreSessions?result=failed'));
  await expect(count(page)).toHaveText(/^\d+ restores\.$/);
  await expect(filter(page, 'Result')).toHaveValue('Failed');
  expect(await filter(page, 'Backup server').locator('option').allTextContents()).toEqual(servers);
});

test('a text from a table is a name, whatever stands between its cells', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(rows(page).first()).toBeVisible();
  await filter(page, 'VM').fill('srv04\tRUNNING');
  await expect(page).toHaveURL(/\?vm=srv04%20RUNNING$/);
  await expect(page.locator('.nothing-found')).toContainText('“srv04 RUNNING”');
  await filter(page, 'VM').fill('\u6587'.repeat(200));
  await expect(page.locator('.nothing-found')).toContainText('\u6587\u6587');
});

test('a page behind the last one says so in every role, and leads back', async ({ page, site }) => {
  await openSignedIn(page, site, '#/restoreSessions?page=9');
  await expect(page.locator('.nothing-found')).toHaveText(/^There is no page 9 of this list; page 1 is its last\.$/);
  await page.getByRole('link', { name: 'Previous page' }).click();
  await expect(page).toHaveURL(/#\/restoreSessions$/);
  await expect(rows(page).first()).toBeVisible();
  await page.goto(site.url('#/restoreSessions?page=two'));
  await expect(page.getByText('“page=two” in the address can\'t be read')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(site.url('#/restoreSessions?page=9'));
  await signIn(page, site, 'TECH\\item.operator');
  await expect(page.locator('.nothing-found')).toContainText('There is no page 9 of this list');
});

test('a list that fails at first leaves heading and title the page\'s own', async ({ page, site }) => {
  await site.em.fault({ path: '/api/query', status: 500 });
  await openSignedIn(page, site, '#/restoreSessions?vm=srv04');
  await expect(alert(page)).toBeVisible();
  await expect(heading(page)).toHaveText('Find');
  await expect(page).toHaveTitle(/^srv04 – Find/);
  await site.em.clearFaults();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(rows(page).first()).toBeVisible();
  await expect(page).toHaveTitle(/^srv04 – Find/);
});

test('another user sees no row of the former one', async ({ page, site }) => {
  await openTimed(page, site, '#/');
  await expect(rows(page).first()).toBeVisible();
  await site.em.expire();
  await page.clock.runFor(31_000);
  await expect(page.getByRole('dialog')).toBeVisible();
  await site.em.fault({ path: '/api/*', delay_ms: 2_000 });
  const own = page.waitForRequest(/\/api\/query\?/);
  await signIn(page, site, 'TECH\\item.operator');
  await own;
  await expect(rows(page)).toHaveCount(0);
  await site.em.clearFaults();
  await expect(page.getByText('Your role may not search')).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
});

test.describe('with a few hundred restores', () => {
  test.use({ siteOptions: { sessions: 400 } });

  test('a filter on a further page keeps the focus and what is typed', async ({ page, site }) => {
    await openSignedIn(page, site, '#/restoreSessions?page=2');
    await expect(rows(page).first()).toBeVisible();
    await filter(page, 'VM').pressSequentially('crm', { delay: 20 });
    await expect(page).toHaveURL(/\?vm=crm$/);
    await expect(filter(page, 'VM')).toBeFocused();
    await filter(page, 'VM').pressSequentially('01');
    await expect(page).toHaveURL(/\?vm=crm01$/);
    await expect(filter(page, 'VM')).toHaveValue('crm01');
  });

  test('a sign-in that ends at a further page is asked for, and then the page comes', async ({ page, site }) => {
    await openSignedIn(page, site, '#/');
    await expect(rows(page).first()).toBeVisible();
    await site.em.expire();
    await more(page).click();
    await expect(page.getByRole('dialog')).toContainText('Your sign-in has ended.');
    await signIn(page, site);
    await expect(page.locator('.sessions tbody')).toHaveCount(2);
    await expect(alert(page)).toHaveCount(0);
    await expect(signInButton(page)).toHaveCount(0);
  });

  test('a running restore on a further page is asked for by its id; where that fails its row is old', async ({ page, site }) => {
    const query = 'query?type=RestoreSession&format=Entities&sortAsc=VmDisplayName&pageSize=100&page=2';
    const reply = (await site.read(query)) as { Entities: { RestoreSessions: { RestoreSessions: { UID: string }[] } } };
    const id = reply.Entities.RestoreSessions.RestoreSessions[50]!.UID.split(':').at(-1)!;
    await site.em.patch(id, { State: 'Working', Result: 'None', Progress: 12, EndTimeUTC: null });
    await openTimed(page, site, '#/restoreSessions?sort=vm');
    await more(page).click();
    const row = page.locator('.sessions tbody tr', { has: page.locator(`a[href="#/restoreSessions/${id}"]`) });
    await expect(row).toContainText('Not finished, 12');
    await site.em.patch(id, { Progress: 34 });
    await page.clock.runFor(31_000);
    await expect(row).toContainText('Not finished, 34');
    await expect(row).not.toContainText('Old data');

    const isByIds = (url: URL | string): boolean => decodeURIComponent(url.toString()).includes('UID=="urn:veeam:RestoreSession:');
    await page.route(isByIds, (route) => route.abort());
    await site.em.patch(id, { Progress: 56 });
    const look = page.waitForRequest((request) => isByIds(request.url()));
    await page.clock.runFor(31_000);
    await look;
    await expect(row).toContainText(/Not finished, 34.*Old data, as of /);
    await expect(alert(page)).toHaveCount(0);
    await page.unroute(isByIds);
    await page.clock.runFor(31_000);
    await expect(row).toContainText('Not finished, 56');
    await expect(row).not.toContainText('Old data');
  });
});
