import { alert, answer, heading, openSignedIn, sendSignIn, sessionAddress, sessionPath } from '../support/desk.ts';
import { allSamples, sampleAddress, sampleFault, samplePathAtEm, serve } from '../support/samples.ts';
import { expect, test } from '../support/test.ts';

const samples = allSamples();

test('the manifest lists all samples', () => {
  expect(samples.length).toBeGreaterThanOrEqual(87);
});

for (const sample of samples.filter((sample) => sample.expect !== 'logon')) {
  test(`${sample.file} is treated as ${sample.expect}`, async ({ page, site }) => {
    const address = sampleAddress(sample);
    await site.em.fault(sampleFault(sample, samplePathAtEm(sample)));
    if (sample.status === 401) {
      // The first answer after the sign-in refuses it: the form comes back and says so.
      await page.goto(site.url(address));
      await sendSignIn(page, 'TECH\\helpdesk', site.em.password('TECH\\helpdesk'));
    } else {
      await openSignedIn(page, site, address);
    }
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    switch (sample.expect) {
      case 'entity':
      case 'resource':
        await expect(heading(page)).toHaveCount(1);
        await expect(heading(page)).toHaveText(/\S/);
        await expect(page.locator('dl dd').first()).toBeVisible();
        if (address.startsWith('#/restoreSessions/')) await expect(answer(page)).toHaveText(/\S.*\.$|”$/s);
        await expect(alert(page)).toHaveCount(0);
        break;
      case 'collection':
        await expect(heading(page)).toHaveText(/\S/);
        await expect(page.getByRole('table').or(page.getByText(/no restore|is empty/)).first()).toBeVisible();
        await expect(alert(page)).toHaveCount(0);
        break;
      case 'reference':
      case 'refused':
        // A sign-in that ended is said by a dialog, over an alert.
        await expect(alert(page).first()).toHaveText(/\w+ \w+ \w+/);
        await expect(page.locator('h1')).toHaveCount(1);
        break;
    }
    if (sample.expect === 'reference') await expect(alert(page)).toContainText('Only a reference came');
    await expect(page.locator('#panic')).toBeHidden();
    await expect(page.locator('main script, main img, main b')).toHaveCount(0);
  });
}

for (const sample of samples.filter((sample) => sample.expect === 'logon')) {
  test(`${sample.file} is a sign-in`, async ({ page, site }) => {
    const id = site.em.session('success');
    await site.em.fault(
      sampleFault(sample, '/api/sessionMngr/', 'POST'),
      serve('restoreSession/success-vm.json', sessionPath(id)),
    );
    await page.goto(site.url(sessionAddress(id)));
    await sendSignIn(page, 'TECH\\someone', 'secret');
    await expect(answer(page)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    await expect(alert(page)).toHaveCount(0);
  });
}
