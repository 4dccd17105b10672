import type { Page } from '@playwright/test';

/** A notification that a page showed. */
export interface Shown {
  title: string;
  body: string;
  tag: string;
}

/** Stands in for the browser's notifications; `throws` as where only a service worker may show one. */
export async function stubNotifications(page: Page, permission: NotificationPermission, throws = false): Promise<void> {
  await page.addInitScript(([permission, throws]) => {
    const shown: Shown[] = [];
    class Notification {
      static permission = permission;
      static requestPermission = () => Promise.resolve(permission);
      constructor(title: string, { body, tag }: { body: string; tag: string }) {
        if (throws) throw new TypeError('Illegal constructor');
        shown.push({ title, body, tag });
      }
    }
    Object.assign(window, { Notification, shown });
  }, [permission, throws] as const);
}

/** What the page has shown so far. */
export const shown = (page: Page): Promise<Shown[]> => page.evaluate(() => (window as unknown as { shown: Shown[] }).shown);
