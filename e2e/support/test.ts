import { test as base } from '@playwright/test';

import { Guard } from './guard.ts';
import { Site, type SiteSettings } from './site.ts';

interface Fixtures {
  /** A gateway and an Enterprise Manager of the test's own: nothing is shared between tests. */
  site: Site;
  /** Checks at the end of every test what no page may ever do. */
  guard: Guard;
}

export const test = base.extend<Fixtures & SiteSettings>({
  siteOptions: [{}, { option: true }],
  site: async ({ siteOptions }, use) => {
    const site = await Site.start(siteOptions);
    await use(site);
    await site.stop();
  },
  guard: [
    async ({ context, site }, use) => {
      const guard = new Guard(site.gateway.app, site.gateway.api);
      guard.watch(context);
      await use(guard);
      await guard.check();
      // What a page asks for as its test ends goes unanswered: no route of the test answers for it any more.
      for (const page of context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' });
      await context.unrouteAll({ behavior: 'ignoreErrors' });
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';
