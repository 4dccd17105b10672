import { answer, heading, openSignedIn, sessionAddress } from '../support/desk.ts';
import { asked, openLive, setHidden } from '../support/live.ts';
import { expect, test } from '../support/test.ts';

// A clock that runs through minutes fires hundreds of timers.
test.describe.configure({ timeout: 90_000 });

test('a running session is asked for again, and no element that stood there goes', async ({ page, site }) => {
  const id = site.em.session('running');
  await openLive(page, site, id);
  await expect(page.locator('figcaption')).toContainText('before the restore began');
  await page.evaluate(() => {
    const changes: string[] = [];
    Object.assign(window, { changes });
    new MutationObserver((records) => {
      for (const { removedNodes } of records) for (const node of removedNodes) if (node instanceof Element) changes.push(node.nodeName);
    }).observe(document, { childList: true, subtree: true });
  });
  await site.em.patch(id, { Progress: 71 });
  await page.clock.runFor(31_000);
  await expect(answer(page)).toContainText('71 %');
  await expect(page).toHaveTitle(/71 %/);
  expect(await page.evaluate(() => (window as unknown as { changes: string[] }).changes)).toEqual([]);
});

test('stopped without a result is said, and becomes a success at the next collection', async ({ page, site }) => {
  const id = site.em.session('running');
  await openLive(page, site, id);
  await site.em.patch(id, { State: 'Stopped', Result: 'None', EndTimeUTC: new Date().toISOString() });
  await page.clock.runFor(31_000);
  await expect(answer(page)).toContainText('but Enterprise Manager has no result yet');
  await site.em.patch(id, { Result: 'Success' });
  await page.clock.runFor(61_000);
  await expect(answer(page)).toContainText('The restore of ubuntu88 finished without errors');
  const before = await asked(site, id);
  await page.clock.runFor(31_000);
  await expect.poll(() => asked(site, id)).toBe(before + 1);
  await page.clock.runFor(600_000);
  expect(await asked(site, id)).toBe(before + 1);
});

test('a hidden tab is silent and asks at once when it is shown again', async ({ page, site }) => {
  const id = site.em.session('running');
  await openLive(page, site, id);
  await setHidden(page, true);
  const before = await asked(site, id);
  await page.clock.runFor(300_000);
  expect(await asked(site, id)).toBe(before);
  await site.em.patch(id, { Progress: 90 });
  await setHidden(page, false);
  await expect(answer(page)).toContainText('90 %');
});

test('a page that nobody uses warns, stops, says so, and goes on', async ({ page, site }) => {
  const id = site.em.session('running');
  await openLive(page, site, id);
  await page.clock.fastForward(9 * 60_000 + 10_000);
  const keep = page.getByRole('button', { name: 'Keep watching' });
  await expect(keep).toBeVisible();
  await page.clock.fastForward(60_000);
  await expect(answer(page)).toHaveText(/^Paused (at|on .* at) /);
  await expect(page).toHaveTitle(/^Paused (at|on .* at) /);
  // Any use goes on, before the button is even reached.
  await page.keyboard.press('Tab');
  await expect(answer(page)).toHaveText(/^Not finished/);
});

test('Pause is silent, and Resume asks at once', async ({ page, site }) => {
  const id = site.em.session('running');
  await openLive(page, site, id);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(answer(page)).toHaveText(/^Paused (at|on .* at) /);
  const before = await asked(site, id);
  await page.clock.runFor(120_000);
  expect(await asked(site, id)).toBe(before);
  await site.em.patch(id, { Progress: 83 });
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(answer(page)).toContainText('83 %');
});

test('the newer restore of the same VM is offered', async ({ page, site }) => {
  await openSignedIn(page, site, sessionAddress(site.em.session('older')));
  await expect(page.locator('.newer')).toContainText('A newer restore of intranet07 began');
  await page.getByRole('link', { name: 'Open it.' }).click();
  await expect(page).toHaveURL(new RegExp(site.em.session('newer')));
  await expect(heading(page)).toHaveText('intranet07');
});
