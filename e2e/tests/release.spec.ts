import { answer, heading, openSignedIn, sessionAddress, signIn } from '../support/desk.ts';
import { setHidden } from '../support/live.ts';
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

test('a new release under an open tab is said, and a reload gets it', async ({ page, site }) => {
  await page.clock.install();
  await openSignedIn(page, site, sessionAddress(site.em.session('running')));
  await expect(answer(page)).toBeVisible();
  const said = page.getByText('There is a new version of Restore Desk.').locator('visible=true');
  const shownAgain = async () => {
    const looked = page.waitForResponse(site.url());
    await setHidden(page, true);
    await setHidden(page, false);
    await page.clock.runFor(1_000);
    await (await looked).finished();
  };
  await page.getByText('Source', { exact: true }).click();
  await expect(page.locator('.source pre')).toBeVisible();
  await shownAgain();
  await expect(said).toHaveCount(0);

  // What another page says, such as a sign-on in front, is no release.
  await page.route(site.url(), (route) => route.fulfill({ contentType: 'text/html', body: '<p>Sign on</p>' }));
  await shownAgain();
  await expect(said).toHaveCount(0);

  await page.unroute(site.url());
  await page.route(site.url(), async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/restore-desk-[0-9a-f]+\.js/g, 'restore-desk-0123456789abcdef.js');
    await route.fulfill({ response, body });
  });
  await shownAgain();
  await expect(said).toBeVisible();
  await expect(page.getByRole('status')).toContainText('There is a new version');
  await expect(answer(page)).toContainText('64 %');
  await page.unroute(site.url());
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(answer(page)).toContainText('64 %');
  await expect(said).toHaveCount(0);
});
