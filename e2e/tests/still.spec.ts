import type { Page } from '@playwright/test';

import { changes, noteChanges } from '../support/changes.ts';
import { answer } from '../support/desk.ts';
import { asked, openStill, pass, setConfig } from '../support/live.ts';
import { expect, test } from '../support/test.ts';

// A hundred polls, each with a minute's half of timers.
test.describe.configure({ timeout: 90_000 });

const POLLS = 100;
const MINUTES = 50;

/** Texts that grow older with the clock, and what is drawn of them. */
const TELLS_TIME = [/#title/, /#answer/, /^div\.freshness (span|p$)/, /^div\.progress-more span/, /span\.beside$/, /print-only/, /timeline/, /p\.newer/];

/** Selects the VM's name where the answer has it, as a reader who copies it does. */
async function selectName(page: Page): Promise<void> {
  await answer(page).evaluate((element) => {
    const text = element.firstChild as Text;
    const start = text.data.indexOf('intranet07');
    getSelection()?.setBaseAndExtent(text, start, text, start + 'intranet07'.length);
  });
}

test('a hundred polls without news move nothing', async ({ page, site }) => {
  const id = site.em.session('older');
  await site.em.patch(id, { State: 'Working', Result: 'None', Progress: 64, EndTimeUTC: null });
  // That nothing changes for two collections would be news.
  await setConfig(page, { collectionIntervalMinutes: 600 });
  await openStill(page, site, id);
  await page.getByText('Source', { exact: true }).click();
  const source = page.locator('.source pre');
  await source.evaluate((element) => element.scrollTo(0, 40));
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  await pause.focus();
  await selectName(page);
  const before = await asked(site, id);
  const said = await answer(page).textContent();
  await noteChanges(page);

  for (let poll = 1; poll <= POLLS; poll += 1) {
    await pass(page);
    // Someone is there.
    if (poll % 10 === 0) await page.keyboard.press('Shift');
  }

  expect(await asked(site, id)).toBe(before + POLLS);
  const { nodes, places } = await changes(page);
  expect(nodes, 'nodes that came or went').toEqual([]);
  const moved = Object.keys(places);
  expect(moved.filter((place) => !TELLS_TIME.some((fine) => fine.test(place))), 'what else changed').toEqual([]);
  // What is heard: the eye alone sees seconds. The title has two times in it.
  for (const place of moved.filter((place) => !place.endsWith('(for the eye)'))) {
    expect(places[place], place).toBeLessThanOrEqual(place.endsWith('#title') ? 2 * MINUTES : MINUTES + 1);
  }
  expect(await answer(page).textContent(), 'time has passed').not.toBe(said);
  expect(await page.evaluate(() => String(getSelection()))).toBe('intranet07');
  await expect(pause).toBeFocused();
  await expect(source).toBeVisible();
  expect(await source.evaluate((element) => element.scrollTop)).toBe(40);
});

test('news changes texts, and leaves the focus, a selection and the source alone', async ({ page, site }) => {
  const id = site.em.session('older');
  await site.em.patch(id, { State: 'Working', Result: 'None', Progress: 64, EndTimeUTC: null });
  await openStill(page, site, id);
  await page.getByText('Source', { exact: true }).click();
  await expect(page.locator('.source pre')).toContainText('"Progress": 64');
  const open = page.getByRole('link', { name: 'Open it.' });
  await open.focus();
  await selectName(page);
  await noteChanges(page);

  await site.em.patch(id, { Progress: 71 });
  await pass(page);

  await expect(answer(page)).toContainText('71 %');
  await expect(page.locator('.source pre')).toContainText('"Progress": 71');
  expect((await changes(page)).nodes, 'nodes that came or went').toEqual([]);
  expect(await page.evaluate(() => String(getSelection()))).toBe('intranet07');
  await expect(open).toBeFocused();
});
