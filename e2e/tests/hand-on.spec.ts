import { addPads, allowClipboard, announcements, byHand, copied, COPIES, copiedBy, forms, paste, pressable, REFUSALS, refuse } from '../support/clipboard.ts';
import { answer, field, heading, openSignedIn, sessionAddress, sessionPath, tabTo } from '../support/desk.ts';
import { sampleText } from '../support/samples.ts';
import type { SessionWord } from '../support/simulator.ts';
import { expect, test } from '../support/test.ts';

test('a copy for a ticket is one item of text and HTML', async ({ page, site }) => {
  await allowClipboard(page);
  const address = sessionAddress(site.em.session('success'));
  await openSignedIn(page, site, address);
  await copied(page, 'Copy for ticket');
  expect(await forms(page)).toEqual([['text/plain', 'text/html']]);
  const { rich, plain } = await addPads(page);
  await paste(page, rich);
  await paste(page, plain);
  await expect(rich.locator('table')).toContainText('Success');
  await expect(rich.locator('a')).toHaveAttribute('href', site.url(address));
  await expect(plain).toHaveValue(/The restore of dbserver01 finished without errors[^]*UTC[^]*restoreSessions/);
});

test('a copy as Markdown is plain text: the answer, a list of what it rests on, the link', async ({ page, site }) => {
  await allowClipboard(page);
  const address = sessionAddress(site.em.session('success'));
  await openSignedIn(page, site, address);
  const markdown = await copied(page, 'Copy as Markdown');
  expect(await forms(page)).toEqual([['text/plain']]);
  expect(markdown).toMatch(/^The restore of dbserver01 finished without errors .*\n\nChecked at /);
  const rows = markdown.split('\n').filter((line) => line.startsWith('- '));
  expect(rows.slice(0, 3)).toEqual(['- **State:** Stopped', '- **Result:** Success', '- **Type:** RestoreVm']);
  expect(rows.at(-1)).toBe(`- **Link:** <${site.url(address)}>`);
});

test('names break out of no copy', async ({ page, site }) => {
  await allowClipboard(page);
  const id = site.em.session('success');
  const session = JSON.parse(sampleText('hostile/unicode-and-markup-name.json')) as object;
  const VmDisplayName = '</td></table><img src=x onerror="__xss=1">[a](javascript:b)|`c`\n# d\u202e';
  const FailureMessage = '<script>__xss=1</script> ![e](https://evil.example/f) <https://evil.example/> https://evil.example/g';
  const body = JSON.stringify({ ...session, VmDisplayName, FailureMessage, Result: 'Failed' });
  await site.em.fault({ path: sessionPath(id), body });
  await openSignedIn(page, site, sessionAddress(id));

  const plain = await copied(page, 'Copy for ticket');
  const { rich } = await addPads(page);
  await paste(page, rich);
  await expect(rich.locator('table')).toHaveCount(1);
  await expect(rich).toContainText('</td></table><img src=x onerror="__xss=1">');
  await expect(rich).toContainText('![e](https://evil.example/f)');
  await expect(rich.locator('img, script, h1')).toHaveCount(0);
  await expect(rich.locator('a')).toHaveCount(1);
  await expect(rich.locator('a')).toHaveAttribute('href', page.url());
  const markdown = await copied(page, 'Copy as Markdown');
  const caller = await copied(page, 'Copy for the caller');
  for (const copy of [plain, markdown, caller]) {
    expect(copy).toMatch(/⟨U\\?\+202E⟩/);
    expect(copy).not.toMatch(/\u202e|^# d/m);
  }
  const ours = /^- \*\*[^*]+:\*\* |<http:\/\/127\.0\.0\.1:\d+\/#\/restoreSessions\/[\w-]+>$/gm;
  // What is neither ours nor escaped could be a link, an image, markup, a table, code or a heading.
  const foreign = markdown.replace(ours, '').replace(/\\[!-/:-@[-`{-~]/g, '');
  expect(foreign).toContain('evil');
  expect(foreign).not.toMatch(/[<>[\]()!|`*_#\\]|:\/\//);
});

const TO_CALLERS: [SessionWord, RegExp][] = [
  ['success', /^The restore of dbserver01 finished without errors .*Please check it/],
  ['failed', /^The restore of .* failed .*Someone has to look into it/],
  ['filelevel', /^The file restore of .* ended without errors/],
  ['running', /^As far as is known, the restore of ubuntu88 is not finished yet \(64 %\)\. It began /],
];

for (const [word, says] of TO_CALLERS) {
  test(`a caller is told in plain words of a ${word} session`, async ({ page, site }) => {
    await allowClipboard(page);
    await openSignedIn(page, site, sessionAddress(site.em.session(word)));
    const copy = await copied(page, 'Copy for the caller');
    expect(copy).toMatch(says);
    expect(copy).toMatch(/ That is how it stood at \d\d:\d\d.*, or up to 15 min earlier\.$/);
    expect(copy).not.toMatch(/Enterprise Manager|Stopped|RestoreVm|http|\n/);
  });
}

test('a copied link opens the same session in another tab, without a form', async ({ page, context, site }) => {
  await allowClipboard(page);
  const address = sessionAddress(site.em.session('success'));
  await openSignedIn(page, site, address);
  const link = await copied(page, 'Copy link');
  expect(link).toBe(site.url(address));
  const tab = await context.newPage();
  await tab.goto(link);
  await expect(heading(tab)).toHaveText('dbserver01');
  await expect(answer(tab)).toContainText('finished without errors');
});

test('German from the address and from the foot of the page', async ({ page, site }) => {
  await allowClipboard(page);
  await page.goto(site.url(`?lang=de${sessionAddress(site.em.session('success'))}`));
  await page.getByLabel('Benutzername').fill('TECH\\helpdesk');
  await page.getByLabel('Passwort').fill(site.em.password('TECH\\helpdesk'));
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await expect(answer(page)).toHaveText(/^Die Wiederherstellung von dbserver01 wurde .* ohne Fehler abgeschlossen/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(field(page, 'Status').locator('[lang=en]')).toHaveText('Stopped');

  const markdown = await copied(page, 'Als Markdown kopieren', 'Kopiert.');
  expect(markdown).toMatch(/^Die Wiederherstellung von dbserver01 wurde [^]*\n\nGeprüft am .* um [^]*- \*\*Status:\*\* Stopped\n/);
  expect(await copied(page, 'Für Anrufende kopieren', 'Kopiert.')).toMatch(/^Die Wiederherstellung von dbserver01 .*Das ist der Stand vom .*, oder bis zu 15 min davor\.$/);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(answer(page)).toHaveText(/^The restore of dbserver01 finished/);
});

const HOLDS: Record<(typeof COPIES)[number], RegExp> = {
  'Copy for ticket': /^The restore of dbserver01 .*\nChecked at [^]*\nState: +Stopped\n[^]*\nLink: +http:.*restoreSessions\/[\w-]+$/,
  'Copy as Markdown': /^The restore of dbserver01 .*\n\nChecked at [^]*\n- \*\*Link:\*\* <http:.*>$/,
  'Copy for the caller': /^The restore of dbserver01 .* min earlier\.$/,
  'Copy link': /^http:\/\/[^ ]*#\/restoreSessions\/[\w-]+$/,
};

for (const how of REFUSALS) {
  test(`where the browser ${how}, each copy stands there selected, to be copied by hand`, async ({ page, site }) => {
    await refuse(page, how);
    await openSignedIn(page, site, sessionAddress(site.em.session('success')));
    const { plain } = await addPads(page);
    for (const name of COPIES) {
      await pressable(page, name).click();
      // By hand from the first press, which loads what makes copies.
      await expect(page.getByRole('textbox', { name: 'The browser refused' })).toHaveValue(HOLDS[name]);
      const text = await byHand(page);
      await page.keyboard.press('Control+C');
      await plain.fill('');
      await paste(page, plain);
      await expect(plain).toHaveValue(text);
      await expect(page.getByText('Copied.', { exact: true })).toHaveCount(0);
    }
    await expect(answer(page)).toContainText('finished without errors');
  });
}

for (const lacks of ['write', 'ClipboardItem', 'leave to write']) {
  test(`a browser without ${lacks} still gets a ticket as plain text`, async ({ page, site }) => {
    await allowClipboard(page);
    await page.addInitScript((lacks) => {
      if (lacks === 'ClipboardItem') Reflect.deleteProperty(window, 'ClipboardItem');
      const write = lacks === 'write' ? undefined : () => Promise.reject(new DOMException('no', 'NotAllowedError'));
      if (lacks !== 'ClipboardItem') Object.defineProperty(navigator.clipboard, 'write', { value: write });
    }, lacks);
    await openSignedIn(page, site, sessionAddress(site.em.session('success')));
    expect(await copied(page, 'Copy for ticket')).toMatch(HOLDS['Copy for ticket']);
    expect(await forms(page)).toEqual([['text/plain']]);
    await expect(page.getByRole('textbox')).toHaveCount(0);
  });
}

test('what was refused goes when the next copy succeeds', async ({ page, site }) => {
  await allowClipboard(page);
  await openSignedIn(page, site, sessionAddress(site.em.session('success')));
  await page.evaluate(() => {
    const { clipboard } = navigator;
    const writeText = clipboard.writeText.bind(clipboard);
    let refused = 0;
    const once = (text: string) => (refused++ ? writeText(text) : Promise.reject(new DOMException('no', 'NotAllowedError')));
    Object.defineProperty(clipboard, 'writeText', { value: once });
  });
  await pressable(page, 'Copy link').click();
  expect(await byHand(page)).toMatch(HOLDS['Copy link']);
  expect(await copied(page, 'Copy link')).toMatch(HOLDS['Copy link']);
  await expect(page.getByRole('textbox')).toHaveCount(0);
});

for (const key of ['Enter', 'Space']) {
  test(`the keyboard alone copies with ${key}, and the focus stays`, async ({ page, site }) => {
    await allowClipboard(page);
    await openSignedIn(page, site, sessionAddress(site.em.session('success')));
    await expect(answer(page)).toBeVisible();
    const told = await announcements(page);
    for (const name of COPIES) {
      const button = pressable(page, name);
      const copy = await copiedBy(page, async () => {
        await tabTo(page, button);
        await page.keyboard.press(key);
      });
      expect(copy).toMatch(HOLDS[name]);
      await expect(button).toBeFocused();
    }
    // Each of them is heard: what stays the same is not.
    expect(await told()).toEqual(COPIES.map(() => 'Copied.'));
  });
}

test('the keyboard alone works Notify me and Watch', async ({ page, site }) => {
  await page.context().grantPermissions(['notifications']);
  await openSignedIn(page, site, sessionAddress(site.em.session('running')));
  for (const name of ['Notify me', 'Watch']) {
    const button = pressable(page, name);
    for (const [key, pressed] of [['Enter', 'true'], ['Space', 'false']] as const) {
      await tabTo(page, button);
      await page.keyboard.press(key);
      await expect(button).toHaveAttribute('aria-pressed', pressed);
      await expect(button).toBeFocused();
    }
  }
});
