import { alert, answer, heading, openSignedIn, sessionAddress, sessionPath } from '../support/desk.ts';
import { serve } from '../support/samples.ts';
import { expect, test } from '../support/test.ts';

const ID = '0f5a6c1e-3c0b-4f7e-9b21-6f2d9b7c1a01';

// What assistive technology is given, in order. The data are samples with times
// far back; how long ago that is stands in the files as a pattern.

test('ARIA: the sign-in form', async ({ page, site }) => {
  await page.goto(site.url());
  await expect(page.getByLabel('User name')).toBeVisible();
  await expect(page.locator('body')).toMatchAriaSnapshot({ name: 'sign-in.aria.yml' });
});

test('ARIA: a restore session', async ({ page, site }) => {
  await site.em.fault(serve('restoreSession/success-vm.json', sessionPath(ID)));
  await openSignedIn(page, site, sessionAddress(ID));
  await expect(answer(page)).toBeVisible();
  await expect(page.locator('body')).toMatchAriaSnapshot({ name: 'session.aria.yml' });
});

test('ARIA: a backup server', async ({ page, site }) => {
  const id = 'ce15a8c7-aa49-495e-b05b-ee3398c91018';
  await site.em.fault(serve('backupServer/entity.json', `/api/backupServers/${id}`));
  await openSignedIn(page, site, `#/backupServers/${id}`);
  await expect(page.locator('dl')).toBeVisible();
  await expect(page.locator('body')).toMatchAriaSnapshot({ name: 'backup-server.aria.yml' });
});

test('ARIA: Find', async ({ page, site }) => {
  await site.em.fault(serve('query/restoreSessions-entities-page1.json', '/api/query'));
  await openSignedIn(page, site, '#/');
  await expect(page.getByRole('table')).toBeVisible();
  await expect(page.locator('body')).toMatchAriaSnapshot({ name: 'find.aria.yml' });
});

test('ARIA: an error', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress('11111111-2222-3333-4444-555555555555'));
  await expect(alert(page)).toBeVisible();
  await expect(heading(page)).toBeVisible();
  await expect(page.locator('body')).toMatchAriaSnapshot({ name: 'error.aria.yml' });
});
