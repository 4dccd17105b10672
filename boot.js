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
function chosen() {
  try {
    return sessionStorage.getItem("restore-desk language");
  } catch {
    return null;
  }
}
const wanted = [chosen(), new URLSearchParams(location.search).get("lang"), navigator.language, "en"];
const texts = document.createElement("link");
Object.assign(texts, { rel: "preload", as: "fetch", crossOrigin: "anonymous" });
texts.href = at(wanted.map(textsOf).find(Boolean));
document.head.append(texts);

try {
  const app = await import(at(tag.dataset.js));
  await app.default({ module_or_path: at(tag.dataset.wasm) });
} catch (error) {
  // A panic has its own block; everything else means that the app never came.
  console.error(error);
  if (document.getElementById("panic").hidden) {
    document.getElementById("app").replaceChildren();
    const block = document.getElementById("unsupported");
    block.setAttribute("role", "alert");
    block.hidden = false;
  }
}
