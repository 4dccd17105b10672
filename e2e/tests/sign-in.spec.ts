import { answer, alert, go, heading, linkOf, openSignedIn, sendSignIn, sessionAddress, signIn, signInButton } from '../support/desk.ts';
import { expect, test } from '../support/test.ts';

test('a deep link asks to sign in and then shows the session asked for', async ({ page, site }) => {
  const address = sessionAddress(site.em.session('success'));
  await page.goto(site.url(address));
  await expect(page.getByLabel('User name')).toBeVisible();
  await expect(signInButton(page)).toHaveCount(1);
  await expect(page.getByRole('button', { name: /Password/ })).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  expect((await site.em.asked()).filter(({ method }) => method === 'GET')).toEqual([]);

  await signIn(page, site);
  await expect(heading(page)).toHaveText('dbserver01');
  await expect(answer(page)).toContainText('The restore of dbserver01 finished without errors');
  expect(new URL(page.url()).hash).toBe(address);
});

test('after the form the focus is on the page that it gave way to', async ({ page, site }) => {
  await page.goto(site.url(sessionAddress(site.em.session('success'))));
  await signIn(page, site);
  await expect(answer(page)).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
});

test('the sign-in survives a reload', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await expect(heading(page)).toHaveText('dbserver01');
  await page.reload();
  await expect(heading(page)).toHaveText('dbserver01');
  const signIns = (await site.em.asked()).filter(({ method }) => method === 'POST');
  expect(signIns).toHaveLength(1);
});

for (const how of ['middle-click', 'Ctrl-click'] as const) {
  test(`a tab opened by ${how} is signed in without a form`, async ({ page, context, site }) => {
    await openSignedIn(page, site, sessionAddress(site.em.session('success')));
    const up = linkOf(page, 'Up');
    const opened = context.waitForEvent('page');
    await up.click(how === 'middle-click' ? { button: 'middle' } : { modifiers: ['Control'] });
    const tab = await opened;
    await expect(heading(tab)).toHaveText((await up.textContent()) ?? '');
    await expect(tab.getByLabel('Password')).toHaveCount(0);
    const signIns = (await site.em.asked()).filter(({ method }) => method === 'POST');
    expect(signIns).toHaveLength(1);
    await expect(heading(page)).toHaveText('dbserver01');
  });
}

test('a wrong password keeps the user name and names the usual reasons', async ({ page, site }) => {
  await page.goto(site.url(sessionAddress(site.em.session('success'))));
  await sendSignIn(page, 'TECH\\helpdesk', 'wrong');
  await expect(alert(page)).toContainText('mistyped password');
  await expect(alert(page)).toContainText('DOMAIN\\user');
  await expect(alert(page)).toContainText('user@domain');
  await expect(alert(page)).toContainText('no role in Enterprise Manager');
  await expect(alert(page)).toContainText('single sign-on');
  await expect(page.getByLabel('User name')).toHaveValue('TECH\\helpdesk');
  await expect(signInButton(page)).toHaveCount(1);
  await expect(page.getByLabel('Password')).toBeFocused();

  await page.getByLabel('Password').fill(site.em.password('TECH\\helpdesk'));
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('dbserver01');
  await expect(alert(page)).toHaveCount(0);
});

test('an account without a role is told the usual reasons', async ({ page, site }) => {
  await page.goto(site.url());
  await sendSignIn(page, 'TECH\\no.role', site.em.password('TECH\\no.role'));
  await expect(alert(page)).toContainText('no role in Enterprise Manager');
});

test('an empty field is named and no request leaves', async ({ page, site }) => {
  await page.goto(site.url());
  await signInButton(page).click();
  await expect(alert(page)).toHaveText('Enter your user name.');
  await page.getByLabel('User name').fill('TECH\\helpdesk');
  await signInButton(page).click();
  await expect(alert(page)).toHaveText('Enter your password.');
  expect(await site.em.asked()).toEqual([]);
});

test('a password with umlauts and colons reaches Enterprise Manager whole', async ({ page, site }) => {
  await page.goto(site.url());
  const sent = page.waitForRequest((request) => request.method() === 'POST');
  await sendSignIn(page, 'TECH\\müller', 'pä:ß€');
  const basic = (await sent).headers()['authorization'] ?? '';
  expect(Buffer.from(basic.replace('Basic ', ''), 'base64').toString('utf8')).toBe('TECH\\müller:pä:ß€');
  await expect(alert(page)).toContainText('mistyped password');
});

test('a failing Enterprise Manager does not cost the form its text', async ({ page, site }) => {
  await page.goto(site.url());
  await site.em.fault({ path: '/api/sessionMngr/*', status: 503, retry_after: '7', times: 1 });
  await sendSignIn(page, 'TECH\\helpdesk', site.em.password('TECH\\helpdesk'));
  await expect(alert(page)).toContainText('Try again in 7 s.');
  await expect(page.getByLabel('User name')).toHaveValue('TECH\\helpdesk');
  await expect(page.getByLabel('Password')).toHaveValue(site.em.password('TECH\\helpdesk'));
  await signInButton(page).click();
  await expect(page.getByLabel('Password')).toHaveCount(0);
});

test('signing out ends it in every tab and at Enterprise Manager, and blanks the data', async ({ page, context, site }) => {
  const address = sessionAddress(site.em.session('success'));
  await openSignedIn(page, site, address);
  const other = await context.newPage();
  await other.goto(site.url(sessionAddress(site.em.session('warning'))));
  await expect(heading(other)).toHaveText('crm01');

  await page.getByRole('button', { name: 'Sign out' }).click();
  for (const tab of [page, other]) {
    await expect(tab.getByLabel('Password')).toBeVisible();
    await expect(tab.locator('body')).not.toContainText('dbserver01');
    await expect(tab.locator('body')).not.toContainText('crm01');
    await expect(tab).not.toHaveTitle(/dbserver01|crm01/);
    expect(await tab.evaluate(() => Object.keys(sessionStorage).length)).toBe(0);
  }
  await expect
    .poll(async () => (await site.em.asked()).filter(({ method }) => method === 'DELETE').map(({ path }) => path))
    .toEqual([expect.stringMatching(/^\/api\/logonSessions\/[0-9a-f-]{36}$/)]);
  await page.reload();
  await expect(page.getByLabel('Password')).toBeVisible();
});

test('what was shown before signing out does not come back with the back button', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await linkOf(page, 'Up').click();
  await expect(heading(page)).not.toHaveText('dbserver01');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goBack();
  await expect(page.getByLabel('Password')).toBeVisible();
  await expect(page.locator('body')).not.toContainText('dbserver01');
});

test('the token comes from the body where the header is not exposed', async ({ page, site }) => {
  // A proxy that forgets to expose the header is the usual mistake.
  await page.route('**/api/sessionMngr/**', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const response = await route.fetch();
    const headers = { ...response.headers(), 'access-control-expose-headers': 'Date' };
    await route.fulfill({ response, headers });
  });
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await expect(heading(page)).toHaveText('dbserver01');
});

test('the requests carry what the rules allow and nothing else', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await expect(heading(page)).toHaveText('dbserver01');
  await go(page, await site.linked(site.em.session('success'), 'Up'));
  await expect(heading(page)).not.toHaveText('dbserver01');
  for (const { method, path, query, values, headers, basic } of await site.em.asked()) {
    // A strict proxy reads every part of a query as a pair.
    expect(query, `${method} ${path}`).toMatch(/^([A-Za-z]+=[^&=]+(&[A-Za-z]+=[^&=]+)*)?$/);
    expect(values['accept'], `${method} ${path}`).toBe('application/json');
    expect(headers, `${method} ${path}`).not.toContain('cookie');
    expect(headers, `${method} ${path}`).not.toContain('referer');
    expect(headers, `${method} ${path}`).not.toContain('origin');
    expect(basic, `${method} ${path}`).toBe(method === 'POST');
  }
});
