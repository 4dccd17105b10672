import { alert, answer, go, heading, openSignedIn, refresh, sendSignIn, sessionAddress, sessionPath } from '../support/desk.ts';
import { read, tabulate } from '../support/fault-table.ts';
import { TROUBLES } from '../support/faults.ts';
import { serve } from '../support/samples.ts';
import { expect, test } from '../support/test.ts';

// The proxy's and the server's Retry-After are obeyed, by Try again as well.
const RECOVERY = { timeout: 20_000 };

for (const { name, says, isFinal, timeoutMs, begin } of TROUBLES) {
  test.describe(name, () => {
    if (timeoutMs) test.use({ siteOptions: { gateway: { timeoutMs } } });

    test(`${name}: said on a first load and in the middle of watching, and ended without a reload`, async ({ page, site }) => {
      test.slow();
      const id = site.em.session('running');
      await openSignedIn(page, site, sessionAddress(site.em.session('success')));
      await expect(heading(page)).toHaveText('dbserver01');
      let end = await begin(page, site, sessionPath(id));
      await go(page, sessionAddress(id));
      await expect(alert(page)).toHaveCount(1);
      await expect(alert(page)).toContainText(says);
      await expect(heading(page)).toHaveCount(1);
      await expect(answer(page)).toHaveCount(0);
      const shown = await read(alert(page));

      await end();
      // What the page does by itself may come first.
      await alert(page).getByRole('button', { name: 'Try again' }).click({ timeout: 1_000 }).catch(() => undefined);
      await expect(answer(page)).toContainText('64 %', RECOVERY);
      await expect(heading(page)).toHaveText('ubuntu88');
      await expect(alert(page)).toHaveCount(0);

      end = await begin(page, site, sessionPath(id));
      await refresh(page);
      await expect(alert(page)).toContainText(says);
      await expect(alert(page)).toContainText('Old data');
      await expect(heading(page)).toHaveText('ubuntu88');
      await expect(answer(page)).toContainText('64 %');

      await end();
      await site.em.patch(id, { Progress: 70 });
      if (isFinal) await refresh(page);
      await expect(answer(page)).toContainText('70 %', RECOVERY);
      await expect(alert(page)).toHaveCount(0);
      const recovery = isFinal ? 'on Refresh or Try again' : 'by itself, or at once on Refresh or Try again';
      tabulate({ fault: name, ...shown, kept: 'stays, marked “Old data”', recovery });
    });
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

test.describe('with a certificate that is not the expected one', () => {
  test.use({ siteOptions: { gateway: { fingerprint: '00'.repeat(32) } } });

  test('the sign-in says that the proxy does not trust it', async ({ page, site }) => {
    await page.goto(site.url());
    await sendSignIn(page, 'TECH\\helpdesk', 'x');
    await expect(alert(page)).toContainText("does not trust Enterprise Manager's certificate");
    expect(await site.em.asked()).toEqual([]);
  });
});
