// Functions that are alike stand together: brotli then has less to say of each.
import { bodies, encoded, sections } from "./binary.mjs";

/** Bytes that are compared at a time. */
const GRAM = 4;
/** How many minima stand for a function: their share in common is how alike two are. */
const MINIMA = 96;

/** The functions' places in the module, each followed by the one that is most like it; from the
 *  smallest. */
export function similarOrder(bytes) {
  return chain(bodies(bytes));
}

function chain(code) {
  const sketches = code.map(sketch);
  const left = new Set(code.keys());
  let here = [...left].reduce((least, index) => (code[index].length < code[least].length ? index : least));
  const order = [];
  for (;;) {
    order.push(here);
    left.delete(here);
    if (left.size === 0) return order;
    let best = -1;
    let next = here;
    for (const index of left) {
      const far = Math.abs(code[index].length - code[here].length);
      const alike = common(sketches[index], sketches[here]) - far / 1e8;
      if (alike > best) [best, next] = [alike, index];
    }
    here = next;
  }
}

/** The least of each of many hashes over the grams of a function. */
function sketch(body) {
  const least = new Uint32Array(MINIMA).fill(0xffffffff);
  for (let at = 0; at <= Math.max(0, body.length - GRAM); at += 1) {
    let gram = 0;
    for (let index = at; index < at + GRAM; index += 1) gram = Math.imul(gram, 257) + (body[index] ?? 0);
    for (let index = 0; index < MINIMA; index += 1) {
      let hash = Math.imul(gram ^ (index * 0x9e3779b9), 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      hash = (hash ^ (hash >>> 16)) >>> 0;
      if (hash < least[index]) least[index] = hash;
    }
  }
  return least;
}

function common(one, other) {
  let count = 0;
  for (let index = 0; index < MINIMA; index += 1) if (one[index] === other[index]) count += 1;
  return count / MINIMA;
}

/** The module with names by which its functions, sorted, stand in an order of their places. */
export function namedInOrder(bytes, order) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
  const first = imports.filter(({ kind }) => kind === "function").length;
  const ranks = [];
  order.forEach((place, rank) => (ranks[place] = rank));
  const entries = ranks.map((rank, place) => {
    const name = Buffer.from(`f${String(rank).padStart(6, "0")}`);
    return Buffer.concat([encoded(first + place), encoded(name.length), name]);
  });
  const functions = Buffer.concat([encoded(entries.length), ...entries]);
  // Subsection 1 of the section "name".
  const content = Buffer.concat([encoded(4), Buffer.from("name"), Buffer.from([1]), encoded(functions.length), functions]);
  const kept = sections(bytes).filter((section) => !isNames(bytes, section));
  const parts = kept.map(({ start, end }) => bytes.subarray(start, end));
  return Buffer.concat([bytes.subarray(0, 8), ...parts, Buffer.from([0]), encoded(content.length), content]);
}

function isNames(bytes, { kind, content }) {
  return kind === 0 && bytes.subarray(content + 1, content + 5).toString() === "name";
}
