import { answer, field, openSignedIn, sessionAddress } from '../support/desk.ts';
import { expect, test } from '../support/test.ts';

test('a copy for a ticket is one item of text and HTML', async ({ page, context, site }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const address = sessionAddress(site.em.session('success'));
  await openSignedIn(page, site, address);
  await page.getByRole('button', { name: 'Copy for ticket' }).click();
  await expect(page.getByText('Copied.').first()).toBeVisible();
  await page.evaluate(() => {
    const pad = document.createElement('div');
    pad.innerHTML = '<div id="rich" contenteditable="true"></div><textarea id="plain"></textarea>';
    document.body.append(pad);
  });
  for (const id of ['rich', 'plain']) {
    await page.locator(`#${id}`).click();
    await page.keyboard.press('Control+V');
  }
  await expect(page.locator('#rich table')).toContainText('Success');
  await expect(page.locator('#rich a')).toHaveAttribute('href', site.url(address));
  await expect(page.locator('#plain')).toHaveValue(/The restore of dbserver01 finished without errors[^]*UTC[^]*restoreSessions/);
});

test('what the browser does not copy stands there to be copied', async ({ page, site }) => {
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    Object.defineProperty(navigator, 'clipboard', { value: { write: refuse, writeText: refuse } });
  });
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await page.getByRole('button', { name: 'Copy for the caller' }).click();
  const byHand = page.locator('textarea');
  await expect(byHand).toHaveValue(/dbserver01/);
  await expect(byHand).not.toHaveValue(/Enterprise Manager/);
  await expect(byHand).toBeFocused();
});

test('the source is the JSON that came', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await page.getByText('Source', { exact: true }).click();
  const json = (await page.locator('.source pre').textContent()) ?? '';
  expect(JSON.parse(json)).toMatchObject({ State: 'Stopped', Result: 'Success', VmDisplayName: 'dbserver01' });
});

test('German from the address and from the foot of the page', async ({ page, site }) => {
  await page.goto(site.url(`?lang=de${sessionAddress(site.em.session('success'))}`));
  await page.getByLabel('Benutzername').fill('TECH\\helpdesk');
  await page.getByLabel('Passwort').fill(site.em.password('TECH\\helpdesk'));
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await expect(answer(page)).toHaveText(/^Die Wiederherstellung von dbserver01 wurde .* ohne Fehler abgeschlossen/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(field(page, 'Status').locator('[lang=en]')).toHaveText('Stopped');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(answer(page)).toHaveText(/^The restore of dbserver01 finished/);
});
