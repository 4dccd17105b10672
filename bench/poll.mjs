// What one more look at a running session costs: `cargo xtask bench --poll`.
// The main thread's time and its longest task, medians, of replies with news and without.
import { chromium } from "playwright-core";

import { ms, settled, watchTasks } from "./long-tasks.mjs";
import { instead, REPLIES } from "./replies.mjs";
import { signIn } from "./sign-in.mjs";

// { app, session, user, password, cpu, rounds, browser, arguments }
const options = JSON.parse(process.argv[2]);
const SHOWN = ["as it came", "5,000 links", "5,000 members"];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const browser = await chromium.launch({ executablePath: options.browser, args: options.arguments });
try {
  const page = await browser.newPage();
  let [change, news] = [REPLIES["as it came"], 0];
  // Both kinds differ from what Enterprise Manager sends in the same way, but for the figure.
  await instead(page, options.session, (entity) => change({ ...entity, Progress: 40 + (news % 2) }));
  await watchTasks(page);
  await page.goto(`${options.app}#/`);
  await signIn(page, options);
  await page.getByRole("table").waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await session.send("Emulation.setCPUThrottlingRate", { rate: options.cpu });
  const mainThread = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1_000;
  };
  const poll = async () => {
    // By a handle: to look for a button among thousands of elements takes long, too.
    const refresh = await page.getByRole("button", { name: "Refresh" }).elementHandle();
    await settled(page);
    const before = await mainThread();
    const reply = page.waitForResponse(/restoreSessions/);
    await refresh.evaluate((button) => button.click());
    await (await reply).finished();
    const longest = await settled(page);
    return [(await mainThread()) - before, longest];
  };
  for (const name of SHOWN) {
    change = REPLIES[name];
    await page.evaluate(() => (location.hash = "#/"));
    await page.getByRole("table").waitFor();
    await page.evaluate((session) => (location.hash = `#/restoreSessions/${session}`), options.session);
    await page.locator("#answer").waitFor();
    await poll();
    for (const has of [false, true]) {
      const rounds = [];
      for (let round = 0; round < options.rounds; round += 1) {
        news += has ? 1 : 0;
        rounds.push(await poll());
      }
      const [time, longest] = [0, 1].map((which) => median(rounds.map((round) => round[which])));
      console.log(`${name.padEnd(16)} ${has ? "with news   " : "without news"} main thread ${time.toFixed(0).padStart(5)} ms  longest task ${ms(longest)}`);
    }
  }
} finally {
  await browser.close();
}
