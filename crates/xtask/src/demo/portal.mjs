// The portal's page for `demo --portal`: deploy/portal as it is shipped, its address of Restore Desk
// and its ids replaced, with a policy as strict as a portal's may be. Ends with its standard input.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

const [folder, port, app, ...pairs] = process.argv.slice(1);
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript" };
const POLICY = `default-src 'none'; script-src 'self' ${app}; style-src 'self'; img-src data:; frame-src ${app}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
// In this order: what is shipped, and what stands in its place.
const replaced = [["https://desk.corp.example", app], ...Array.from({ length: pairs.length / 2 }, (_, at) => pairs.slice(2 * at, 2 * at + 2))];

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const name = pathname === "/" ? "index.html" : pathname.slice(1);
  const type = TYPES[path.extname(name)];
  try {
    if (!type || !/^[a-z]+\.[a-z]+$/.test(name)) throw new Error("no such file");
    let text = await readFile(path.join(folder, name), "utf8");
    if (name === "index.html") for (const [from, to] of replaced) text = text.replaceAll(from, to);
    response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY, "Cache-Control": "no-store" });
    response.end(text);
  } catch {
    response.writeHead(404).end();
  }
});
server.on("error", (error) => {
  console.error(String(error));
  process.exit(2);
});
// By this name it is another site than 127.0.0.1, where Restore Desk is.
server.listen(Number(port), "localhost", () => console.log(JSON.stringify({ portal: `http://localhost:${port}` })));
process.stdin.resume().on("end", () => process.exit(0));
