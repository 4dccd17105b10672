// Makes a built app smaller, without changing what it does: node shrink.mjs DIST TOOLS
//
// - What leptos's server functions bring and nothing here calls (streams of wasm-streams, which
//   wasm-bindgen exports) is cut out of the wasm and of its glue.
// - Binaryen optimizes, and puts functions of one name together, which brotli likes.
// - Imports and exports get names of one letter; the glue, and the styles as one file, are minified.
//
// docs/performance.md has what each step saves.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, tools] = process.argv.slice(1);
const tool = (name) => import(pathToFileURL(path.join(tools, "node_modules", name)));
const { default: binaryen } = await tool("binaryen/index.js");
const { default: esbuild } = await tool("esbuild/lib/main.js");

const at = (name) => path.join(folder, name);
const read = (name) => fs.readFileSync(at(name), "utf8");
const scratch = fs.mkdtempSync(path.join(tools, "shrink-"));
process.on("exit", () => fs.rmSync(scratch, { recursive: true, force: true }));
const fail = (why) => {
  console.error(why);
  process.exit(1);
};

let page = read("index.html");
const named = (pattern) => page.match(pattern)?.[1] ?? fail(`index.html names no ${pattern}`);
const glueName = named(/data-js="\.\/([^"]+)"/);
const wasmName = named(/data-wasm="\.\/([^"]+)"/);

// Not by a generic function's name, such as that of a drop: of several that are alike the linker
// keeps one, under the name of any of them.
const NEVER_CALLED = /^(<wasm_streams::|(__wbg_)?intounderlying|js_sys::futures::future_to_promise::)/;
// What leads to a closure alone.
const SHIM = /^core::ops::function::FnOnce::call_once/;
const FEATURES = ["bulk-memory", "bulk-memory-opt", "nontrapping-float-to-int", "sign-ext"]
  .concat(["mutable-globals", "reference-types", "multivalue"])
  .map((feature) => `--enable-${feature}`);

function wasmOpt(from, to, ...passes) {
  const program = path.join(tools, "node_modules", "binaryen", "bin", "wasm-opt");
  const call = [program, ...FEATURES, from, ...passes, "-o", to];
  return execFileSync(process.execPath, call, { encoding: "utf8" });
}

// 1. Cut out. Bodies go as well as exports: a table of functions still refers to them.
const step = (name) => path.join(scratch, `${name}.wasm`);
binaryen.setDebugInfo(true);
const module = binaryen.readBinary(fs.readFileSync(at(wasmName)));
for (let index = module.getNumExports() - 1; index >= 0; index -= 1) {
  const { name } = binaryen.getExportInfo(module.getExportByIndex(index));
  if (NEVER_CALLED.test(name)) module.removeExport(name);
}
for (const [, caller, body] of module.emitText().matchAll(/^ \(func \$("[^"]*"|\S+)([^]*?)^ \)$/gm)) {
  const name = caller.replaceAll('"', "");
  if (NEVER_CALLED.test(name) || SHIM.test(name)) continue;
  for (const [, callee] of body.matchAll(/call \$("[^"]*"|[^\s)]+)/g)) {
    if (NEVER_CALLED.test(callee.replaceAll('"', ""))) fail(`${name} calls ${callee}: it is needed.`);
  }
}
let cut = 0;
for (let index = 0; index < module.getNumFunctions(); index += 1) {
  const ref = module.getFunctionByIndex(index);
  const { name, module: from } = binaryen.getFunctionInfo(ref);
  if (!from && NEVER_CALLED.test(name)) {
    binaryen.Function.setBody(ref, module.unreachable());
    cut += 1;
  }
}
if (cut === 0) fail("The wasm has no names: strip must leave them to this step.");
fs.writeFileSync(step("cut"), module.emitBinary());

// 2. Optimize. The first kilobyte of memory is the end of the stack, never an address of data.
const optimize = ["--flatten", "--rereloop", "-Oz", "-Oz", "--low-memory-unused"];
wasmOpt(step("cut"), step("small"), ...optimize, "--reorder-functions-by-name", "-g");

// 3. Short names, in the wasm and in its glue alike.
const strip = ["--strip-debug", "--strip-producers", "--strip-target-features"];
const short = ["--minify-imports-and-exports-and-modules", ...strip];
const names = JSON.parse(wasmOpt(step("small"), step("short"), ...short));
const wasm = fs.readFileSync(step("short"));

let glue = read(glueName);
glue = glue.replace(/^export class IntoUnderlying\w+ \{\n[^]*?\n\}\n(if \(Symbol\.dispose\).*\n)?/gm, "");
glue = glue.replace(/^const IntoUnderlying\w+Finalization = [^]*?;\n/gm, "");
const imports = new Map(names.imports.map(([, long, brief]) => [long, brief]));
const start = glue.indexOf("const import0 = {") + "const import0 = {".length;
const end = glue.indexOf("\n    };", start);
const entries = glue.slice(start, end).split(/^ {8}(?=__wb\w+:)/m).map((entry) => {
  const long = entry.match(/^(__wb\w+):/)?.[1];
  if (!long) return entry;
  const brief = imports.get(long);
  imports.delete(long);
  return brief ? `        ${brief}${entry.slice(long.length)}` : "";
});
if (imports.size > 0) fail(`The glue lacks ${[...imports.keys()].join(", ")}.`);
glue = glue.slice(0, start) + entries.join("") + glue.slice(end);
const from = new Set(WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map((one) => one.module));
if (from.size !== 1) fail(`The wasm imports from ${[...from].join(", ")}: one place was expected.`);
const place = /"\.\/[\w-]+_bg\.js": import0/;
if (!place.test(glue)) fail("The glue does not say where its imports belong.");
glue = glue.replace(place, `${JSON.stringify([...from][0])}: import0`);
const exported = new Map(names.exports);
glue = glue.replace(/\bwasm\.(\w+)/g, (all, long) => {
  const brief = exported.get(long) ?? fail(`The glue calls ${long}, which the wasm does not export.`);
  return `wasm.${brief}`;
});
const script = { minify: true, format: "esm", legalComments: "none" };
glue = esbuild.transformSync(glue, script).code;

fs.writeFileSync(at("boot.js"), esbuild.transformSync(read("boot.js"), script).code);

// 4. New contents, new names; one file of styles.
const digest = (text, kind, form) => crypto.createHash(kind).update(text).digest(form);
function replaceFile(old, stem, content) {
  const name = `${stem}-${digest(content, "sha256", "hex").slice(0, 16)}${path.extname(old)}`;
  fs.rmSync(at(old));
  fs.writeFileSync(at(name), content);
  page = page.replaceAll(old, name);
  return name;
}
replaceFile(wasmName, "restore-desk", wasm);
replaceFile(glueName, "restore-desk", glue);

for (const [, name] of page.matchAll(/data-texts-\w+="\.\/([^"]+)"/g)) {
  replaceFile(name, path.basename(name, ".txt"), read(name));
}

const links = [...page.matchAll(/<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>\n?/g)];
if (links.length === 0) fail("index.html names no styles.");
const styles = links.map(([, name]) => read(name)).join("");
const css = esbuild.transformSync(styles, { loader: "css", minify: true }).code;
const style = `style-${digest(css, "sha256", "hex").slice(0, 16)}.css`;
fs.writeFileSync(at(style), css);
const integrity = `sha384-${digest(css, "sha384", "base64")}`;
links.forEach(([link, name], index) => {
  const one = `<link rel="stylesheet" href="./${style}" integrity="${integrity}">\n`;
  page = page.replace(link, index === 0 ? one : "");
  fs.rmSync(at(name));
});
fs.writeFileSync(at("index.html"), page.replace(/\n{2,}/g, "\n"));
