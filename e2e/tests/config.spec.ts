import type { Page } from '@playwright/test';

import { alert, answer, field, heading, openSignedIn, sessionAddress, signIn } from '../support/desk.ts';
import { freePort } from '../support/free-port.ts';
import { StaticServer } from '../support/static-server.ts';
import { expect, test } from '../support/test.ts';

/** Answers the page's config.json in the server's place. */
async function configure(page: Page, answer: { status?: number; body: string }): Promise<void> {
  await page.route('**/config.json', (route) =>
    route.fulfill({ status: answer.status ?? 200, contentType: 'application/json', body: answer.body }));
}

const wrong = (more: Record<string, unknown>): string => JSON.stringify({ proxy: 'api/', ...more });

const WRONG: [string, string, RegExp][] = [
  ['no proxy', '{}', /“proxy”/],
  ['an empty proxy', wrong({ proxy: '' }), /“proxy”/],
  ['a proxy that is a script', wrong({ proxy: 'javascript:alert(1)' }), /“proxy”/],
  ['a proxy without a scheme', wrong({ proxy: '//evil.example/api/' }), /“proxy”/],
  ['a proxy with a password', wrong({ proxy: 'https://u:p@em.example/api/' }), /“proxy”/],
  ['a way to sign in that is none', wrong({ signIn: 'ldap' }), /“signIn”.*"account" or "proxy"/],
  ['too short an interval', wrong({ pollIntervalSeconds: 4 }), /“pollIntervalSeconds”.*5 to 300/],
  ['an interval that is a text', wrong({ pollIntervalSeconds: '30' }), /“pollIntervalSeconds”/],
  ['too long an idle time', wrong({ idleStopMinutes: 15 }), /“idleStopMinutes”.*1 to 14/],
  ['no collection interval', wrong({ collectionIntervalMinutes: 0 }), /“collectionIntervalMinutes”/],
  ['a portal that is no origin', wrong({ portalOrigins: ['https://portal.example/x'] }), /“portalOrigins”/],
  ['a share that is a number', wrong({ shareSignIn: 1 }), /“shareSignIn”.*true or false/],
  ['a time zone that is none', wrong({ timeZone: 'Mars/Base' }), /“timeZone”/],
  ['a contact that is a script', wrong({ contact: { text: 'x', href: 'javascript:alert(1)' } }), /“contact”/],
  ['text', 'no JSON', /config\.json is no JSON object/],
  ['a list', '[]', /config\.json is no JSON object/],
];

for (const [name, body, says] of WRONG) {
  test(`config.json with ${name} stops the start and names the key`, async ({ page, site }) => {
    await configure(page, { body });
    await page.goto(site.url());
    await expect(alert(page)).toHaveCount(1);
    await expect(alert(page)).toContainText('config.json');
    await expect(alert(page)).toContainText(says);
    await expect(heading(page)).toHaveCount(1);
    await expect(page.getByLabel('Password')).toHaveCount(0);
    expect(await site.em.asked()).toEqual([]);
  });
}

test('a missing config.json is said', async ({ page, site }) => {
  await configure(page, { status: 404, body: 'none' });
  await page.goto(site.url());
  await expect(alert(page)).toContainText('config.json could not be read');
});

test('an unknown key is warned of, and the rest counts', async ({ page, site }) => {
  const warned = page.waitForEvent('console', (message) => message.type() === 'warning' && message.text().includes('colour'));
  const config = { proxy: `${site.gateway.api}/api/`, colour: 1, signInHint: 'Sign in as TECH\\you', contact: { text: 'the backup team', href: 'mailto:backup@example.com' } };
  await configure(page, { body: JSON.stringify({ $schema: './config.schema.json', ...config }) });
  await page.goto(site.url(sessionAddress(site.em.session('success'))));
  await warned;
  await expect(page.getByText('Sign in as TECH\\you')).toBeVisible();
  await expect(page.getByRole('link', { name: 'the backup team' })).toHaveAttribute('href', 'mailto:backup@example.com');
  await signIn(page, site);
  await expect(heading(page)).toHaveText('dbserver01');
});

test("the site's time zone beats the browser's", async ({ page, site }) => {
  const id = site.em.session('success');
  await site.em.patch(id, { CreationTimeUTC: '2024-03-05T12:00:00Z', EndTimeUTC: '2024-03-05T12:20:00Z' });
  await configure(page, { body: JSON.stringify({ proxy: `${site.gateway.api}/api/`, timeZone: 'Asia/Tokyo' }) });
  await openSignedIn(page, site, sessionAddress(id));
  await expect(field(page, 'Started')).toContainText('21:00');
});

test('sign-ins are not shared between tabs where the site says so', async ({ page, context, site }) => {
  const body = JSON.stringify({ proxy: `${site.gateway.api}/api/`, shareSignIn: false });
  await configure(page, { body });
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  const other = await context.newPage();
  await configure(other, { body });
  await other.goto(site.url(sessionAddress(site.em.session('warning'))));
  await expect(other.getByLabel('Password')).toBeVisible();
});

test('the app works below a path of any web server', async ({ page, site, guard }) => {
  // The gateway of this test allows its own app's origin; this one is told by a route.
  const port = await freePort();
  const server = await StaticServer.start('/tools/restore-desk/', port, `${site.gateway.api}/api/`);
  guard.allow(server.origin);
  await page.route(`${site.gateway.api}/**`, async (route) => {
    const response = await route.fetch({ headers: { ...route.request().headers(), origin: site.gateway.app } });
    await route.fulfill({ response, headers: { ...response.headers(), 'access-control-allow-origin': server.origin } });
  });
  await page.goto(`${server.origin}/tools/restore-desk/${sessionAddress(site.em.session('success'))}`);
  await signIn(page, site);
  await expect(answer(page)).toContainText('dbserver01');
  await page.reload();
  await expect(answer(page)).toContainText('dbserver01');
  expect(new URL(page.url()).pathname).toBe('/tools/restore-desk/');
  await server.stop();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a static text says what is missing', async ({ page, site }) => {
    await page.goto(site.url());
    // A search by text passes over noscript.
    await expect(page.locator('noscript h2')).toBeVisible();
    await expect(page.locator('noscript')).toContainText('Restore Desk needs JavaScript', { useInnerText: true });
    await expect(page.locator('#panic')).toBeHidden();
  });
});

test('boot.js blocked: after a while the page says that something is missing', async ({ page, site, guard }) => {
  guard.expectConsoleError(/.*/);
  await page.route('**/boot.js', (route) => route.abort('blockedbyclient'));
  await page.goto(site.url());
  const slow = page.getByText('This takes longer than it should.');
  await expect(slow).toBeHidden();
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  await expect(slow).toBeVisible();
});

for (const [name, pattern] of [['the wasm', /\.wasm$/], ['the hashed script', /restore-desk-[0-9a-f]+\.js$/]] as const) {
  test(`${name} blocked: a static text says so and offers a reload`, async ({ page, site, guard }) => {
    guard.expectConsoleError(/.*/);
    await page.route(pattern, (route) => route.abort('blockedbyclient'));
    await page.goto(site.url(sessionAddress(site.em.session('success'))));
    await expect(alert(page)).toHaveCount(1);
    await expect(alert(page)).toContainText('Restore Desk cannot start here');
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await page.unroute(pattern);
    await page.getByRole('link', { name: 'Reload the page' }).click();
    await expect(page.getByLabel('Password')).toBeVisible();
    expect(new URL(page.url()).hash).toBe(sessionAddress(site.em.session('success')));
  });
}

test('the wasm gone with a new release: a static text, and no half of a page', async ({ page, site, guard }) => {
  guard.expectConsoleError(/.*/);
  await page.route(/\.wasm$/, (route) => route.fulfill({ status: 404, contentType: 'text/plain', body: 'gone' }));
  await page.goto(site.url());
  await expect(alert(page)).toContainText('Restore Desk cannot start here');
  await expect(page.locator('#app')).toBeEmpty();
});
