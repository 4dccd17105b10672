import type { Locator, Page } from '@playwright/test';

import { expectAccessible } from '../support/axe.ts';
import { allowClipboard, announcements, paste } from '../support/clipboard.ts';
import { alert, answer, go, heading, openSignedIn, sessionAddress, sessionPath } from '../support/desk.ts';
import { sampleText } from '../support/samples.ts';
import type { Site } from '../support/site.ts';
import { expect, test } from '../support/test.ts';

const box = (page: Page): Locator => page.getByLabel('Open a restore session');
const offers = (page: Page): Locator => page.getByRole('list', { name: /^Found / }).getByRole('link');
const hrefs = (links: Locator): Promise<(string | null)[]> =>
  links.evaluateAll((links) => links.map((link) => link.getAttribute('href')));

/** Puts a text into the box, and sends it. */
async function enter(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press('Enter');
}

/** The addresses of three sessions, and a mail that names them as mails do. */
function ticket(site: Site): { sessions: string[]; mail: string } {
  const [success, warning, failed] = [site.em.session('success'), site.em.session('warning'), site.em.session('failed')];
  const wrapped = encodeURIComponent(`https://em.corp:9398/api/restoreSessions/${failed}?format=Entity`);
  const mail = [
    'From: Anna Berg', 'Subject: [INC0012345] three restores', '', 'Hello,', '',
    `> dbserver01: <https://em.corp:9398/api/restoreSessions/${success}?format=Entity>`,
    `> crm01 is urn:veeam:RestoreSession:${warning}. Once more: ${success}`,
    `> https://eur02.safelinks.protection.outlook.com/?url=${wrapped}&data=05%7C02%7C11111111-2222-3333-4444-555555555555%7C0`,
    '', 'Regards', 'https://corp.example/imprint',
  ].join('\n');
  return { sessions: [success, warning, failed].map(sessionAddress), mail };
}

test('a mail with three sessions is pasted: all are offered, and Back offers them again', async ({ page, site }) => {
  const { sessions, mail } = ticket(site);
  await allowClipboard(page);
  await openSignedIn(page, site, '#/');
  await expect(page.getByRole('table')).toBeVisible();
  await page.evaluate((text) => navigator.clipboard.writeText(text), mail);
  await paste(page, box(page));
  await expect(box(page)).toHaveValue(mail);
  const told = await announcements(page);
  await box(page).press('Enter');
  await expect(page.getByRole('heading', { name: 'Found 3 in this text' })).toBeVisible();
  expect(await hrefs(offers(page))).toEqual(sessions);
  await expect(offers(page).first()).toHaveText(`restore session ${site.em.session('success')}`);
  expect(await told()).toEqual(['Found 3 in this text']);
  // The text stays, and who reads on does so from the box.
  await expect(box(page)).toHaveValue(mail);
  await expect(box(page)).toBeFocused();
  await expect(page.getByRole('link', { name: 'Watch all restore sessions' }))
    .toHaveAttribute('href', `#/watch/${sessions.map((address) => address.split('/').pop()).join(',')}`);

  await offers(page).nth(1).click();
  await expect(heading(page)).toHaveText('crm01');
  await page.goBack();
  expect(await hrefs(offers(page))).toEqual(sessions);
  await page.reload();
  await expect(offers(page)).toHaveCount(3);
  await page.getByRole('banner').getByRole('link', { name: 'Find', exact: true }).click();
  await expect(offers(page)).toHaveCount(0);
});

test('a text that names one session opens it', async ({ page, site }) => {
  const id = site.em.session('warning');
  await openSignedIn(page, site, '#/');
  const texts = [
    `Hello,\n\nplease look at [crm01](https://desk.example/#/restoreSessions/${id}), thanks.\n`,
    `<p>See <a href="https://em:9398/api/restoreSessions/${id}?format=Entity&amp;v=latest">crm01</a></p>`,
    `https://em.corp:9398/api/restoreSessio=\nns/${id}?format=3DEntity`,
    `https://desk.example/?open=${id}`,
    `crm01 (${id})`,
  ];
  for (const text of texts) {
    await enter(page, text);
    await expect(heading(page), text).toHaveText('crm01');
    await expect(page).toHaveURL(new RegExp(`#/restoreSessions/${id}$`));
    await page.goBack();
    await expect(box(page)).toBeVisible();
  }
});

test('the name of a VM leads to the list of its restores', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await enter(page, ' srv "04" ');
  await expect(page).toHaveURL(/#\/restoreSessions\?vm=srv%20%2204%22$/);
  await expect(alert(page)).toHaveCount(0);
});

const WRONG: [string, RegExp][] = [
  ['', /Enter the name of a VM such as srv04, an id such as /],
  ['task-12', /A task number can't be looked up/],
  ['Task 12', /A task number can't be looked up/],
  ['Hello,\nit began as task-12.\nRegards', /A task number can't be looked up/],
  ['Hello,\nthe restore of srv04 hangs.\nRegards', /nothing in this text that Restore Desk can open.+ids such as /],
  ['See https://em.corp/api/logonSessions/1 there', /shows no credentials, passwords or sign-ins/],
  ['x'.repeat(100_001), /too long/],
];

test('what names nothing gets a sentence with an example, and stays as it was', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(page.getByRole('table')).toBeVisible();
  await site.em.forget();
  for (const [text, sentence] of WRONG) {
    await enter(page, text);
    await expect(alert(page), text.slice(0, 60)).toHaveText(sentence);
    await expect(box(page)).toHaveValue(text);
    await expect(box(page)).toBeFocused();
    await expect(box(page)).toHaveAttribute('aria-invalid', 'true');
  }
  expect(await site.em.asked()).toEqual([]);
});

test('Shift and Enter break the line, and the field grows with its text', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  const height = async (): Promise<number> => (await box(page).boundingBox())?.height ?? 0;
  const line = await height();
  await box(page).pressSequentially('a');
  await box(page).press('Shift+Enter');
  await box(page).pressSequentially('b');
  await expect(box(page)).toHaveValue('a\nb');
  expect(await height()).toBeGreaterThan(line);
  await box(page).fill('line\n'.repeat(200));
  expect(await height()).toBeLessThan(200);
});

test('`#/open/` is the same door: several are offered, and without a sign-in after it', async ({ page, site }) => {
  const { sessions, mail } = ticket(site);
  await openSignedIn(page, site, `#/open/${encodeURIComponent(mail)}`);
  await expect(offers(page)).toHaveCount(3);
  expect(await hrefs(offers(page))).toEqual(sessions);
  await expect(box(page)).toHaveValue(mail);
  await go(page, `#/open/${encodeURIComponent(`crm01: ${site.em.session('warning')}`)}`);
  await expect(heading(page)).toHaveText('crm01');
  await go(page, '#/open/task-12');
  await expect(alert(page)).toContainText("A task number can't be looked up");
  await expect(box(page)).toHaveValue('task-12');
  await go(page, '#/');
  await expect(alert(page)).toHaveCount(0);
});

test('`?open=` is the same door', async ({ page, site }) => {
  const [first, second] = [site.em.session('success'), site.em.session('warning')];
  await openSignedIn(page, site, `?open=${first},${second}`);
  await expect(offers(page)).toHaveCount(2);
  expect(new URL(page.url()).search).toBe('');
  await page.goto(site.url(`?open=${encodeURIComponent(`<https://em.corp:9398/api/restoreSessions/${second}>`)}`));
  await expect(heading(page)).toHaveText('crm01');
});

test('what a role may not open is said in place', async ({ page, site }) => {
  await openSignedIn(page, site, '#/', 'TECH\\item.operator');
  await enter(page, `${site.em.session('success')} of urn:veeam:BackupServer:${site.em.session('warning')}`);
  await expect(offers(page)).toHaveCount(1);
  await expect(page.getByText('Your role may not open backup servers.')).toBeVisible();
});

test('who signs in next sees nothing of what was pasted', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await enter(page, 'secret\nplan');
  await expect(alert(page)).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('User name').fill('TECH\\helpdesk');
  await page.getByLabel('Password').fill(site.em.password('TECH\\helpdesk'));
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue('');
  await expect(alert(page)).toHaveCount(0);
});

test('`/` goes to the box while that is switched on, and never while someone types', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  const slash = page.getByRole('button', { name: 'The / key goes to the box' });
  await expect(slash).toHaveAttribute('aria-pressed', 'false');
  await page.locator('main').focus();
  await page.keyboard.press('/');
  await expect(box(page)).not.toBeFocused();
  await slash.click();
  await expect(slash).toHaveAttribute('aria-pressed', 'true');
  for (const keys of ['Control+/', 'Alt+/', 'Meta+/']) {
    await page.keyboard.press(keys);
    await expect(box(page), keys).not.toBeFocused();
  }
  await page.keyboard.press('/');
  await expect(box(page)).toBeFocused();
  await expect(box(page)).toHaveValue('');
  await page.keyboard.press('/');
  await expect(box(page)).toHaveValue('/');
  // It stays on in this tab, and elsewhere there is no box to go to.
  await page.reload();
  await expect(slash).toHaveAttribute('aria-pressed', 'true');
  await page.locator('main').focus();
  await page.keyboard.press('/');
  await expect(box(page)).toBeFocused();
  await go(page, sessionAddress(site.em.session('success')));
  await expect(heading(page)).toHaveText('dbserver01');
  await page.keyboard.press('/');
  await expect(page).toHaveURL(/#\/restoreSessions\//);
  await go(page, '#/');
  await slash.click();
  await page.keyboard.press('/');
  await expect(box(page)).not.toBeFocused();
});

test('the box is a landmark, and a skip link leads to it', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await expect(page.getByRole('search', { name: 'Name, id or address' }).getByRole('textbox')).toHaveCount(1);
  await page.reload();
  const skip = page.getByRole('link', { name: 'Skip to the box' });
  await expect(skip).toBeAttached();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(box(page)).toBeFocused();
  expect(new URL(page.url()).hash).toBe('#/');
  await go(page, sessionAddress(site.em.session('success')));
  await expect(answer(page)).toBeVisible();
  await expect(skip).toHaveCount(0);
});

test('from a session to the other restores of its VM and of its server, and from the server', async ({ page, site }) => {
  const id = site.em.session('success');
  await openSignedIn(page, site, sessionAddress(id));
  const server = (await site.linked(id, 'Up')).split('/').pop() ?? '';
  const ofServer = page.getByRole('link', { name: 'Restores of this backup server' });
  await expect(page.getByRole('link', { name: 'Other restores of dbserver01' }))
    .toHaveAttribute('href', '#/restoreSessions?vm=dbserver01');
  await expect(ofServer).toHaveAttribute('href', `#/restoreSessions?server=${server}`);
  await go(page, `#/backupServers/${server}`);
  await expect(page.locator('dl')).toBeVisible();
  await ofServer.click();
  await expect(page).toHaveURL(new RegExp(`#/restoreSessions\\?server=${server}$`));
});

test('where a VM and a server are not known there is no way there', async ({ page, site }) => {
  const id = site.em.session('success');
  const { VmDisplayName: _, ...session } = JSON.parse(sampleText('restoreSession/success-vm.json')) as Record<string, unknown>;
  await site.em.fault({ path: sessionPath(id), body: JSON.stringify({ ...session, Links: [] }) });
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toBeVisible();
  await expect(page.getByRole('link', { name: /restores of/i })).toHaveCount(0);
});

test.describe('the looks', () => {
  // Four looks a page, each a whole run of axe.
  test.describe.configure({ timeout: 60_000 });

  test('axe finds nothing where three are offered, and nothing scrolls sideways', async ({ page, site }) => {
    const { mail } = ticket(site);
    await openSignedIn(page, site, '#/');
    await expect(page.getByRole('table')).toBeVisible();
    await enter(page, `${mail} https://em:9398/api/jobs?filter=${'x'.repeat(3_000)}`);
    await expect(offers(page)).toHaveCount(4);
    await expectAccessible(page);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const { content, window } = await page.evaluate(() => ({
        content: document.documentElement.scrollWidth,
        window: document.documentElement.clientWidth,
      }));
      expect(content, `${width} px`).toBeLessThanOrEqual(window);
    }
  });
});

test.describe('in German', () => {
  test.use({ locale: 'de-DE' });

  test('the box and what it offers', async ({ page, site }) => {
    const { mail } = ticket(site);
    await openSignedIn(page, site, '#/');
    await page.getByLabel('Wiederherstellungssitzung öffnen').fill(mail);
    await page.keyboard.press('Enter');
    const list = page.getByRole('list', { name: '3 in diesem Text gefunden' });
    await expect(list.getByRole('link').first()).toHaveText(/^Wiederherstellungssitzung /);
    await expect(page.getByRole('link', { name: 'Alle Wiederherstellungssitzungen beobachten' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Die Taste / führt ins Eingabefeld' })).toBeVisible();
    await page.getByLabel('Wiederherstellungssitzung öffnen').fill('Aufgabe: task-12');
    await page.keyboard.press('Enter');
    await expect(alert(page)).toContainText('Eine Aufgabennummer kann nicht nachgeschlagen werden');
  });
});
