import { defineConfig, type ReporterDescription } from '@playwright/test';

import type { SiteSettings } from './support/site.ts';

const reporters: ReporterDescription[] = [['list']];
if (process.env.PLAYWRIGHT_JSON_OUTPUT_NAME) reporters.push(['json']);

export default defineConfig<SiteSettings>({
  testDir: './tests',
  outputDir: './test-results',
  snapshotPathTemplate: '{testDir}/snapshots/aria/{arg}{ext}',
  fullyParallel: true,
  workers: 2,
  // One that passes at the second try is named at the end of a run, and more than a few fail it (`crates/xtask/src/tally.rs`).
  retries: process.env.CI ? 1 : 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: reporters,
  use: {
    browserName: 'chromium',
    headless: true,
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
