import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { freePort } from '../support/free-port.ts';
import { inFrame, test as base } from '../support/portal.ts';
import { repository } from '../support/paths.ts';
import { expectAccessible } from '../support/axe.ts';
import { expect } from '../support/test.ts';

/** The sample page as `cargo xtask demo --portal` serves it; its origin is known before the gateway starts. */
const test = base.extend<{ port: number; portal: string }>({
  port: async ({}, use) => use(await freePort()),
  site: async ({ port }, use) => {
    const { Site } = await import('../support/site.ts');
    const site = await Site.start({ signsInAs: 'TECH\\helpdesk', gateway: { portalOrigins: [`http://localhost:${port}`] } });
    await use(site);
    await site.stop();
  },
  portal: async ({ site, port, guard }, use) => {
    const script = await readFile(path.join(repository, 'crates/xtask/src/demo/portal.mjs'), 'utf8');
    const ids = ['ed8e95ca-6ec5-4a2d-978b-e1108c4130b6', site.em.session('running'), '0f5a6c1e-3c0b-4f7e-9b21-6f2d9b7c1a01', site.em.session('success')];
    const args = ['--input-type=module', '--eval', script, path.join(repository, 'deploy/portal'), String(port), site.gateway.app, ...ids];
    const server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
    const origin = (JSON.parse(line) as { portal: string }).portal;
    guard.allow(origin);
    await use(`${origin}/`);
    const ended = once(server, 'exit');
    server.stdin.end();
    await ended;
  },
});

test('three widgets on a plain page: a session, the box, a watch list; nobody signs in', async ({ page, site, portal }) => {
  await page.goto(portal);
  await expect(page.locator('iframe')).toHaveCount(3);
  await expect(inFrame(page, 0).locator('#answer')).toContainText('64 %');
  await expect(inFrame(page, 1).getByRole('textbox')).toBeVisible();
  await expect(inFrame(page, 2).getByRole('table').getByRole('link')).toHaveCount(2);
  await expect(page.locator('.state')).toHaveText('running');
  // One sign-in, of the gateway; no list for the box.
  const asked = await site.em.asked();
  expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  for (const index of [0, 1, 2]) {
    await expect.poll(() => inFrame(page, index).locator('html').evaluate((root) => root.scrollHeight - root.clientHeight)).toBe(0);
  }
  await inFrame(page, 1).getByRole('textbox').fill(site.em.session('failed'));
  await inFrame(page, 1).getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.locator('#box')).toHaveAttribute('status', 'failed');
  expect(await page.evaluate(() => history.length)).toBe(2);
});

test('the page as a portal has it is accessible, in every look', async ({ page, portal }) => {
  test.setTimeout(60_000);
  await page.goto(portal);
  await expect(page.locator('#one')).toHaveAttribute('status', 'running');
  await expectAccessible(page);
});

test('as it is shipped it names no other host than the one to be edited', async () => {
  for (const name of ['index.html', 'portal.css', 'portal.js']) {
    const text = await readFile(path.join(repository, 'deploy/portal', name), 'utf8');
    for (const [url] of text.matchAll(/https?:\/\/[^/"'\s]+/g)) expect(url).toBe('https://desk.corp.example');
  }
});
