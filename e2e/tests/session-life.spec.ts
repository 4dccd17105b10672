import { chromium, type Page } from '@playwright/test';

import { answer, go, heading, openSignedIn, sendSignIn, sessionAddress, sessionPath, signIn } from '../support/desk.ts';
import { answered, openStill } from '../support/live.ts';
import { Guard } from '../support/guard.ts';
import { serve } from '../support/samples.ts';
import { expect, test } from '../support/test.ts';

const MINUTE_MS = 60_000;

/** All that a page keeps or shows, but this tab's own storage, where the token may stand. */
function everything(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const names = await caches.keys();
    const kept = [{ ...localStorage }, document.cookie, databases, names, window.name, history.state];
    return [JSON.stringify(kept), location.href, document.title, document.documentElement.outerHTML].join('\n');
  });
}

test('after a pause as long as the sign-in lasts, it is asked for over the page, and goes on', async ({ page, site }) => {
  const id = site.em.session('running');
  await openStill(page, site, id);
  await page.clock.runFor(10 * MINUTE_MS);
  await expect(answer(page)).toHaveText(/^Paused (at|on .* at) /);
  // By the page: what it gave up when time leapt may reach Enterprise Manager later.
  let sent = 0;
  page.on('request', (request) => {
    if (request.url().includes(sessionPath(id))) sent += 1;
  });
  await site.em.expire();
  await page.clock.fastForward(20 * MINUTE_MS);
  expect(sent, 'silent').toBe(0);

  await page.keyboard.press('Tab');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Your sign-in has ended.');
  await expect(answer(page)).toContainText('64 %');
  await site.em.patch(id, { Progress: 77 });
  await signIn(page, site);
  await expect(dialog).toHaveCount(0);
  // Nothing is asked for twice within 3 s.
  await answered(page, () => page.clock.runFor(3_000));
  await expect(answer(page)).toHaveText(/^Not finished.*77 %/);
});

test('no token, password or name gets out', async ({ page, context, site }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const secrets = new Set([site.em.password('TECH\\helpdesk')]);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('request', (request) => {
    const headers = request.headers();
    // Enterprise Manager's own way to sign out names the logon session.
    if (request.method() !== 'DELETE') said.push(request.url());
    for (const name of ['x-restsvcsessionid', 'authorization']) if (headers[name]) secrets.add(headers[name].replace('Basic ', ''));
  });
  const look = async () => said.push(await everything(page));

  const id = site.em.session('running');
  await page.goto(site.url(sessionAddress(id)));
  await sendSignIn(page, 'TECH\\helpdesk', 'not the password');
  await expect(page.getByRole('alert')).toBeVisible();
  await look();
  await signIn(page, site);
  await expect(heading(page)).toHaveText('ubuntu88');
  await page.getByText('Source', { exact: true }).click();
  await expect(page.locator('.source pre')).toBeVisible();
  await look();
  for (const copy of ['Copy for ticket', 'Copy as Markdown', 'Copy for the caller', 'Copy link', 'Copy the JSON']) {
    await page.evaluate(() => navigator.clipboard.writeText('nothing'));
    await page.getByRole('button', { name: copy, exact: true }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), copy).not.toBe('nothing');
    said.push(await page.evaluate(() => navigator.clipboard.readText()));
  }
  await site.em.fault(serve('hostile/xml-body.xml', sessionPath(id)));
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: 'Copy a report for your admin' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('xml');
  said.push(await page.evaluate(() => navigator.clipboard.readText()));
  await look();
  await go(page, '#/');
  await expect(heading(page)).toHaveText('Find');
  await look();
  await site.em.expire();
  await go(page, sessionAddress(site.em.session('success')));
  await expect(page.getByLabel('Password')).toBeVisible();
  await look();
  await signIn(page, site);
  await expect(heading(page)).toHaveText('dbserver01');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
  await look();
  await expect.poll(() => site.gateway.log()).toContain('/api/logonSessions/[withheld]');
  expect(site.gateway.log()).not.toMatch(/ubuntu88|dbserver01/);

  // What a logon session is called is its token in plain.
  for (const token of [...secrets]) secrets.add(Buffer.from(token, 'base64').toString());
  expect(secrets.size, 'the password, two tokens, and both forms of sign-in').toBeGreaterThanOrEqual(6);
  const places = [...said, site.gateway.log()];
  for (const secret of secrets) {
    if (secret.length < 8) continue;
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
      expect(places.filter((place) => place.includes(form)), `where ${form} stands`).toEqual([]);
    }
  }
});

test('a page kept for going back shows nothing after a sign-out elsewhere', async ({ site, launchOptions }) => {
  // The test browser keeps no pages unless it is told to.
  const browser = await chromium.launch({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  try {
    const context = await browser.newContext();
    const guard = new Guard(site.gateway.app, site.gateway.api);
    guard.watch(context);
    const page = await context.newPage();
    await openSignedIn(page, site, sessionAddress(site.em.session('success')));
    const other = await context.newPage();
    await other.goto(site.url('#/'));
    await expect(heading(other)).toHaveText('Find');
    await page.evaluate(() => Object.assign(window, { isKept: true }));
    const back = async () => {
      await page.goBack({ waitUntil: 'commit' });
      return page.evaluate(() => 'isKept' in window);
    };
    await page.goto('about:blank');
    expect(await back(), 'it is kept').toBe(true);
    await expect(heading(page)).toHaveText('dbserver01');

    await page.goto('about:blank');
    await other.getByRole('button', { name: 'Sign out' }).click();
    await expect(other.getByLabel('Password')).toBeVisible();
    expect(await back(), 'what it was told has ended it').toBe(false);
    await expect(page.getByLabel('Password')).toBeVisible();
    await expect(page.locator('body')).not.toContainText('dbserver01');
    await guard.check();
  } finally {
    await browser.close();
  }
});
