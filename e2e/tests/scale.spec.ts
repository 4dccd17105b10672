import type { Page } from '@playwright/test';

import { alert, openSignedIn, refresh } from '../support/desk.ts';
import { openTimed } from '../support/live.ts';
import { sampleText } from '../support/samples.ts';
import type { Site } from '../support/site.ts';
import { expect, test } from '../support/test.ts';

const table = (page: Page) => page.getByRole('table', { name: 'Restores' });
const count = (page: Page) => page.locator('.list-count');
const rows = (page: Page) => page.locator('.sessions tbody tr');
const hrefs = (page: Page) => page.locator('.sessions tbody th a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));

/** A session that stands on no page that is shown. */
async function hidden(site: Site): Promise<string> {
  const query = 'query?type=RestoreSession&format=Entities&sortDesc=CreationTime&pageSize=100&page=3';
  const reply = (await site.read(query)) as { Entities: { RestoreSessions: { RestoreSessions: { UID: string }[] } } };
  return reply.Entities.RestoreSessions.RestoreSessions[7]!.UID.split(':').at(-1)!;
}

/** The most lists that were under way at one time. */
function watchRequests(page: Page): () => number {
  let [under, most] = [0, 0];
  const isList = (url: string) => url.includes('/api/query?');
  page.on('request', (request) => {
    if (isList(request.url())) most = Math.max(most, ++under);
  });
  for (const event of ['requestfinished', 'requestfailed'] as const) {
    page.on(event as 'requestfinished', (request) => {
      if (isList(request.url())) under -= 1;
    });
  }
  return () => most;
}

test.describe('with a few hundred restores', () => {
  test.use({ siteOptions: { sessions: 400 } });

  test('a new restore is told, waits, and comes in on request: no row moves before', async ({ page, site }) => {
    const id = await hidden(site);
    await openTimed(page, site, '#/');
    await expect(rows(page).nth(99)).toBeAttached();
    const before = await hrefs(page);
    expect(before.join()).not.toContain(id);
    const top = (await rows(page).first().boundingBox())?.y;
    const now = new Date().toISOString();
    await site.em.patch(id, { CreationTimeUTC: now, State: 'Working', Result: 'None', Progress: 5, EndTimeUTC: null });
    await page.clock.runFor(31_000);
    await expect(page.locator('.list-new span')).toHaveText('1 new restore');
    expect(await hrefs(page)).toEqual(before);
    expect((await rows(page).first().boundingBox())?.y).toBe(top);
    await expect(async () => {
      await page.clock.runFor(5_000);
      await expect(page.getByRole('status')).toHaveText('1 new restore', { timeout: 500 });
    }).toPass({ intervals: [0], timeout: 20_000 });
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    expect((await hrefs(page))[0]).toContain(id);
    expect(await hrefs(page)).toHaveLength(before.length + 1);
    await expect(page.locator('.list-new')).toHaveCount(0);
  });

  test('more rows come below, to the end, one request at a time, and none comes twice', async ({ page, site }) => {
    const most = watchRequests(page);
    await openSignedIn(page, site, '#/');
    const more = page.getByRole('button', { name: 'Load more' });
    await more.click();
    await expect(page.locator('.sessions tbody')).toHaveCount(2);
    await more.focus();
    // A second press while the page is on its way asks for no other.
    let release = (): void => undefined;
    const both = new Promise<void>((resolve) => (release = resolve));
    await page.route(/[?&]page=3&|[?&]page=3$/, async (route) => {
      await both;
      await route.continue();
    });
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Loading more…' })).toBeFocused();
    await page.keyboard.press('Enter');
    release();
    await expect(page.locator('.sessions tbody')).toHaveCount(3);
    await expect(more).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('.sessions tbody')).toHaveCount(4);
    await expect(count(page)).toHaveText('400 restores.');
    await expect(rows(page)).toHaveCount(400);
    expect(new Set(await hrefs(page)).size).toBe(400);
    await expect(page.getByText('There are no more.')).toBeFocused();
    expect(most()).toBe(1);
  });

  test('the last page leaves the focus to whoever went on', async ({ page, site }) => {
    await openSignedIn(page, site, '#/restoreSessions?page=3');
    let release = (): void => undefined;
    const typed = new Promise<void>((resolve) => (release = resolve));
    await page.route(/[?&]page=4(&|$)/, async (route) => {
      await typed;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Load more' }).click();
    const box = page.getByLabel('Open a restore session');
    await box.fill('srv');
    release();
    await expect(page.getByText('There are no more.')).toBeVisible();
    await page.keyboard.type('04');
    await expect(box).toHaveValue('srv04');
    await expect(box).toBeFocused();
  });

  test('a page has an address, with the pages beside it a link away', async ({ page, site }) => {
    await openSignedIn(page, site, '#/');
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Next page' }).click();
    await expect(page).toHaveURL(/#\/restoreSessions\?page=2$/);
    await expect(page.getByRole('heading', { name: 'Restores' })).toBeFocused();
    await expect(count(page)).toHaveText('100 restores; there are more.');
    await expect(rows(page)).toHaveCount(100);
    const second = await hrefs(page);
    await page.reload();
    await expect(rows(page)).toHaveCount(100);
    expect(await hrefs(page)).toEqual(second);
    await page.getByRole('link', { name: 'Previous page' }).click();
    await expect(page).toHaveURL(/#\/restoreSessions$/);
  });

  test('a page that fails keeps the rows, says why, and can be asked for again', async ({ page, site }) => {
    await openSignedIn(page, site, '#/');
    await expect(rows(page).nth(99)).toBeAttached();
    const before = await hrefs(page);
    await site.em.fault({ path: '/api/query', status: 500, times: 1 });
    await page.getByRole('button', { name: 'Load more' }).click();
    await expect(alert(page)).toBeVisible();
    expect(await hrefs(page)).toEqual(before);
    await page.getByRole('button', { name: 'Load more' }).click();
    await expect(page.locator('.sessions tbody')).toHaveCount(2);
    await expect(alert(page)).toHaveCount(0);
  });
});

test.describe('with a hundred thousand restores', () => {
  test.use({ siteOptions: { sessions: 100_000 } });

  test('the first page, a filter and a further page come, and what is out of sight is not laid out', async ({ page, site }) => {
    await openSignedIn(page, site, '#/');
    await expect(count(page)).toHaveText(/^10\d restores; there are more\.$/);
    await expect(table(page)).toBeVisible();
    await page.getByLabel('Result', { exact: true }).selectOption('Failed');
    await expect(page).toHaveURL(/result=Failed/);
    await expect(count(page)).toHaveText('100 restores; there are more.');
    await page.getByRole('button', { name: 'Load more' }).click();
    await expect(count(page)).toHaveText('200 restores; there are more.');
    await expect(rows(page)).toHaveCount(200);
    for (const answer of await page.locator('.sessions tbody td:nth-child(2)').allTextContents()) expect(answer).toContain('Failed');
    // What is far out of sight is not laid out.
    await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
    const isLaidOut = (row: number) =>
      rows(page).nth(row).locator('a').evaluate((link) => link.checkVisibility({ contentVisibilityAuto: true }));
    for (const row of [99, 100, 199]) await expect.poll(() => isLaidOut(row)).toBe(false);
    expect(await isLaidOut(0)).toBe(true);
  });
});

const ENTITIES = {
  restoreSessions: ['restoreSession/success-vm.json', '0f5a6c1e-3c0b-4f7e-9b21-6f2d9b7c1a01'],
  backupServers: ['backupServer/entity.json', 'ce15a8c7-aa49-495e-b05b-ee3398c91018'],
} as const;
for (const kind of ['restoreSessions', 'backupServers'] as const) {
  test(`an entity of ${kind} with hundreds of links shows them all in their order, and so does each answer after it`, async ({ page, site }) => {
    const [file, id] = ENTITIES[kind];
    const entity = JSON.parse(sampleText(file)) as object;
    const names = (count: number) => Array.from({ length: count }, (_, index) => `repository ${count} ${index}`);
    const send = async (count: number, changed: object = {}) => {
      const link = (Name: string, index: number) => ({
        Rel: 'Down',
        Type: 'RepositoryReference',
        Name,
        Href: `https://em:9398/api/repositories/00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
      });
      await site.em.clearFaults();
      const body = JSON.stringify({ ...entity, ...changed, Links: names(count).map(link) });
      await site.em.fault({ path: `/api/${kind}/${id}`, body });
    };
    await send(700);
    await openSignedIn(page, site, `#/${kind}/${id}`);
    const shown = page.locator('.links .link-name');
    await expect(shown).toHaveText(names(700));
    for (const count of [900, 300, 4]) {
      await send(count);
      await refresh(page);
      await expect(shown).toHaveText(names(count));
    }
    await send(400);
    await refresh(page);
    await expect(shown).toHaveText(names(400));
    // News that does not touch the links leaves their elements as they are.
    await shown.evaluateAll((links) => links.forEach((link) => link.setAttribute('data-before', '')));
    await send(400, { Note: 'news' });
    await refresh(page);
    await expect(page.getByText('news', { exact: true })).toBeVisible();
    await expect(page.locator('.links .link-name[data-before]')).toHaveText(names(400));
    await expect(alert(page)).toHaveCount(0);
  });
}
