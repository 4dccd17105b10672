import { heading, sessionAddress, signIn } from '../support/desk.ts';
import { expect, test } from '../support/test.ts';

test('a start that a new release broke is tried once more', async ({ page, site, guard }) => {
  guard.expectConsoleError(/failed to fetch Wasm/);
  let misses = 0;
  // As when the files of the page that is still kept somewhere have gone.
  await page.route('**/restore-desk-*.wasm', (route) => (misses++ === 0 ? route.fulfill({ status: 404 }) : route.fallback()));
  await page.goto(site.url(sessionAddress(site.em.session('success'))));
  await signIn(page, site);
  await expect(heading(page)).toHaveText('dbserver01');
  await expect(page.locator('#unsupported')).toBeHidden();
  expect(misses).toBe(2);
  expect(await page.evaluate(() => sessionStorage.getItem('restore-desk reloaded')), 'and may be again').toBeNull();
});

test('a start that fails again says so, and is not tried for ever', async ({ page, site, guard }) => {
  guard.expectConsoleError(/failed to fetch Wasm/);
  let starts = 0;
  await page.route('**/restore-desk-*.wasm', (route) => {
    starts += 1;
    return route.fulfill({ status: 404 });
  });
  await page.goto(site.url('#/'));
  const block = page.getByRole('alert');
  await expect(block).toContainText('Restore Desk cannot start here');
  expect(starts).toBe(2);
  await page.unroute('**/restore-desk-*.wasm');
  await block.getByRole('link', { name: 'Reload the page' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
});

test('without storage a start that fails is not tried again', async ({ page, site, guard }) => {
  guard.expectConsoleError(/failed to fetch Wasm/);
  await page.addInitScript(() => {
    Object.defineProperty(window, 'sessionStorage', {
      get: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    });
  });
  let starts = 0;
  await page.route('**/restore-desk-*.wasm', (route) => {
    starts += 1;
    return route.fulfill({ status: 404 });
  });
  await page.goto(site.url('#/'));
  await expect(page.getByRole('alert')).toContainText('Restore Desk cannot start here');
  expect(starts).toBe(1);
});
