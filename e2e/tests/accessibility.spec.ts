import type { Page } from '@playwright/test';

import { expectAccessible } from '../support/axe.ts';
import { alert, allAsked, answer, go, heading, linkOf, openSignedIn, refresh, sendSignIn, sessionAddress, sessionPath } from '../support/desk.ts';
import { serve } from '../support/samples.ts';
import type { Site } from '../support/site.ts';
import type { SessionWord } from '../support/simulator.ts';
import { expect, test } from '../support/test.ts';

const STATES: SessionWord[] = ['success', 'failed', 'warning', 'running', 'starting', 'filelevel', 'filelevelRunning'];

// Four looks a page, each a whole run of axe.
test.describe.configure({ timeout: 60_000 });

for (const word of STATES) {
  test(`axe: the page of a ${word} session`, async ({ page, site }) => {
    await openSignedIn(page, site, sessionAddress(site.em.session(word)));
    await expect(answer(page)).toBeVisible();
    await expectAccessible(page);
  });
}

const PAGES: { name: string; open(page: Page, site: Site): Promise<void> }[] = [
  {
    name: 'the sign-in form',
    open: async (page, site) => {
      await page.goto(site.url());
      await expect(page.getByLabel('User name')).toBeVisible();
    },
  },
  {
    name: 'the sign-in form after a failure',
    open: async (page, site) => {
      await page.goto(site.url());
      await sendSignIn(page, 'x', 'y');
      await expect(alert(page)).toBeVisible();
    },
  },
  {
    name: 'a backup server',
    open: async (page, site) => {
      await openSignedIn(page, site, await site.linked(site.em.session('success'), 'Up'));
      await expect(linkOf(page, 'Down', 'jobs')).toBeVisible();
    },
  },
  {
    name: 'a VM restore point',
    open: async (page, site) => {
      await openSignedIn(page, site, await site.linked(site.em.session('success'), 'Related'));
      await expect(heading(page)).toHaveText('dbserver01');
    },
  },
  {
    name: 'a collection, and one of its resources',
    open: async (page, site) => {
      await openSignedIn(page, site, await site.linked(site.em.session('success'), 'Up'));
      await linkOf(page, 'Down', 'repositories').click();
      await expect(page.getByRole('table')).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('table').getByRole('link').first().click();
      await expect(page.locator('dl')).toBeVisible();
    },
  },
  {
    name: 'Find',
    open: async (page, site) => {
      await openSignedIn(page, site, '#/');
      await expect(page.getByRole('table')).toBeVisible();
    },
  },
  {
    name: 'Find with an empty list and a refused text',
    open: async (page, site) => {
      await site.em.fault(serve('query/empty.json', '/api/query'));
      await openSignedIn(page, site, '#/');
      await page.getByRole('button', { name: 'Open', exact: true }).click();
      await expect(alert(page)).toBeVisible();
    },
  },
  {
    name: 'a session that does not exist',
    open: async (page, site) => {
      await openSignedIn(page, site, sessionAddress('11111111-2222-3333-4444-555555555555'));
      await expect(alert(page)).toBeVisible();
    },
  },
  {
    name: 'an answer in XML',
    open: async (page, site) => {
      const id = site.em.session('success');
      await site.em.fault(serve('hostile/xml-body.xml', sessionPath(id)));
      await openSignedIn(page, site, sessionAddress(id));
      await expect(alert(page)).toBeVisible();
    },
  },
  {
    name: 'an address that is none',
    open: async (page, site) => {
      await openSignedIn(page, site, '#/a//b');
      await expect(alert(page)).toBeVisible();
    },
  },
  {
    name: 'old data under an alert',
    open: async (page, site) => {
      const id = site.em.session('running');
      await openSignedIn(page, site, sessionAddress(id));
      await expect(answer(page)).toBeVisible();
      await site.em.fault({ path: sessionPath(id), status: 503 });
      await refresh(page);
      await expect(alert(page)).toBeVisible();
    },
  },
  {
    name: 'the dialog to sign in again',
    open: async (page, site) => {
      await openSignedIn(page, site, sessionAddress(site.em.session('running')));
      await expect(answer(page)).toBeVisible();
      await allAsked(site);
      await site.em.expire();
      await refresh(page);
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'what a role may not open',
    open: async (page, site) => {
      await openSignedIn(page, site, sessionAddress(site.em.session('success')), 'TECH\\item.operator');
      await expect(page.getByText('Your role may not open backup servers.')).toBeVisible();
    },
  },
  {
    name: 'hostile links and a trail',
    open: async (page, site) => {
      await openSignedIn(page, site, sessionAddress(site.em.session('success')));
      await linkOf(page, 'Up').click();
      await expect(page.getByRole('navigation', { name: 'Where you came from' })).toBeVisible();
      const id = site.em.session('warning');
      await site.em.fault(serve('hostile/unicode-and-markup-name.json', sessionPath(id)));
      await go(page, sessionAddress(id));
      await expect(answer(page)).toBeVisible();
    },
  },
];

for (const { name, open } of PAGES) {
  test(`axe: ${name}`, async ({ page, site }) => {
    await open(page, site);
    await expectAccessible(page);
  });
}
