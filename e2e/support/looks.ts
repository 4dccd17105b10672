import type { Locator, Page } from '@playwright/test';

/** Sets the spacing of text that WCAG 1.4.12 asks a page to bear. */
export async function spaceText(page: Page): Promise<void> {
  // The document's own policy allows no style from elsewhere; a constructed sheet is the test's.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }',
    );
    document.adoptedStyleSheets = [sheet];
  });
}

/** What is wrong with where things stand: beyond the window, cut off, or over one another. */
export async function misplaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    // What is out of sight is not laid out until it is scrolled to.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important; }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const hidden = (element: Element | null): boolean => {
      if (!element?.checkVisibility({ visibilityProperty: true }) || element.closest('.skip-link')) return true;
      for (let box: Element | null = element; box; box = box.parentElement) if (getComputedStyle(box).clipPath !== 'none') return true;
      return false;
    };
    const { clientWidth: width, scrollWidth } = document.documentElement;
    if (scrollWidth > width) found.push(`scrolls sideways: ${scrollWidth} px`);
    const boxes: { text: string; node: Text; rect: DOMRect }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const parent = node.parentElement;
      if (!node.data.trim() || hidden(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width < 1 || rect.height < 1) continue;
        const text = node.data.trim().slice(0, 40);
        if (rect.left < -0.5 || rect.right > width + 0.5) found.push(`beyond the window: ${text}`);
        // What scrolls by itself shows all of it, a part at a time.
        let isScrolledAway = false;
        for (let box = parent; box && box !== document.body; box = box.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(box);
          if (overflowX === 'visible' || box instanceof SVGElement) continue;
          const outer = box.getBoundingClientRect();
          if ([overflowX, overflowY].some((it) => it === 'auto' || it === 'scroll')) {
            isScrolledAway = rect.bottom > outer.bottom || rect.top < outer.top;
            break;
          }
          if (rect.right > outer.right + 1 || rect.bottom > outer.bottom + 1 || rect.left < outer.left - 1) found.push(`cut off: ${text}`);
        }
        if (!isScrolledAway) boxes.push({ text, node, rect });
      }
    }
    // Lines of one size overlap by what their fonts reserve above and below the letters.
    const crosses = (a: DOMRect, b: DOMRect): boolean => {
      const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      return x > 1 && y > Math.min(a.height, b.height) / 3;
    };
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) if (a.node !== b.node && crosses(a.rect, b.rect)) found.push(`over one another: ${a.text} / ${b.text}`);
    }
    const controls = [...document.querySelectorAll('button, a[href], input, summary')].filter((it) => !hidden(it));
    for (const [index, a] of controls.entries()) {
      for (const b of controls.slice(index + 1)) {
        if (!a.contains(b) && crosses(a.getBoundingClientRect(), b.getBoundingClientRect())) found.push(`controls over one another: ${a.textContent} / ${b.textContent}`);
      }
    }
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((it) => it !== sheet);
    return [...new Set(found)];
  });
}

/** Controls that are smaller than WCAG 2.5.8 allows; a link within a sentence may be. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const inSentence = (element: Element): boolean =>
      element.localName === 'a' && getComputedStyle(element).display === 'inline' && element.parentElement?.localName === 'p';
    return [...document.querySelectorAll('button, a[href], input, summary, [role=button], [tabindex="0"]')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches('.skip-link') && !inSentence(element))
      .map((element) => ({ element, rect: element.getBoundingClientRect() }))
      .filter(({ rect }) => rect.width < 24 || rect.height < 24)
      .map(({ element, rect }) => `${element.textContent}: ${rect.width} x ${rect.height}`);
  });
}

/** What is seen of the focus: nothing wrong, or what is. */
export async function focusTroubles(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return ['nothing has the focus'];
    const name = element.textContent?.trim().slice(0, 40) ?? '';
    const found: string[] = [];
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2 || /, 0\)$/.test(outlineColor)) found.push(`no outline: ${name}`);
    const { left, top, right, bottom } = element.getBoundingClientRect();
    if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight) return [...found, `out of sight: ${name}`];
    // The middle of what is seen of it must be its own.
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const there = document.elementFromPoint(x, y);
    if (!there || !(element.contains(there) || there.contains(element))) found.push(`covered: ${name}`);
    return found;
  });
}

/** The colour that a custom text says, as the browser computes it: for system colours. */
export async function systemColour(page: Page, name: string): Promise<string> {
  return page.evaluate((name) => {
    const probe = document.body.appendChild(document.createElement('i'));
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`i:last-child { color: ${name} !important; forced-color-adjust: none !important; }`);
    const before = document.adoptedStyleSheets;
    document.adoptedStyleSheets = [...before, sheet];
    const { color } = getComputedStyle(probe);
    document.adoptedStyleSheets = before;
    probe.remove();
    return color;
  }, name);
}

/** A property of what is drawn, as the browser computes it. */
export const drawn = (target: Locator, property: string): Promise<string> =>
  target.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), property);

/** The colours along the middle of what is drawn, at these parts of its width. */
export async function pixels(target: Locator, parts: number[]): Promise<number[][]> {
  const picture = (await target.screenshot()).toString('base64');
  // A page of its own: the app's policy allows no such picture.
  const page = await target.page().context().newPage();
  const colours = await page.evaluate(async ({ picture, parts }) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    return parts.map((part) => [...context.getImageData(Math.floor(image.width * part), image.height >> 1, 1, 1).data]);
  }, { picture, parts });
  await page.close();
  return colours;
}
