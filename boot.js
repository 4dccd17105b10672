// Loads the app. Not inline, since the document's policy allows no inline script.
// Its own file's name has no hash: the hashed names stand in its script tag.
const tag = document.querySelector("script[data-js]");
const at = (name) => new URL(name, document.baseURI);

// A reload must ask for the address that is shown, its fragment included.
for (const link of document.querySelectorAll(".block a")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
}

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
