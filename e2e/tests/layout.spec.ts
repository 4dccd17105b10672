import type { Page } from '@playwright/test';

import { alert, allAsked, answer, go, heading, openSignedIn, refresh, sessionAddress, sessionPath } from '../support/desk.ts';
import { sampleText } from '../support/samples.ts';
import { expect, test } from '../support/test.ts';

const LONG = 'x'.repeat(20_000);
const SERVER = 'ce15a8c7-aa49-495e-b05b-ee3398c91018';

/** 320 px is also a window of 1280 px at 400 %, whose height is then 256 px. */
const SIZES = [{ width: 320, height: 640 }, { width: 320, height: 256 }, { width: 1280, height: 800 }];

/** A sample with every text of its own made long. */
function long(file: string): string {
  const entity = JSON.parse(sampleText(file)) as Record<string, unknown>;
  const texts = Object.fromEntries(['Name', 'VmDisplayName', 'Description', 'FailureMessage', 'VmName', 'RestoredObjRef'].map((key) => [key, LONG]));
  const links = entity['Links'];
  const Links = Array.isArray(links) ? links.map((link: object) => ({ ...link, Name: LONG })) : links;
  return JSON.stringify({ ...entity, ...texts, Links });
}

async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const { content, window } = await page.evaluate(() => ({
      content: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
    }));
    expect(content, `at ${size.width} x ${size.height}`).toBeLessThanOrEqual(window);
  }
}

test('the sign-in form fits', async ({ page, site }) => {
  await page.goto(site.url());
  await expect(page.getByLabel('User name')).toBeVisible();
  await expectNoSidewaysScrolling(page);
});

test('a session with a name of 20 kB fits', async ({ page, site }) => {
  const id = site.em.session('success');
  await site.em.fault({ path: sessionPath(id), body: long('restoreSession/success-filelevel.json') });
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toBeVisible();
  await expectNoSidewaysScrolling(page);
  await go(page, '#/');
  await expect(page.getByRole('table')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Where you came from' })).toHaveCount(1);
  await expectNoSidewaysScrolling(page);
});

test('a session of a VM with a long name fits, with the way to its other restores', async ({ page, site }) => {
  const id = site.em.session('success');
  const session = JSON.parse(sampleText('restoreSession/success-vm.json')) as object;
  await site.em.fault({ path: sessionPath(id), body: JSON.stringify({ ...session, VmDisplayName: 'x'.repeat(150) }) });
  await openSignedIn(page, site, sessionAddress(id));
  await expect(page.getByRole('link', { name: 'Other restores of xxx' })).toBeVisible();
  await expectNoSidewaysScrolling(page);
});

test('a backup server and a restore point with names of 20 kB fit', async ({ page, site }) => {
  await site.em.fault(
    { path: `/api/backupServers/${SERVER}`, body: long('backupServer/entity.json') },
    { path: `/api/vmRestorePoints/${SERVER}`, body: long('vmRestorePoint/entity.json') },
    { path: `/api/repositories/${SERVER}`, body: long('repository/entity.json') },
  );
  await openSignedIn(page, site, `#/backupServers/${SERVER}`);
  for (const address of [`#/backupServers/${SERVER}`, `#/vmRestorePoints/${SERVER}`, `#/repositories/${SERVER}`]) {
    await go(page, address);
    await expect(page.locator('dl')).toBeVisible();
    await expect(heading(page)).toHaveText(/x{20}/);
    await expectNoSidewaysScrolling(page);
  }
});

test('a list and Find with names of 20 kB fit', async ({ page, site }) => {
  const session = JSON.parse(long('restoreSession/success-filelevel.json')) as object;
  const repository = JSON.parse(long('repository/entity.json')) as object;
  await site.em.fault(
    { path: '/api/query', body: JSON.stringify({ Entities: { RestoreSessions: { RestoreSessions: [session, session] } } }) },
    { path: `/api/backupServers/${SERVER}/repositories`, body: JSON.stringify({ Repositories: [repository] }) },
  );
  await openSignedIn(page, site, '#/');
  await expect(page.getByRole('table')).toBeVisible();
  await expectNoSidewaysScrolling(page);
  await go(page, `#/backupServers/${SERVER}/repositories`);
  await expect(heading(page)).toHaveText('Repositories');
  await expectNoSidewaysScrolling(page);
});

test('errors and the dialog fit', async ({ page, site }) => {
  const id = site.em.session('running');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toBeVisible();
  await site.em.fault({ path: sessionPath(id), status: 403, body: JSON.stringify({ Message: LONG }) });
  await refresh(page);
  await expect(alert(page)).toBeVisible();
  await expectNoSidewaysScrolling(page);
  await site.em.clearFaults();
  await allAsked(site);
  await site.em.expire();
  await refresh(page);
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.setViewportSize({ width: 320, height: 256 });
  await page.getByLabel('Password').scrollIntoViewIfNeeded();
  await expect(page.getByLabel('Password')).toBeInViewport();
  await expectNoSidewaysScrolling(page);
});

test('nothing moves for someone who asked for no motion', async ({ page, site }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openSignedIn(page, site, sessionAddress(site.em.session('filelevelRunning')));
  await expect(answer(page)).toBeVisible();
  const moving = await page.evaluate(() => document.getAnimations().filter((it) => it.playState === 'running').length);
  expect(moving).toBe(0);
});

test('colour is never the only sign of a result', async ({ page, site }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openSignedIn(page, site, sessionAddress(site.em.session('failed')));
  await expect(answer(page)).toContainText('failed');
  await expect(page.getByRole('region', { name: 'Answer' }).locator('svg')).toBeVisible();
});
