import { addPads, allowClipboard, copied, paste, pressable } from '../support/clipboard.ts';
import { answer, openSignedIn, sessionAddress } from '../support/desk.ts';
import { answered, openStill, pass, POLL_MS, setConfig } from '../support/live.ts';
import { expect, test } from '../support/test.ts';

const DATED = ['Copy for ticket', 'Copy as Markdown'];

for (const [minutes, ticket, caller] of [
  [5, "Enterprise Manager's data may be up to 5 min older", 'or up to 5 min earlier.'],
  [null, "how much older Enterprise Manager's data may be is unknown", 'or some time earlier.'],
] as const) {
  test(`a copy says when it was asked, and that what it says may be ${minutes ?? 'any number of'} min older`, async ({ page, site }) => {
    await allowClipboard(page);
    await setConfig(page, { collectionIntervalMinutes: minutes });
    await openStill(page, site, site.em.session('running'));
    // Not at the turn of a minute: Enterprise Manager's clock tells whole seconds.
    if (await page.evaluate(() => Date.now() % 60_000 < 3_000)) await pass(page);
    const [time, date] = await page.evaluate(() => {
      const say = (options: Intl.DateTimeFormatOptions) => new Date().toLocaleString('en-GB', options);
      return [say({ timeStyle: 'short' }), say({ dateStyle: 'medium' })];
    });
    await page.clock.runFor(20_000);
    for (const name of DATED) {
      const copy = (await copied(page, name)).replaceAll('\\', '');
      expect(copy.split('\n').filter(Boolean)[1]).toBe(`Checked at ${time} on ${date}; ${ticket}.`);
    }
    expect(await copied(page, 'Copy for the caller')).toContain(`That is how it stood at ${time} on ${date}, ${caller}`);
  });
}

test.describe('in Berlin', () => {
  test.use({ timezoneId: 'Europe/Berlin' });

  test('a copy gives times here and in UTC, whichever the page shows', async ({ page, site }) => {
    await allowClipboard(page);
    const id = site.em.session('success');
    await site.em.patch(id, { EndTimeUTC: '2026-01-31T23:30:05Z' });
    await openSignedIn(page, site, sessionAddress(id));
    for (const zone of ['local time', 'UTC']) {
      await pressable(page, zone).click();
      for (const name of DATED) {
        const copy = (await copied(page, name)).replaceAll('\\', '');
        expect(copy).toMatch(/Ended:[* ]+1 Feb 2026, 00:30:05 (CET|GMT\+1) \/ 31 Jan 2026, 23:30:05 UTC\n/);
      }
    }
  });
});

test('what is copied after the proxy went down is marked old, until it is back', async ({ page, site }) => {
  await allowClipboard(page);
  await openStill(page, site, site.em.session('running'));
  const old = /^Old data, as of (\d\d:\d\d)\. Not finished, as far as Enterprise Manager knows: ubuntu88 .*\n/;
  const down = `${site.gateway.api}/**`;
  await page.route(down, (route) => route.abort());
  await page.clock.runFor(POLL_MS);
  await expect(page.getByRole('alert')).toContainText('The proxy does not answer');
  await expect(answer(page)).toHaveText(/^Not finished/);
  for (const name of DATED) expect(await copied(page, name)).not.toMatch(old);

  await page.clock.runFor(3 * POLL_MS);
  await expect(answer(page)).toHaveText(/^Old data, as of /);
  for (const name of DATED) {
    const copy = (await copied(page, name)).replaceAll('\\', '');
    const asOf = old.exec(copy)?.[1];
    expect(copy).toContain(`Checked at ${asOf} on `);
  }
  const asOf = old.exec(await copied(page, 'Copy for ticket'))?.[1];
  const { rich } = await addPads(page);
  await paste(page, rich);
  await expect(rich.locator('p').first()).toContainText(`Old data, as of ${asOf}.`);
  expect(await copied(page, 'Copy for the caller')).toContain(`That is how it stood at ${asOf} on `);

  await page.unroute(down);
  // By hand: the page's own next try hangs on when it heard of the last failure.
  await answered(page, async () => {
    await pressable(page, 'Refresh').click();
    await page.clock.runFor(3_000);
  });
  for (const name of DATED) expect(await copied(page, name)).toMatch(/^Not finished/);
});
