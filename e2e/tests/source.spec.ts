import { readFile } from 'node:fs/promises';

import type { Download, Page } from '@playwright/test';

import { addPads, allowClipboard, byHand, copied, copiedBy, paste, pressable, REFUSALS, refuse } from '../support/clipboard.ts';
import { openSignedIn, sessionAddress, sessionPath, tabTo } from '../support/desk.ts';
import { openStill, pass } from '../support/live.ts';
import { sampleText } from '../support/samples.ts';
import type { Site } from '../support/site.ts';
import { expect, test } from '../support/test.ts';

const summary = (page: Page) => page.getByText('Source', { exact: true });
const json = (page: Page) => page.getByRole('region', { name: 'What Enterprise Manager sent, as JSON' });
const download = (page: Page) => page.getByRole('link', { name: 'Download', exact: true });

const text = async (file: Download): Promise<string> => readFile(await file.path(), 'utf8');

/** Opens the session whose answer is `body`, and its source. */
async function openSource(page: Page, site: Site, body?: string): Promise<string> {
  const id = site.em.session('success');
  if (body) await site.em.fault({ path: sessionPath(id), body });
  const response = page.waitForResponse((response) => response.url().includes(sessionPath(id)));
  await openSignedIn(page, site, sessionAddress(id));
  const received = await (await response).text();
  await summary(page).click();
  await expect(json(page)).toBeVisible();
  return received;
}

test('the source is the JSON that came: shown, copied and saved', async ({ page, site }) => {
  await allowClipboard(page);
  const received = await openSource(page, site);
  const laidOut = JSON.stringify(JSON.parse(received), null, 2);
  expect(laidOut).toContain('"VmDisplayName": "dbserver01"');
  await expect(json(page)).toHaveText(laidOut);
  expect(await copied(page, 'Copy the JSON')).toBe(laidOut);
  const saving = page.waitForEvent('download');
  await download(page).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe(`restore-session-${site.em.session('success')}.json`);
  expect(await text(file)).toBe(laidOut);
});

test('secrets stand in no form of the source', async ({ page, site }) => {
  await allowClipboard(page);
  const secret = 's3cret';
  const session = JSON.parse(sampleText('restoreSession/success-vm.json')) as object;
  const members = (value: unknown) => ({
    StackTrace: value,
    VbrCertificateThumbprint: value,
    SessionId: value,
    Deep: [{ stackTrace: value, sessionId: value }],
    Märchen: '“über” <b>&amp; 100 % 💾 #?',
  });
  const received = await openSource(page, site, JSON.stringify({ ...session, ...members(secret) }));
  expect(received).toContain(secret);
  const expected = JSON.stringify({ ...session, ...members('[withheld]') }, null, 2);
  await expect(json(page)).toHaveText(expected);
  expect(await copied(page, 'Copy the JSON')).toBe(expected);
  const saving = page.waitForEvent('download');
  await download(page).click();
  expect(await text(await saving)).toBe(expected);
  expect(await page.content()).not.toContain(secret);
});

test('the keyboard alone opens, copies, saves and scrolls the source', async ({ page, site }) => {
  await allowClipboard(page);
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await tabTo(page, summary(page));
  await expect(json(page)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(json(page)).toBeVisible();
  await expect(summary(page)).toBeFocused();

  const copy = await copiedBy(page, async () => {
    await tabTo(page, pressable(page, 'Copy the JSON'));
    await page.keyboard.press('Space');
  });
  expect(JSON.parse(copy)).toMatchObject({ VmDisplayName: 'dbserver01' });
  await expect(pressable(page, 'Copy the JSON')).toBeFocused();
  await expect(page.getByRole('status')).toHaveText('Copied.');

  await tabTo(page, download(page));
  const saving = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect(await text(await saving)).toBe(copy);

  await tabTo(page, json(page));
  await page.keyboard.press('End');
  await expect.poll(() => json(page).evaluate((element) => element.scrollTop)).toBeGreaterThan(0);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(summary(page)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(json(page)).toHaveCount(0);
});

for (const how of REFUSALS) {
  test(`where the browser ${how}, the source stands there to be copied by hand`, async ({ page, site }) => {
    await refuse(page, how);
    await openSource(page, site);
    const shown = await json(page).textContent();
    await pressable(page, 'Copy the JSON').click();
    expect(await byHand(page)).toBe(shown);
    await page.keyboard.press('Control+C');
    const { plain } = await addPads(page);
    await paste(page, plain);
    await expect(plain).toHaveValue(shown ?? '');
    await expect(json(page)).toBeVisible();
  });
}

test('what is copied and saved is what came last', async ({ page, site }) => {
  await allowClipboard(page);
  const id = site.em.session('running');
  await openStill(page, site, id);
  await summary(page).click();
  await expect(json(page)).toContainText('"Progress": 64');
  await site.em.patch(id, { Progress: 71 });
  await pass(page);
  await expect(json(page)).toContainText('"Progress": 71');
  expect(await copied(page, 'Copy the JSON')).toContain('"Progress": 71');
  const saving = page.waitForEvent('download');
  await download(page).click();
  expect(await text(await saving)).toContain('"Progress": 71');
});
