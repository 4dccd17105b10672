// How long the page is held up by replies that are far too large: `cargo xtask bench --hostile`.
// The longest task of showing each, and of opening its source.
import { chromium } from "playwright-core";

import { signIn } from "./sign-in.mjs";

// { app, session, user, password, cpu, browser, arguments }
const options = JSON.parse(process.argv[2]);
const BIDI = "\u202e\u2066";
const MARKUP = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));
const nested = (depth) => times(depth, () => '{"a":').join("") + "1" + "}".repeat(depth);

/// What becomes of the entity that came.
const REPLIES = {
  "as it came": (entity) => entity,
  "markup and bidi overrides in each text": (entity) => texts(entity, (text) => MARKUP + BIDI + text),
  "names of 20 kB": (entity) => texts(entity, (text) => (text + " ").repeat(20_000 / (text.length + 1))),
  "5,000 links": (entity) => ({
    ...entity,
    Links: times(5_000, (index) => {
      const link = entity.Links[index % entity.Links.length];
      return { ...link, Name: `link ${index}`, Href: link.Href.replace(/[0-9a-f]{4}(?=\?|$)/, index.toString(16).padStart(4, "0")) };
    }),
  }),
  "5,000 members": (entity) => ({ ...entity, ...Object.fromEntries(times(5_000, (index) => [`Member${index}`, `value ${index}`])) }),
  "4.9 MB in one text": (entity) => ({ ...entity, Note: "x".repeat(4_900_000) }),
  "4.9 MB in 100,000 rows": (entity) => ({ ...entity, Rows: times(100_000, (index) => ({ Row: `row number ${index}`, Of: "x" })) }),
  "100 levels": (entity) => ({ ...entity, Deep: JSON.parse(nested(100)) }),
  "10,000 levels": (entity) => `${JSON.stringify(entity).slice(0, -1)},"Deep":${nested(10_000)}}`,
};
const KEPT = ["Type", "UID", "Href", "State", "Result", "JobType", "CreationTimeUTC", "EndTimeUTC", "Links"];

function texts(entity, change) {
  const changed = ([key, value]) => [key, typeof value === "string" && !KEPT.includes(key) ? change(value) : value];
  return Object.fromEntries(Object.entries(entity).map(changed));
}

const browser = await chromium.launch({ executablePath: options.browser, args: options.arguments });
try {
  const page = await browser.newPage();
  let change = REPLIES["as it came"];
  await page.route(`**/api/restoreSessions/${options.session}*`, async (route) => {
    const response = await route.fetch();
    const body = change(await response.json());
    await route.fulfill({ response, body: typeof body === "string" ? body : JSON.stringify(body) });
  });
  await page.addInitScript(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  });
  await page.goto(`${options.app}#/`);
  await signIn(page, options);
  await page.getByRole("table").waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: options.cpu });

  const longest = () => page.evaluate(() => new Promise((done) => {
    requestIdleCallback(() => setTimeout(() => done(Math.max(0, ...window.tasks.splice(0)))));
  }));
  for (const [name, reply] of Object.entries(REPLIES)) {
    change = reply;
    await page.evaluate(() => (location.hash = "#/"));
    await page.getByRole("table").waitFor();
    await longest();
    await page.evaluate((session) => (location.hash = `#/restoreSessions/${session}`), options.session);
    await page.locator("#answer, [role=alert]").first().waitFor();
    const shown = await longest();
    const isAnswer = (await page.locator("#answer").count()) > 0;
    let source = 0;
    if (isAnswer) {
      await page.getByText("Source", { exact: true }).click();
      await page.locator(".source pre").waitFor();
      source = await longest();
    }
    const ms = (duration) => (duration ? `${duration.toFixed(0)} ms` : "under 50 ms").padStart(11);
    const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
    const broken = await page.evaluate(() => "broken" in window);
    console.log(`${name.padEnd(40)} ${(isAnswer ? "shown" : "refused").padEnd(8)} longest task ${ms(shown)}  source ${ms(source)}  elements ${nodes}${broken ? "  MARKUP RAN" : ""}`);
  }
} finally {
  await browser.close();
}
