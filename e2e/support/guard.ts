import { expect, type BrowserContext, type Page } from '@playwright/test';

/** What the browser itself writes to the console when a request fails. */
const NETWORK_LINES = [/^Failed to load resource:/, /^Access to fetch at .* has been blocked by CORS policy/];

/** Watches all that a test's pages do, and fails the test for what none may do. */
export class Guard {
  readonly #origins = new Set<string>();
  readonly #expected: RegExp[] = [];
  readonly #troubles: string[] = [];
  readonly #urls: string[] = [];
  readonly #tokens = new Set<string>();
  readonly #contexts: BrowserContext[] = [];
  #trapExpected = false;

  constructor(...origins: string[]) {
    this.allow(...origins);
  }

  /** Further servers of the test's own. */
  allow(...origins: string[]): void {
    for (const origin of origins) if (origin) this.#origins.add(origin);
  }

  /** A line that the page writes to the console as an error, and is right to. */
  expectConsoleError(line: RegExp): void {
    this.#expected.push(line);
  }

  /** The page is brought to a trap by the test itself. */
  expectTrap(): void {
    this.#trapExpected = true;
    this.expectConsoleError(/unreachable/);
  }

  /** Watches a context; the test's own one is watched already. */
  watch(context: BrowserContext): void {
    this.#contexts.push(context);
    context.on('request', (request) => {
      this.#urls.push(request.url());
      const token = request.headers()['x-restsvcsessionid'];
      if (token) this.#tokens.add(token);
    });
    context.on('console', (message) => {
      // The token must not be written at all; errors must not happen.
      this.#urls.push(message.text());
      const fine = [...NETWORK_LINES, ...this.#expected].some((line) => line.test(message.text()));
      if (message.type() === 'error' && !fine) this.#troubles.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => {
      if (!this.#trapExpected) this.#troubles.push(`page error: ${error.error().message}`);
    });
    context.on('page', (page) => {
      page.on('framenavigated', (frame) => this.#urls.push(frame.url()));
    });
  }

  /** Holds what was seen against what must never happen. */
  async check(): Promise<void> {
    for (const url of this.#urls) this.#checkHost(url);
    for (const context of this.#contexts) {
      for (const page of context.pages()) await this.#checkStorage(page);
    }
    for (const token of this.#tokens) {
      const leaked = this.#urls.filter((url) => url.includes(token) || url.includes(encodeURIComponent(token)));
      if (leaked.length > 0) this.#troubles.push(`the token stands in: ${leaked.join(', ')}`);
    }
    expect.soft(this.#troubles, 'what no page may do').toEqual([]);
  }

  #checkHost(text: string): void {
    if (!/^(https?|wss?|ftp):/.test(text)) return;
    const { origin } = new URL(text);
    if (!this.#origins.has(origin)) this.#troubles.push(`a request to another host: ${text}`);
  }

  /** Nothing may be kept beyond the tab, and no address may hold the token. */
  async #checkStorage(page: Page): Promise<void> {
    this.#urls.push(page.url());
    if (page.isClosed() || !page.url().startsWith('http')) return;
    const kept = await page
      .evaluate(() => ({ local: Object.keys(localStorage), cookie: document.cookie }))
      .catch(() => null);
    if (kept && (kept.local.length > 0 || kept.cookie)) {
      this.#troubles.push(`kept beyond the tab: ${JSON.stringify(kept)}`);
    }
    const marked = await page.evaluate(() => '__xss' in window).catch(() => false);
    if (marked) this.#troubles.push('a name was run as a script');
    const panicked = await page.locator('#panic:visible').count().catch(() => 0);
    if (panicked > 0 && !this.#trapExpected) this.#troubles.push('the page panicked');
  }
}
