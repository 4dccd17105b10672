import type { Page } from '@playwright/test';

import config from '../playwright.config.ts';
import { allAsked, openSignedIn, signIn } from '../support/desk.ts';
import { expectAccessible } from '../support/axe.ts';
import { dateByPage, shortenTimerIds } from '../support/live.ts';
import { frameOf, heard, inFrame, test } from '../support/portal.ts';
import type { Site } from '../support/site.ts';
import { expect } from '../support/test.ts';

// Storage of a frame apart from that of a tab, as browsers have it: the test's browser is started without.
const { launchOptions } = config.use ?? {};
test.use({ launchOptions: { ...launchOptions, args: [...(launchOptions?.args ?? []), '--disable-features=LocalNetworkAccessChecks'] } });

const running = (site: Site, query = 'embed=min'): string => site.url(`?${query}#/restoreSessions/${site.em.session('running')}`);

test.describe('with the account of the proxy', () => {
  test.use({ siteOptions: { signsInAs: 'TECH\\helpdesk' } });

  test('storage and locks that throw: the answer stands all the same', async ({ page, site, host }) => {
    await page.addInitScript(() => {
      const no = () => { throw new DOMException('blocked', 'SecurityError'); };
      for (const name of ['sessionStorage', 'localStorage']) Object.defineProperty(window, name, { get: no });
      if (window !== parent) Object.defineProperty(window, 'BroadcastChannel', { value: class { constructor() { no(); } } });
      Object.defineProperty(navigator.locks, 'request', { value: () => Promise.reject(new DOMException('blocked', 'SecurityError')) });
    });
    await page.goto(host.serve('/', frameOf(running(site))));
    await expect(inFrame(page).locator('#answer')).toContainText('64 %');
    await expect.poll(async () => (await heard(page, 'status')).length).toBeGreaterThan(0);
  });

  const BOTH = 'allow-scripts allow-same-origin';
  // With allow-popups alone the tab is sandboxed too, which the browser refuses for a page with a Cross-Origin-Opener-Policy.
  const SANDBOXES = [
    [`${BOTH} allow-popups allow-popups-to-escape-sandbox`, 'the answer'],
    [`${BOTH} allow-popups`, 'an error'],
    [BOTH, 'nothing'],
  ] as const;
  for (const [tokens, comes] of SANDBOXES) {
    test(`sandbox="${tokens}"`, async ({ page, site, host, guard }) => {
      guard.expectConsoleError(/Blocked opening/);
      await page.goto(host.serve('/', frameOf(running(site), `width="480" height="320" sandbox="${tokens}"`)));
      const frame = inFrame(page);
      await expect(frame.locator('#answer')).toContainText('64 %');
      const link = frame.getByRole('link', { name: 'Open in Restore Desk' });
      const popup = comes === 'nothing' ? undefined : page.waitForEvent('popup');
      await link.click();
      const tab = await popup;
      if (tab && comes === 'the answer') await expect(tab.locator('#answer')).toContainText('64 %');
      // Which of them it is, a frame cannot know: the address stands there in any case.
      const field = frame.getByLabel('If no tab with Restore Desk came up, copy this address into a new one:');
      await expect(field).toHaveValue(running(site, '').replace('?', ''));
      if (!tab) await expect(field).toBeFocused();
    });
  }

  test('sandbox="allow-scripts": nothing is loaded, and the static text names what is missing', async ({ page, site, host, guard }) => {
    guard.expectConsoleError(/./);
    await page.goto(host.serve('/', frameOf(running(site), 'width="480" height="320" sandbox="allow-scripts"')));
    await expect(inFrame(page).getByText('its “sandbox” may lack allow-same-origin')).toBeVisible();
    expect(await site.em.asked()).toEqual([]);
  });

  test('sandbox="": no script runs, and the static text names what is missing', async ({ page, site, host, guard }) => {
    guard.expectConsoleError(/./);
    await page.goto(host.serve('/', frameOf(running(site), 'width="480" height="320" sandbox=""')));
    const text = inFrame(page).locator('noscript p');
    await expect(text).toBeVisible();
    await expect(text).toContainText('that needs allow-scripts and allow-same-origin');
  });

  test('the clipboard refused: the text stands there, to be copied by hand', async ({ page, site, host, guard }) => {
    guard.expectConsoleError(/The Clipboard API has been blocked/);
    // No `allow`: a frame of another site gets no clipboard.
    await page.goto(host.serve('/', frameOf(running(site, 'embed=full'), 'width="900" height="900"')));
    await inFrame(page).getByRole('button', { name: 'Copy link' }).click();
    const field = inFrame(page).getByLabel('The browser refused to copy. Select the text below and copy it yourself.');
    await expect(field).toBeFocused();
    await expect(field).toHaveValue(/#\/restoreSessions\//);
  });

  test('the clipboard allowed', async ({ page, site, host, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.gateway.app });
    await page.goto(host.serve('/', frameOf(running(site, 'embed=full'), 'width="900" height="900" allow="clipboard-write"')));
    await inFrame(page).getByRole('button', { name: 'Copy link' }).click();
    await expect(inFrame(page).getByText('Copied.', { exact: true }).first()).toBeVisible();
  });

  test('notifications refused: it is said at once, and the host hears of the end', async ({ page, site, host }) => {
    const id = site.em.session('running');
    await page.goto(host.serve('/', frameOf(running(site, 'embed=full'), 'width="900" height="900"')));
    const frame = inFrame(page);
    await frame.getByRole('button', { name: 'Notify me' }).click();
    await expect(frame.locator('.quiet-text').filter({ hasText: 'A browser shows no notifications of a frame in another site' })).toBeVisible();
    await expect(frame.getByRole('button', { name: 'Notify me' })).toHaveAttribute('aria-pressed', 'false');
    const ended = { ...(await site.read(`restoreSessions/${id}?format=Entity`)), State: 'Stopped', Result: 'Failed' };
    await site.em.fault({ path: `/api/restoreSessions/${id}`, body: JSON.stringify(ended) });
    // The gateway keeps what it read for 5 s.
    await expect(async () => {
      await frame.getByRole('button', { name: 'Refresh' }).click();
      const last = (await heard(page, 'status')).at(-1);
      expect(last).toMatchObject({ status: 'failed', state: 'Stopped', result: 'Failed' });
    }).toPass();
  });

  test('a host that is hidden for minutes: asked once a minute, and at once when it is back', async ({ page, site, host }) => {
    let asked = 0;
    page.on('request', (request) => (asked += Number(request.url().includes(`/api/restoreSessions/${site.em.session('running')}?`))));
    await dateByPage(page);
    await page.clock.install();
    await page.addInitScript(shortenTimerIds);
    await page.goto(host.serve('/', frameOf(running(site))));
    await expect(inFrame(page).locator('#answer')).toContainText('64 %');
    await show(page, 'hidden');
    const before = asked;
    for (let minute = 0; minute < 5; minute += 1) await page.clock.runFor(60_000);
    await expect.poll(() => asked).toBeGreaterThan(before);
    const hidden = asked - before;
    expect(hidden, 'at most once a minute').toBeLessThanOrEqual(6);
    await show(page, 'visible');
    await expect.poll(() => asked).toBe(before + hidden + 1);
    await expect.poll(async () => (await heard(page, 'status')).at(-1)?.['isCurrent']).toBe(true);
  });
});

/** Hides the tab, with the frame in it, or shows it. */
async function show(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  for (const frame of page.frames()) {
    await frame.evaluate((state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  }
}

test.describe('with an account of each user', () => {
  test('no password in a frame of another site: a tab instead, and the host is told', async ({ page, site, host, context }) => {
    await page.goto(host.serve('/', frameOf(running(site), 'width="480" height="320"')));
    const frame = inFrame(page);
    await expect(frame.getByText('asks for no password')).toBeVisible();
    await expect(frame.getByLabel('Password')).toHaveCount(0);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect.poll(async () => (await heard(page, 'auth-needed')).length).toBe(1);
    const popup = context.waitForEvent('page');
    await frame.getByRole('link', { name: 'Open in a new tab to sign in' }).click();
    const tab = await popup;
    await signIn(tab, site);
    await expect(tab.locator('#answer')).toContainText('64 %');
    // The browser keeps the two apart: the frame does not hear of it, and says nothing untrue.
    await expect(frame.getByText('If the browser lets this frame share that sign-in')).toBeVisible();
  });

  test('a page of the same site: signing in at a tab goes on in the frame', async ({ page, site, host, context }) => {
    host.serve('/', frameOf(running(site), 'width="480" height="320"'));
    await page.goto(`${host.sameSite}/`);
    const popup = context.waitForEvent('page');
    await inFrame(page).getByRole('link', { name: 'Open in a new tab to sign in' }).click();
    await signIn(await popup, site);
    await expect(inFrame(page).locator('#answer')).toContainText('64 %');
  });

  test('a page of the same site that is opened after the sign-in asks for none', async ({ page, site, host, context }) => {
    await openSignedIn(page, site, '#/');
    const portal = await context.newPage();
    host.serve('/', frameOf(running(site), 'width="480" height="320"'));
    await portal.goto(`${host.sameSite}/`);
    await expect(inFrame(portal).locator('#answer')).toContainText('64 %');
  });
});

test.describe('where a frame may ask for a password', () => {
  test.use({ siteOptions: {} });

  test('three widgets share one sign-in, and one sign-out', async ({ page, site, host }) => {
    await page.route('**/config.json', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), allowSignInInFrame: true } });
    });
    const frames = (['running', 'failed', 'success'] as const).map((word) => {
      const address = site.url(`?embed=full#/restoreSessions/${site.em.session(word)}`);
      return `<iframe title="${word}" src="${address}" width="900" height="600"></iframe>`;
    });
    await page.goto(host.serve('/', frameOf(site.url('?embed=min#/'), 'hidden') + frames.join('')));
    for (const index of [1, 2, 3]) await expect(inFrame(page, index).getByLabel('Password')).toBeVisible();
    const first = inFrame(page, 1);
    await first.getByLabel('User name').fill('TECH\\helpdesk');
    await first.getByLabel('Password').fill(site.em.password('TECH\\helpdesk'));
    await first.getByRole('button', { name: 'Sign in' }).click();
    for (const index of [1, 2, 3]) await expect(inFrame(page, index).locator('#answer')).toBeVisible();
    expect((await site.em.asked()).filter(({ method }) => method === 'POST')).toHaveLength(1);
    // A sign-in that ends is renewed once, for all of them.
    await allAsked(site, 3);
    await site.em.expire();
    await first.getByRole('button', { name: 'Refresh' }).click();
    await first.getByRole('dialog').getByLabel('Password').fill(site.em.password('TECH\\helpdesk'));
    await first.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
    await expect(first.getByRole('dialog')).toBeHidden();
    await inFrame(page, 2).getByRole('button', { name: 'Sign out' }).click();
    for (const index of [1, 2, 3]) await expect(inFrame(page, index).getByLabel('Password')).toBeVisible();
  });

  test('a sign-in that ends in a frame without a form: the data stay, and the way to a tab is offered', async ({ page, site, host, context }) => {
    // Of the same site, so that a tab's sign-in reaches it.
    await openSignedIn(page, site, '#/');
    const portal = await context.newPage();
    host.serve('/', frameOf(running(site, 'embed=full'), 'width="900" height="700"'));
    await portal.goto(`${host.sameSite}/`);
    const frame = inFrame(portal);
    await expect(frame.locator('#answer')).toContainText('64 %');
    await page.close();
    await site.em.expire();
    await frame.getByRole('button', { name: 'Refresh' }).click();
    const dialog = frame.getByRole('dialog');
    await expect(dialog.getByRole('link', { name: 'Open in a new tab to sign in' })).toBeVisible();
    await expect(frame.getByLabel('Password')).toHaveCount(0);
    await expect(frame.locator('#answer')).toContainText('64 %');
    await expect.poll(async () => (await heard(portal, 'auth-needed')).length).toBe(1);
    const popup = context.waitForEvent('page');
    await dialog.getByRole('link', { name: 'Open in a new tab to sign in' }).click();
    await signIn(await popup, site);
    await expect(dialog).toBeHidden();
  });
});
