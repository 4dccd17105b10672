import type { Page } from '@playwright/test';

import { allowClipboard, copied, COPIES, pressable } from '../support/clipboard.ts';
import { alert, answer, go, openSignedIn, refresh, sessionAddress, signIn, tabTo } from '../support/desk.ts';
import type { Guard } from '../support/guard.ts';
import { expect, test } from '../support/test.ts';

const LOST =
  'A part of this page could not be loaded. Check the connection, then try again; if there is a new version, reload the page.';
const PART = '**/later-*.wasm';

/** Keeps the second WebAssembly from the page: cut off, or gone from the server. */
async function lose(page: Page, guard: Guard, status?: number): Promise<void> {
  guard.expectConsoleError(/Failed to fetch|Error: Not Found/);
  await page.route(PART, (route) => (status ? route.fulfill({ status }) : route.abort()));
}

const find = (page: Page) => page.unroute(PART);
const json = (page: Page) => page.getByRole('region', { name: 'What Enterprise Manager sent, as JSON' });
const lost = (page: Page) => page.locator('.hand-on').getByText(LOST);

for (const status of [undefined, 404]) {
  test(`each copy says that a part could not be loaded (${status ?? 'cut off'}), and copies when it can`, async ({ page, site, guard }) => {
    await allowClipboard(page);
    await lose(page, guard, status);
    const id = site.em.session('running');
    await openSignedIn(page, site, sessionAddress(id));
    for (const name of COPIES) {
      await pressable(page, name).click();
      await expect(lost(page)).toBeVisible();
      await expect(page.getByRole('status')).toHaveText(LOST);
      await expect(pressable(page, name)).toBeFocused();
    }
    await expect(alert(page)).toHaveCount(0);
    await site.em.patch(id, { Progress: 71 });
    await refresh(page);
    await expect(answer(page)).toContainText('71 %');

    await find(page);
    expect(await copied(page, 'Copy for the caller')).toContain('(71 %)');
    await expect(lost(page)).toHaveCount(0);
  });
}

for (const how of ['mouse', 'keyboard']) {
  test(`the source says that a part could not be loaded; the ${how} tries again`, async ({ page, site, guard }) => {
    await lose(page, guard);
    const id = site.em.session('running');
    await openSignedIn(page, site, sessionAddress(id));
    const tryAgain = pressable(page, 'Try again');
    const press = async () => {
      if (how === 'mouse') return tryAgain.click();
      await tabTo(page, tryAgain);
      await page.keyboard.press('Enter');
    };
    const asked = () => page.waitForRequest(/later-.*\.wasm/);

    await page.getByText('Source', { exact: true }).click();
    await expect(alert(page)).toHaveText(LOST);
    const again = asked();
    await press();
    await again;
    await expect(alert(page)).toHaveText(LOST);
    await site.em.patch(id, { Progress: 71 });
    await refresh(page);
    await expect(answer(page)).toContainText('71 %');

    await find(page);
    await press();
    await expect(json(page)).toContainText('"Progress": 71');
    await expect(alert(page)).toHaveCount(0);
  });
}

test('what is said of a lost part stays while the page is used', async ({ page, site, guard }) => {
  await lose(page, guard);
  await page.clock.install();
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await page.getByText('Source', { exact: true }).click();
  await expect(alert(page)).toHaveText(LOST);
  const tryAgain = pressable(page, 'Try again');
  await tryAgain.focus();
  for (let press = 0; press < 3; press += 1) {
    await page.clock.fastForward(2_000);
    await page.keyboard.press('Shift');
    await expect(tryAgain).toBeFocused();
  }
  await find(page);
  await page.keyboard.press('Enter');
  await expect(json(page)).toBeVisible();
});

test('Find says that a part could not be loaded, and tries again', async ({ page, site, guard }) => {
  await lose(page, guard);
  await page.goto(site.url());
  await signIn(page, site);
  await expect(alert(page)).toHaveText(LOST);
  await expect(page.getByRole('link', { name: 'Find', exact: true })).toBeVisible();
  await pressable(page, 'Try again').click();
  await expect(alert(page)).toHaveText(LOST);
  await find(page);
  await pressable(page, 'Try again').click();
  await expect(page.getByRole('table')).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
});

test('a copy that comes when its page has gone is nothing', async ({ page, site }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(PART, async (route) => {
    await released;
    await route.fallback();
  });
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await page.getByRole('button', { name: 'Copy for ticket' }).click();
  await go(page, sessionAddress(site.em.session('failed')));
  await expect(answer(page)).toContainText('oracle03');
  release();
  await page.getByText('Source', { exact: true }).click();
  await expect(json(page)).toContainText('oracle03');
  await expect(page.locator('#panic')).toBeHidden();
  await expect(page.getByText('Copied.')).toHaveCount(0);
});
