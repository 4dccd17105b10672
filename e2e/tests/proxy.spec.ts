import type { Page } from '@playwright/test';

import { alert, answer, openSignedIn, refresh, sendSignIn, sessionAddress } from '../support/desk.ts';
import { freePort } from '../support/free-port.ts';
import { Gateway } from '../support/gateway.ts';
import type { Guard } from '../support/guard.ts';
import type { Site } from '../support/site.ts';
import { expect, test as base } from '../support/test.ts';

/** The app from one gateway and the API from another, which can go down alone. */
interface Apart {
  api: Gateway;
  app: Gateway;
}

async function startApart(site: Site, guard: Guard, allowOrigin?: string): Promise<Apart> {
  const upstream = { enterpriseManager: site.em.url, fingerprint: site.em.fingerprint };
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const api = await Gateway.start({ ...upstream, apiAlone: { allowOrigin: [allowOrigin ?? origin] } });
  const app = await Gateway.start({ ...upstream, appListen: `127.0.0.1:${port}`, apiUrl: `${api.api}/api/` });
  guard.allow(api.api, app.app);
  return { api, app };
}

const test = base.extend<{ apart: (allowOrigin?: string) => Promise<Apart> }>({
  apart: async ({ site, guard }, use) => {
    const started: Apart[] = [];
    await use(async (allowOrigin) => {
      const apart = await startApart(site, guard, allowOrigin);
      started.push(apart);
      return apart;
    });
    for (const { api, app } of started) await Promise.all([api.stop(), app.stop()]);
  },
});

/** The journey's helpers want a site; only its address differs here. */
const at = (site: Site, { app }: Apart): Site =>
  Object.create(site, { url: { value: (address = '') => `${app.app}/${address}` } }) as Site;

async function openRunning(page: Page, site: Site, apart: Apart): Promise<void> {
  await openSignedIn(page, at(site, apart), sessionAddress(site.em.session('running')));
  await expect(answer(page)).toContainText('64 %');
}

test('the proxy down while reading: said, and the last answer kept', async ({ page, site, apart }) => {
  const servers = await apart();
  await openRunning(page, site, servers);
  await servers.api.stop();
  await refresh(page);
  await expect(alert(page)).toContainText('The proxy does not answer.');
  await expect(alert(page)).toContainText('Old data');
  await expect(answer(page)).toContainText('64 %');
});

test('the proxy down at the sign-in: said, and the form kept', async ({ page, apart }) => {
  const servers = await apart();
  await page.goto(`${servers.app.app}/`);
  await servers.api.stop();
  await sendSignIn(page, 'TECH\\helpdesk', 'x');
  await expect(alert(page)).toContainText('The proxy does not answer.');
  await expect(page.getByLabel('User name')).toHaveValue('TECH\\helpdesk');
});

test('a proxy that refuses this origin is told from one that is down', async ({ page, apart }) => {
  const servers = await apart('https://another.example');
  await page.goto(`${servers.app.app}/`);
  await sendSignIn(page, 'TECH\\helpdesk', 'x');
  await expect(alert(page)).toContainText('lack the CORS headers');
  await expect(page.getByLabel('User name')).toHaveValue('TECH\\helpdesk');
});
