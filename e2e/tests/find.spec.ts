import { alert, allAsked, answer, go, heading, openSignedIn, sessionAddress } from '../support/desk.ts';
import { serve } from '../support/samples.ts';
import { expect, test } from '../support/test.ts';

const BOX = 'Open a restore session';

test('Find lists the newest restores as native links', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  const table = page.getByRole('table');
  await expect(table.getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(heading(page)).toHaveCount(1);
  const hrefs = await table.getByRole('rowheader').getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(hrefs.length).toBeGreaterThan(5);
  for (const href of hrefs) expect(href).toMatch(/^#\/restoreSessions\/[0-9a-f-]{36}$/);
  const first = table.getByRole('rowheader').getByRole('link').first();
  const name = (await first.textContent()) ?? '';
  await first.click();
  await expect(heading(page)).toHaveText(name);
  await expect(answer(page)).toContainText(name);
});

test('the newest come first', async ({ page, site }) => {
  const created = new Date(Date.now() - 1_000).toISOString();
  await site.em.patch(site.em.session('noRelated'), { CreationTimeUTC: created, State: 'Working', Result: 'None', EndTimeUTC: null });
  await openSignedIn(page, site, '#/');
  await expect(page.getByRole('table').getByRole('rowheader').first()).toHaveText('sql01-hv');
});

test('the box opens an id, a URN, an address of Enterprise Manager and one of ours', async ({ page, site }) => {
  const id = site.em.session('warning');
  await openSignedIn(page, site, '#/');
  const texts = [id, `  ${id.toUpperCase()} `, `urn:veeam:RestoreSession:${id}`,
    `https://em.example:9398/api/restoreSessions/${id}?format=Entity`, `https://desk.example/x/#/restoreSessions/${id}`];
  for (const [index, text] of texts.entries()) {
    await page.getByLabel(BOX).fill(text);
    if (index % 2) await page.getByRole('button', { name: 'Open', exact: true }).click();
    else await page.keyboard.press('Enter');
    await expect(heading(page), text).toHaveText('crm01');
    await expect(page).toHaveURL(new RegExp(`#/restoreSessions/${id}$`));
    await page.getByRole('banner').getByRole('link', { name: 'Find', exact: true }).click();
  }
});

test('the box finds a VM by its exact name, and says when there is none', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await page.getByLabel(BOX).fill('crm01');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table').getByRole('link', { name: 'crm01' }).first()).toBeVisible();
  await expect(page.getByRole('table').getByRole('link', { name: 'dbserver01' })).toHaveCount(0);
  await go(page, '#/');
  await page.getByLabel(BOX).fill('no "such" VM & <b>');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/no restore/)).toContainText('no proof');
  await expect(alert(page)).toHaveCount(0);
});

const REFUSED: [string, RegExp][] = [
  ['', /Enter the name of a VM/],
  ['task-12', /A task number can't be looked up/],
  ['urn:veeam:Credentials:1', /does not know this kind of URN/],
  ['https://em.example/api/logonSessions/1', /shows no credentials, passwords or sign-ins/],
  ['https://em.example/api/vmRestorePoints/1?action=restore', /starts nothing/],
  ['https://example.com/', /leads to nothing that Restore Desk can open/],
  ['javascript://x/api/%0aalert(1)', /leads to nothing/],
  ['x'.repeat(100_001), /too long/],
];

test('what leads nowhere says why, stays in the box, and asks nothing', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(page.getByRole('table')).toBeVisible();
  await site.em.forget();
  for (const [text, sentence] of REFUSED) {
    await page.getByLabel(BOX).fill(text);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(alert(page), text.slice(0, 60)).toHaveText(sentence);
    await expect(page.getByLabel(BOX)).toHaveValue(text);
    await expect(page.getByLabel(BOX)).toBeFocused();
  }
  expect(await site.em.asked()).toEqual([]);
});

test('a role that may not search is told so and sees the last 30 days', async ({ page, site }) => {
  await openSignedIn(page, site, '#/', 'TECH\\item.operator');
  await expect(page.getByText('Your role may not search in Enterprise Manager.')).toBeVisible();
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
});

test('an empty list looks like one', async ({ page, site }) => {
  await site.em.fault(serve('query/empty.json', '/api/query'));
  await openSignedIn(page, site, '#/');
  await expect(page.getByText(/shows this account no restore/)).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  await expect(alert(page)).toHaveCount(0);
});

test('a failed list says why and keeps the box', async ({ page, site }) => {
  await site.em.fault({ path: '/api/query', status: 503, retry_after: '9' });
  await openSignedIn(page, site, '#/');
  await expect(alert(page)).toContainText('Try again in 9 s.');
  await expect(page.getByLabel(BOX)).toBeVisible();
  await site.em.clearFaults();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('table')).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
});

const ENTRIES: ((id: string) => string)[] = [
  (id) => `#/open/${id}`,
  (id) => `#/open/urn:veeam:RestoreSession:${id}`,
  (id) => `#/open/${encodeURIComponent(`https://em.example:9398/api/restoreSessions/${id}?format=Entity`)}`,
  (id) => `?open=${id}`,
  (id) => `?open=urn%3Aveeam%3ARestoreSession%3A${id}`,
  (id) => `?theme=dark&open=${encodeURIComponent(`https://em.example:9398/api/restoreSessions/${id}`)}&lang=en`,
];

for (const entry of ENTRIES) {
  test(`an address for tickets becomes the session's own: ${entry('ID')}`, async ({ page, site }) => {
    const id = site.em.session('warning');
    await openSignedIn(page, site, entry(id));
    await expect(heading(page)).toHaveText('crm01');
    await expect(page).toHaveURL(new RegExp(`#/restoreSessions/${id}$`));
    const { searchParams } = new URL(page.url());
    expect(searchParams.has('open')).toBe(false);
    if (entry(id).includes('theme')) expect([...searchParams.keys()]).toEqual(['theme', 'lang']);
    await page.reload();
    await expect(heading(page)).toHaveText('crm01');
  });
}

test('an address for tickets leaves no step behind in the history', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await expect(heading(page)).toHaveText('dbserver01');
  await go(page, `#/open/${site.em.session('warning')}`);
  await expect(heading(page)).toHaveText('crm01');
  await page.goBack();
  await expect(heading(page)).toHaveText('dbserver01');
});

test('an address for tickets that names nothing says so', async ({ page, site }) => {
  await openSignedIn(page, site, '?open=srv04');
  await expect(alert(page)).toContainText('leads to nothing');
  await expect(page.getByLabel(BOX)).toHaveValue('srv04');
  await page.goto(site.url(`?open=${'a'.repeat(201)}`));
  await expect(alert(page)).toContainText('too long');
  await page.goto(site.url('#/open/urn:veeam:Credentials:1'));
  await expect(alert(page)).toContainText('does not know this kind of URN');
});

test('addresses that are none, or that are never opened, say so and ask nothing', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await expect(heading(page)).toHaveText('dbserver01');
  await allAsked(site);
  await site.em.forget();
  const rows: [string, RegExp][] = [
    ['#/credentials', /shows no credentials/],
    ['#/backupServers/1/credentials', /shows no credentials/],
    ['#/logonSessions/1', /shows no credentials/],
    ['#/vmRestorePoints/1?action=restore', /starts nothing/],
    ['#/query?type=Passwords', /shows no credentials/],
    ['#/restoreSessions/../credentials', /none of Restore Desk's/],
    ['#/restoreSessions/a%2fb', /none of Restore Desk's/],
    ['#/a//b', /none of Restore Desk's/],
    ['#/%zz', /none of Restore Desk's/],
  ];
  for (const [address, sentence] of rows) {
    await go(page, address);
    await expect(alert(page), address).toHaveText(sentence);
    await expect(heading(page), address).toHaveCount(1);
  }
  expect(await site.em.asked()).toEqual([]);
  await page.getByRole('link', { name: 'Go to Find' }).click();
  await expect(page.getByLabel(BOX)).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
});
