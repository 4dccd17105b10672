// The parts of a WebAssembly file that the other steps read and write themselves.

/** Reads an unsigned LEB128 number: its value, and where it ends. */
export function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at];
    at += 1;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

/** Writes one. */
export function encoded(value) {
  const bytes = [];
  do {
    const more = value >= 0x80;
    bytes.push((value % 0x80) | (more ? 0x80 : 0));
    value = Math.floor(value / 0x80);
  } while (value > 0);
  return Buffer.from(bytes);
}

/** Every section: its kind, where it starts, where its content starts, and where it ends. */
export function sections(bytes) {
  const found = [];
  let start = 8;
  while (start < bytes.length) {
    const [length, content] = number(bytes, start + 1);
    found.push({ kind: bytes[start], start, content, end: content + length });
    start = content + length;
  }
  return found;
}

/** The bodies of the functions, in their order. */
export function bodies(bytes) {
  const code = sections(bytes).find(({ kind }) => kind === 10);
  let [count, at] = number(bytes, code.content);
  const found = [];
  for (; count > 0; count -= 1) {
    const [length, start] = number(bytes, at);
    found.push(bytes.subarray(start, start + length));
    at = start + length;
  }
  return found;
}

/** The pieces of memory that the module fills: their address, and where they stand in the file. */
export function memory(bytes) {
  const data = sections(bytes).find(({ kind }) => kind === 11);
  if (!data) return [];
  let [count, at] = number(bytes, data.content);
  const found = [];
  for (; count > 0; count -= 1) {
    const [flags, place] = number(bytes, at);
    if (flags !== 0 || bytes[place] !== 0x41) throw new Error("Data without a fixed address.");
    const [address, afterAddress] = number(bytes, place + 1);
    // After the address stands the end of its expression.
    const [length, start] = number(bytes, afterAddress + 1);
    found.push({ address, start, length });
    at = start + length;
  }
  return found;
}
