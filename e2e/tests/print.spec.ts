import type { Page } from '@playwright/test';

import { byHand, pressable, refuse } from '../support/clipboard.ts';
import { allAsked, answer, field, go, heading, linkRow, openSignedIn, refresh, sessionAddress, sessionPath, tabTo } from '../support/desk.ts';
import { answered, openStill } from '../support/live.ts';
import { expect, test } from '../support/test.ts';

/** What someone with the paper can't use. */
async function expectNothingToPress(page: Page): Promise<void> {
  const controls = page.locator('button, input, textarea, select, summary, dialog, nav, footer, .skip-link');
  await expect(controls.filter({ visible: true })).toHaveCount(0);
}

const onPaper = (page: Page) => page.getByText(/^Checked at .* may be up to 15 min older\. /);

test('paper holds the answer, as of when, the fields, the timeline and the links', async ({ page, site }) => {
  const address = sessionAddress(site.em.session('success'));
  await openSignedIn(page, site, '#/');
  await expect(page.getByRole('table')).toBeVisible();
  await go(page, address);
  await expect(answer(page)).toBeVisible();
  await expect(page.locator('.timeline')).toBeVisible();
  await page.getByText('Source', { exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Where you came from' })).toBeVisible();
  await expect(onPaper(page)).toBeHidden();

  await page.emulateMedia({ media: 'print' });
  await expectNothingToPress(page);
  await expect(page.locator('.source')).toBeHidden();
  await expect(page.locator('.hand-on')).toBeHidden();
  await expect(page.getByText('TECH\\helpdesk')).toBeHidden();
  await expect(heading(page)).toBeVisible();
  await expect(answer(page)).toBeVisible();
  await expect(onPaper(page)).toBeVisible();
  await expect(onPaper(page)).toContainText(site.url(address));
  for (const label of ['State', 'Result', 'VM', 'Started', 'Ended', 'UID']) await expect(field(page, label)).toBeVisible();
  await expect(page.locator('.timeline svg')).toBeVisible();
  await expect(page.locator('.timeline')).toContainText('Restored to its state of');
  await expect(linkRow(page, 'Up')).toBeVisible();

  await page.emulateMedia({ media: 'screen' });
  await expect(pressable(page, 'Print')).toBeVisible();
  await expect(onPaper(page)).toBeHidden();
});

test('a long text is printed to its end', async ({ page, site }) => {
  const id = site.em.session('failed');
  const FailureMessage = Array.from({ length: 300 }, (_, line) => `reason ${line}`).join('\n');
  await site.em.patch(id, { FailureMessage });
  await openSignedIn(page, site, sessionAddress(id));
  await page.emulateMedia({ media: 'print' });
  const value = field(page, 'Failure message');
  await expect(value).toContainText('reason 299');
  expect(await value.evaluate((element) => element.scrollHeight - element.clientHeight)).toBe(0);
});

test('a copy to be made by hand and a sign-in over the page are not printed', async ({ page, site }) => {
  const id = site.em.session('running');
  await refuse(page, 'refuses');
  await openSignedIn(page, site, sessionAddress(id));
  await pressable(page, 'Copy link').click();
  await byHand(page);
  await allAsked(site);
  await site.em.expire();
  await refresh(page);
  await expect(page.getByRole('dialog')).toBeVisible();

  await page.emulateMedia({ media: 'print' });
  await expectNothingToPress(page);
  await expect(answer(page)).toBeVisible();
  await expect(field(page, 'State')).toBeVisible();
  // That what stands here is old belongs on the paper.
  await expect(page.locator('[role=alert]').first()).toContainText('Old data');
});

test('that asking stops soon is not printed', async ({ page, site }) => {
  await openStill(page, site, site.em.session('running'));
  await page.keyboard.press('Shift');
  await answered(page, () => page.clock.fastForward(9 * 60_000 - 1));
  await page.clock.fastForward(1);
  await expect(pressable(page, 'Keep watching')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expectNothingToPress(page);
  await expect(page.getByText('stops asking within a minute')).toBeHidden();
});

test('what failed is printed without its buttons', async ({ page, site }) => {
  const id = site.em.session('running');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toBeVisible();
  await site.em.fault({ path: sessionPath(id), status: 403 });
  await refresh(page);
  await expect(page.getByRole('alert')).toContainText('Old data');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('alert')).toBeVisible();
  await expectNothingToPress(page);
});

test('the list and the other pages are printed without what is there to be pressed', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(page.getByRole('table')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expectNothingToPress(page);
  await expect(page.getByRole('table')).toBeVisible();
  const server = await site.linked(site.em.session('success'), 'Up');
  await go(page, server);
  await expect(page.locator('dl')).toBeVisible();
  await expectNothingToPress(page);
});

for (const contrast of ['no-preference', 'more'] as const) {
  test(`the dark theme is printed dark on white, with a contrast preference of ${contrast}`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme: 'dark', contrast });
    await openSignedIn(page, site, sessionAddress(site.em.session('failed')));
    await expect(page.locator('.timeline')).toBeVisible();
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await ground()).not.toBe('rgb(255, 255, 255)');

    await page.emulateMedia({ media: 'print', colorScheme: 'dark', contrast });
    expect(await contrasts(page)).toEqual([]);
  });
}

/** Texts that stand out too little, and grounds that are not white. */
async function contrasts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const light = (colour: string) => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
        const c = Number(part) / 255;
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const wrong: string[] = [];
    for (const element of document.querySelectorAll('html, body, body *')) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const { color, fill, backgroundColor } = getComputedStyle(element);
      const name = `${element.localName}.${element.getAttribute('class')}`;
      if (!/, 0\)$/.test(backgroundColor) && light(backgroundColor) < 0.8) wrong.push(`${name} on ${backgroundColor}`);
      const has = [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
      const ink = element instanceof SVGElement ? fill : color;
      if (has && 1.05 / (light(ink) + 0.05) < 4.5) wrong.push(`${name} in ${ink}`);
    }
    return wrong;
  });
}

for (const key of ['Enter', 'Space']) {
  test(`Print opens the browser's dialog, with ${key} as well`, async ({ page, site }) => {
    await page.addInitScript(() => {
      const state = { prints: 0 };
      Object.assign(window, state, { print: () => ((window as unknown as typeof state).prints += 1) });
    });
    const prints = () => page.evaluate(() => (window as unknown as { prints: number }).prints);
    await openSignedIn(page, site, sessionAddress(site.em.session('success')));
    await pressable(page, 'Print').click();
    expect(await prints()).toBe(1);
    await page.getByRole('main').focus();
    await tabTo(page, pressable(page, 'Print'));
    await page.keyboard.press(key);
    expect(await prints()).toBe(2);
    await expect(pressable(page, 'Print')).toBeFocused();
  });
}

test('a list on paper says by what it was chosen, and what it proves', async ({ page, site }) => {
  await openSignedIn(page, site, '#/restoreSessions?vm=SRV0&type=RestoreVm');
  const chosen = page.getByText('VM: SRV0; Type: RestoreVm; Order: Started ↓', { exact: true });
  await expect(chosen).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expectNothingToPress(page);
  await expect(chosen).toBeVisible();
  await expect(page.getByText('the newest 100 that pass the other filters')).toBeVisible();
  await expect(page.locator('.list-count')).toBeVisible();
  await expect(page.locator('.sessions tbody tr').first()).toBeVisible();
});
