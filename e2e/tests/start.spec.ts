import { answer, linkOf, openSignedIn, sessionAddress } from '../support/desk.ts';
import { expect, test } from '../support/test.ts';

for (const width of [1280, 320]) {
  test(`the skeleton stands at once and does not move, and what comes after the answer moves little, ${width} px wide`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 800 });
    await openSignedIn(page, site, sessionAddress(site.em.session('success')));
    await expect(answer(page)).toBeVisible();
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      const note = (entries: PerformanceEntryList) => shifts.push(...entries.map((entry) => (entry as PerformanceEntry & { value: number }).value));
      new PerformanceObserver((list) => note(list.getEntries())).observe({ type: 'layout-shift', buffered: true });
    });
    const waits = () => {
      let go = (): void => undefined;
      return { until: new Promise<void>((resolve) => (go = resolve)), go: () => go() };
    };
    const [program, rest] = [waits(), waits()];
    await page.route('**/restore-desk-*.wasm', async (route) => {
      await program.until;
      await route.continue();
    });
    await page.route(/\/api\/(vmRestorePoints|systemSessions|query)/, async (route) => {
      await rest.until;
      await route.continue();
    });
    // A shift is told of with its frame.
    const shifts = () =>
      page.evaluate(async () => {
        for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
        return (window as never as { shifts: number[] }).shifts;
      });
    await page.reload({ waitUntil: 'commit' });
    await expect(page.getByText('Loading Restore Desk…')).toBeVisible();
    program.go();
    await expect(answer(page)).toBeVisible();
    await expect(linkOf(page, 'Up')).toBeVisible();
    expect(await shifts()).toEqual([]);
    rest.go();
    await expect(page.locator('.timeline')).toContainText('Restored to its state of');
    await expect(page.locator('.freshness')).toContainText('last collected');
    const total = (await shifts()).reduce((sum, value) => sum + value, 0);
    // Of 0.1 and less the web's own measure says that it is good.
    expect(total).toBeLessThan(0.05);
  });
}

test('a later visit asks its own server for three small files alone', async ({ page, site }) => {
  const id = site.em.session('success');
  await openSignedIn(page, site, sessionAddress(id));
  await expect(page.locator('.timeline')).toContainText('Restored to its state of');
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const urls = new Map<string, string>();
  const asked = new Map<string, number>();
  const isKept = new Set<string>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
  session.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode }) => asked.set(requestId, statusCode));
  session.on('Network.requestServedFromCache', ({ requestId }) => isKept.add(requestId));
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.fromDiskCache && asked.get(requestId) !== 304) isKept.add(requestId);
  });
  await page.reload();
  await expect(page.locator('.timeline')).toContainText('Restored to its state of');
  const files = [...urls].filter(([, url]) => url.startsWith(site.url('')));
  const kept = files.filter(([requestId]) => isKept.has(requestId)).map(([, url]) => url);
  const anew = files.filter(([requestId]) => !isKept.has(requestId));
  expect(anew.map(([, url]) => url.slice(site.url('').length).split('#')[0]).sort()).toEqual(['', 'boot.js', 'config.json']);
  for (const [requestId, url] of anew) {
    if (!url.endsWith('config.json')) expect(asked.get(requestId), url).toBe(304);
  }
  for (const part of ['.wasm', '.js', '.css', '.txt']) expect(kept.join(' ')).toContain(part);
});
