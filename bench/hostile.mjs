// How long the page is held up by replies that are far too large: `cargo xtask bench --hostile`.
// The longest task of showing each, and of opening its source.
import { chromium } from "playwright-core";

import { ms, settled, watchTasks } from "./long-tasks.mjs";
import { instead, REPLIES } from "./replies.mjs";
import { signIn } from "./sign-in.mjs";

// { app, session, user, password, cpu, browser, arguments }
const options = JSON.parse(process.argv[2]);

const browser = await chromium.launch({ executablePath: options.browser, args: options.arguments });
try {
  const page = await browser.newPage();
  let change = REPLIES["as it came"];
  await instead(page, options.session, (entity) => change(entity));
  await watchTasks(page);
  await page.goto(`${options.app}#/`);
  await signIn(page, options);
  await page.getByRole("table").waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: options.cpu });

  for (const [name, reply] of Object.entries(REPLIES)) {
    change = reply;
    await page.evaluate(() => (location.hash = "#/"));
    await page.getByRole("table").waitFor();
    await settled(page);
    await page.evaluate((session) => (location.hash = `#/restoreSessions/${session}`), options.session);
    await page.locator("#answer, [role=alert]").first().waitFor();
    const shown = await settled(page);
    const isAnswer = (await page.locator("#answer").count()) > 0;
    let source = 0;
    if (isAnswer) {
      // By the page itself: to look for a text among thousands of elements takes long, too.
      await page.evaluate(() => document.querySelector(".source summary").click());
      await page.locator(".source pre").waitFor();
      source = await settled(page);
    }
    const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
    const broken = await page.evaluate(() => "broken" in window);
    console.log(`${name.padEnd(40)} ${(isAnswer ? "shown" : "refused").padEnd(8)} longest task ${ms(shown)}  source ${ms(source)}  elements ${nodes}${broken ? "  MARKUP RAN" : ""}`);
  }
} finally {
  await browser.close();
}
