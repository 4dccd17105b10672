import type { Page } from '@playwright/test';

import { freePort } from '../support/free-port.ts';
import { Gateway } from '../support/gateway.ts';
import { Nginx } from '../support/nginx.ts';
import { frameOf, heard, inFrame, test } from '../support/portal.ts';
import { openSignedIn } from '../support/desk.ts';
import { StaticServer } from '../support/static-server.ts';
import { expect } from '../support/test.ts';

/** The same files, wherever they stand: an answer in a tab, and a frame that is let in. */
async function expectAnswer(page: Page, origin: string, path: string, open: (address: string) => Promise<void>): Promise<void> {
  await open(`${origin}${path}`);
  await expect(page.locator('#answer')).toContainText('64 %');
}

test('behind the gateway, under /, on one origin, framed by its one setting', async ({ page, site, host, guard }) => {
  const { url: enterpriseManager, fingerprint } = site.em;
  const account: [string, string] = ['TECH\\helpdesk', site.em.password('TECH\\helpdesk')];
  const gateway = await Gateway.start({ enterpriseManager, fingerprint, account, oneOrigin: true, portalOrigins: [host.origin] });
  guard.allow(gateway.api);
  try {
    const id = site.em.session('running');
    await expectAnswer(page, gateway.api, `/#/restoreSessions/${id}`, async (address) => void (await page.goto(address)));
    await page.goto(host.serve('/', frameOf(`${gateway.api}/?embed=min#/restoreSessions/${id}`)));
    await expect.poll(async () => (await heard(page, 'status')).at(-1)?.['status']).toBe('running');
  } finally {
    await gateway.stop();
  }
});

test('behind nginx, framed by its two places', async ({ page, site, host, guard }) => {
  const nginx = await Nginx.start(site.em.url, [host.origin]);
  guard.allow(nginx.origin);
  try {
    await page.goto(host.serve('/', frameOf(`${nginx.origin}/?embed=min#/restoreSessions/${site.em.session('running')}`, 'width="480" height="320"')));
    // Each user has an account there, and a frame of another site asks for no password.
    await expect(inFrame(page).getByText('asks for no password')).toBeVisible();
    await expect.poll(async () => (await heard(page)).map(({ type }) => type)).toContain('auth-needed');
  } finally {
    await nginx.stop();
  }
});

for (const prefix of ['/', '/tools/restore/']) {
  test(`from a plain file server, under ${prefix}, the API elsewhere`, async ({ page, site, guard }) => {
    const { url: enterpriseManager, fingerprint } = site.em;
    const port = await freePort();
    const api = await Gateway.start({ enterpriseManager, fingerprint, apiAlone: { allowOrigin: [`http://127.0.0.1:${port}`] } });
    const files = await StaticServer.start(prefix, port, `${api.api}/api/`);
    guard.allow(api.api, files.origin);
    try {
      const address = `${files.origin}${prefix}`;
      const moved = Object.create(site, { url: { value: (hash: string) => address + hash } }) as typeof site;
      await openSignedIn(page, moved, `#/restoreSessions/${site.em.session('running')}`);
      await expect(page.locator('#answer')).toContainText('64 %');
      await page.reload();
      await expect(page.locator('#answer')).toContainText('64 %');
    } finally {
      await files.stop();
      await api.stop();
    }
  });
}

test('config.json and its schema are served beside each other', async ({ page, site }) => {
  const config = (await (await page.request.get(site.url('config.json'))).json()) as Record<string, unknown>;
  const reply = await page.request.get(site.url(String(config['$schema'])));
  expect(reply.headers()['content-type']).toContain('application/json');
  expect(Object.keys(((await reply.json()) as { properties: object }).properties)).toEqual(expect.arrayContaining(Object.keys(config)));
});
