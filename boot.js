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

// The texts come while the WebAssembly does. This is a guess, since config.json may name another
// language: `src/language.rs` decides.
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
const texts = document.createElement("link");
Object.assign(texts, { rel: "preload", as: "fetch", crossOrigin: "anonymous" });
texts.href = at(wanted.map(textsOf).find(Boolean));
document.head.append(texts);

// How the page looks in a portal is in its address (docs/embedding.md).
const { dataset } = document.documentElement;
for (const name of ["embed", "theme", "height"]) dataset[name] = query.get(name) ?? "";

/** The origins around a frame, the nearest first, as far as the browser tells: `src/embed.rs` judges. */
function around() {
  if (location.ancestorOrigins) return [...location.ancestorOrigins];
  try {
    return [parent.location.origin];
  } catch {
    const { origin } = new URL(document.referrer || location);
    return origin === location.origin ? [] : [origin];
  }
}
if (parent !== window) {
  dataset.around = around().join(" ");
  // The history belongs to the page around this one: a link of ours adds nothing to it.
  addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#/"]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    location.replace(link.href);
  });
}

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
