import { expectAccessible } from '../support/axe.ts';
import { heading, openSignedIn } from '../support/desk.ts';
import { end } from '../support/live.ts';
import { misplaced, smallTargets } from '../support/looks.ts';
import { expect, test } from '../support/test.ts';
import { nobody, openWatched, passRound, row, watchAddress, watchedLink } from '../support/watching.ts';

test('the page of several, and of none, is accessible and fits, light and dark', async ({ page, site }) => {
  test.setTimeout(90_000);
  const [a, b] = [site.em.session('running'), site.em.session('failed')];
  await openWatched(page, site, [a, b, ...nobody(1)]);
  await end(page, site, a, 'Warning');
  await passRound(page, site, a);
  await expect(row(page, a).getByText('New', { exact: true })).toBeVisible();
  await page.clock.resume();
  await expectAccessible(page);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 640 });
    expect.soft(await misplaced(page), `at ${width} px`).toEqual([]);
    expect.soft(await smallTargets(page), `at ${width} px`).toEqual([]);
  }
  for (const name of [/^Remove/, /^Remove/, /^Remove/]) await page.getByRole('button', { name }).first().click();
  await expect(page.getByText('This tab watches no restore.')).toBeVisible();
  await expectAccessible(page);
});

test('a name of any length fits', async ({ page, site }) => {
  const id = site.em.session('running');
  await site.em.patch(id, { VmDisplayName: 'x'.repeat(2_000) });
  await openSignedIn(page, site, watchAddress(id));
  await expect(row(page, id)).toContainText('Not finished');
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await misplaced(page)).toEqual([]);
});

test.describe('in German', () => {
  test.use({ locale: 'de-DE' });

  test('the list speaks German', async ({ page, site }) => {
    await openSignedIn(page, site, watchAddress(site.em.session('running'), site.em.session('success'), ...nobody(1)));
    await expect(heading(page)).toHaveText('Beobachtete Wiederherstellungen');
    await expect(page).toHaveTitle(/^1 läuft, 1 fertig, 1 unbekannt – geprüft /);
    await expect(watchedLink(page)).toHaveText('Beobachtet (3)');
    await expect(page.getByRole('button', { name: 'Entfernen ubuntu88' })).toBeVisible();
    await expect(page.getByRole('columnheader')).toHaveText(['VM', 'Antwort', 'Begonnen', 'Aktionen']);
  });
});
