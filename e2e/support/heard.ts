import type { Page } from '@playwright/test';

/** A text of the one element that tells news, and when it came, by the page's clock. */
export interface Said {
  at: number;
  text: string;
}

/** Notes whatever the page tells, from its first moment; before the page is opened. */
export async function noteSaid(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const said: Said[] = [];
    let last = '';
    Object.assign(window, { said });
    new MutationObserver(() => {
      const text = document.querySelector('[role=status]')?.textContent ?? '';
      if (text !== last) said.push({ at: Date.now(), text });
      last = text;
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** What was told so far; that a text was taken away is nothing to hear. */
export async function said(page: Page): Promise<Said[]> {
  const all = await page.evaluate(() => (window as unknown as { said: Said[] }).said);
  return all.filter(({ text }) => text !== '');
}

/** Forgets what was told so far. */
export async function forgetSaid(page: Page): Promise<void> {
  await page.evaluate(() => (window as unknown as { said: Said[] }).said.splice(0));
}
