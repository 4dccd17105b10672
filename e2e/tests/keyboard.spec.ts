import type { Locator, Page } from '@playwright/test';

import { answer, openSignedIn, sessionAddress, tabTo } from '../support/desk.ts';
import { answered, end, openStill, pass } from '../support/live.ts';
import { focusTroubles } from '../support/looks.ts';
import type { Site } from '../support/site.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 60_000 });

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** Where the element with the focus stands, and what it is called. */
interface Stop {
  name: string;
  x: number;
  top: number;
  bottom: number;
}

const stop = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const { left, top, bottom } = element.getBoundingClientRect();
    return { name: element.textContent?.trim() ?? '', x: left + scrollX, top: top + scrollY, bottom: bottom + scrollY };
  });

async function openRunning(page: Page, site: Site): Promise<void> {
  await openSignedIn(page, site, sessionAddress(site.em.session('running')));
  await expect(page.locator('figcaption')).not.toBeEmpty();
}

/** From the document's start, as one who has just come: the form had the focus. */
async function fromTheTop(page: Page): Promise<void> {
  await page.reload();
  await expect(page.locator('figcaption')).not.toBeEmpty();
}

for (const width of [1280, 320]) {
  test(`Tab goes through the page as the eye does, and is seen, at ${width} px`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 700 });
    await openRunning(page, site);
    await fromTheTop(page);
    const controls = page.locator('button:visible, a[href]:visible, summary:visible, [tabindex="0"]:visible');
    const count = await controls.count();
    const stops: Stop[] = [];
    for (let press = 0; press < count; press += 1) {
      await page.keyboard.press('Tab');
      expect(await focusTroubles(page)).toEqual([]);
      stops.push(await stop(page));
    }
    expect(new Set(stops.map(({ name, top }) => `${name} ${top}`)).size, 'each of them once').toBe(count);
    // The skip link stands over the rest while it has the focus.
    expect(stops.shift()?.name).toBe('Skip to the content');
    for (const [index, next] of stops.entries()) {
      const before = stops[index - 1];
      if (!before) continue;
      const isBelow = next.top >= before.bottom - 1;
      const isBeside = next.top < before.bottom && before.top < next.bottom && before.x < next.x;
      expect(isBelow || isBeside, `${before.name}, then ${next.name}`).toBe(true);
    }
  });
}

test('the skip link is seen with the focus alone, and leads past the header', async ({ page, site }) => {
  await openRunning(page, site);
  await fromTheTop(page);
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).not.toBeInViewport();
  await page.keyboard.press('Tab');
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  const address = page.url();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  expect(page.url()).toBe(address);
  await page.keyboard.press('Tab');
  await expect(button(page, 'Refresh')).toBeFocused();
});

for (const key of ['Enter', 'Space']) {
  test(`each control of the page answers to ${key}, and keeps the focus`, async ({ page, site }) => {
    await page.addInitScript(() => {
      Notification.requestPermission = () => Promise.resolve('granted');
      Object.defineProperty(Notification, 'permission', { get: () => 'granted' });
    });
    const id = site.em.session('running');
    await openStill(page, site, id);
    await tabTo(page, button(page, 'Pause'));
    await page.keyboard.press(key);
    await expect(button(page, 'Resume')).toBeFocused();
    await expect(answer(page)).toHaveText(/^Paused (at|on .* at) /);
    await page.clock.runFor(5_000);
    await answered(page, () => page.keyboard.press(key));
    await expect(button(page, 'Pause')).toBeFocused();
    await expect(answer(page)).toHaveText(/^Not finished/);

    await page.clock.runFor(5_000);
    await page.keyboard.press('Shift+Tab');
    await expect(button(page, 'Refresh')).toBeFocused();
    await answered(page, () => page.keyboard.press(key));
    await expect(button(page, 'Refresh')).toBeFocused();

    for (const name of ['Notify me', 'Watch']) {
      await tabTo(page, button(page, name));
      for (const pressed of ['true', 'false']) {
        await page.keyboard.press(key);
        await expect(button(page, name)).toHaveAttribute('aria-pressed', pressed);
        await expect(button(page, name)).toBeFocused();
      }
    }

    const source = page.locator('summary');
    await tabTo(page, source);
    await page.keyboard.press(key);
    await expect(page.locator('.source pre')).toBeVisible();
    await expect(source).toBeFocused();

    await tabTo(page, button(page, 'UTC'));
    await page.keyboard.press(key);
    await expect(button(page, 'UTC')).toHaveAttribute('aria-pressed', 'true');
    await expect(button(page, 'local time')).toHaveAttribute('aria-pressed', 'false');
    await expect(button(page, 'UTC')).toBeFocused();

    const german = button(page, 'Deutsch');
    await tabTo(page, german);
    await page.keyboard.press(key);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(answer(page)).toHaveText(/^Noch nicht fertig/);
  });
}

test('a link is followed with Enter, and the next Tab goes on from the new page', async ({ page, site }) => {
  await openRunning(page, site);
  await fromTheTop(page);
  await tabTo(page, page.locator('.links a').first());
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/backupServers\//);
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('navigation', { name: 'Where you came from' }).getByRole('link').first()).toBeFocused();
});

/** The focus is on something that is there, and the next Tab is not back at the top. */
async function expectFocusNearby(page: Page, nearby: Locator, next: Locator): Promise<void> {
  await expect(nearby).toBeFocused();
  expect(await focusTroubles(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await expect(next).toBeFocused();
}

test('the focus stays near when Pause goes at the end of the restore', async ({ page, site }) => {
  const id = site.em.session('running');
  await openStill(page, site, id);
  await tabTo(page, button(page, 'Pause'));
  await end(page, site, id, 'Success');
  await pass(page);
  await pass(page);
  await expect(button(page, 'Pause')).toHaveCount(0);
  await expectFocusNearby(page, page.locator('.live-buttons'), button(page, 'Refresh'));
});

test('the focus stays near when Notify me and Watch go at the end of the restore', async ({ page, site }) => {
  const id = site.em.session('running');
  await openStill(page, site, id);
  await tabTo(page, button(page, 'Watch'));
  await end(page, site, id, 'Success');
  await pass(page);
  await expect(button(page, 'Watch')).toHaveCount(0);
  await expectFocusNearby(page, page.locator('.hand-on .buttons'), button(page, 'Copy for ticket'));
});

test('the focus stays near when Keep watching was pressed', async ({ page, site }) => {
  await openStill(page, site, site.em.session('running'));
  const keep = button(page, 'Keep watching');
  await page.keyboard.press('Shift');
  await answered(page, () => page.clock.fastForward(9 * 60_000 - 1));
  await page.clock.fastForward(1);
  // A screen reader's own key presses what its cursor is on; the focus may be there as well.
  await keep.evaluate((element: HTMLElement) => {
    const focusIsUse = (event: Event): void => event.stopImmediatePropagation();
    window.addEventListener('focusin', focusIsUse, { capture: true, once: true });
    element.focus();
    element.click();
  });
  await expect(keep).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Answer' })).toBeFocused();
});

test('the focus stays near when Try again has worked', async ({ page, site }) => {
  const id = site.em.session('running');
  await openStill(page, site, id);
  await page.route(`${site.gateway.api}/**`, (route) => route.abort());
  await page.clock.runFor(30_000);
  const again = button(page, 'Try again');
  await expect(again).toBeVisible();
  await page.unroute(`${site.gateway.api}/**`);
  await again.focus();
  await page.keyboard.press('Enter');
  await answered(page, () => page.clock.runFor(5_000));
  await expect(again).toHaveCount(0);
  await expect(page.getByRole('main')).toBeFocused();
});
