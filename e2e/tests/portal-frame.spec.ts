import { expectAccessible } from '../support/axe.ts';
import { alert, go } from '../support/desk.ts';
import { dateByPage, shortenTimerIds } from '../support/live.ts';
import { focusTroubles, misplaced, smallTargets } from '../support/looks.ts';
import { byProxy, frameOf, heard, inFrame, send, test } from '../support/portal.ts';
import { serve } from '../support/samples.ts';
import type { SessionWord } from '../support/simulator.ts';
import { expect } from '../support/test.ts';

test.use(byProxy);

const SIZES = [{ width: 320, height: 180 }, { width: 480, height: 320 }, { width: 1280, height: 800 }];
const STATES: SessionWord[] = ['running', 'success', 'failed', 'warning', 'starting', 'filelevelRunning'];
const WAY_OUT = { en: 'Open in Restore Desk', de: 'In Restore Desk öffnen' } as const;

for (const word of STATES) {
  for (const language of ['en', 'de'] as const) {
    test(`min, ${word}, ${language}: answer, progress, freshness and one link out at every size`, async ({ page, site }) => {
      const id = site.em.session(word);
      await page.goto(site.url(`?embed=min&lang=${language}#/restoreSessions/${id}`));
      const link = page.getByRole('link', { name: WAY_OUT[language] });
      await expect(link).toHaveAttribute('href', site.url(`?lang=${language}#/restoreSessions/${id}`));
      for (const size of SIZES) {
        await page.setViewportSize(size);
        for (const part of [page.locator('#answer'), page.locator('progress'), page.locator('.freshness p'), link]) {
          await expect(part, `${size.width} x ${size.height}`).toBeInViewport({ ratio: 0.3 });
        }
        const scrolls = await page.evaluate(() => document.documentElement.scrollHeight > innerHeight);
        if (size.height === 180) expect(scrolls, 'the smallest frame does not scroll').toBe(false);
        expect(await misplaced(page)).toEqual([]);
        expect(await smallTargets(page)).toEqual([]);
      }
      await expect(page.locator('dl, .bar, .foot, .hand-on, .timeline')).toHaveCount(0);
    });
  }
}

test('min: the answer of a failure with 20 kB of text scrolls, in reach of the keys', async ({ page, site }) => {
  const id = site.em.session('failed');
  const body = JSON.stringify({ ...(await site.read(`restoreSessions/${id}?format=Entity`)), State: 'Stopped', Result: 'Failed', FailureMessage: 'long '.repeat(4_000) });
  await site.em.fault({ path: `/api/restoreSessions/${id}`, body });
  await page.setViewportSize({ width: 320, height: 180 });
  await page.goto(site.url(`?embed=min#/restoreSessions/${id}`));
  await expect(page.getByRole('link', { name: 'Open in Restore Desk' })).toBeInViewport();
  const words = page.locator('.answer-words');
  await words.focus();
  expect(await focusTroubles(page)).toEqual([]);
  await page.keyboard.press('End');
  await expect.poll(() => words.evaluate((it) => it.scrollTop + it.clientHeight >= it.scrollHeight - 1)).toBe(true);
  expect(await words.evaluate((it) => it.scrollTop)).toBeGreaterThan(50);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

for (const address of ['embed=min#/restoreSessions/ID', 'embed=full#/restoreSessions/ID', 'embed=min#/', 'embed=full#/', 'embed=min#/watch/ID', 'embed=min&theme=contrast#/restoreSessions/ID', 'theme=dark#/restoreSessions/ID', 'embed=min&theme=dark#/restoreSessions/ID']) {
  test(`axe: ?${address}`, async ({ page, site }) => {
    test.setTimeout(60_000);
    await page.goto(site.url(`?${address.replace('ID', site.em.session('running'))}`));
    await expect(page.locator('#answer, textarea, table').first()).toBeVisible();
    await expectAccessible(page);
  });
}

test('axe: min at 320 x 180, in every state', async ({ page, site }) => {
  test.setTimeout(60_000);
  const { AxeBuilder } = await import('@axe-core/playwright');
  await page.setViewportSize({ width: 320, height: 180 });
  for (const word of STATES) {
    await page.goto(site.url(`?embed=min#/restoreSessions/${site.em.session(word)}`));
    await expect(page.locator('#answer')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect.soft(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), word).toEqual([]);
  }
});

test('full: all of the page but the name of the product', async ({ page, site }) => {
  await page.goto(site.url(`?embed=full#/restoreSessions/${site.em.session('success')}`));
  await expect(page.locator('dl')).toBeVisible();
  await expect(page.getByRole('banner')).toBeVisible();
  await expect(page.locator('.brand')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Find' })).toBeVisible();
});

const THEMES: [string, 'light' | 'dark', string][] = [
  ['light', 'dark', 'rgb(244, 246, 249)'],
  ['dark', 'light', 'rgb(16, 20, 27)'],
  ['auto', 'dark', 'rgb(16, 20, 27)'],
  ['nonsense', 'light', 'rgb(244, 246, 249)'],
];
for (const [theme, colorScheme, ground] of THEMES) {
  test(`theme=${theme} where the browser wishes ${colorScheme}`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(site.url(`?theme=${theme}#/restoreSessions/${site.em.session('success')}`));
    await expect(page.locator('#answer')).toBeVisible();
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(ground);
  });
}

test('theme=contrast has stronger lines', async ({ page, site }) => {
  const soft = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink-soft'));
  await page.goto(site.url(`?theme=contrast#/restoreSessions/${site.em.session('success')}`));
  await expect(page.locator('#answer')).toBeVisible();
  const ink = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink'));
  expect(await soft()).toBe(ink);
});

test('lang and tz: the language and the zone of the address', async ({ page, site }) => {
  const id = site.em.session('success');
  await site.em.fault(serve('restoreSession/success-filelevel.json', `/api/restoreSessions/${id}`));
  await page.goto(site.url(`?lang=de&tz=Asia/Tokyo#/restoreSessions/${id}`));
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  const tokyo = await page.locator('dl').innerText();
  expect(tokyo).toContain('GMT+9');
  await page.goto(site.url(`?lang=de&tz=Mars/Base#/restoreSessions/${id}`));
  await expect(page.locator('dl')).toContainText('UTC');
});

test('the parameters survive ?open=', async ({ page, site }) => {
  const id = site.em.session('running');
  await page.goto(site.url(`?embed=min&open=urn:veeam:RestoreSession:${id}&theme=dark&lang=de&tz=Asia/Tokyo`));
  await expect(page.locator('#answer')).toContainText('64 %');
  expect(page.url()).toBe(site.url(`?embed=min&theme=dark&lang=de&tz=Asia/Tokyo#/restoreSessions/${id}`));
});

test('min: Find is the box alone, and asks for no list; what it opens has a way back', async ({ page, site, host }) => {
  const id = site.em.session('running');
  await page.goto(host.serve('/', frameOf(site.url('?embed=min#/'))));
  const frame = inFrame(page);
  await frame.getByRole('textbox').fill(id);
  await expect(frame.getByRole('table')).toHaveCount(0);
  expect((await site.em.asked()).filter(({ path }) => path === '/api/query')).toEqual([]);
  await frame.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(frame.locator('#answer')).toContainText('64 %');
  await frame.getByRole('button', { name: 'Go back' }).click();
  await expect(frame.getByRole('textbox')).toBeVisible();
});

test('in a frame nothing is added to the history of the host, and there is a Back of its own', async ({ page, site, host }) => {
  const id = site.em.session('success');
  await page.goto(host.serve('/before', '<p>before</p>'));
  await page.goto(host.serve('/', frameOf(site.url(`?embed=full#/restoreSessions/${id}`), 'width="900" height="700"')));
  const frame = inFrame(page);
  await expect(frame.locator('#answer')).toBeVisible();
  const length = await page.evaluate(() => history.length);
  await frame.getByRole('listitem').filter({ has: frame.getByText('Up', { exact: true }) }).getByRole('link').click();
  await expect(frame.getByRole('heading', { level: 1 })).not.toHaveText(/^dbserver01$/);
  await frame.getByRole('link', { name: 'Find', exact: true }).click();
  await expect(frame.getByRole('table')).toBeVisible();
  await frame.locator('tbody').getByRole('link').first().click();
  await expect(frame.locator('#answer')).toBeVisible();
  expect(await page.evaluate(() => history.length)).toBe(length);
  await frame.getByRole('button', { name: 'Go back' }).click();
  await expect(frame.getByRole('table')).toBeVisible();
  await page.goBack();
  expect(page.url()).toBe(`${host.origin}/before`);
});

test('a link opened with a key goes to a tab, and the frame stays', async ({ page, site, host, context }) => {
  const id = site.em.session('success');
  await page.goto(host.serve('/', frameOf(site.url(`?embed=full#/restoreSessions/${id}`), 'width="900" height="700"')));
  const frame = inFrame(page);
  const popup = context.waitForEvent('page');
  await frame.getByRole('link', { name: 'Find', exact: true }).click({ modifiers: ['ControlOrMeta'] });
  await (await popup).close();
  await expect(frame.locator('#answer')).toBeVisible();
});

test('the height is told where the content changes, and comes to rest', async ({ page, site, host }) => {
  const id = site.em.session('running');
  const follows = `<script>addEventListener('message', ({ data }) => {
    if (data.type === 'height') document.querySelector('iframe').style.height = data.height + 'px';
  });</script>`;
  const address = site.url(`?embed=min&height=auto#/restoreSessions/${id}`);
  await page.goto(host.serve('/', follows + frameOf(address, 'width="480" height="150"')));
  const frame = inFrame(page);
  await expect(frame.locator('#answer')).toContainText('64 %');
  const fits = () => frame.locator('html').evaluate((root) => root.scrollHeight - root.clientHeight);
  await expect.poll(fits).toBe(0);
  // Narrower, so higher; then back again.
  const wide = (await heard(page, 'height')).at(-1)?.['height'] as number;
  await page.locator('iframe').evaluate((it) => it.setAttribute('width', '240'));
  await expect.poll(async () => (await heard(page, 'height')).at(-1)?.['height']).toBeGreaterThan(wide);
  await expect.poll(fits).toBe(0);
  await page.locator('iframe').evaluate((it) => it.setAttribute('width', '480'));
  await expect.poll(async () => (await heard(page, 'height')).at(-1)?.['height']).toBe(wide);
  const count = (await heard(page, 'height')).length;
  await page.evaluate(() => new Promise<void>((resolve) => { let left = 30; const next = () => (left-- ? requestAnimationFrame(next) : resolve()); next(); }));
  expect((await heard(page, 'height')).length).toBe(count);
});

test('messages of the host: open, theme, language, pause', async ({ page, site, host }) => {
  await page.goto(host.serve('/', frameOf(site.url(`?embed=full#/restoreSessions/${site.em.session('running')}`), 'width="900" height="700"')));
  const frame = inFrame(page);
  await expect(frame.locator('#answer')).toContainText('64 %');
  await send(page, { restoreDesk: 1, type: 'theme', theme: 'dark' });
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  await send(page, { restoreDesk: 1, type: 'pause', paused: true });
  await expect(frame.getByRole('button', { name: 'Resume' })).toBeVisible();
  await expect.poll(async () => (await heard(page, 'status')).at(-1)?.['isCurrent']).toBe(false);
  await send(page, { restoreDesk: 1, type: 'pause', paused: false });
  await expect(frame.getByRole('button', { name: 'Pause' })).toBeVisible();
  await send(page, { restoreDesk: 1, type: 'open', target: site.em.session('failed') });
  await expect(frame.locator('#answer')).toContainText('failed');
  await expect.poll(async () => (await heard(page, 'status')).at(-1)?.['status']).toBe('failed');
  await send(page, { restoreDesk: 1, type: 'language', language: 'de' });
  await expect(frame.locator('html')).toHaveAttribute('lang', 'de');
  await expect(frame.locator('#answer')).toContainText('fehlgeschlagen');
});

const IGNORED: [string, unknown][] = [
  ['of another version', { restoreDesk: 2, type: 'pause', paused: true }],
  ['without a mark', { type: 'pause', paused: true }],
  ['of an unknown type', { restoreDesk: 1, type: 'token', token: 'x' }],
  ['that is too long', { restoreDesk: 1, type: 'pause', paused: true, more: 'x'.repeat(2_000) }],
  ['that is a text', '{"restoreDesk":1,"type":"pause","paused":true}'],
  ['that is nothing', null],
  ['with an address elsewhere', { restoreDesk: 1, type: 'open', target: 'x'.repeat(500) }],
];
for (const [name, message] of IGNORED) {
  test(`a message ${name} is ignored`, async ({ page, site, host }) => {
    await page.goto(host.serve('/', frameOf(site.url(`?embed=full#/restoreSessions/${site.em.session('running')}`), 'width="900" height="700"')));
    const frame = inFrame(page);
    await expect.poll(async () => (await heard(page, 'status')).length).toBeGreaterThan(0);
    await send(page, message);
    // What is heard after it was not kept from it.
    await send(page, { restoreDesk: 1, type: 'theme', theme: 'dark' });
    await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(frame.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect(frame.locator('#answer')).toContainText('64 %');
  });
}

test('a message of another window, and one of the frame itself, is ignored', async ({ page, site, host }) => {
  const stranger = host.serve('/stranger', `<script>
    addEventListener('message', () => top.frames[0].postMessage({ restoreDesk: 1, type: 'pause', paused: true }, '*'));
  </script>`);
  const app = site.url(`?embed=full#/restoreSessions/${site.em.session('running')}`);
  await page.goto(host.serve('/', `${frameOf(app, 'width="900" height="700"')}<iframe src="${stranger}"></iframe>`));
  const frame = inFrame(page);
  await expect.poll(async () => (await heard(page, 'status')).length).toBeGreaterThan(0);
  // Of the portal's own origin, but not the page around the frame.
  await send(page, 'go', 1);
  await frame.locator('html').evaluate(() => window.postMessage({ restoreDesk: 1, type: 'pause', paused: true }, '*'));
  await send(page, { restoreDesk: 1, type: 'theme', theme: 'dark' });
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(frame.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('every message goes to the one origin, and none holds a token', async ({ page, site, host }) => {
  await page.addInitScript(() => {
    const sent: unknown[] = [];
    Object.assign(window, { sent });
    if (window === parent) return;
    const to = parent.postMessage.bind(parent) as (message: unknown, origin: string) => void;
    // The page's own view of the parent cannot be changed; that of its script can.
    Object.defineProperty(window, 'parent', { value: { postMessage: (message: unknown, origin: string) => { sent.push(origin); to(message, origin); } } });
  });
  await page.goto(host.serve('/', frameOf(site.url(`?embed=min#/restoreSessions/${site.em.session('running')}`))));
  await expect.poll(async () => (await heard(page, 'status')).length).toBeGreaterThan(0);
  const origins = await inFrame(page).locator('html').evaluate(() => (window as unknown as { sent: string[] }).sent);
  expect([...new Set(origins)]).toEqual([host.origin]);
});

test.describe('a page that config.json does not name', () => {
  test('is told what to set, and nothing is asked of Enterprise Manager', async ({ page, site, host }) => {
    // The policy lets it in, as where nginx names more than config.json does.
    await page.route('**/config.json', (route) => route.fulfill({ json: { proxy: `${site.gateway.api}/api/`, signIn: 'proxy' } }));
    await page.goto(host.serve('/', frameOf(site.url(`?embed=min#/restoreSessions/${site.em.session('running')}`))));
    const frame = inFrame(page);
    await expect(frame.locator('[role=alert]')).toContainText(`add ${host.origin} to “portalOrigins”`);
    await expect(frame.locator('[role=alert]')).toContainText(`--portal-origin ${host.origin}`);
    await expect(frame.locator('#answer')).toHaveCount(0);
    expect(await heard(page)).toEqual([]);
    expect(await site.em.asked()).toEqual([]);
    // Its own tab is no frame.
    const popup = page.waitForEvent('popup');
    await frame.getByRole('link', { name: 'Open in Restore Desk' }).click();
    await expect((await popup).locator('#answer')).toContainText('64 %');
  });

  test('further out counts as well', async ({ page, site, host }) => {
    await page.route('**/config.json', (route) => route.fulfill({ json: { proxy: `${site.gateway.api}/api/`, signIn: 'proxy', portalOrigins: [host.sameSite] } }));
    host.serve('/inner', frameOf(site.url('?embed=min#/')));
    await page.goto(host.serve('/', `<iframe src="${host.sameSite}/inner" width="600" height="400"></iframe>`));
    await expect(inFrame(page).locator('iframe').contentFrame().locator('[role=alert]')).toContainText(host.origin);
  });
});

test('the self-test in a frame: whose it is, and what the policy and config.json do not share', async ({ page, site, host }) => {
  await page.goto(host.serve('/', frameOf(site.url('?embed=full#/check'), 'width="900" height="900"')));
  const frame = inFrame(page);
  const row = (name: string) => frame.getByRole('listitem').filter({ has: frame.getByText(name, { exact: true }) });
  await expect(row('Frame')).toContainText(`a frame of ${host.origin}, which “portalOrigins” names`);
  await expect(row('Content policy')).toContainText('OK');
  await page.route('**/config.json', (route) => route.fulfill({ json: { proxy: `${site.gateway.api}/api/`, signIn: 'proxy', portalOrigins: [host.origin, 'https://more.example'] } }));
  await page.reload();
  await expect(row('Content policy')).toContainText('frame-ancestors lacks https://more.example.');
  await expect(row('Content policy')).toContainText(`frame-ancestors allows ${host.sameSite}, which “portalOrigins” does not name.`);
});

test.describe('a small frame without an answer scrolls, and nothing in it is cut off', () => {
  const SMALL = [{ width: 320, height: 180 }, { width: 480, height: 320 }];

  test('a page that is not named', async ({ page, site, host }) => {
    await page.route('**/config.json', (route) => route.fulfill({ json: { proxy: `${site.gateway.api}/api/`, signIn: 'proxy' } }));
    for (const { width, height } of SMALL) {
      await page.goto(host.serve('/', frameOf(site.url('?embed=min#/'), `width="${width}" height="${height}"`)));
      const link = inFrame(page).getByRole('link', { name: 'Open in Restore Desk' });
      await link.scrollIntoViewIfNeeded();
      await expect(link).toBeInViewport();
      expect(await misplaced(page)).toEqual([]);
    }
  });

  test('a session that is not there, and the box', async ({ page, site }) => {
    for (const size of SMALL) {
      await page.setViewportSize(size);
      for (const address of ['#/restoreSessions/11111111-2222-3333-4444-555555555555', '#/', '#/watch']) {
        await page.goto(site.url(`?embed=min${address}`));
        await expect(page.locator('[aria-busy]')).toHaveCount(0);
        const link = page.getByRole('link', { name: 'Open in Restore Desk' });
        await link.scrollIntoViewIfNeeded();
        await expect(link).toBeInViewport();
        expect(await misplaced(page), address).toEqual([]);
      }
    }
  });
});

test('a hostile session in a small frame', async ({ page, site, host }) => {
  const id = site.em.session('warning');
  await site.em.fault(serve('hostile/unicode-and-markup-name.json', `/api/restoreSessions/${id}`));
  await page.goto(host.serve('/', frameOf(site.url(`?embed=min#/restoreSessions/${id}`))));
  await expect(inFrame(page).locator('#answer')).toBeVisible();
  await expect.poll(async () => (await heard(page, 'status')).length).toBeGreaterThan(0);
  expect(typeof (await heard(page, 'status')).at(-1)?.['sentence']).toBe('string');
});

test('trouble in a small frame is said, and the last good data stay', async ({ page, site }) => {
  const id = site.em.session('running');
  await page.setViewportSize({ width: 320, height: 180 });
  await dateByPage(page);
  await page.clock.install();
  await page.addInitScript(shortenTimerIds);
  await page.goto(site.url(`?embed=min#/restoreSessions/${id}`));
  await expect(page.locator('#answer')).toContainText('64 %');
  await site.em.fault({ path: `/api/restoreSessions/${id}`, status: 503 });
  // The gateway keeps what it read for 5 s.
  await expect(async () => {
    await page.clock.runFor(35_000);
    await expect(alert(page)).toBeInViewport({ timeout: 1_000 });
  }).toPass();
  await expect(page.locator('#answer')).toContainText('64 %');
  await go(page, '#/a//b');
  await expect(alert(page)).toBeInViewport();
});
