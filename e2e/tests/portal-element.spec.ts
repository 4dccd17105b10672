import type { Page } from '@playwright/test';

import type { Order, RestoreSessionElement, Told } from '../../portal/restore-session.d.ts';
import { byProxy, inFrame, test } from '../support/portal.ts';
import type { Site } from '../support/site.ts';
import { expect } from '../support/test.ts';

test.use(byProxy);

/** What a host sees of the element's events. */
interface Event {
  name: string;
  id: string;
  detail: Record<string, unknown>;
}

const NOTE = `<script>
  events = [];
  for (const name of ['ready', 'status', 'title', 'auth-needed', 'silent']) {
    addEventListener(name, ({ target, detail }) => events.push({ name, id: target.id, detail }));
  }
</script>`;

const script = (site: Site): string => `<script src="${site.url('restore-session.js')}"></script>`;
const events = (page: Page): Promise<Event[]> => page.evaluate(() => (window as unknown as { events: Event[] }).events);
const element = (page: Page, id = 'one') => page.locator(`#${id}`);

/** What the types say is what is sent: this compiles, or the contract has changed. */
const orders: Order[] = [
  { restoreDesk: 1, type: 'open', target: 'x' },
  { restoreDesk: 1, type: 'theme', theme: 'contrast' },
  { restoreDesk: 1, type: 'language', language: 'de' },
  { restoreDesk: 1, type: 'pause', paused: true },
];

for (const before of [true, false]) {
  test(`declared ${before ? 'before' : 'after'} the script: a frame, its height, and the status`, async ({ page, site, host }) => {
    const tag = `<restore-session id="one" session="${site.em.session('running')}" theme="dark" language="de"></restore-session>`;
    await page.goto(host.serve('/', NOTE + (before ? tag + script(site) : script(site) + tag)));
    await expect(inFrame(page).locator('#answer')).toContainText('64');
    await expect(inFrame(page).locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(inFrame(page).locator('html')).toHaveAttribute('lang', 'de');
    await expect(element(page)).toHaveAttribute('status', 'running');
    const status = (await events(page)).find(({ name }) => name === 'status');
    expect(status).toMatchObject({ id: 'one', detail: { status: 'running', id: site.em.session('running'), state: 'Working', percent: 64, behindMinutes: 15, isCurrent: true } });
    expect(status?.detail['sentence']).toContain('ubuntu88');
    await expect(page.locator('iframe')).toHaveAttribute('title', /ubuntu88/);
    await expect(page.locator('iframe')).toHaveAttribute('allow', 'clipboard-write; local-network-access; local-network; loopback-network');
    await expect.poll(() => inFrame(page).locator('html').evaluate((root) => root.scrollHeight - root.clientHeight)).toBe(0);
  });
}

test('many on a page: each has its own status, and one that goes takes its frame and its listener along', async ({ page, site, host }) => {
  const tags = (['running', 'failed', 'success', 'warning'] as const).map(
    (word) => `<restore-session id="${word}" session="${site.em.session(word)}"></restore-session>`,
  );
  await page.goto(host.serve('/', NOTE + script(site) + tags.join('')));
  for (const word of ['running', 'failed', 'success', 'warning']) await expect(element(page, word)).toHaveAttribute('status', word);
  await page.evaluate(() => {
    const gone = document.getElementById('failed');
    gone?.remove();
    Object.assign(window, { gone });
  });
  await expect(page.locator('iframe')).toHaveCount(3);
  const kept = await page.evaluate(() => {
    const gone = (window as unknown as { gone: HTMLElement }).gone;
    return { frames: gone.shadowRoot?.querySelectorAll('iframe').length, status: gone.getAttribute('status') };
  });
  expect(kept).toEqual({ frames: 0, status: null });
  // Put back, it starts anew.
  await page.evaluate(() => document.body.append((window as unknown as { gone: HTMLElement }).gone));
  await expect(element(page, 'failed')).toHaveAttribute('status', 'failed');
});

test('attributes that change reach the frame, which is not loaded anew where it need not be', async ({ page, site, host }) => {
  await page.goto(host.serve('/', `${NOTE}${script(site)}<restore-session id="one" session="${site.em.session('running')}"></restore-session>`));
  await expect(element(page)).toHaveAttribute('status', 'running');
  const loads: string[] = [];
  page.on('framenavigated', (frame) => loads.push(frame.url()));
  await element(page).evaluate((it, id) => it.setAttribute('session', id), site.em.session('failed'));
  await expect(element(page)).toHaveAttribute('status', 'failed');
  await element(page).evaluate((it) => it.setAttribute('theme', 'dark'));
  await expect(inFrame(page).locator('html')).toHaveAttribute('data-theme', 'dark');
  await element(page).evaluate((it) => it.removeAttribute('theme'));
  await expect(inFrame(page).locator('html')).toHaveAttribute('data-theme', 'auto');
  expect(loads.filter((url) => !url.includes('#/'))).toEqual([]);
  expect((await events(page)).filter(({ name }) => name === 'ready')).toHaveLength(1);
  await element(page).evaluate((it) => it.setAttribute('language', 'de'));
  await expect(inFrame(page).locator('html')).toHaveAttribute('lang', 'de');
  await element(page).evaluate((it) => {
    it.removeAttribute('session');
    it.setAttribute('page', '#/');
  });
  await expect(inFrame(page).getByRole('textbox')).toBeVisible();
  await expect(element(page)).not.toHaveAttribute('status', /./);
});

test('pause() reaches the frame, also before it listens', async ({ page, site, host }) => {
  const tag = `<restore-session id="one" embed="full" session="${site.em.session('running')}"></restore-session>`;
  await page.goto(host.serve('/', `${NOTE}${script(site)}${tag}<script>one.pause()</script>`));
  await expect(inFrame(page).getByRole('button', { name: 'Resume' })).toBeVisible();
  await element(page).evaluate((it) => (it as RestoreSessionElement).pause(false));
  await expect(inFrame(page).getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('a height of its own stays as it is', async ({ page, site, host }) => {
  await page.goto(host.serve('/', `${NOTE}${script(site)}<restore-session id="one" height="180" session="${site.em.session('running')}"></restore-session>`));
  await expect(element(page)).toHaveAttribute('status', 'running');
  expect((await page.locator('iframe').boundingBox())?.height).toBe(180);
  await expect(inFrame(page).getByRole('link', { name: 'Open in Restore Desk' })).toBeInViewport();
});

test('messages of strangers change nothing', async ({ page, site, host }) => {
  await page.goto(host.serve('/', `${NOTE}${script(site)}<restore-session id="one" session="${site.em.session('running')}"></restore-session>`));
  await expect(element(page)).toHaveAttribute('status', 'running');
  const before = (await events(page)).length;
  const message: Told = { restoreDesk: 1, type: 'status', status: 'none' };
  // Of the host itself; and of the frame in another version, or of no known type.
  await page.evaluate((message) => window.postMessage(message, '*'), message);
  await inFrame(page).locator('html').evaluate((_, message) => {
    for (const odd of [{ ...message, restoreDesk: 2 }, { ...message, type: 'x' }, null, 'x', { restoreDesk: 1, type: 'height', height: 'x' }, { restoreDesk: 1, type: 'status', status: 3 }]) {
      parent.postMessage(odd, '*');
    }
    parent.postMessage({ restoreDesk: 1, type: 'title', title: 'last' }, '*');
  }, message);
  await expect(page.locator('iframe')).toHaveAttribute('title', 'last');
  await expect(element(page)).toHaveAttribute('status', 'running');
  const more = (await events(page)).slice(before).filter(({ name }) => name !== 'title' && name !== 'status');
  expect(more).toEqual([]);
});

test('the strict policy of a host: no inline style, no eval, Trusted Types', async ({ page, site, host }) => {
  const policy = `default-src 'none'; script-src ${site.gateway.app}; frame-src ${site.gateway.app}; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'`;
  const tag = `<restore-session id="one" session="${site.em.session('running')}"></restore-session>`;
  await page.goto(host.serve('/', tag + script(site), { 'Content-Security-Policy': policy }));
  await expect(element(page)).toHaveAttribute('status', 'running');
  const box = await page.locator('iframe').boundingBox();
  expect(box?.width).toBeGreaterThan(600);
  await expect.poll(() => inFrame(page).locator('html').evaluate((root) => root.scrollHeight - root.clientHeight)).toBe(0);
});

for (const [language, says] of [['en', 'let ORIGIN frame it: with the gateway --portal-origin ORIGIN'], ['de', 'muss ORIGIN erlauben']] as const) {
  test(`a frame that the policy keeps out: what to set is said in the host (${language})`, async ({ page, site, host, guard }) => {
    guard.expectConsoleError(/frame-ancestors/);
    const other = host.origin.replace('localhost', '[::1]');
    guard.allow(other);
    await page.clock.install();
    host.serve('/', `${NOTE}${script(site)}<restore-session id="one" language="${language}" session="x"></restore-session>`);
    // By this name the host is none of those that are let in.
    await page.goto(`${other}/`);
    await expect(page.locator('iframe')).toHaveCount(1);
    await expect(page.locator('[role=alert]')).toHaveCount(0);
    await page.clock.runFor(15_000);
    await expect(page.getByRole('alert')).toContainText(says.replaceAll('ORIGIN', other));
    expect((await events(page)).map(({ name, detail }) => [name, detail])).toEqual([['silent', { origin: other }]]);
  });
}

test('what stands in the element is shown where its script is not', async ({ page, site, host }) => {
  const tag = '<restore-session id="one"><a href="https://desk.example/">Open Restore Desk</a></restore-session>';
  await page.goto(host.serve('/', tag));
  await expect(page.getByRole('link', { name: 'Open Restore Desk' })).toBeVisible();
  await page.goto(host.serve('/', tag + script(site)));
  await expect(page.getByRole('link', { name: 'Open Restore Desk' })).toBeHidden();
});

test('the script twice is the script once', async ({ page, site, host }) => {
  await page.goto(host.serve('/', `${script(site)}${script(site)}<restore-session id="one" session="${site.em.session('failed')}"></restore-session>`));
  await expect(element(page)).toHaveAttribute('status', 'failed');
  await expect(page.locator('iframe')).toHaveCount(1);
  expect(orders).toHaveLength(4);
});
