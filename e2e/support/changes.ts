import type { Page } from '@playwright/test';

/** What a document went through. */
export interface Changes {
  /** Nodes that came or went. */
  nodes: string[];
  /** Where texts and attributes changed, and how often. */
  places: Record<string, number>;
}

/** Notes every change of the document from now on. */
export async function noteChanges(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Changes = { nodes: [], places: {} };
    const name = (node: Node | null): string => {
      const element = node instanceof Element ? node : node?.parentElement;
      if (!element) return String(node?.nodeName);
      const classes = [...element.classList].map((it) => `.${it}`).join('');
      const own = element.localName + (element.id && `#${element.id}`) + classes;
      const hidden = element.closest('[aria-hidden=true]') ? ' (for the eye)' : '';
      const part = element.parentElement?.closest('[id],[class]');
      return `${part ? `${part.localName}${part.id && `#${part.id}`}.${part.classList.value} ` : ''}${own}${hidden}`;
    };
    const note = (records: MutationRecord[]): void => {
      for (const { type, target, attributeName, addedNodes, removedNodes } of records) {
        for (const node of addedNodes) seen.nodes.push(`+ ${node.nodeName} ${node.textContent} in ${name(target)}`);
        for (const node of removedNodes) seen.nodes.push(`- ${node.nodeName} ${node.textContent} in ${name(target)}`);
        if (type === 'childList') continue;
        const place = name(target) + (attributeName ? ` @${attributeName}` : '');
        seen.places[place] = (seen.places[place] ?? 0) + 1;
      }
    };
    const observer = new MutationObserver(note);
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    Object.assign(window, {
      changes: () => {
        note(observer.takeRecords());
        return seen;
      },
    });
  });
}

/** What changed since then. */
export async function changes(page: Page): Promise<Changes> {
  return page.evaluate(() => (window as unknown as { changes(): Changes }).changes());
}
