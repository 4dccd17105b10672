import type { Page } from '@playwright/test';

import { alert, answer, openSignedIn, refresh, sessionAddress, sessionPath, signIn, signInButton } from '../support/desk.ts';
import { drawn, focusTroubles, misplaced, pixels, smallTargets, spaceText, systemColour } from '../support/looks.ts';
import type { Site } from '../support/site.ts';
import type { SessionWord } from '../support/simulator.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 60_000 });

/** 1280 CSS px at 400 %. */
const NARROW = { width: 320, height: 256 };
const MINUTE_MS = 60_000;

const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE_MS).toISOString();
const LONG_MESSAGE = 'Restore job failed Error: Failed to create destination VM.\nInsufficient disk space on C:\\ClusterStorage\\Volume1\\VirtualMachines. '.repeat(6);

/** Sessions whose pages differ most in what stands on them. */
const PAGES: { name: string; word: SessionWord; members?: () => Record<string, unknown> }[] = [
  { name: 'a running session', word: 'running' },
  { name: 'a running session that began days after its restore point', word: 'running', members: () => ({ CreationTimeUTC: ago(3 * 24 * 60) }) },
  { name: 'a session that stopped without a result', word: 'running', members: () => ({ State: 'Stopped', Result: 'None', EndTimeUTC: ago(1) }) },
  { name: 'a session that failed with a long message', word: 'failed', members: () => ({ FailureMessage: LONG_MESSAGE }) },
  { name: 'a session of last year', word: 'success', members: () => ({ CreationTimeUTC: '2024-09-28T21:58:00Z', EndTimeUTC: '2024-09-29T03:12:59Z' }) },
  { name: 'a session with words that nobody knows', word: 'warning', members: () => ({ State: 'Quiescing', Result: 'PartiallySucceeded', JobType: 'InstantRecoveryToAzureStack' }) },
  { name: 'a file restore under way', word: 'filelevelRunning' },
  { name: 'a restore with a newer one', word: 'older' },
];

async function openPage(page: Page, site: Site, { word, members }: (typeof PAGES)[number]): Promise<void> {
  const id = site.em.session(word);
  if (members) await site.em.patch(id, members());
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toBeVisible();
  // The picture moves when the restore point is known.
  await expect(page.locator('figcaption')).not.toBeEmpty();
  if (word === 'older') await expect(page.locator('.newer')).toBeVisible();
}

for (const locale of ['en-GB', 'de-DE']) {
  test.describe(`at 400 %, ${locale}`, () => {
    test.use({ locale });

    for (const row of PAGES) {
      test(`${row.name} fits, and each control is large enough`, async ({ page, site }) => {
        await openPage(page, site, row);
        for (const viewport of [NARROW, { width: 1280, height: 800 }, { width: 640, height: 800 }, { width: 641, height: 800 }]) {
          await page.setViewportSize(viewport);
          expect.soft(await misplaced(page), `at ${viewport.width} px`).toEqual([]);
          expect.soft(await smallTargets(page), `at ${viewport.width} px`).toEqual([]);
        }
        await spaceText(page);
        for (const width of [320, 641, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          expect.soft(await misplaced(page), `spaced, at ${width} px`).toEqual([]);
        }
      });
    }
  });
}

test('the sign-in form, an error and the dialog fit at 400 % with spaced text', async ({ page, site }) => {
  await page.setViewportSize(NARROW);
  await page.goto(site.url(sessionAddress(site.em.session('running'))));
  await expect(signInButton(page)).toBeVisible();
  await spaceText(page);
  expect.soft(await misplaced(page), 'the form').toEqual([]);
  expect.soft(await smallTargets(page), 'the form').toEqual([]);
  await signIn(page, site);
  await expect(answer(page)).toBeVisible();
  await site.em.fault({ path: sessionPath(site.em.session('running')), status: 503 });
  await refresh(page);
  await expect(alert(page)).toBeVisible();
  expect.soft(await misplaced(page), 'an error').toEqual([]);
  expect.soft(await smallTargets(page), 'an error').toEqual([]);
});

test('nothing moves on the page of a running session for someone who asked for no motion', async ({ page, site }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const id = site.em.session('running');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toBeVisible();
  const moving = () => page.evaluate(() => document.getAnimations().map((it) => (it.effect as KeyframeEffect | null)?.target?.outerHTML));
  expect(await moving()).toEqual([]);
  await site.em.patch(id, { Progress: 90 });
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await page.getByText('Source', { exact: true }).click();
  await refresh(page);
  await expect(answer(page)).toContainText('90 %');
  expect(await moving()).toEqual([]);
  const scrolls = await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
  expect(scrolls).toBe('auto');
});

test.describe('in forced colours', () => {
  test.beforeEach(({ page }) => page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' }));

  test('progress and timeline are drawn in system colours', async ({ page, site }) => {
    await openSignedIn(page, site, sessionAddress(site.em.session('running')));
    await expect(page.locator('figcaption')).not.toBeEmpty();
    const [text, ground] = [await systemColour(page, 'CanvasText'), await systemColour(page, 'Canvas')];
    expect(text).not.toBe(ground);
    const bar = page.getByRole('progressbar');
    expect(await drawn(bar, 'border-top-color')).toBe(text);
    expect(await drawn(bar, 'border-top-style')).toBe('solid');
    const [done, left] = await pixels(bar, [0.3, 0.9]);
    expect(Math.max(...[0, 1, 2].map((it) => Math.abs((done?.[it] ?? 0) - (left?.[it] ?? 0)))), 'what is done, beside what is left').toBeGreaterThan(100);
    expect(await drawn(page.locator('.timeline-bar'), 'fill')).toBe(text);
    expect(await drawn(page.locator('.timeline-line'), 'stroke')).toBe(text);
    const marks = page.locator('.timeline-mark:not(.is-point)');
    expect(await marks.count()).toBeGreaterThan(0);
    for (const mark of await marks.all()) {
      expect(await drawn(mark.locator('circle'), 'fill')).toBe(text);
      for (const label of await mark.locator('text').all()) expect(await drawn(label, 'fill')).toBe(text);
    }
    const point = page.locator('.timeline-mark.is-point circle');
    expect([await drawn(point, 'fill'), await drawn(point, 'stroke')]).toEqual([ground, text]);
  });

  for (const word of ['running', 'success', 'warning', 'failed'] as SessionWord[]) {
    test(`the icon of a ${word} session is seen, and its form is its own`, async ({ page, site }) => {
      await openSignedIn(page, site, sessionAddress(site.em.session(word)));
      const icon = page.locator('.answer .tone-icon');
      await expect(icon).toBeVisible();
      const [text, ground] = [await systemColour(page, 'CanvasText'), await systemColour(page, 'Canvas')];
      expect(await drawn(icon.locator('circle'), 'fill')).toBe(text);
      expect(await drawn(icon.locator('path'), 'stroke')).toBe(ground);
    });
  }

  test('the focus is seen on every control, and what is pressed shows', async ({ page, site }) => {
    await openSignedIn(page, site, sessionAddress(site.em.session('running')));
    // The form had the focus.
    await page.reload();
    await expect(page.locator('figcaption')).not.toBeEmpty();
    const controls = page.locator('button:visible, a[href]:visible, summary:visible');
    for (let press = await controls.count(); press > 0; press -= 1) {
      await page.keyboard.press('Tab');
      expect(await focusTroubles(page)).toEqual([]);
    }
    const pressed = page.getByRole('button', { name: 'local time' });
    expect(await drawn(pressed, 'border-top-color')).toBe(await systemColour(page, 'Highlight'));
    expect(await drawn(pressed, 'border-top-width')).toBe('3px');
  });
});
