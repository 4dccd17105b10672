import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** How a page may look: each has colours, or a layout, of its own. */
const LOOKS: { name: string; media: Parameters<Page['emulateMedia']>[0]; width?: number }[] = [
  { name: 'light', media: { colorScheme: 'light', forcedColors: 'none' } },
  { name: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
  { name: 'forced colours', media: { colorScheme: 'dark', forcedColors: 'active' } },
  { name: '320 px', media: { colorScheme: 'light', forcedColors: 'none' }, width: 320 },
];

/** Holds the page as it stands against the rules, in every look. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const { name, media, width } of LOOKS) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: width ?? 1280, height: 800 });
    // The page's own context: the default opens a second, empty one.
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true).analyze();
    const found = violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html, failureSummary }) => [html, failureSummary]) }));
    expect.soft(found, `axe, ${name}`).toEqual([]);
  }
}
