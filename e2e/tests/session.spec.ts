import { alert, allAsked, answer, field, go, heading, linkOf, linkRow, openSignedIn, refresh, sessionAddress, sessionPath, signIn, signInButton } from '../support/desk.ts';
import { serve } from '../support/samples.ts';
import type { SessionWord } from '../support/simulator.ts';
import { expect, test } from '../support/test.ts';

const STATES: { word: SessionWord; vm: string; says: RegExp; progress: string | null }[] = [
  { word: 'success', vm: 'dbserver01', says: /^The restore of dbserver01 finished without errors .*; it took 28 min 22 s\.$/, progress: '100' },
  { word: 'warning', vm: 'crm01', says: /^The restore of crm01 finished with warnings/, progress: '100' },
  { word: 'failed', vm: 'oracle03', says: /^The restore of oracle03 failed .*Insufficient disk space/, progress: '12' },
  { word: 'running', vm: 'ubuntu88', says: /^Not finished, as far as Enterprise Manager knows: ubuntu88 is at 64 %, started 52 min ago\.$/, progress: '64' },
  { word: 'starting', vm: 'websrv01', says: /^Not finished.*websrv01 is starting/, progress: null },
  { word: 'filelevel', vm: 'srv04', says: /^The file restore session of srv04 ended without errors/, progress: '100' },
  { word: 'filelevelRunning', vm: 'srv04', says: /^Not finished.*the file restore session of srv04 is open/, progress: null },
  { word: 'noRelated', vm: 'sql01-hv', says: /^The restore of sql01-hv finished without errors/, progress: '100' },
];

for (const { word, vm, says, progress } of STATES) {
  test(`the session page of a ${word} session answers the question`, async ({ page, site }) => {
    await openSignedIn(page, site, sessionAddress(site.em.session(word)));
    await expect(heading(page)).toHaveText(vm);
    await expect(heading(page)).toHaveCount(1);
    await expect(answer(page)).toHaveText(says);
    await expect(page).toHaveTitle(new RegExp(`${says.source.replace(/\$$/, '')}.* – checked \\d\\d:\\d\\d.*, data up to 15 min older$`));
    await expect(page.getByRole('progressbar')).toHaveCount(1);
    if (progress === null) await expect(page.getByRole('progressbar')).not.toHaveAttribute('value');
    else await expect(page.getByRole('progressbar')).toHaveAttribute('value', progress);
    await expect(alert(page), "a restore's result is no alert").toHaveCount(0);
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await expect(page.getByRole('status')).toHaveCount(1);
  });
}

test('all that Enterprise Manager sent stands in the list, its words unchanged', async ({ page, site }) => {
  const id = site.em.session('success');
  await site.em.fault(serve('restoreSession/success-vm.json', sessionPath(id)));
  await openSignedIn(page, site, sessionAddress(id));
  await expect(page.locator('dl')).toHaveCount(1);
  for (const label of ['State', 'Result', 'Type', 'VM', 'Started', 'Ended', 'Duration', 'Progress', 'Restored object', 'Failure message', 'Name', 'UID']) {
    await expect(field(page, label), label).toHaveCount(1);
  }
  await expect(field(page, 'State')).toContainText('Stopped');
  await expect(field(page, 'Result')).toContainText('Success');
  await expect(field(page, 'State').locator('[lang=en]')).toHaveText('Stopped');
  await expect(field(page, 'Failure message')).toContainText('not given');
  for (const member of ['JobUid', 'JobName', 'Href']) await expect(field(page, member), member).toHaveCount(1);
});

test('secrets of an entity are withheld', async ({ page, site }) => {
  const id = site.em.session('success');
  await openSignedIn(page, site, await site.linked(id, 'Up'));
  await expect(field(page, 'VbrCertificateThumbprint')).toHaveText('[withheld]');
  await expect(page.locator('body')).not.toContainText('0'.repeat(40));
});

test('times are local or UTC, whichever is chosen', async ({ browser, site, guard }) => {
  const context = await browser.newContext({ timezoneId: 'Asia/Tokyo', locale: 'en-GB' });
  guard.watch(context);
  const page = await context.newPage();
  const id = site.em.session('success');
  await site.em.patch(id, { CreationTimeUTC: '2024-03-05T12:00:00Z', EndTimeUTC: '2024-03-05T12:20:00Z' });
  await openSignedIn(page, site, sessionAddress(id));
  await expect(field(page, 'Started')).toContainText('21:00');
  await expect(answer(page)).toContainText('21:20');
  await page.getByRole('button', { name: 'UTC', exact: true }).click();
  await expect(field(page, 'Started')).toContainText('12:00');
  await expect(field(page, 'Started')).toContainText('UTC');
  await expect(answer(page)).toContainText('12:20');
  await page.getByRole('button', { name: /local/i }).click();
  await expect(field(page, 'Started')).toContainText('21:00');
  await guard.check();
  await context.close();
});

test('a computer with a wrong clock shows the right ages', async ({ page, site }) => {
  await page.clock.setSystemTime(Date.now() - 5 * 3_600_000);
  await openSignedIn(page, site, sessionAddress(site.em.session('running')));
  await expect(answer(page)).toContainText('started 52 min ago');
});

test('a first load is busy, and nothing else is', async ({ page, site }) => {
  const id = site.em.session('success');
  await site.em.fault({ path: sessionPath(id), delay_ms: 1_500, times: 1 });
  await openSignedIn(page, site, sessionAddress(id));
  await expect(page.locator('[aria-busy=true]')).toHaveCount(1);
  await expect(heading(page)).toHaveText('dbserver01');
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);

  await site.em.fault({ path: sessionPath(id), delay_ms: 1_000, times: 1 });
  await refresh(page);
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await expect(heading(page)).toHaveText('dbserver01');
});

test('Refresh shows what changed and replaces no element', async ({ page, site }) => {
  const id = site.em.session('running');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(page.getByRole('progressbar')).toHaveAttribute('value', '64');
  const before = await answer(page).elementHandle();
  const bar = await page.getByRole('progressbar').elementHandle();
  await site.em.patch(id, { Progress: 77 });
  await refresh(page);
  await expect(answer(page)).toContainText('77 %');
  await expect(page.getByRole('progressbar')).toHaveAttribute('value', '77');
  expect(await before?.evaluate((element) => element.isConnected)).toBe(true);
  expect(await bar?.evaluate((element) => element.isConnected)).toBe(true);
  await expect(page.getByRole('button', { name: 'Refresh' })).toBeFocused();

  await site.em.patch(id, { State: 'Stopped', Result: 'Success', Progress: 100, EndTimeUTC: new Date().toISOString() });
  await refresh(page);
  await expect(answer(page)).toContainText('The restore of ubuntu88 finished without errors');
  await expect(page.getByRole('status')).toContainText('finished without errors');
});

test('a sign-in that ends while reading keeps the page and goes on after signing in', async ({ page, site }) => {
  const id = site.em.session('running');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toContainText('64 %');
  await allAsked(site);
  await site.em.expire();
  await site.em.patch(id, { Progress: 81 });
  await refresh(page);

  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expect(dialog).toHaveAccessibleName(/.+/);
  await expect(dialog).toContainText('Your sign-in has ended.');
  await expect(answer(page)).toContainText('64 %');
  await expect(answer(page)).toBeVisible();
  await expect(signInButton(page)).toHaveCount(1);
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await expect(dialog.getByLabel('User name')).toHaveValue('TECH\\helpdesk');

  await signIn(page, site);
  await expect(dialog).toHaveCount(0);
  await expect(answer(page)).toContainText('81 %');
  await expect(alert(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Refresh' })).toBeFocused();

  // The next time is no different from the first.
  await allAsked(site);
  await site.em.expire();
  await refresh(page);
  await expect(dialog).toBeVisible();
  await expect(answer(page)).toContainText('81 %');
  await expect(dialog.getByLabel('Password')).toBeFocused();
  await signIn(page, site);
  await expect(dialog).toHaveCount(0);
  await expect(answer(page)).toContainText('81 %');
});

test('a page that fails has a title of its own, and says nothing of the page before', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await expect(page).toHaveTitle(/^The restore of dbserver01 finished/);
  await expect(page.getByRole('status')).toContainText('finished without errors');
  await go(page, sessionAddress('11111111-2222-3333-4444-555555555555'));
  await expect(alert(page)).toContainText('nothing here');
  await expect(page).toHaveTitle('Something went wrong – Restore Desk');
  await expect(page.getByRole('status')).toHaveText('');
});

test('UTC is named wherever a time stands, and stays chosen', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await expect(answer(page)).not.toContainText('UTC');
  await page.getByRole('button', { name: 'UTC' }).click();
  await expect(answer(page)).toContainText(/at \d\d:\d\d( [AP]M)? UTC/);
  await page.reload();
  await expect(answer(page)).toContainText('UTC');
  await expect(page.getByRole('button', { name: 'UTC' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'local time' }).click();
  await page.reload();
  await expect(answer(page)).not.toContainText('UTC');
});

test('a closed dialog leaves the data and a way to sign in', async ({ page, site }) => {
  // Its answer would open the dialog as well.
  const newer = page.waitForResponse((response) => response.url().includes('/api/query?'));
  await openSignedIn(page, site, sessionAddress(site.em.session('running')));
  await expect(answer(page)).toBeVisible();
  await (await newer).finished();
  await allAsked(site);
  await site.em.expire();
  await refresh(page);
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(answer(page)).toContainText('64 %');
  await expect(alert(page)).toContainText('Your sign-in has ended');
  await signInButton(page).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await signIn(page, site);
  await expect(alert(page)).toHaveCount(0);
});

test('a slow answer for one session never shows on the page of another', async ({ page, site }) => {
  const [slow, shown] = [site.em.session('success'), site.em.session('warning')];
  await openSignedIn(page, site, '#/');
  await expect(page.getByRole('table')).toBeVisible();
  await site.em.fault({ path: sessionPath(slow), delay_ms: 1_200 });
  const asked = page.waitForRequest((request) => request.url().includes(slow));
  await go(page, sessionAddress(slow));
  await asked;
  await go(page, sessionAddress(shown));
  await expect(heading(page)).toHaveText('crm01');
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const note = () => seen.push(document.querySelector('h1')?.textContent ?? '', document.title);
    new MutationObserver(note).observe(document, { childList: true, characterData: true, subtree: true });
  });
  // The slow answer arrives while this one, which is slower still, is awaited.
  await site.em.fault({ path: sessionPath(shown), delay_ms: 2_500 });
  const answered = page.waitForResponse((response) => response.url().includes(shown));
  await refresh(page);
  await answered;
  await expect(heading(page)).toHaveText('crm01');
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  expect(seen.filter((text) => text.includes('dbserver01'))).toEqual([]);
});

test('going back to a session asked for before shows it, slow or not', async ({ page, site }) => {
  const [slow, other] = [site.em.session('success'), site.em.session('warning')];
  await openSignedIn(page, site, '#/');
  await site.em.fault({ path: sessionPath(slow), delay_ms: 800, times: 1 });
  await go(page, sessionAddress(slow));
  await go(page, sessionAddress(other));
  await go(page, sessionAddress(slow));
  await expect(heading(page)).toHaveText('dbserver01');
  await expect(answer(page)).toContainText('dbserver01');
});

test.describe('as a restore operator', () => {
  test('the Up link says in place that the role may not open it', async ({ page, site }) => {
    const id = site.em.session('success');
    await openSignedIn(page, site, sessionAddress(id), 'TECH\\restore.operator');
    await expect(heading(page)).toHaveText('dbserver01');
    await expect(linkRow(page, 'Up')).toContainText('Your role may not open backup servers.');
    await expect(linkRow(page, 'Up').getByRole('link')).toHaveCount(0);
    await expect(alert(page)).toHaveCount(0);
    await linkOf(page, 'Related').click();
    await expect(heading(page)).toHaveText('dbserver01');
    await expect(page).toHaveURL(/#\/vmRestorePoints\//);
  });

  test('the address of a backup server gives the 403 sentence and a way back', async ({ page, site }) => {
    const id = site.em.session('success');
    const server = await site.linked(id, 'Up');
    await openSignedIn(page, site, sessionAddress(id), 'TECH\\restore.operator');
    await expect(heading(page)).toHaveText('dbserver01');
    await go(page, server);
    await expect(alert(page)).toContainText('Your role in Enterprise Manager may not see this.');
    await page.getByRole('button', { name: 'Go back' }).click();
    await expect(heading(page)).toHaveText('dbserver01');
    await expect(alert(page)).toHaveCount(0);
  });
});

test('as an item operator the Related link says in place that the role may not open it', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('success')), 'TECH\\item.operator');
  await expect(linkRow(page, 'Related')).toContainText('Your role may not open VM restore points.');
});
