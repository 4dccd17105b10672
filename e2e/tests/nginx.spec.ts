import { alert, answer, heading, linkOf, refresh, sendSignIn, sessionAddress, sessionPath, signIn } from '../support/desk.ts';
import { Nginx } from '../support/nginx.ts';
import { expect, test as base } from '../support/test.ts';

const test = base.extend<{ nginx: Nginx }>({
  nginx: async ({ site, guard }, use) => {
    const nginx = await Nginx.start(site.em.url);
    guard.allow(nginx.origin);
    await use(nginx);
    await nginx.stop();
  },
});

// The guard of every test says that nothing broke the document's policy, which nginx sends here.
test('behind nginx: sign-in, a session, its server, and back', async ({ page, site, nginx }) => {
  const id = site.em.session('running');
  const document = await page.goto(`${nginx.origin}/${sessionAddress(id)}`);
  expect(document?.headers()['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(document?.headers()['server']).toBe('nginx');
  await signIn(page, site);
  await expect(answer(page)).toContainText('64 %');
  await linkOf(page, 'Up').click();
  await expect(heading(page)).not.toHaveText('ubuntu88');
  await page.goBack();
  await expect(answer(page)).toContainText('64 %');
  await refresh(page);
  await expect(alert(page)).toHaveCount(0);
  for (const { headers } of await site.em.asked()) {
    expect(headers).not.toContain('origin');
    expect(headers).not.toContain('cookie');
  }
});

test('behind nginx: a resource that it does not open is said', async ({ page, site, nginx }) => {
  await page.goto(`${nginx.origin}/#/jobs/1`);
  await signIn(page, site);
  await expect(alert(page)).toContainText('not opened');
  expect((await site.em.asked()).some(({ path }) => path.startsWith('/api/jobs'))).toBe(false);
});

test('behind nginx: Enterprise Manager that hangs up is told from a proxy that is down', async ({ page, site, nginx }) => {
  const id = site.em.session('running');
  await page.goto(`${nginx.origin}/${sessionAddress(id)}`);
  await signIn(page, site);
  await expect(answer(page)).toContainText('64 %');
  await site.em.fault({ path: sessionPath(id), reset: true });
  await refresh(page);
  await expect(alert(page)).toContainText('Enterprise Manager');
  await expect(answer(page)).toContainText('64 %');
});

test('behind nginx: a wrong password is said in the form', async ({ page, nginx }) => {
  await page.goto(`${nginx.origin}/`);
  await sendSignIn(page, 'TECH\\helpdesk', 'wrong');
  await expect(alert(page)).toBeVisible();
});
