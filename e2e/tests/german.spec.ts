import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Page } from '@playwright/test';

import { expectAccessible } from '../support/axe.ts';
import { alert, answer, field, go, openSignedIn, sendSignIn, sessionAddress, sessionPath, signInButton } from '../support/desk.ts';
import { languagesFolder, laterTextsFolder } from '../support/paths.ts';
import { serve } from '../support/samples.ts';
import type { Site } from '../support/site.ts';
import type { SessionWord } from '../support/simulator.ts';
import { expect, test } from '../support/test.ts';

// Four looks a page, each a whole run of axe.
test.describe.configure({ timeout: 90_000 });
test.use({ locale: 'de-DE', timezoneId: 'Europe/Berlin' });

const ID = '0f5a6c1e-3c0b-4f7e-9b21-6f2d9b7c1a01';

/** The texts of a language, and the words in them. */
const file = (...steps: string[]): string => readFileSync(path.join(...steps), 'utf8');
const texts = (tag: string): string[] => [
  ...file(languagesFolder, `texts-${tag}.txt`).split('\n'),
  ...(file(laterTextsFolder, `${tag}.rs`).match(/"[^"]+"/g) ?? []),
];
const words = (text: string): string[] => (text.match(/\p{L}{3,}/gu) ?? []).map((word) => word.toLowerCase());

/** Words that English has and German has not. */
const german = new Set(texts('de').flatMap(words));
const english = new Set(texts('en').flatMap(words).filter((word) => !german.has(word)));

/** What Enterprise Manager says is quoted; addresses and hosts are nobody's words. */
const ours = (text: string): string => text.replace(/„[^“]*“/g, '').replace(/\S+[./:@]\w\S*/g, '');

/** What is seen or heard of the page, without Enterprise Manager's own words and values. */
async function shown(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode as Text;
      const isOurs = parentElement?.closest('[lang]')?.getAttribute('lang') === 'de';
      // A value that stands as it came.
      const isValue = parentElement?.matches('dd > bdi, tbody th bdi');
      if (isOurs && !isValue && !parentElement?.closest('noscript, script, style, [hidden]')) found.push(data);
    }
    for (const element of document.querySelectorAll('[aria-label], [aria-valuetext]')) {
      found.push(element.getAttribute('aria-label') ?? '', element.getAttribute('aria-valuetext') ?? '');
    }
    return found;
  });
}

async function expectGerman(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  const left = (await shown(page)).filter((text) => words(ours(text)).some((word) => english.has(word)));
  expect(left, 'English is left').toEqual([]);
}

const openSession = (word: SessionWord) => async (page: Page, site: Site): Promise<void> => {
  await openSignedIn(page, site, sessionAddress(site.em.session(word)));
  await expect(answer(page)).toBeVisible();
  await expect(page.locator('figcaption')).not.toBeEmpty();
};

const PAGES: { name: string; open(page: Page, site: Site): Promise<void> }[] = [
  { name: 'a running session', open: openSession('running') },
  { name: 'a failed session', open: openSession('failed') },
  { name: 'a session with warnings', open: openSession('warning') },
  { name: 'a finished session', open: openSession('success') },
  { name: 'a file restore under way', open: openSession('filelevelRunning') },
  {
    name: 'the sign-in form',
    open: async (page, site) => {
      await page.goto(site.url());
      await expect(signInButton(page)).toBeVisible();
    },
  },
  {
    name: 'the sign-in form after a failure',
    open: async (page, site) => {
      await page.goto(site.url());
      await sendSignIn(page, 'x', 'y');
      await expect(alert(page)).toContainText('hat die Anmeldung abgelehnt');
    },
  },
  {
    name: 'Find',
    open: async (page, site) => {
      await openSignedIn(page, site, '#/');
      await expect(page.getByRole('table')).toBeVisible();
    },
  },
  {
    name: 'an error',
    open: async (page, site) => {
      await openSignedIn(page, site, sessionAddress('11111111-2222-3333-4444-555555555555'));
      await expect(alert(page)).toContainText('zeigt diesem Konto hier nichts');
    },
  },
];

for (const { name, open } of PAGES) {
  test(`${name} in German: nothing of it is English, and axe finds nothing`, async ({ page, site }) => {
    await open(page, site);
    await expectGerman(page);
    await expectAccessible(page);
  });
}

test('the words that tell English from German are many', () => {
  for (const word of ['finished', 'errors', 'copy', 'ago']) expect(english).toContain(word);
  for (const word of ['restore', 'manager', 'fehler']) expect(english).not.toContain(word);
  expect(english.size).toBeGreaterThan(300);
});

test('what opens and what is copied are German as well', async ({ page, site }) => {
  await openSession('running')(page, site);
  await page.locator('summary').click();
  await expect(page.getByRole('button', { name: 'JSON kopieren' })).toBeVisible();
  await page.getByRole('button', { name: 'Beobachten' }).click();
  await expect(page.getByText('Das hält Ihre Anmeldung aktiv.')).toBeVisible();
  await page.getByRole('button', { name: 'Anhalten' }).click();
  await expect(answer(page)).toHaveText(/^Angehalten um \d\d:\d\d\. Noch nicht fertig/);
  await expect(page.getByRole('status')).toHaveText(/^Angehalten um /);
  await expectGerman(page);
});

test('ARIA: a restore session in German', async ({ page, site }) => {
  await site.em.fault(serve('restoreSession/success-vm.json', sessionPath(ID)));
  await openSignedIn(page, site, sessionAddress(ID));
  await expect(answer(page)).toBeVisible();
  await expect(page.locator('body')).toMatchAriaSnapshot({ name: 'session-german.aria.yml' });
});

test('numbers, dates and durations are written as Germans do', async ({ page, site }) => {
  const id = site.em.session('success');
  await site.em.patch(id, { CreationTimeUTC: '2025-10-21T17:10:02Z', EndTimeUTC: '2025-10-21T18:40:05Z', Progress: 64 });
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toHaveText(/^Die Wiederherstellung von dbserver01 wurde am 21\. Okt\. 2025 um 20:40 ohne Fehler abgeschlossen \(vor .+\); sie dauerte 1 h 30 min\.$/);
  await expect(field(page, 'Begonnen')).toContainText('21. Okt. 2025, 19:10:02 MESZ');
  await expect(field(page, 'Fortschritt')).toHaveText('64\u00a0%', { useInnerText: true });
  await page.getByRole('button', { name: 'UTC' }).click();
  await expect(field(page, 'Begonnen')).toContainText('21. Okt. 2025, 17:10:02 UTC');
  await go(page, sessionAddress(site.em.session('running')));
  await expect(answer(page)).toContainText('ubuntu88');
  expect(await page.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('64\u00a0%');
  expect(await answer(page).textContent()).toContain('steht bei 64\u00a0%, begonnen vor ');
});

test('one entry and two are told apart, and the quotes are German', async ({ page, site }) => {
  const id = site.em.session('failed');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toContainText(/Enterprise Manager meldet: „[^“]+“/);
  const session = await site.read(`restoreSessions/${id}?format=Entity`);
  for (const [rows, said] of [[[session], '1 Eintrag'], [[session, session], '2 Einträge']] as const) {
    await site.em.fault({ path: '/api/query', body: JSON.stringify({ RestoreSessions: rows }) });
    await page.goto(site.url('#/api/query?type=RestoreSession&format=Entities'));
    await page.reload();
    await expect(page.getByText(said, { exact: true })).toBeVisible();
    await site.em.clearFaults();
  }
});
