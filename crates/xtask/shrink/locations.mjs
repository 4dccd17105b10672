// Where a panic happened is said by nobody once a panic is a trap: the places and the paths of
// sources stay in the data all the same, which brotli can't know. They become zeros.
import { memory } from "./binary.mjs";

const PATH = /^[\w.\-/]+\.rs$/;
const LONGEST_PATH = 200;
const LAST_LINE = 100_000;
const LAST_COLUMN = 1_000;

/** The modules, which share one memory, without the places of panics. */
export function withoutLocations(modules) {
  const copies = modules.map((bytes) => Buffer.from(bytes));
  const pieces = copies.flatMap((bytes) => memory(bytes).map((piece) => ({ bytes, ...piece })));
  const paths = new Map();
  let places = 0;
  for (const { bytes, address, start, length } of pieces) {
    // A `Location` is four words: address and length of its path, line, column.
    for (let at = start + ((4 - (address % 4)) % 4); at + 16 <= start + length; at += 4) {
      const [pathAddress, pathLength, line, column] = [0, 4, 8, 12].map((word) => bytes.readUInt32LE(at + word));
      const isPlace = line > 0 && line < LAST_LINE && column > 0 && column < LAST_COLUMN;
      if (!isPlace || pathLength < 5 || pathLength > LONGEST_PATH) continue;
      const path = textAt(pieces, pathAddress, pathLength);
      if (!path || !PATH.test(path.toString())) continue;
      paths.set(pathAddress, path);
      bytes.fill(0, at, at + 16);
      places += 1;
    }
  }
  if (places < 10) throw new Error("The data has no places of panics: they look different now.");
  for (const path of paths.values()) path.fill(0);
  return copies;
}

/** The bytes at an address, in place. */
function textAt(pieces, address, length) {
  const piece = pieces.find((one) => one.address <= address && address + length <= one.address + one.length);
  if (!piece) return undefined;
  const start = piece.start + address - piece.address;
  return piece.bytes.subarray(start, start + length);
}
