// Makes a built app smaller, without changing what it does: node main.mjs DIST TOOLS SPLIT
//
// DIST is what trunk made, TOOLS has wasm-opt and esbuild, SPLIT holds the app's WebAssembly in
// two: what the first answer needs (bound/restore-desk_bg.wasm, with its glue), and what comes
// later (split_later.wasm). docs/performance.md has what each step saves.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { cut, functionNames } from "./cut.mjs";
import { shortGlue } from "./glue.mjs";
import { withoutLocations } from "./locations.mjs";
import { namedInOrder, similarOrder } from "./order.mjs";

const [folder, tools, split] = process.argv.slice(2);
const tool = (name) => import(pathToFileURL(path.join(tools, "node_modules", name)));
const { default: binaryen } = await tool("binaryen/index.js");
const { default: esbuild } = await tool("esbuild/lib/main.js");

const at = (name) => path.join(folder, name);
const read = (name) => fs.readFileSync(at(name), "utf8");
const scratch = fs.mkdtempSync(path.join(tools, "shrink-"));
process.on("exit", () => fs.rmSync(scratch, { recursive: true, force: true }));

const FEATURES = ["bulk-memory", "bulk-memory-opt", "nontrapping-float-to-int", "sign-ext"]
  .concat(["mutable-globals", "reference-types", "multivalue"])
  .map((feature) => `--enable-${feature}`);

/** Runs wasm-opt over a module; gives the new one and what it said. */
function wasmOpt(bytes, ...passes) {
  const program = path.join(tools, "node_modules", "binaryen", "bin", "wasm-opt");
  const [from, to] = ["from.wasm", "to.wasm"].map((name) => path.join(scratch, name));
  fs.writeFileSync(from, bytes);
  const call = [program, ...FEATURES, from, ...passes, "-o", to];
  // Of a section of names that it does not know it warns, and it goes with the names.
  const stdio = ["ignore", "pipe", "ignore"];
  const said = execFileSync(process.execPath, call, { encoding: "utf8", stdio });
  return { bytes: fs.readFileSync(to), said };
}

// The first kilobyte of memory is the end of the stack, never an address of data.
const OPTIMIZE = ["--flatten", "--rereloop", "-Oz", "-Oz", "-Oz", "--low-memory-unused", "-g"];
const STRIP = ["--strip-debug", "--strip-producers", "--strip-target-features"];

/** The smallest form of a module, the short names of what it imports and exports, and the names
 *  of its functions in their order. */
function small(bytes) {
  const optimized = wasmOpt(bytes, ...OPTIMIZE).bytes;
  const order = similarOrder(optimized);
  const names = functionNames(binaryen, optimized);
  const short = ["--reorder-functions-by-name", "--minify-imports-and-exports-and-modules"];
  const { bytes: last, said } = wasmOpt(namedInOrder(optimized, order), ...short, ...STRIP);
  return { bytes: last, ...JSON.parse(said), names: order.map((place) => names[place]) };
}

const bound = fs.readFileSync(path.join(split, "bound", "restore-desk_bg.wasm"));
const glueOf = fs.readFileSync(path.join(split, "bound", "restore-desk.js"), "utf8");
const laterOf = fs.readFileSync(path.join(split, "split_later.wasm"));
const shared = WebAssembly.Module.imports(new WebAssembly.Module(laterOf)).map(({ name }) => name);
const called = [...glueOf.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name);
const first = small(cut(binaryen, bound, [...called, ...shared]));
const later = small(laterOf);
[first.bytes, later.bytes] = withoutLocations([first.bytes, later.bytes]);

const script = { minify: true, format: "esm", legalComments: "none" };
const short = (text) => esbuild.transformSync(text, script).code;
const digest = (text, kind, form) => crypto.createHash(kind).update(text).digest(form);
function write(stem, extension, content) {
  const name = `${stem}-${digest(content, "sha256", "hex").slice(0, 16)}${extension}`;
  fs.writeFileSync(at(name), content);
  return name;
}

// New contents, new names.
let page = read("index.html");
const nameOf = (pattern) => {
  const found = page.match(pattern)?.[1];
  if (!found) throw new Error(`index.html names no ${pattern}`);
  return found;
};
function replaceFile(old, stem, content) {
  fs.rmSync(at(old));
  const name = write(stem, path.extname(old), content);
  page = page.replaceAll(old, name);
  return name;
}
const laterName = write("later", ".wasm", later.bytes);
const glue = shortGlue(glueOf, first, later, laterName);
replaceFile(nameOf(/data-wasm="\.\/([^"]+)"/), "restore-desk", first.bytes);
replaceFile(nameOf(/data-js="\.\/([^"]+)"/), "restore-desk", short(glue));
page = page.replace(/ data-wasm=/, ` data-later="./${laterName}" data-wasm=`);
for (const [, name] of page.matchAll(/data-texts-\w+="\.\/([^"]+)"/g)) {
  replaceFile(name, path.basename(name, ".txt"), read(name));
}
fs.writeFileSync(at("boot.js"), short(read("boot.js")));

// One file of styles.
const links = [...page.matchAll(/<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>\n?/g)];
if (links.length === 0) throw new Error("index.html names no styles.");
const styles = links.map(([, name]) => read(name)).join("");
const css = esbuild.transformSync(styles, { loader: "css", minify: true }).code;
const style = write("style", ".css", css);
const integrity = `sha384-${digest(css, "sha384", "base64")}`;
links.forEach(([link, name], index) => {
  const one = `<link rel="stylesheet" href="./${style}" integrity="${integrity}">\n`;
  page = page.replace(link, index === 0 ? one : "");
  fs.rmSync(at(name));
});
fs.writeFileSync(at("index.html"), page.replace(/\n{2,}/g, "\n"));

// A trap's stack names functions by their numbers: these are their names.
for (const [stem, { bytes, names }] of Object.entries({ "restore-desk": first, later })) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
  const number = imports.filter(({ kind }) => kind === "function").length;
  const lines = names.map((name, index) => `wasm-function[${number + index}] ${name}`);
  fs.writeFileSync(path.join(split, `${stem}.functions.txt`), `${lines.join("\n")}\n`);
}
