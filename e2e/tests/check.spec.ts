import type { Locator, Page } from '@playwright/test';

import { test } from '../support/apart.ts';
import { expectAccessible } from '../support/axe.ts';
import { answer, heading, linkOf, openSignedIn, sessionAddress, tabTo } from '../support/desk.ts';
import { expect } from '../support/test.ts';

const CHECK = '#/check';

/** One thing that was checked. */
const row = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });

/** Waits until a row stands so: its word, and what was found. */
async function expectRow(page: Page, name: string, word: string, finding: string | RegExp): Promise<void> {
  await expect(row(page, name)).toContainText(word);
  await expect(row(page, name)).toContainText(finding);
}

/** All of it in one sentence. */
const sentence = (page: Page): Locator => page.getByRole('region', { name: 'Self-test' });

/** Waits until everything is checked. */
async function checked(page: Page): Promise<void> {
  await expect(page.getByRole('listitem').first()).toBeVisible();
  await expect(page.getByText('Checking…').filter({ visible: true })).toHaveCount(0);
}

/** config.json as it is served, with other members. */
async function configure(page: Page, change: Record<string, unknown>): Promise<void> {
  await page.route('**/config.json', async (route) => {
    const response = await route.fetch();
    const config = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: { ...config, ...change } });
  });
}

const CONTACT = { contact: { text: 'the backup team', href: 'mailto:backup@corp.example' } };

async function openCheck(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await checked(page);
}

test('all well: said in one sentence, and asked with GET alone', async ({ page, site }) => {
  await configure(page, CONTACT);
  await openSignedIn(page, site, '#/');
  await expect(page.getByRole('table')).toBeVisible();
  const methods: string[] = [];
  page.on('request', (request) => methods.push(request.method()));
  await page.getByRole('link', { name: 'Self-test' }).click();
  await checked(page);
  await expect(heading(page)).toHaveText('Self-test');
  await expect(sentence(page)).toContainText('All is well.');
  await expect(page.getByRole('listitem').filter({ hasText: 'OK' })).toHaveCount(13);
  await expect(row(page, 'Role')).toContainText('may search the restores. It may open backup servers, VM restore points.');
  expect([...new Set(methods)]).toEqual(['GET']);
  await expect(page).toHaveTitle('Self-test – Restore Desk');
  await expect(page.getByRole('status')).toHaveText('All is well.');
});

test('without a sign-in: the form is not in the way, and the row that needs one says so', async ({ page, site }) => {
  await configure(page, CONTACT);
  await page.goto(site.url());
  await expect(page.getByLabel('Password')).toBeVisible();
  await page.getByRole('link', { name: 'Self-test' }).click();
  await checked(page);
  await expect(sentence(page)).toContainText('All is well, as far as could be checked.');
  await expect(row(page, 'Role')).toContainText('Not known');
  await expect(row(page, 'Role')).toContainText('Sign in, then run the self-test again.');
  await expect(page.getByLabel('Password')).toHaveCount(0);
  await site.em.forget();
  await page.getByRole('link', { name: 'Find' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
  expect(await site.em.asked()).toEqual([]);
});

test('the proxy down: said, with what hangs on it not known', async ({ page, apart }) => {
  const { api, app } = await apart();
  await openCheck(page, `${app.app}/${CHECK}`);
  await api.stop();
  await page.getByRole('button', { name: 'Run it again' }).click();
  await expectRow(page, 'Proxy', 'Trouble', `Nothing answers at ${api.api}/api/.`);
  await expect(row(page, 'Proxy')).toContainText('To do: Start the proxy');
  for (const name of ['CORS', 'Enterprise Manager', 'Clock', 'Role']) {
    await expect(row(page, name)).toContainText('Not known');
  }
  await expect(sentence(page)).toContainText('2 things need attention: Proxy, Whom to ask.');
});

test('CORS headers missing: told from a proxy that is down', async ({ page, apart }) => {
  const { app } = await apart('https://another.example');
  await openCheck(page, `${app.app}/${CHECK}`);
  await expectRow(page, 'Proxy', 'OK', 'The proxy answers.');
  await expect(row(page, 'CORS')).toContainText('Trouble');
  await expect(row(page, 'CORS')).toContainText(`To do: Add ${app.app} to the origins`);
});

test('a token that may not be sent: said', async ({ page, site }) => {
  // A reply to OPTIONS that fits no more stands for one without the header.
  await page.route('**/healthz', (route) =>
    route.request().headers()['x-restsvcsessionid'] ? route.abort() : route.continue());
  await openCheck(page, site.url(CHECK));
  await expect(row(page, 'CORS')).toContainText('does not let this page send X-RestSvcSessionId');
});

test('Enterprise Manager down behind the proxy: said', async ({ page, site }) => {
  await openCheck(page, site.url(CHECK));
  await site.em.stop();
  await page.getByRole('button', { name: 'Run it again' }).click();
  await expectRow(page, 'Enterprise Manager', 'Trouble', 'The proxy cannot reach Enterprise Manager.');
  await expect(row(page, 'Proxy')).toContainText('OK');
  await expect(row(page, 'CORS')).toContainText('OK');
});

test.describe('with a certificate that is not the expected one', () => {
  test.use({ siteOptions: { gateway: { fingerprint: '00'.repeat(32) } } });

  test('the certificate is named', async ({ page, site }) => {
    await openCheck(page, site.url(CHECK));
    await expect(row(page, 'Enterprise Manager')).toContainText("does not trust Enterprise Manager's certificate");
  });
});

test('a wrong clock: by how much', async ({ page, site }) => {
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() - 3_600_000;
  });
  await openCheck(page, site.url(CHECK));
  await expectRow(page, 'Clock', 'Warning', /This computer's clock is (1 h|59 min 5\d s) behind/);
});

test('storage and channel that throw: said, and nothing else fails', async ({ page, site }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'sessionStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    Object.defineProperty(window, 'BroadcastChannel', { value: undefined });
  });
  await openCheck(page, site.url(CHECK));
  await expect(row(page, 'Storage of the tab')).toContainText('Warning');
  await expect(row(page, 'Sharing between tabs')).toContainText('Warning');
  await expect(row(page, 'Enterprise Manager')).toContainText('OK');
});

test('no contact and an unknown key in config.json: each named', async ({ page, site }) => {
  await configure(page, { contcat: 'x' });
  await openCheck(page, site.url(CHECK));
  await expectRow(page, 'Whom to ask', 'Warning', 'config.json names nobody');
  await expect(row(page, 'Keys of config.json')).toContainText('which have no effect: contcat.');
  await expect(sentence(page)).toContainText('2 things need attention: Whom to ask, Keys of config.json.');
});

test('files served without their headers: named', async ({ page, site }) => {
  const without = async (pattern: RegExp, name: string, value: string): Promise<void> => {
    await page.route(pattern, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), [name]: value } });
    });
  };
  // On what the self-test asks for; the page itself is there by then.
  await openCheck(page, site.url(CHECK));
  await without(/\.wasm$/, 'content-type', 'application/octet-stream');
  await without(/127\.0\.0\.1:\d+\/$/, 'content-security-policy', "script-src 'self' 'unsafe-inline'");
  await without(/boot\.js$/, 'cache-control', 'max-age=3600');
  await page.getByRole('button', { name: 'Run it again' }).click();
  await expectRow(page, 'WebAssembly', 'Warning', 'It is served as “application/octet-stream”');
  await expectRow(page, 'Content policy', 'Trouble', "script-src allows 'unsafe-inline'.");
  await expect(row(page, 'Content policy')).toContainText('frame-ancestors is missing.');
  await expectRow(page, 'Caching', 'Warning', 'Browsers may keep boot.js');
});

test('a sign-in that has ended is said, without a dialog in the way', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(page.getByRole('table')).toBeVisible();
  await page.getByRole('link', { name: 'Self-test' }).click();
  await expect(row(page, 'Role')).toContainText('OK');
  await site.em.expire();
  await page.getByRole('button', { name: 'Run it again' }).click();
  await expectRow(page, 'Role', 'Not known', 'The sign-in has ended.');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the report holds no token, no password, no user', async ({ page, context, site }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openSignedIn(page, site, '#/');
  const token = page.waitForRequest((request) => Boolean(request.headers()['x-restsvcsessionid']?.match(/^\S{20}/)));
  await page.goto(site.url(`?lang=en&secret=geheim${CHECK}`));
  await checked(page);
  await page.getByRole('button', { name: 'Copy the report' }).click();
  await expect(page.getByText('Copied.').filter({ visible: true }).first()).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain('1 thing needs attention: Whom to ask.');
  expect(report).toContain('- Proxy: OK. The proxy answers.');
  expect(report).toContain('To do: Add “contact” to config.json');
  const secret = (await token).headers()['x-restsvcsessionid'] ?? '';
  for (const held of [secret, site.em.password('TECH\\helpdesk'), 'helpdesk', 'geheim']) expect(report).not.toContain(held);
});

test('signing out here keeps the page and forgets what was seen', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await expect(answer(page)).toBeVisible();
  await linkOf(page, 'Up').click();
  await expect(page.getByRole('navigation', { name: 'Where you came from' })).toBeVisible();
  await page.getByRole('link', { name: 'Self-test' }).click();
  await expect(row(page, 'Role')).toContainText('OK');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(row(page, 'Role')).toContainText('Nobody is signed in');
  await expect(page.getByText('dbserver01')).toHaveCount(0);
  await expect(page.getByLabel('Password')).toHaveCount(0);
});

test('nothing runs unless the page is open', async ({ page, site }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await openSignedIn(page, site, '#/');
  await expect(page.getByRole('table')).toBeVisible();
  expect(asked).not.toContain('/healthz');
  expect(asked).not.toContain('/api/');
});

test('with the keyboard alone, and one announcement a run', async ({ page, site }) => {
  await configure(page, CONTACT);
  await page.goto(site.url());
  await tabTo(page, page.getByRole('link', { name: 'Self-test' }));
  await page.keyboard.press('Enter');
  await checked(page);
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const region = document.querySelector('[role=status]');
    if (region) new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, { childList: true, characterData: true, subtree: true });
  });
  const run = page.getByRole('button', { name: 'Run it again' });
  await tabTo(page, run);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText('All is well, as far as could be checked.');
  await expect(run).toBeFocused();
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said).toEqual(['Checking…', 'All is well, as far as could be checked.']);
});

test('axe, and no sideways scrolling, with every standing in it', async ({ page, site }) => {
  test.slow();
  await configure(page, { ['x'.repeat(300)]: 1 });
  await site.em.fault({ path: '/api/', status: 503 });
  await openCheck(page, site.url(CHECK));
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content).toBeLessThanOrEqual(window);
});
