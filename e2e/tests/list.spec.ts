import { alert, answer, go, heading, openSignedIn } from '../support/desk.ts';
import { openTimed } from '../support/live.ts';
import type { Site } from '../support/site.ts';
import { expect, test } from '../support/test.ts';
import type { Page } from '@playwright/test';

const table = (page: Page) => page.getByRole('table', { name: 'Restores' });
const rowOf = (page: Page, vm: string) => table(page).getByRole('row').filter({ has: page.getByRole('rowheader', { name: vm, exact: true }) });
const names = (page: Page) => table(page).getByRole('rowheader').allTextContents();
const filter = (page: Page, label: string) => page.getByRole('form', { name: 'Filter the restores' }).getByLabel(label, { exact: true });
/** The filters of the searches that reached Enterprise Manager, in order. */
async function searched(site: Site): Promise<string[]> {
  const queries = (await site.em.asked()).filter(({ path }) => path === '/api/query');
  return queries.map(({ query }) => new URLSearchParams(query).get('filter') ?? '');
}
const count = (page: Page) => page.locator('.list-count');

test('what runs stands on top, then the newest, and none twice', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(rowOf(page, 'ubuntu88')).toContainText('Not finished');
  const hrefs = await table(page).getByRole('rowheader').getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(new Set(hrefs).size).toBe(hrefs.length);
  const answers = await table(page).getByRole('row').evaluateAll((rows) => rows.slice(1).map((row) => row.children[1]?.textContent ?? ''));
  const running = answers.map((text) => /Not finished|Starting/.test(text));
  expect(running[0]).toBe(true);
  expect(running).toEqual([...running].sort((a, b) => Number(b) - Number(a)));
  expect((await searched(site)).slice(0, 2)).toEqual(['State!=Stopped', '']);
});

test('every filter stands in the address, and is asked of Enterprise Manager', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await filter(page, 'State').selectOption('Stopped');
  await expect(page).toHaveURL(/#\/restoreSessions\?state=Stopped$/);
  await expect(rowOf(page, 'ubuntu88')).toHaveCount(0);
  await filter(page, 'Result').selectOption('Failed');
  await expect(count(page)).toHaveText('2 restores.');
  expect((await names(page)).sort()).toEqual(['mail02', 'oracle03']);
  await filter(page, 'Started').selectOption('24h');
  await expect(count(page)).toHaveText('1 restore.');
  await filter(page, 'Type').selectOption('FileLevelRestore');
  await expect(page.getByText('No restore passes these filters.')).toBeVisible();
  await expect(page).toHaveURL(/\?state=Stopped&result=Failed&type=FileLevelRestore&since=24h$/);
  await page.goBack();
  await expect(filter(page, 'Type')).toHaveValue('');
  await expect(count(page)).toHaveText('1 restore.');
  await page.reload();
  await expect(filter(page, 'Result')).toHaveValue('Failed');
  await expect(rowOf(page, 'oracle03')).toBeVisible();
  await page.getByRole('link', { name: 'Clear the filters' }).click();
  await expect(rowOf(page, 'ubuntu88')).toBeVisible();
});

test('a server is chosen by its name and stands in the address by its id', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(rowOf(page, 'ubuntu88')).toBeVisible();
  const servers = await filter(page, 'Backup server').getByRole('option').allTextContents();
  expect(servers.length).toBeGreaterThan(1);
  await filter(page, 'Backup server').selectOption({ index: 1 });
  await expect(page).toHaveURL(/\?server=[0-9a-f-]{36}$/);
  await expect(count(page)).toContainText('restores');
  expect((await searched(site)).at(-1)).toMatch(/^BackupServerUid=="urn:veeam:BackupServer:[0-9a-f-]{36}"$/);
});

test('typing asks once, when it pauses, and keeps the focus and the text', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(rowOf(page, 'ubuntu88')).toBeVisible();
  const before = (await searched(site)).length;
  await filter(page, 'VM').pressSequentially('crm01');
  await expect(count(page)).toHaveText('2 restores.');
  await expect(filter(page, 'VM')).toBeFocused();
  await expect(filter(page, 'VM')).toHaveValue('crm01');
  await expect(page).toHaveURL(/\?vm=crm01$/);
  const filters = (await searched(site)).slice(before);
  expect(filters).toEqual(['VmDisplayName=="crm01";State!=Stopped', 'VmDisplayName=="crm01"']);
  await expect(page).toHaveTitle(/^crm01 – Find/);
});

test('what is asked for is given up when typing goes on', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(rowOf(page, 'ubuntu88')).toBeVisible();
  await site.em.fault({ path: '/api/query', delay_ms: 60_000, times: 1 });
  const sent = page.waitForRequest(/VmDisplayName/);
  await filter(page, 'VM').fill('crm0');
  const request = await sent;
  const failed = page.waitForEvent('requestfailed', (failed) => failed === request);
  await filter(page, 'VM').pressSequentially('1');
  await failed;
  await expect(count(page)).toHaveText('2 restores.');
  await expect(alert(page)).toHaveCount(0);
});

test('a name that Enterprise Manager does not know is looked for among the newest, which is said', async ({ page, site }) => {
  await openSignedIn(page, site, '#/restoreSessions?vm=SRV0');
  await expect(page.getByText('searched the newest 100 only')).toBeVisible();
  expect(new Set(await names(page))).toEqual(new Set(['srv04', 'websrv01']));
  await go(page, '#/restoreSessions?vm=nosuch');
  const nothing = page.locator('.nothing-found');
  await expect(nothing).toContainText('no restore of “nosuch”');
  await expect(nothing).toContainText('no proof');
  await expect(nothing).toContainText('under 15 min ago');
  await expect(nothing).toContainText('None of the newest 100');
  await expect(alert(page)).toHaveCount(0);
});

test('a row that changes keeps its place, and says what changed', async ({ page, site }) => {
  const id = site.em.session('running');
  await openTimed(page, site, '#/');
  await expect(rowOf(page, 'ubuntu88')).toContainText('Not finished');
  const before = await names(page);
  await rowOf(page, 'ubuntu88').evaluate((row) => Object.assign(row, { kept: true }));
  await rowOf(page, 'ubuntu88').getByRole('link').focus();
  await site.em.patch(id, { State: 'Stopped', Result: 'Success', Progress: 100, EndTimeUTC: new Date().toISOString() });
  await page.clock.runFor(31_000);
  await expect(rowOf(page, 'ubuntu88')).toContainText('without errors');
  expect(await names(page)).toEqual(before);
  await expect(rowOf(page, 'ubuntu88')).toHaveClass('is-good');
  await expect(rowOf(page, 'ubuntu88').getByRole('link')).toBeFocused();
  expect(await rowOf(page, 'ubuntu88').evaluate((row) => (row as HTMLElement & { kept?: boolean }).kept)).toBe(true);
});

test('the order is chosen in the headings, and keeps the focus there', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(rowOf(page, 'ubuntu88')).toBeVisible();
  const byVm = table(page).getByRole('link', { name: 'VM: sort' });
  await byVm.click();
  await expect(page).toHaveURL(/\?sort=vm$/);
  await expect(byVm).toBeFocused();
  await expect(table(page).getByRole('columnheader', { name: 'VM' })).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(async () => {
    const shown = (await names(page)).map((name) => name.toLowerCase());
    return shown.join() === [...shown].sort().join();
  }).toBe(true);
  await byVm.press('Enter');
  await expect(page).toHaveURL(/\?sort=-vm$/);
  await expect(table(page).getByRole('columnheader', { name: 'VM' })).toHaveAttribute('aria-sort', 'descending');
});

test('a role that may not search is told so, and filters what is there', async ({ page, site }) => {
  await openSignedIn(page, site, '#/', 'TECH\\item.operator');
  await expect(page.getByText('Your role may not search')).toBeVisible();
  await expect(rowOf(page, 'ubuntu88')).toContainText('Not finished');
  // 45 days old.
  await expect(rowOf(page, 'fileserver-münchen')).toHaveCount(0);
  await filter(page, 'VM').fill('srv');
  await expect(rowOf(page, 'ubuntu88')).toHaveCount(0);
  const found = await names(page);
  expect(found.length).toBeGreaterThan(1);
  for (const name of found) expect(name).toContain('srv');
  await expect(table(page).getByText('Starting').first()).toBeVisible();
  await filter(page, 'Result').selectOption('Success');
  await expect(table(page).getByText('Starting')).toHaveCount(0);
  await expect(rowOf(page, 'srv04').first()).toBeVisible();
  expect(await searched(site)).toHaveLength(1);
});

test('what the address says and nobody can read is named and left out', async ({ page, site }) => {
  await openSignedIn(page, site, '#/restoreSessions?since=yesterday&sort=size');
  await expect(page.getByText('“since=yesterday” in the address can\'t be read')).toBeVisible();
  await expect(page.getByText('“sort=size” in the address can\'t be read')).toBeVisible();
  await expect(rowOf(page, 'ubuntu88')).toBeVisible();
});

test('a failure of the list keeps the rows, marks them old, and ends by itself', async ({ page, site }) => {
  await openTimed(page, site, '#/');
  await expect(rowOf(page, 'ubuntu88')).toBeVisible();
  await site.em.fault({ path: '/api/query', status: 503 });
  await page.clock.runFor(31_000);
  await expect(alert(page)).toContainText(/Old data: this was read .*, and it could not be read again since\./);
  await expect(page.getByText('Old data:')).toHaveCount(1);
  await expect(rowOf(page, 'ubuntu88')).toBeVisible();
  await site.em.clearFaults();
  await page.clock.runFor(60_000);
  await expect(alert(page)).toHaveCount(0);
});

test('a filter that fails shows no rows of another one', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(rowOf(page, 'ubuntu88')).toBeVisible();
  await site.em.fault({ path: '/api/query', status: 500 });
  await filter(page, 'Result').selectOption('Failed');
  await expect(alert(page)).toBeVisible();
  await expect(table(page)).toHaveCount(0);
  await site.em.clearFaults();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(rowOf(page, 'oracle03')).toBeVisible();
  await rowOf(page, 'oracle03').getByRole('link').click();
  await expect(heading(page)).toHaveText('oracle03');
  await expect(answer(page)).toContainText('failed');
});
