// The glue of wasm-bindgen: short names, nothing that is not called, and what loads the second
// WebAssembly.

/** Its text for a module of `names`, whose second part stands in the file `laterName`. */
export function shortGlue(text, first, later, laterName) {
  let glue = text.replace(/^import \* as \w+ from "[^"]*__wasm_split\.js"\n/m, "");
  glue = glue.replace(/^ *"[^"]*__wasm_split\.js": \w+,\n/m, "");
  // Streams of leptos's server functions.
  glue = glue.replace(/^export class IntoUnderlying\w+ \{\n[^]*?\n\}\n(if \(Symbol\.dispose\).*\n)?/gm, "");
  glue = glue.replace(/^const IntoUnderlying\w+Finalization = [^]*?;\n/gm, "");
  glue = withImports(glue, first);
  const exported = new Map(first.exports);
  const brief = (long) => {
    const name = exported.get(long);
    if (!name) throw new Error(`The glue calls ${long}, which the wasm does not export.`);
    return name;
  };
  glue = glue.replace(/\bwasm\.(\w+)/g, (_, long) => `wasm.${brief(long)}`);
  return glue + loader(later, laterName, brief);
}

function withImports(glue, { bytes, imports: named }) {
  const imports = new Map(named.map(([, long, brief]) => [long, brief]));
  const start = glue.indexOf("const import0 = {") + "const import0 = {".length;
  const end = glue.indexOf("\n    };", start);
  const entries = glue.slice(start, end).split(/^ {8}(?=__wb\w+:)/m).map((entry) => {
    const long = entry.match(/^(__wb\w+):/)?.[1];
    if (!long) return entry;
    const brief = imports.get(long);
    imports.delete(long);
    return brief ? `        ${brief}${entry.slice(long.length)}` : "";
  });
  const load = imports.get("__wasm_split_load_later");
  if (!load) throw new Error("The wasm does not ask for what comes later.");
  imports.delete("__wasm_split_load_later");
  entries.push(`        ${load}: loadLater,\n`);
  if (imports.size > 0) throw new Error(`The glue lacks ${[...imports.keys()].join(", ")}.`);
  const all = glue.slice(0, start) + entries.join("") + glue.slice(end);
  const from = new Set(WebAssembly.Module.imports(new WebAssembly.Module(bytes)).map((one) => one.module));
  if (from.size !== 1) throw new Error(`The wasm imports from ${[...from].join(", ")}: one place was expected.`);
  const place = /"\.\/[\w-]+_bg\.js": import0/;
  if (!place.test(all)) throw new Error("The glue does not say where its imports belong.");
  return all.replace(place, `${JSON.stringify([...from][0])}: import0`);
}

/** Loads the second part when the first asks: it says which function to tell. A part that could
 *  not be loaded is asked for anew the next time. And after a trap nothing goes on. */
function loader(later, laterName, brief) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(later.bytes));
  const longs = new Map(later.imports.map(([, long, short]) => [short, long]));
  const shares = imports.map(({ name }) => `${name}: wasm.${brief(longs.get(name))}`);
  return `
let later;
async function loadLater(index, data) {
  let isThere = true;
  try {
    later ??= fetch(new URL("./${laterName}", import.meta.url)).then(async (reply) => {
      if (!reply.ok) throw new Error(reply.statusText);
      const imports = { ${JSON.stringify(imports[0].module)}: { ${shares.join(", ")} } };
      return WebAssembly.instantiate(await reply.arrayBuffer(), imports);
    });
    await later;
  } catch (error) {
    console.error(error);
    later = undefined;
    isThere = false;
  }
  wasm.${brief("__indirect_function_table")}.get(index)(data, isThere);
}
export function stop() {
  wasm = new Proxy({}, { get: () => () => {} });
}
`;
}
