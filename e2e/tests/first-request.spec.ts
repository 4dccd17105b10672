import type { BrowserContext, Page, Request } from '@playwright/test';

import { alert, allAsked, answer, openSignedIn, sessionAddress, signIn } from '../support/desk.ts';
import type { Site } from '../support/site.ts';
import { expect, test } from '../support/test.ts';

const GUID = 'ed8e95ca-6ec5-4a2d-978b-e1108c4130b6';

/** Every kind of address, and texts that only look like one: what boot.js asks is what the app asks, or nothing. */
const ADDRESSES = [
  `#/restoreSessions/${GUID}`,
  `#/restoreSessions/${GUID.toUpperCase()}`,
  `#/backupServers/${GUID}`,
  `#/vmRestorePoints/${GUID}`,
  `#/restorePoints/${GUID}`,
  `#/restoreSessions/${GUID}/mounts`,
  `#/restoreSessions/${GUID}/`,
  `#/restoreSessions/${GUID}?format=EntityRef`,
  `#/restoreSessions/${GUID}#x`,
  `#/restoreSessions/${GUID}%20`,
  `#/restoreSessions/%65d8e95ca-6ec5-4a2d-978b-e1108c4130b6`,
  `#/RestoreSessions/${GUID}`,
  `#restoreSessions/${GUID}`,
  `#//restoreSessions/${GUID}`,
  `#/restoreSessions/../credentials/${GUID}`,
  `#/restoreSessions/${GUID}\n`,
  '#/restoreSessions/abc',
  '#/restoreSessions/..',
  '#/restoreSessions',
  '#/restoreSessions?vm=srv04',
  `#/open/${GUID}`,
  `#/watch/${GUID}`,
  '#/check',
  '#/',
  '',
];

/** The form of a request to the proxy. */
async function form(request: Request): Promise<string> {
  const { accept, origin, cookie, referer, 'x-restsvcsessionid': token, 'cache-control': cache } = await request.allHeaders();
  return JSON.stringify([request.method(), request.url(), { accept, origin, cookie, referer, token, cache }]);
}

/** Opens an address anew, and gives what its page asked the proxy for, up to and with the first request for an entity. */
async function asked(context: BrowserContext, site: Site, storage: Record<string, string>, address: string, isEarly: boolean): Promise<string[]> {
  const page = await context.newPage();
  // A browser whose requests a test looks through uses no cache: so both are looked through.
  await page.route('**/boot.js', async (route) => {
    if (isEarly) return route.continue();
    const response = await route.fetch();
    const body = await response.text();
    const without = body.replace('restoreSessions|backupServers|vmRestorePoints', 'nothing');
    expect(without, 'boot.js asks, and here it does not').not.toBe(body);
    return route.fulfill({ response, body: without });
  });
  await page.addInitScript((kept) => {
    for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);
  }, storage);
  const requests: Request[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(`${site.gateway.api}/api/`) && request.method() === 'GET') requests.push(request);
  });
  await page.goto(site.url(address));
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.locator('[aria-busy]')).toHaveCount(0);
  await page.waitForLoadState('networkidle');
  const forms = await Promise.all(requests.map(form));
  await page.close();
  return forms.sort();
}

test('what is asked early is just what the app asks, for every kind of address', async ({ page, site, context }) => {
  test.setTimeout(180_000);
  await openSignedIn(page, site, '#/');
  const storage = await page.evaluate(() => ({ ...sessionStorage }) as Record<string, string>);
  for (const address of ADDRESSES) {
    const early = await asked(context, site, storage, address, true);
    const late = await asked(context, site, storage, address, false);
    expect(early, address).toEqual(late);
  }
});

/** When the page asked for a session, and when its WebAssembly was there, in the order of events. */
async function order(page: Page, site: Site, id: string): Promise<string[]> {
  const events: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes(`/api/restoreSessions/${id}`) && request.method() === 'GET') events.push('asked');
  });
  await page.route(/\.wasm$/, async (route) => {
    // Not before the request has left, or there would be nothing to tell apart.
    await expect.poll(() => events.length).toBeGreaterThan(0);
    events.push('program');
    await route.continue();
  });
  await page.goto(site.url(sessionAddress(id)));
  return events;
}

test('a reload asks while the program is still on its way, once, and shows that reply', async ({ page, site }) => {
  const id = site.em.session('running');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toContainText('64 %');
  await page.goto('about:blank');
  const events = await order(page, site, id);
  await expect(answer(page)).toContainText('64 %');
  expect(events.filter((event) => event === 'asked')).toHaveLength(1);
  expect(events[0]).toBe('asked');
});

test('a reply that waited for long is not shown as new', async ({ page, site }) => {
  const id = site.em.session('running');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toContainText('64 %');
  const before = (await site.em.asked()).filter(({ path }) => path.endsWith(id)).length;
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.clock.install();
  await page.route(/restore-desk-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('about:blank');
  await page.goto(site.url(sessionAddress(id)), { waitUntil: 'commit' });
  const count = async () => (await site.em.asked()).filter(({ path }) => path.endsWith(id)).length;
  await expect.poll(count).toBe(before + 1);
  await page.clock.fastForward(6_000);
  release();
  await expect(answer(page)).toContainText('64 %');
  await expect.poll(count).toBe(before + 2);
});

test('a sign-in that has ended is said as ever, and nothing is asked twice', async ({ page, site }) => {
  const id = site.em.session('running');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toContainText('64 %');
  await allAsked(site);
  await site.em.expire();
  await page.reload();
  await expect(alert(page)).toBeVisible();
  await signIn(page, site);
  await expect(answer(page)).toContainText('64 %');
});

test('what stands in the storage may be anything', async ({ page, site }) => {
  await page.addInitScript((proxy) => sessionStorage.setItem(`restore-desk ${proxy}`, '{"token":'), `${site.gateway.api}/api/`);
  await page.goto(site.url(sessionAddress(site.em.session('running'))));
  await expect(page.getByLabel('Password')).toBeVisible();
  expect(await site.em.asked()).toEqual([]);
});

test('config.json is asked for once', async ({ page, site }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(site.url());
  await expect(page.getByLabel('Password')).toBeVisible();
  expect(asked.filter((url) => url.endsWith('/config.json'))).toHaveLength(1);
  expect(asked.filter((url) => url.endsWith('.wasm') && !url.includes('later'))).toHaveLength(1);
});
