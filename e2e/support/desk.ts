import { expect, type Locator, type Page } from '@playwright/test';

import type { Site } from './site.ts';
import type { UserName } from './simulator.ts';

/** The page's one heading of the first level. */
export function heading(page: Page): Locator {
  return page.getByRole('heading', { level: 1 });
}

/** The one sentence that a restore session page is there for. */
export function answer(page: Page): Locator {
  return page.locator('#answer');
}

/** What is said while something is in trouble. */
export function alert(page: Page): Locator {
  return page.locator('[role=alert]');
}

/** The value beside a label in the list of fields. */
export function field(page: Page, label: string): Locator {
  const term = page.locator('dt').filter({ hasText: new RegExp(`^${label}$`) });
  return term.locator('xpath=following-sibling::dd[1]');
}

/** The entry of the link list with that relation of Enterprise Manager. */
export function linkRow(page: Page, rel: 'Up' | 'Down' | 'Related' | 'Alternate', kind?: string): Locator {
  const rows = page.getByRole('listitem').filter({ has: page.getByText(rel, { exact: true }) });
  return kind ? rows.filter({ has: page.getByText(kind, { exact: true }) }) : rows;
}

/** The link of that relation, and of that kind in words where there are several. */
export function linkOf(page: Page, rel: 'Up' | 'Down' | 'Related', kind?: string): Locator {
  return linkRow(page, rel, kind).getByRole('link');
}

export const signInButton = (page: Page): Locator => page.getByRole('button', { name: /^(Sign in|Anmelden)$/ });

/** The form's fields, in either language. */
export const userField = (page: Page): Locator => page.getByLabel(/^(User name|Benutzername)$/);
export const passwordField = (page: Page): Locator => page.getByLabel(/^(Password|Passwort)$/);

/** Fills the form and sends it. */
export async function sendSignIn(page: Page, user: string, password: string): Promise<void> {
  await userField(page).fill(user);
  await passwordField(page).fill(password);
  await signInButton(page).click();
}

/** Signs in through the form that shows, and waits until it is gone. */
export async function signIn(page: Page, site: Site, user: UserName = 'TECH\\helpdesk'): Promise<void> {
  await sendSignIn(page, user, site.em.password(user));
  await expect(passwordField(page)).toHaveCount(0);
}

/** Opens an address as someone who has to sign in first. */
export async function openSignedIn(page: Page, site: Site, address: string, user?: UserName): Promise<void> {
  await page.goto(site.url(address));
  await signIn(page, site, user);
}

/** Goes to another address of the app, as a link in it does. */
export async function go(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
}

/** Presses Refresh and waits until the question has left. */
export async function refresh(page: Page, path: RegExp = /\/api\//): Promise<void> {
  const asked = page.waitForRequest((request) => path.test(request.url()));
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await asked;
}

/** Waits until so many session pages have asked for all that waits for their answers. */
export async function allAsked(site: Site, pages = 1): Promise<void> {
  const fewest = async () => {
    const asked = (await site.em.asked()).map(({ path }) => path.split('/')[2]);
    return Math.min(...['query', 'systemSessions', 'vmRestorePoints'].map((kind) => asked.filter((one) => one === kind).length));
  };
  await expect.poll(fewest).toBeGreaterThanOrEqual(pages);
}

/** Where a session's page stands, and where its data come from. */
export function sessionAddress(id: string): string {
  return `#/restoreSessions/${id}`;
}

export function sessionPath(id: string): string {
  return `/api/restoreSessions/${id}`;
}

/** Tabs on until an element has the focus; fails when it cannot be reached. */
export async function tabTo(page: Page, target: Locator, presses = 60): Promise<void> {
  for (let press = 0; press < presses; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target, `not reached with ${presses} presses of Tab`).toBeFocused({ timeout: 1 });
}
