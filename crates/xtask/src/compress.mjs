// Writes FILE.br (brotli's best) and FILE.gz beside each file of a folder that gets smaller by it.
// Node does this because it is needed for wasm-opt anyway and has both codecs built in.
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const kinds = new Set([".html", ".js", ".mjs", ".css", ".wasm", ".json", ".svg", ".ico", ".txt", ".xml", ".webmanifest", ".map"]);
const folder = process.argv[1];

for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !kinds.has(path.extname(entry.name))) continue;
  // A site edits it, and would go on serving what was packed.
  if (entry.name === "config.json") continue;
  const file = path.join(entry.parentPath ?? entry.path, entry.name);
  const plain = fs.readFileSync(file);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
  const params = { [BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY, [BROTLI_PARAM_SIZE_HINT]: plain.length };
  for (const [suffix, packed] of [
    [".br", zlib.brotliCompressSync(plain, { params })],
    [".gz", zlib.gzipSync(plain, { level: 9 })],
  ]) {
    if (packed.length < plain.length) fs.writeFileSync(file + suffix, packed);
  }
}
