// Loads the app. Not inline, since the document's policy allows no inline script.
// Its own file's name has no hash: the hashed names stand in its script tag.
const tag = document.getElementById("boot");
const at = (name) => new URL(name, document.baseURI);

// A reload must ask for the address that is shown, its fragment included.
for (const link of document.querySelectorAll(".block a")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
}

// What the app asks for first comes while its WebAssembly does; `src/api/early.rs` takes it over.
const early = { files: {} };
window.early = early;
const SOON_MS = 100;
const PAINTED_MS_MAX = 200;
const after = (delay) => new Promise((then) => setTimeout(then, delay));
// A tab or frame that is out of sight draws no frame, so it waits for the time alone.
early.painted = () => Promise.race([after(PAINTED_MS_MAX), new Promise(requestAnimationFrame).then(() => after(0))]);
// What takes long is done in many tasks. A timer would wait, in a tab out of sight a second and more.
early.task = () =>
  new Promise((then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(0);
  });
async function bytes(reply) {
  return new Uint8Array(await reply.arrayBuffer());
}
function get(name, init) {
  early.files[name] = fetch(at(name), init).then((reply) => (reply.ok ? bytes(reply) : null));
  // The app hears of a failure.
  early.files[name].catch(() => {});
  return early.files[name];
}

// The language is a guess, since config.json may name another: `src/language.rs` decides.
function textsOf(language) {
  return tag.getAttribute(`data-texts-${language?.split(/[-_]/)[0].toLowerCase()}`);
}
// It throws where a site's data are blocked.
function store(act) {
  try {
    return act(sessionStorage);
  } catch {
    return null;
  }
}
const query = new URLSearchParams(location.search);
const wanted = [store((tab) => tab.getItem("restore-desk language")), query.get("lang"), navigator.language, "en"];
get(wanted.map(textsOf).find(Boolean));

// How the page looks in a portal is in its address (docs/embedding.md).
const { dataset } = document.documentElement;
for (const name of ["embed", "theme", "height"]) dataset[name] = query.get(name) ?? "";

/** The origins around a frame, the nearest first, as far as the browser tells: `src/embed.rs` judges. */
function origins() {
  if (location.ancestorOrigins) return [...location.ancestorOrigins];
  try {
    return [parent.location.origin];
  } catch {
    const { origin } = new URL(document.referrer || location);
    return origin === location.origin ? [] : [origin];
  }
}
const around = parent === window ? [] : origins();
if (parent !== window) {
  dataset.around = around.join(" ");
  // The history belongs to the page around this one: a link of ours adds nothing to it.
  addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#/"]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    location.replace(link.href);
  });
}

// And so does the first answer, if it is the very request that the app would send: what is not
// plain is left to the app.
const FIRST = /^#\/((?:restoreSessions|backupServers|vmRestorePoints)\/[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12})$/;
const PROXY = /^(?:https?:\/\/[\w.:[\]-]+)?(?!\/\/)[\w./~-]+$/;
function ask({ proxy: given, signIn, portalOrigins = [] }) {
  const [, path] = FIRST.exec(location.hash) ?? [];
  const isStranger = (origin) => origin !== location.origin && !portalOrigins.includes(origin);
  if (!path || !PROXY.test(given) || around.some(isStranger)) return;
  const proxy = at(given.replace(/\/?$/, "/")).href;
  const byProxy = signIn === "proxy";
  const token = byProxy ? undefined : JSON.parse(store((tab) => tab.getItem(`restore-desk ${proxy}`)))?.token;
  if (!byProxy && !token) return;
  const url = `${proxy}${path}?format=Entity`;
  const controller = new AbortController();
  const headers = { Accept: "application/json" };
  if (token) headers["X-RestSvcSessionId"] = token;
  const reply = fetch(url, {
    headers,
    mode: "cors",
    redirect: "error",
    cache: "no-store",
    referrerPolicy: "no-referrer",
    credentials: byProxy && new URL(url).origin === location.origin ? "same-origin" : "omit",
    signal: controller.signal,
  }).then(async (response) => ({ response, bytes: await bytes(response) }));
  reply.catch(() => {});
  const soon = () => Promise.race([reply, after(SOON_MS)]);
  Object.assign(early, { url, token, controller, reply, soon, at: performance.now() });
}
get("config.json", { cache: "no-cache" })
  .then((config) => ask(JSON.parse(new TextDecoder().decode(config))))
  // A tab's first formatter takes a while, and here it takes it while all of this is on its way.
  .then(() => new Intl.DateTimeFormat())
  .catch(() => {});

/** Shows a block of index.html in place of the app. */
function show(id) {
  document.getElementById("app").replaceChildren();
  const block = document.getElementById(id);
  block.setAttribute("role", "alert");
  block.hidden = false;
}

// A panic of the app is a trap, and so is a full stack or memory: its state is unknown from then
// on, so nothing of it goes on, and what it showed is taken away.
let app;
function isTrap(error) {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}
function onError({ error, reason = error }) {
  if (isTrap(reason)) {
    app?.stop?.();
    show("panic");
  }
}
addEventListener("error", onError);
addEventListener("unhandledrejection", onError);

// A release put in place while this one loads takes its files away: a reload finds the new ones.
const RELOADED = "restore-desk reloaded";
function mayReload(tab) {
  const isFirst = !tab.getItem(RELOADED);
  tab.setItem(RELOADED, "1");
  return isFirst;
}

try {
  app = await import(at(tag.dataset.js));
  await app.default({ module_or_path: at(tag.dataset.wasm) });
  store((tab) => tab.removeItem(RELOADED));
} catch (error) {
  console.error(error);
  if (isTrap(error)) show("panic");
  else if (store(mayReload)) location.reload();
  else show("unsupported");
}
