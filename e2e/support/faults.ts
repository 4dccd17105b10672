import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Page, Route } from '@playwright/test';

import { serve } from './samples.ts';
import type { Fault } from './simulator.ts';
import type { Site } from './site.ts';

/** Something that goes wrong, and ends. */
export interface Trouble {
  name: string;
  says: RegExp;
  /** Asking again by itself would be in vain. */
  isFinal?: boolean;
  /** Patience of the proxy, where the fault is about time. */
  timeoutMs?: number;
  /** Begins for the requests of a path at Enterprise Manager; gives what ends it. */
  begin(page: Page, site: Site, path: string): Promise<() => Promise<void>>;
}

type More = Partial<Pick<Trouble, 'isFinal' | 'timeoutMs'>>;

/** At Enterprise Manager. */
const there = (name: string, says: RegExp, fault: (path: string) => Fault, more: More = {}): Trouble => ({
  ...more,
  name,
  says,
  async begin(_page, site, path) {
    await site.em.fault(fault(path));
    return () => site.em.clearFaults();
  },
});

/** Between the page and the proxy, for all that a page asks the proxy. */
const between = (name: string, says: RegExp, handler: (route: Route, path: string) => Promise<void>): Trouble => ({
  name,
  says,
  async begin(page, site, path) {
    const isApi = (url: URL) => url.origin === site.gateway.api;
    const handle = (route: Route) => handler(route, path);
    await page.route(isApi, handle);
    return () => page.unroute(isApi, handle);
  },
});

const status = (code: number, says: RegExp, more: Partial<Fault> = {}, also: More = {}): Trouble =>
  there(`HTTP ${code}`, says, (path) => ({ path, status: code, ...more }), also);
const body = (name: string, text: string, says: RegExp): Trouble => there(name, says, (path) => ({ path, body: text }));
const sample = (name: string, file: string, says: RegExp): Trouble => there(name, says, (path) => serve(file, path));

function largeFile(): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'restore-desk-')), 'large.json');
  writeFileSync(file, JSON.stringify({ Type: 'RestoreSession', Name: 'x'.repeat(6_000_000) }));
  return file;
}

const signOn = { status: 302, headers: { location: 'https://login.example/', 'access-control-allow-origin': '*' } };

/** The faults of the matrix: `docs/faults.md` is made of them. */
export const TROUBLES: Trouble[] = [
  between('the proxy is down', /The proxy does not answer\./, (route) => route.abort('connectionrefused')),
  between('CORS headers are missing', /lack the CORS headers/, async (route, path) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'access-control-allow-origin': 'https://other.example' };
    await (route.request().url().includes(path) ? route.fulfill({ response, headers }) : route.fulfill({ response }));
  }),
  between('a sign-on in front has ended', /Your company sign-in has ended\. Reload/, (route) => route.fulfill(signOn)),
  there('a connection that is reset', /cannot reach Enterprise Manager/, (path) => ({ path, reset: true })),
  // A proxy that has not passed anything on yet can still say so itself.
  there('a connection that ends within the body', /broke off in the middle|cannot reach Enterprise Manager/, (path) => ({ path, truncate: 120 })),
  there('slow headers', /did not answer the proxy in time/, (path) => ({ path, delay_ms: 3_000 }), { timeoutMs: 400 }),
  there('a slow body', /did not answer the proxy in time|broke off/, (path) => ({ path, slow_body_ms: 3_000 }), { timeoutMs: 400 }),
  status(204, /shows this account nothing here/, {}, { isFinal: true }),
  status(400, /HTTP 400/),
  status(403, /may not see this/, {}, { isFinal: true }),
  status(404, /shows this account nothing here/, {}, { isFinal: true }),
  status(429, /Too many requests\. Try again in 11 s\./, { retry_after: '11' }),
  status(500, /internal error \(HTTP 500\)/),
  status(503, /busy or in maintenance\. Try again in 7 s\./, { retry_after: '7' }),
  there('a page of the web server below Enterprise Manager', /web page came instead of data|busy or in maintenance/, (path) => ({ path, html: true })),
  there('a web page with status 200', /A web page came instead of data/, (path) => ({ path, html: true, status: 200 })),
  sample('an error of Enterprise Manager in XML', 'error/500.xml', /HTTP 500|XML/),
  sample('XML', 'hostile/xml-body.xml', /XML instead of JSON.*Accept: application\/json/),
  sample('a reference', 'restoreSession/reference.json', /dropped the query “\?format=Entity”/),
  sample('another type', 'backupServer/entity.json', /“BackupServer” instead of “RestoreSession”/),
  sample('JSON that breaks off', 'hostile/truncated.json', /broke off in the middle/),
  body('an empty body', '', /The answer was empty/),
  body('text', 'no JSON at all', /no JSON/),
  body('null', 'null', /“null”/),
  body('a number', '42', /bare value/),
  body('a bare list', '[]', /bare list/),
  body('an object that is nothing', '{}', /without type, name, UID and state/),
  there('more than 5 MB', /larger than 5 MB/, (path) => ({ path, body_file: largeFile() })),
];
