import { expect, type Locator, type Page } from '@playwright/test';

export const COPIES = ['Copy for ticket', 'Copy as Markdown', 'Copy for the caller', 'Copy link'] as const;

export const pressable = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** Lets the test read what was copied; before the page is opened. */
export async function allowClipboard(page: Page): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
}

/** The text on the clipboard after `act`; never one that was there before. */
export async function copiedBy(page: Page, act: () => Promise<void>, says = 'Copied.'): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText('nothing was copied'));
  await act();
  await expect(page.locator('.hand-on').getByText(says, { exact: true })).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

export async function copied(page: Page, name: string, says?: string): Promise<string> {
  return copiedBy(page, () => pressable(page, name).click(), says);
}

/** The forms of the one item on the clipboard. */
export async function forms(page: Page): Promise<string[][]> {
  return page.evaluate(async () => (await navigator.clipboard.read()).map(({ types }) => [...types]));
}

/** Notes what assistive technology is told from now on; gives what it was. */
export async function announcements(page: Page): Promise<() => Promise<string[]>> {
  const region = await page.getByRole('status').elementHandle();
  const told = await page.evaluateHandle((region) => {
    const told: string[] = [];
    new MutationObserver(() => told.push(region?.textContent ?? '')).observe(region as Node, { subtree: true, childList: true, characterData: true });
    return told;
  }, region);
  return async () => (await told.jsonValue()).filter(Boolean);
}

/** Ways in which browsers let a page copy nothing. */
export const REFUSALS = ['refuses', 'has no clipboard', 'throws'] as const;

/** Takes the clipboard from the page as a frame, a policy or http does; before the page is opened. */
export async function refuse(page: Page, how: (typeof REFUSALS)[number]): Promise<void> {
  await page.addInitScript((how) => {
    const no = () => new DOMException('no', 'NotAllowedError');
    const act = () => {
      if (how === 'throws') throw no();
      return Promise.reject(no());
    };
    const value = how === 'has no clipboard' ? undefined : { write: act, writeText: act };
    Object.defineProperty(navigator, 'clipboard', { value });
    if (how === 'has no clipboard') Reflect.deleteProperty(window, 'ClipboardItem');
  }, how);
}

/** What stands there to be copied by hand: with the focus, and selected from end to end. */
export async function byHand(page: Page): Promise<string> {
  const field = page.getByLabel('The browser refused to copy. Select the text below and copy it yourself.');
  await expect(field).toBeFocused();
  const [selected, all] = await field.evaluate((element) => {
    const { value, selectionStart, selectionEnd } = element as HTMLTextAreaElement;
    return [value.slice(selectionStart, selectionEnd), value] as const;
  });
  expect(selected).toBe(all);
  return all;
}

/** A contenteditable to paste rich text into, and a field for plain text. */
export async function addPads(page: Page): Promise<{ rich: Locator; plain: Locator }> {
  await page.evaluate(() => {
    const pads = document.createElement('div');
    const rich = Object.assign(document.createElement('div'), { id: 'rich', contentEditable: 'true' });
    pads.append(rich, Object.assign(document.createElement('textarea'), { id: 'plain' }));
    document.body.append(pads);
  });
  return { rich: page.locator('#rich'), plain: page.locator('#plain') };
}

/** Pastes with the keys. */
export async function paste(page: Page, pad: Locator): Promise<void> {
  await pad.click();
  await page.keyboard.press('Control+V');
}
