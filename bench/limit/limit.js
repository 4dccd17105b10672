// The session page with nothing between the browser and the job: one request, then plain DOM.
// Its time is the limit that the app is measured against, not a page anyone should use.
const options = new URLSearchParams(location.search);
const headers = { Accept: "application/json", "X-RestSvcSessionId": options.get("token") };
const dates = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

function shown(key, value) {
  if (key === "Progress") {
    const bar = element("progress");
    bar.max = 100;
    bar.value = value;
    return bar;
  }
  return key.endsWith("UTC") ? dates.format(new Date(value)) : String(value);
}

function link({ Rel, Name, Type, Href }) {
  const anchor = element("a", `${Rel}: ${Name ?? Type}`);
  anchor.href = `#${new URL(Href).pathname.replace(/^\/api/, "")}`;
  return element("li", anchor);
}

async function show() {
  const reply = await fetch(`${options.get("proxy")}${location.hash.slice(2)}?format=Entity`, { headers });
  if (!reply.ok) throw new Error(`The proxy answered ${reply.status}`);
  const { Name, Links = [], ...fields } = await reply.json();
  const rows = Object.entries(fields).flatMap(([key, value]) => [element("dt", key), element("dd", shown(key, value))]);
  const page = document.getElementById("session");
  page.replaceChildren(element("h1", Name), element("dl", ...rows), element("ul", ...Links.map(link)));
  page.removeAttribute("aria-busy");
}

addEventListener("hashchange", show);
show();
