import { alert, answer, field, go, heading, linkOf, linkRow, openSignedIn, sendSignIn, sessionAddress, sessionPath, tabTo } from '../support/desk.ts';
import { sampleText, serve } from '../support/samples.ts';
import { expect, test } from '../support/test.ts';

const ID = '676dc837-f441-4ac1-8470-15be06b4cffc';

test('Related leads to the restore point, Up to the backup server, Down to a collection', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await expect(linkOf(page, 'Up')).toHaveAttribute('href', /^#\/backupServers\//);
  await expect(linkRow(page, 'Up')).toContainText('backup server');
  await linkOf(page, 'Related').click();
  await expect(page).toHaveURL(/#\/vmRestorePoints\//);
  await expect(heading(page)).toHaveText('dbserver01');
  await expect(field(page, 'Algorithm')).toContainText(/Full|Increment/);

  const server = (await linkOf(page, 'Up', 'backup server').textContent()) ?? '';
  await linkOf(page, 'Up', 'backup server').click();
  await expect(heading(page)).toHaveText(server);
  await expect(page.getByText('Veeam Backup & Replication 12.3')).toBeVisible();

  await linkOf(page, 'Down', 'repositories').click();
  await expect(heading(page)).toHaveText('Repositories');
  const row = page.getByRole('table').getByRole('link').first();
  const repository = (await row.textContent()) ?? '';
  await row.click();
  await expect(heading(page)).toHaveText(repository);
  await expect(page).toHaveURL(/#\/repositories\//);
});

test('back and forward are the browser\'s, and the trail says where one came from', async ({ page, site }) => {
  const id = site.em.session('success');
  await openSignedIn(page, site, sessionAddress(id));
  const server = (await linkOf(page, 'Up').textContent()) ?? '';
  await linkOf(page, 'Up').click();
  await expect(heading(page)).toHaveText(server);
  const trail = page.getByRole('navigation', { name: 'Where you came from' });
  await expect(trail.getByRole('link', { name: 'dbserver01' })).toHaveAttribute('href', sessionAddress(id));
  await page.goBack();
  await expect(heading(page)).toHaveText('dbserver01');
  await expect(page).toHaveTitle(/^The restore of dbserver01/);
  await page.goForward();
  await expect(heading(page)).toHaveText(server);
  await trail.getByRole('link', { name: 'dbserver01' }).click();
  await expect(heading(page)).toHaveText('dbserver01');
  await expect(page).toHaveURL(new RegExp(`${id}$`));
});

test('an address that can\'t be read keeps the way back to where one came from', async ({ page, site }) => {
  const id = site.em.session('success');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(heading(page)).toHaveText('dbserver01');
  await go(page, '#/restoreSessions/a/b%2Fc');
  await expect(alert(page)).toBeVisible();
  const trail = page.getByRole('navigation', { name: 'Where you came from' });
  await trail.getByRole('link', { name: 'dbserver01' }).click();
  await expect(heading(page)).toHaveText('dbserver01');
});

test('the whole journey by keyboard alone', async ({ page, site }) => {
  await page.goto(site.url(sessionAddress(site.em.session('success'))));
  await tabTo(page, page.getByLabel('User name'));
  await page.keyboard.type('TECH\\helpdesk');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Password')).toBeFocused();
  await page.keyboard.type(site.em.password('TECH\\helpdesk'));
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('dbserver01');

  const up = linkOf(page, 'Up');
  const server = (await up.textContent()) ?? '';
  await tabTo(page, up);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(server);
  const down = linkOf(page, 'Down', 'repositories');
  await tabTo(page, down);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Repositories');
  await tabTo(page, page.getByRole('navigation', { name: 'Where you came from' }).getByRole('link', { name: server }));
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(server);

  await tabTo(page, page.getByRole('banner').getByRole('link', { name: 'Find', exact: true }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByLabel('Open a restore session'));
  await page.keyboard.type(site.em.session('warning'));
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('crm01');
  await tabTo(page, page.getByRole('button', { name: 'Sign out' }));
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('User name')).toBeVisible();
});

test('the skip link moves the focus and leaves the address alone', async ({ page, site }) => {
  const address = sessionAddress(site.em.session('success'));
  await openSignedIn(page, site, address);
  await expect(heading(page)).toHaveText('dbserver01');
  await tabTo(page, page.getByRole('link', { name: 'Skip to the content' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
});

test('the focus is never lost with a change of page', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await linkOf(page, 'Up').click();
  await expect(heading(page)).not.toHaveText('dbserver01');
  await expect(page.getByRole('main').or(heading(page)).and(page.locator(':focus'))).toHaveCount(1);
});

test('Alternate of the shown entity is this page, and actions and secrets are no links', async ({ page, site }) => {
  const id = site.em.session('success');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(linkRow(page, 'Alternate')).toContainText('this page');
  await expect(linkRow(page, 'Alternate').getByRole('link')).toHaveCount(0);
  await go(page, await site.linked(id, 'Up'));
  await expect(linkRow(page, 'Down', 'repositories')).toHaveCount(1);
  await expect(page.getByRole('main')).not.toContainText(/credentials|passwords|QuickBackup|VeeamZip/i);
  for (const action of ['Edit', 'Delete', 'Create', 'Start']) {
    await expect(page.getByRole('main').getByText(action, { exact: true }), action).toHaveCount(0);
  }
});

test('another host in an href is never asked', async ({ page, site }) => {
  await site.em.fault(serve('hostile/links-foreign-host.json', sessionPath(ID)));
  await openSignedIn(page, site, sessionAddress(ID));
  await expect(linkOf(page, 'Up')).toHaveAttribute('href', /^#\/backupServers\/ce15a8c7/);
  await linkOf(page, 'Up').click();
  await expect(heading(page)).toBeVisible();
});

test('hostile hrefs are text, and secrets and actions are not even that', async ({ page, site }) => {
  const entity = JSON.parse(sampleText('restoreSession/success-filelevel.json')) as Record<string, unknown>;
  const server = 'https://em.example:9398/api/backupServers/1';
  const odd = ['javascript:window.__xss=1', 'data:text/html,<script>window.__xss=1</script>', '//evil.example/api/backupServers/1',
    'https://user:pass@evil.example/api/backupServers/1', 'https://evil.example/other/backupServers/1', '/api/../secret',
    '/api/%2e%2e/secret', '/api/backupServers%2f1', 'vbscript:x', '\u202e/api/backupServers/1', ''];
  const never = ['/api/credentials/1', '/api/passwords', '/api/logonSessions/1', '/api/LogonSessions/1', `${server}?action=restore`,
    `${server}?Action=delete`, '/api/query?type=Credentials'];
  const link = (Rel: string, Href: string, Type: string) => ({ Rel, Href, Name: `${Type} ${Href}`, Type });
  const Links = [...odd.map((href) => link('Down', href, 'OddReference')), ...never.map((href) => link('Down', href, 'NeverReference')),
    link('Delete', server, 'BackupServerReference'), link('Restore', server, 'BackupServerReference')];
  await site.em.fault({ path: sessionPath(ID), body: JSON.stringify({ ...entity, Links }) });
  await openSignedIn(page, site, sessionAddress(ID));
  await expect(answer(page)).toBeVisible();
  const hrefs = await page.locator('a[href]').filter({ visible: true }).evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(hrefs.filter((href) => !href.startsWith('#'))).toEqual([]);
  expect(hrefs.filter((href) => /secret|credential|password|logon|action|evil/i.test(href))).toEqual([]);
  await expect(page.getByRole('main')).not.toContainText(/NeverReference/);
  await expect(page.getByText('cannot be followed').first()).toBeVisible();
});

test('a name in markup is text', async ({ page, site }) => {
  const entity = JSON.parse(sampleText('restoreSession/success-filelevel.json')) as Record<string, unknown>;
  const VmDisplayName = '<img src=x onerror="window.__xss=1"><script>window.__xss=1</script>';
  await site.em.fault({ path: sessionPath(ID), body: JSON.stringify({ ...entity, VmDisplayName, Name: VmDisplayName }) });
  await openSignedIn(page, site, sessionAddress(ID));
  await expect(heading(page)).toHaveText(VmDisplayName);
  await expect(answer(page)).toContainText('<img src=x');
  await expect(page.locator('main img, main script')).toHaveCount(0);
});

for (const siteOptions of [{ api: 'v12' }, { api: 'v13' }, { api: 'v12', bom: true }, { api: 'v13', bom: true }] as const) {
  test.describe(`Enterprise Manager ${siteOptions.api}${'bom' in siteOptions ? ' with a byte order mark' : ''}`, () => {
    test.use({ siteOptions });

    test('session, Up, Related and a collection are the same in either casing', async ({ page, site }) => {
      await openSignedIn(page, site, sessionAddress(site.em.session('success')));
      await expect(answer(page)).toContainText('The restore of dbserver01 finished without errors');
      await expect(field(page, 'State')).toContainText('Stopped');
      await expect(page.getByRole('progressbar')).toHaveAttribute('value', '100');
      await linkOf(page, 'Related').click();
      await expect(page).toHaveURL(/#\/vmRestorePoints\//);
      await expect(heading(page)).toHaveText('dbserver01');
      await linkOf(page, 'Up', 'backup server').click();
      await expect(page.getByText(siteOptions.api === 'v12' ? 'Veeam Backup & Replication 12.3' : 'Veeam Backup & Replication 13.0')).toBeVisible();
      await linkOf(page, 'Down', 'jobs').click();
      await expect(heading(page)).toHaveText('Jobs');
      await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
      await go(page, '#/');
      await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
      await expect(alert(page)).toHaveCount(0);
    });
  });
}

test.describe('a proxy that opens no further resources', () => {
  test.use({ siteOptions: { gateway: { explore: false } } });

  test('says so, and the page before stays a click away', async ({ page, site }) => {
    const id = site.em.session('success');
    const server = await site.linked(id, 'Up');
    await openSignedIn(page, site, server);
    await linkOf(page, 'Down', 'jobs').click();
    await expect(alert(page)).toContainText("This is not opened by this site's proxy.");
    await page.getByRole('button', { name: 'Go back' }).click();
    await expect(linkRow(page, 'Down', 'jobs')).toBeVisible();
  });
});

test('a sign-in sent twice by an impatient user is one', async ({ page, site }) => {
  await site.em.fault({ path: '/api/sessionMngr/*', delay_ms: 700, times: 1 });
  await page.goto(site.url(sessionAddress(site.em.session('success'))));
  await sendSignIn(page, 'TECH\\helpdesk', site.em.password('TECH\\helpdesk'));
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('dbserver01');
  expect((await site.em.asked()).filter(({ method }) => method === 'POST')).toHaveLength(1);
});
