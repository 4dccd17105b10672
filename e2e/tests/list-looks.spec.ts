import type { Page } from '@playwright/test';

import { openSignedIn } from '../support/desk.ts';
import { focusTroubles, misplaced, smallTargets } from '../support/looks.ts';
import { expect, test } from '../support/test.ts';

const rows = (page: Page) => page.locator('.sessions tbody tr');

async function openAt(page: Page, address: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.goto(address);
  await expect(rows(page).first()).toBeVisible();
}

for (const locale of ['en-US', 'de-DE']) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale });

    test('columns stand under their headings, and a row is a line', async ({ page, site }) => {
      await openSignedIn(page, site, '#/');
      await expect(page.locator('.list-count')).toHaveText(/^\d+ /);
      await expect(rows(page)).toHaveCount(Number.parseInt(await page.locator('.list-count').innerText(), 10));
      // First: what is out of sight counts as high as it was when it was seen.
      await page.setViewportSize({ width: 1280, height: 800 });
      const tall = await rows(page).evaluateAll((rows) => rows.filter((row) => row.getBoundingClientRect().height > 44).map((row) => row.textContent));
      expect(tall).toEqual([]);
      const lefts = (row: string) =>
        page.locator(row).evaluateAll((rows) => [...new Set(rows.map((row) => [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().left)).join()))]);
      for (const width of [1280, 1100, 1030]) {
        await page.setViewportSize({ width, height: 800 });
        const [head] = await lefts('.sessions thead tr');
        expect(await lefts('.sessions tbody tr'), `${width} px`).toEqual([head]);
        expect(await misplaced(page), `${width} px`).toEqual([]);
        expect(await smallTargets(page), `${width} px`).toEqual([]);
      }
      // And once it is seen again.
      await page.setViewportSize({ width: 1280, height: 800 });
      await rows(page).last().scrollIntoViewIfNeeded();
      const seen = () => rows(page).evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect()).filter(({ top, bottom }) => bottom > 0 && top < innerHeight));
      await expect.poll(async () => Math.max(...(await seen()).map(({ height }) => height))).toBeLessThanOrEqual(44);
    });
  });
}

test('where six columns have no room each restore is a card, its times labelled, and the order can be chosen', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  for (const width of [1000, 700, 320]) {
    await openAt(page, site.url('#/'), width);
    expect(await misplaced(page), `${width} px`).toEqual([]);
    expect(await smallTargets(page), `${width} px`).toEqual([]);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(sideways, `${width} px`).toBeLessThanOrEqual(0);
    const ended = page.locator('.sessions tbody tr.is-good').first().getByRole('cell');
    const labels = await ended.evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell, '::before').content));
    expect(labels.map((label) => label.includes('Started'))).toEqual([false, true, false, false, false]);
    expect(labels.map((label) => label.includes('Ended'))).toEqual([false, false, true, false, false]);
    // Nothing is labelled that is not there.
    const running = page.locator('.sessions tbody tr.is-running').first().locator('td').nth(2);
    expect(await running.evaluate((cell) => getComputedStyle(cell, '::before').content)).toBe('none');
  }
  await page.getByRole('button', { name: 'Pause' }).focus();
  await page.keyboard.press('Tab');
  for (const name of ['VM', 'Answer', 'Started', 'Ended', 'Type', 'Backup server']) {
    await expect(page.getByRole('link', { name: `${name}: sort` })).toBeFocused();
    expect(await focusTroubles(page), name).toEqual([]);
    await page.keyboard.press('Tab');
  }
  await page.getByRole('link', { name: 'VM: sort' }).press('Enter');
  await expect(page).toHaveURL(/sort=vm$/);
  await expect(page.getByRole('columnheader', { name: 'VM' })).toHaveAttribute('aria-sort', 'ascending');
});

test('the roles of the table stand in it, whatever its boxes are', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(rows(page).first()).toBeVisible();
  const lacking = await page.locator('.sessions').evaluate((table) => {
    const roles = { table: 'table', thead: 'rowgroup', tbody: 'rowgroup', tr: 'row', td: 'cell' } as Record<string, string>;
    const expected = (element: Element) => roles[element.localName] ?? (element.getAttribute('scope') === 'col' ? 'columnheader' : 'rowheader');
    const parts = [table, ...table.querySelectorAll('thead, tbody, tr, th, td')];
    return parts.filter((part) => part.getAttribute('role') !== expected(part)).map((part) => part.outerHTML);
  });
  expect(lacking).toEqual([]);
});
