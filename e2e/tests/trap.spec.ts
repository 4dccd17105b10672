import { alert, answer, openSignedIn, sessionAddress } from '../support/desk.ts';
import { expect, test } from '../support/test.ts';

test('after a trap the page says that it stopped, and nothing of it goes on', async ({ page, site, guard }) => {
  guard.expectTrap();
  await page.clock.install();
  await openSignedIn(page, site, sessionAddress(site.em.session('running')));
  await expect(answer(page)).toBeVisible();

  await page.clock.runFor(5_000);

  // In the middle of the app's own work, as its own panics are.
  await page.evaluate(() => {
    const now = Date.now;
    // Without it, the date stands in. The faked timers keep their errors to themselves; what a click does tells them.
    Object.assign(performance, { now: () => undefined });
    Date.now = () => {
      if (!new Error().stack?.includes('wasm')) return now();
      throw new WebAssembly.RuntimeError('unreachable');
    };
  });
  await page.mouse.click(5, 5);
  await expect(alert(page)).toHaveCount(1);
  await expect(alert(page)).toContainText('Restore Desk has stopped');
  await expect(page.locator('#app')).toBeEmpty();

  let requests = 0;
  page.on('request', () => (requests += 1));
  let errors = 0;
  page.on('pageerror', () => (errors += 1));
  await page.clock.runFor(120_000);
  await page.keyboard.press('a');
  await page.evaluate(() => location.assign('#/'));
  await page.clock.runFor(10_000);
  expect([requests, errors]).toEqual([0, 0]);
  await expect(page.locator('#app')).toBeEmpty();

  await page.getByRole('link', { name: 'Reload the page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Find' })).toBeVisible();
});
