// How much memory a watched session costs: one day of polls with a clock that the driver moves,
// `cargo xtask bench --heap`. Each tenth answer brings news.
import { chromium } from "playwright-core";

import { signIn } from "./sign-in.mjs";

// { app, session, user, password, polls, browser, arguments }
const options = JSON.parse(process.argv[2]);
const POLL_MS = 30_000;
const WARM_UP = 60;
const LOOKS = 6;

const browser = await chromium.launch({ executablePath: options.browser, args: options.arguments });
try {
  const page = await browser.newPage();
  await page.addInitScript(keepMemories);
  await page.clock.install();
  await page.addInitScript(shortenTimerIds);
  let answers = 0;
  await page.route("**/api/**", async (route) => {
    const response = await route.fetch();
    const date = await page.evaluate(() => new Date().toUTCString());
    const shown = { response, headers: { ...response.headers(), date } };
    if (!route.request().url().includes(options.session)) return route.fulfill(shown);
    answers += 1;
    const percent = 1 + Math.floor((98 * answers) / (WARM_UP + options.polls + 10));
    const body = (await response.text()).replace(/("Progress":\s*)\d+/, `$1${answers % 10 < 5 ? percent : percent + 1}`);
    return route.fulfill({ ...shown, body });
  });
  await page.goto(`${options.app}#/restoreSessions/${options.session}`);
  await signIn(page, options);
  await page.locator("#answer").waitFor();
  await page.waitForLoadState("networkidle");
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);

  const tools = await page.context().newCDPSession(page);
  const used = async () => {
    for (let round = 0; round < 3; round += 1) await tools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await tools.send("Runtime.getHeapUsage");
    const { nodes, jsEventListeners } = await tools.send("Memory.getDOMCounters");
    const wasm = await page.evaluate(() => window.memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0));
    return { heap: usedSize, wasm, nodes, listeners: jsEventListeners };
  };
  const pass = async (polls) => {
    for (let poll = 0; poll < polls; poll += 1) {
      const answer = page.waitForResponse((reply) => reply.url().includes(options.session));
      await page.clock.runFor(POLL_MS);
      await (await answer).finished();
      // Someone is there.
      if (poll % 10 === 9) await page.keyboard.press("Shift");
    }
  };

  await pass(WARM_UP);
  const first = await used();
  report(0, first, first);
  for (let look = 1; look <= LOOKS; look += 1) {
    await pass(options.polls / LOOKS);
    report((look * options.polls) / LOOKS, first, await used());
  }
  console.log(await page.locator("#answer").textContent());
} finally {
  await browser.close();
}

/// Runs in the page before its own scripts: the ids of a fake clock's timers are longer than 32
/// bits, which is all that WebAssembly passes on, and so none of them would be cleared.
function shortenTimerIds() {
  const first = 1e12;
  const { setTimeout, clearTimeout } = window;
  window.setTimeout = (...given) => setTimeout(...given) - first;
  window.clearTimeout = (id) => clearTimeout(id + first);
}

/// Runs in the page before its own scripts: notes the memories of its WebAssembly.
function keepMemories() {
  window.memories = [];
  const keep = ({ instance, ...rest }) => {
    for (const member of Object.values(instance.exports)) {
      if (member instanceof WebAssembly.Memory && !window.memories.includes(member)) window.memories.push(member);
    }
    return { instance, ...rest };
  };
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...given) => keep(await instantiateStreaming(...given));
}

function report(polls, first, now) {
  const KiB = (bytes) => `${(bytes / 1024).toFixed(0)} KiB`;
  console.log(
    `${String(polls).padStart(5)} polls  heap ${KiB(now.heap)} (${KiB(now.heap - first.heap)} more)` +
      `  WebAssembly ${KiB(now.wasm)} (${KiB(now.wasm - first.wasm)} more)  nodes ${now.nodes}  listeners ${now.listeners}`,
  );
}
