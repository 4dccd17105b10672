import { freePort } from './free-port.ts';
import { Gateway } from './gateway.ts';
import type { Guard } from './guard.ts';
import type { Site } from './site.ts';
import { test as base } from './test.ts';

/** The app from one gateway and the API from another, which can go down alone. */
export interface Apart {
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

export const test = base.extend<{ apart: (allowOrigin?: string) => Promise<Apart> }>({
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
