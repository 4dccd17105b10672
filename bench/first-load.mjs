// How long from opening a session's address until the session can be read and its links
// followed, for the app, the limit page and the React page in turn: `cargo xtask bench` starts
// all of it.
//
// Cold is the first visit with an empty cache. Warm is the third: by then the browser has kept
// the compiled program. The visits of one round follow each other, so that a slow minute of the
// machine falls on all pages.
import { chromium } from "playwright-core";

import { signIn } from "./sign-in.mjs";

// { app, limit: { url, proxy }, react: { url, proxy }, session, user, password, rounds, cpu, network, browser, arguments }
const options = JSON.parse(process.argv[2]);
const network = options.network
  ? { offline: false, latency: 10, downloadThroughput: 50e6 / 8, uploadThroughput: 50e6 / 8 }
  : null;

const browser = await chromium.launch({ executablePath: options.browser, args: options.arguments });
try {
  const { storage, token, server } = await firstVisit();
  const fragment = `#/restoreSessions/${options.session}`;
  const other = ({ url, proxy }) => ({ url: `${url}?${new URLSearchParams({ proxy, token })}${fragment}`, storage: {} });
  const pages = {
    app: { url: options.app + fragment, storage },
    limit: other(options.limit),
    react: other(options.react),
  };
  report(await measure(pages, server));
} finally {
  await browser.close();
}

/// Signs in once through the app's own form, so that nothing here knows where it keeps what.
async function firstVisit() {
  const context = await browser.newContext();
  const page = await context.newPage();
  let token;
  page.on("request", (request) => (token = request.headers()["x-restsvcsessionid"] ?? token));
  const answer = page.waitForResponse(
    (reply) => reply.url().includes(options.session) && reply.request().method() === "GET" && reply.ok(),
  );
  await page.goto(`${options.app}#/restoreSessions/${options.session}`);
  await signIn(page, options);
  const entity = await (await answer).json();
  const server = entity.Links.find((link) => link.Rel === "Up").Name;
  await page.getByRole("link", { name: server }).first().waitFor();
  const storage = await page.evaluate(() => ({ ...sessionStorage }));
  // Closing alone: a sign-out would end the token that the measured visits use.
  await context.close();
  return { storage, token, server };
}

async function measure(pages, server) {
  const seen = Object.fromEntries(Object.keys(pages).map((name) => [name, { cold: [], warm: [], bytes: [], heap: [] }]));
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const [name, page] of Object.entries(pages)) {
      const context = await browser.newContext();
      await context.addInitScript(prepare, { storage: page.storage, server });
      const first = await visit(context, page.url);
      await visit(context, page.url);
      const third = await visit(context, page.url);
      await context.close();
      if (round === 0) continue; // warms the servers and the browser itself
      seen[name].cold.push(first.shown);
      seen[name].warm.push(third.shown);
      seen[name].bytes.push(first.bytes);
      seen[name].heap.push(first.heap);
    }
  }
  return seen;
}

/// Runs in the page before its own scripts: puts the sign-in there and notes the moment when
/// the fields stand as a list and the backup server as a link.
function prepare({ storage, server }) {
  for (const [key, value] of Object.entries(storage)) sessionStorage.setItem(key, value);
  const isShown = () =>
    document.querySelector("dl") && [...document.querySelectorAll("a[href]")].some((link) => link.textContent.includes(server));
  const watch = new MutationObserver(() => {
    if (!isShown()) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => (window.shownAt = performance.now())));
  });
  watch.observe(document, { childList: true, subtree: true, characterData: true });
}

async function visit(context, url) {
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send("Network.enable");
  if (network) await tools.send("Network.emulateNetworkConditions", network);
  if (options.cpu > 1) await tools.send("Emulation.setCPUThrottlingRate", { rate: options.cpu });
  let bytes = 0;
  tools.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => window.shownAt, null, { timeout: 60_000 });
  const shown = await page.evaluate(() => window.shownAt);
  await page.waitForTimeout(300); // what still loads belongs to the bytes
  await tools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await tools.send("Runtime.getHeapUsage");
  await page.close();
  return { shown, bytes, heap: usedSize };
}

function report(seen) {
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
  const speed = options.network ? "50 Mbit/s, 10 ms" : "no network limit";
  console.log(`\nCPU slowed ${options.cpu} times, ${speed}, medians of ${options.rounds} rounds`);
  for (const [name, { cold, warm, bytes, heap }] of Object.entries(seen)) {
    const number = (value, digits) => value.toFixed(digits).padStart(8);
    console.log(
      `${name.padEnd(6)} cold ${number(median(cold), 0)} ms  warm ${number(median(warm), 0)} ms` +
        `  bytes ${number(median(bytes) / 1024, 1)} KiB  heap ${number(median(heap) / 2 ** 20, 2)} MiB`,
    );
  }
  for (const [other, bar] of [["limit", "1.00 is the goal"], ["react", "0.65 at most"]]) {
    const ratio = (what) => (median(seen.app[what]) / median(seen[other][what])).toFixed(2);
    console.log(`app/${other}: cold ${ratio("cold")}, warm ${ratio("warm")}, bytes ${ratio("bytes")} (${bar})`);
  }
}
