// How a long list behaves: `cargo xtask bench --list`, with a hundred thousand restores at
// Enterprise Manager. The longest task, the elements and the heap of each step.
import { chromium } from "playwright-core";

import { ms, watchTasks } from "./long-tasks.mjs";
import { signIn } from "./sign-in.mjs";

// { app, user, password, cpu, browser, arguments }
const options = JSON.parse(process.argv[2]);
const PAGES = 50;

const browser = await chromium.launch({ executablePath: options.browser, args: options.arguments });
try {
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  await watchTasks(page);
  await page.goto(`${options.app}#/`);
  await signIn(page, options);
  const bodies = page.locator(".sessions tbody");
  await bodies.first().waitFor();
  await session.send("Emulation.setCPUThrottlingRate", { rate: options.cpu });

  const idle = () => page.evaluate(() => new Promise((done) => requestIdleCallback(() => setTimeout(done))));
  const report = async (name) => {
    await idle();
    const [longest, elements, rows] = await page.evaluate(() => [
      Math.max(0, ...window.tasks.splice(0)),
      document.querySelectorAll("*").length,
      document.querySelectorAll(".sessions tbody tr").length,
    ]);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    const wasm = await page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0);
    console.log(`${name.padEnd(34)} rows ${String(rows).padStart(5)}  longest task ${ms(longest)}  elements ${String(elements).padStart(6)}  heap ${(Math.max(usedSize, wasm) / 1e6).toFixed(1)} MB`);
  };
  // From another page, so that the list is drawn anew.
  await page.evaluate(() => (location.hash = "#/check"));
  await page.locator(".sessions").waitFor({ state: "detached" });
  await idle();
  await page.evaluate(() => window.tasks.splice(0));
  await page.evaluate(() => (location.hash = "#/restoreSessions"));
  await bodies.first().waitFor();
  await report("first page");
  await page.getByLabel("Result", { exact: true }).selectOption("Failed");
  await page.waitForURL(/result=Failed/);
  await page.locator(".list-count:not([aria-busy])").waitFor();
  await report("filtered");
  await page.getByRole("link", { name: "Next page" }).click();
  await page.waitForURL(/page=2/);
  await page.locator(".list-count:not([aria-busy])").waitFor();
  await report("next page");
  await page.evaluate(() => (location.hash = "#/restoreSessions"));
  await page.locator(".list-count:not([aria-busy])").waitFor();
  await page.evaluate(() => window.tasks.splice(0));
  const more = page.getByRole("button", { name: "Load more" });
  for (let pages = 2; pages <= PAGES; pages += 1) {
    await more.evaluate((button) => button.click());
    await bodies.nth(pages - 1).waitFor({ state: "attached" });
    if (pages === 2 || pages === 10 || pages === PAGES) await report(`${pages} pages (the worst step so far)`);
  }
  const asked = page.waitForResponse(/query\?/);
  await page.getByRole("button", { name: "Refresh", exact: true }).click();
  await asked;
  await idle();
  await report("a look without news");
  await page.mouse.wheel(0, 200_000);
  await idle();
  await report("scrolled to the end");
} finally {
  await browser.close();
}
