import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { alert, answer, heading, openSignedIn, refresh, sendSignIn, sessionAddress, sessionPath } from '../support/desk.ts';
import { serve } from '../support/samples.ts';
import type { Fault } from '../support/simulator.ts';
import { expect, test } from '../support/test.ts';

interface Trouble {
  name: string;
  says: RegExp;
  fault(path: string): Fault;
}

const body = (name: string, text: string, says: RegExp): Trouble => ({ name, says, fault: (path) => ({ path, body: text }) });
const status = (code: number, says: RegExp, more: Partial<Fault> = {}): Trouble => ({
  name: `HTTP ${code}`,
  says,
  fault: (path) => ({ path, status: code, ...more }),
});
const sample = (name: string, file: string, says: RegExp): Trouble => ({ name, says, fault: (path) => serve(file, path) });

function largeFile(): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'restore-desk-')), 'large.json');
  writeFileSync(file, JSON.stringify({ Type: 'RestoreSession', Name: 'x'.repeat(6_000_000) }));
  return file;
}

const TROUBLES: Trouble[] = [
  status(204, /shows this account nothing here/),
  status(400, /HTTP 400/),
  status(403, /may not see this/),
  status(404, /shows this account nothing here/),
  status(429, /Too many requests\. Try again in 11 s\./, { retry_after: '11' }),
  status(500, /internal error \(HTTP 500\)/),
  status(503, /busy or in maintenance\. Try again in 7 s\./, { retry_after: '7' }),
  { name: 'a page of the web server below Enterprise Manager', says: /web page came instead of data|busy or in maintenance/, fault: (path) => ({ path, html: true }) },
  { name: 'a web page with status 200', says: /A web page came instead of data/, fault: (path) => ({ path, html: true, status: 200 }) },
  sample('XML', 'hostile/xml-body.xml', /XML instead of JSON.*Accept: application\/json/),
  sample('JSON that breaks off', 'hostile/truncated.json', /broke off in the middle/),
  // A proxy that has not passed anything on yet can still say so itself.
  { name: 'a connection that ends within the body', says: /broke off in the middle|cannot reach Enterprise Manager/, fault: (path) => ({ path, truncate: 120 }) },
  { name: 'a connection that is reset', says: /cannot reach Enterprise Manager/, fault: (path) => ({ path, reset: true }) },
  body('an empty body', '', /The answer was empty/),
  body('text', 'no JSON at all', /no JSON/),
  body('null', 'null', /“null”/),
  body('a number', '42', /bare value/),
  body('a bare list', '[]', /bare list/),
  body('an object that is nothing', '{}', /without type, name, UID and state/),
  { name: 'more than 5 MB', says: /larger than 5 MB/, fault: (path) => ({ path, body_file: largeFile() }) },
  sample('a reference', 'restoreSession/reference.json', /dropped the query “\?format=Entity”/),
  sample('another type', 'backupServer/entity.json', /“BackupServer” instead of “RestoreSession”/),
  sample('an error of Enterprise Manager in XML', 'error/500.xml', /HTTP 500|XML/),
];

for (const { name, says, fault } of TROUBLES) {
  test(`${name}: said on a first load, and old data kept on Refresh`, async ({ page, site }) => {
    test.slow();
    const id = site.em.session('running');
    await site.em.fault(fault(sessionPath(id)));
    await openSignedIn(page, site, sessionAddress(id));
    await expect(alert(page)).toHaveCount(1);
    await expect(alert(page)).toContainText(says);
    await expect(heading(page)).toHaveCount(1);
    await expect(answer(page)).toHaveCount(0);

    await site.em.clearFaults();
    await alert(page).getByRole('button', { name: 'Try again' }).click();
    // Retry-After is obeyed, by Try again as well.
    await expect(heading(page)).toHaveText('ubuntu88', { timeout: 20_000 });
    await expect(answer(page)).toContainText('64 %');
    await expect(alert(page)).toHaveCount(0);

    await site.em.fault(fault(sessionPath(id)));
    await refresh(page);
    await expect(alert(page)).toContainText(says);
    await expect(alert(page)).toContainText('Old data');
    await expect(heading(page)).toHaveText('ubuntu88');
    await expect(answer(page)).toContainText('64 %');

    await site.em.clearFaults();
    await site.em.patch(id, { Progress: 70 });
    await refresh(page);
    await expect(answer(page)).toContainText('70 %', { timeout: 20_000 });
    await expect(alert(page)).toHaveCount(0);
  });
}

test('every failure offers a way on, and Go back leads back', async ({ page, site }) => {
  await openSignedIn(page, site, '#/');
  await page.getByLabel('Open a restore session').fill('11111111-2222-3333-4444-555555555555');
  await page.keyboard.press('Enter');
  await expect(alert(page)).toContainText('shows this account nothing here');
  await page.getByRole('button', { name: 'Go back' }).click();
  await expect(page.getByRole('table')).toBeVisible();
});

test('a report for the admin names the cause, and no name, host or token', async ({ page, context, site }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const id = site.em.session('running');
  await site.em.fault(serve('hostile/xml-body.xml', sessionPath(id)));
  await openSignedIn(page, site, sessionAddress(id));
  await page.getByRole('button', { name: 'Copy a report for your admin' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain('xml');
  expect(report).toContain(`#/restoreSessions/${id}`);
  expect(report).not.toMatch(/helpdesk|127\.0\.0\.1|ubuntu88/);
});

test('Enterprise Manager down: said, and the last answer kept', async ({ page, site }) => {
  const id = site.em.session('running');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(answer(page)).toContainText('64 %');
  await site.em.stop();
  await refresh(page);
  await expect(alert(page)).toContainText('cannot reach Enterprise Manager');
  await expect(alert(page)).toContainText('Old data');
  await expect(answer(page)).toContainText('64 %');
});

test('Enterprise Manager down at the sign-in: said, and the form kept', async ({ page, site }) => {
  await page.goto(site.url());
  await site.em.stop();
  await sendSignIn(page, 'TECH\\helpdesk', 'x');
  await expect(alert(page)).toContainText('cannot reach Enterprise Manager');
  await expect(page.getByLabel('User name')).toHaveValue('TECH\\helpdesk');
});

test.describe('with a patience of 400 ms', () => {
  test.use({ siteOptions: { gateway: { timeoutMs: 400 } } });

  test('Enterprise Manager slow: said, and the last answer kept', async ({ page, site }) => {
    const id = site.em.session('running');
    await openSignedIn(page, site, sessionAddress(id));
    await expect(answer(page)).toContainText('64 %');
    await site.em.fault({ path: sessionPath(id), delay_ms: 3_000 });
    await refresh(page);
    await expect(alert(page)).toContainText('did not answer the proxy in time');
    await expect(answer(page)).toContainText('64 %');
  });
});

test.describe('with a certificate that is not the expected one', () => {
  test.use({ siteOptions: { gateway: { fingerprint: '00'.repeat(32) } } });

  test('the sign-in says that the proxy does not trust it', async ({ page, site }) => {
    await page.goto(site.url());
    await sendSignIn(page, 'TECH\\helpdesk', 'x');
    await expect(alert(page)).toContainText("does not trust Enterprise Manager's certificate");
    expect(await site.em.asked()).toEqual([]);
  });
});
