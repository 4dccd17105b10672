import type { Page } from '@playwright/test';

import { test, type Apart } from '../support/apart.ts';
import { alert, answer, openSignedIn, refresh, sendSignIn, sessionAddress } from '../support/desk.ts';
import type { Site } from '../support/site.ts';
import { expect } from '../support/test.ts';

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
