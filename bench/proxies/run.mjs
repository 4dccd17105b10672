// The gateway against nginx on the same ways: files of the app, reads that reach Enterprise
// Manager, reads that are kept for 5 s. `node bench/proxies/run.mjs [SECONDS] [CONNECTIONS]`,
// see README.md beside this.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import tls from "node:tls";

const seconds = Number(process.argv[2] ?? 10);
const connections = Number(process.argv[3] ?? 32);
const ROUNDS = 3;
/// As many as the gateway has threads.
const WORKERS = os.availableParallelism();

const root = path.join(import.meta.dirname, "..", "..");
const programs = path.join(process.env.CARGO_TARGET_DIR ?? path.join(root, "target"), "server");
const modules = process.env.NGINX_MODULES ?? "/usr/lib/nginx/modules";
const dist = path.join(root, "dist");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "restore-desk-"));
const started = [];
process.on("exit", () => {
  for (const child of started) child.kill("SIGTERM");
  fs.rmSync(scratch, { recursive: true, force: true });
});

/** Starts a program of ours; gives what its first line says. */
async function start(name, ...args) {
  const log = fs.openSync(path.join(scratch, `${name}.log`), "a");
  const child = spawn(path.join(programs, `restore-desk-${name}`), args, { stdio: ["pipe", "pipe", log] });
  started.push(child);
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return { pid: child.pid, ...JSON.parse(line) };
}

async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

async function certificateOf(address) {
  const { hostname, port } = new URL(address);
  const socket = tls.connect({ host: hostname, port, rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const lines = socket.getPeerCertificate().raw.toString("base64").match(/.{1,64}/g);
  socket.destroy();
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

/** The shipped configuration, its marked places filled in; `extra` goes beside `proxy_pass`. */
async function nginx(enterpriseManager, name, extra, outside) {
  const folder = path.join(scratch, name);
  fs.mkdirSync(folder);
  const port = await freePort();
  fs.writeFileSync(path.join(folder, "em.pem"), await certificateOf(enterpriseManager));
  let text = fs.readFileSync(path.join(root, "deploy", "nginx", "restore-desk.conf"), "utf8");
  const places = {
    1: 'map $http_origin $desk_origin { default ""; }',
    2: 'map "" $desk_portals { default ""; }',
    3: `listen 127.0.0.1:${port};\nserver_name desk.example;\nroot ${dist};`,
    4: `proxy_pass ${enterpriseManager};\nproxy_ssl_trusted_certificate em.pem;\nproxy_ssl_name localhost;\n${extra}`,
  };
  for (const [place, lines] of Object.entries(places)) {
    const [from, to] = [text.indexOf(`# ==== EDIT ${place} of 4:`), text.indexOf(`# ==== end of ${place} `)];
    text = `${text.slice(0, from)}${lines}\n${text.slice(to)}`;
  }
  // The gateway writes no line for what went well either.
  text = text.replace(/access_log .*;/, "access_log off;");
  fs.writeFileSync(path.join(folder, "restore-desk.conf"), text);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  fs.writeFileSync(
    path.join(folder, "nginx.conf"),
    `load_module ${modules}/ngx_http_brotli_static_module.so;
user ${os.userInfo().username};
daemon off; worker_processes ${WORKERS}; pid nginx.pid;
events { worker_connections 1024; }
http { ${temporary.map((kind) => `${kind}_temp_path ${kind};`).join(" ")} ${outside} include restore-desk.conf; }
`,
  );
  const args = ["-p", folder, "-c", path.join(folder, "nginx.conf"), "-e", path.join(folder, "error.log")];
  const child = spawn(process.env.NGINX ?? "nginx", args, { stdio: "ignore" });
  started.push(child);
  let isOver = false;
  child.once("exit", () => (isOver = true));
  const origin = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${origin}/healthz`).catch(() => null))) {
    if (isOver) throw new Error(fs.readFileSync(path.join(folder, "error.log"), "utf8"));
  }
  return { pid: child.pid, origin };
}

/** Seconds of processor that a program and its children have used. */
function processor_s(pid) {
  const ticks = (id) => {
    const fields = fs.readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1].split(" ");
    return Number(fields[11]) + Number(fields[12]);
  };
  const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return [pid, ...children].map(ticks).reduce((sum, one) => sum + one, 0) / 100;
}

/** One run of wrk: answers a second, the slowest hundredth, and the proxy's processor for each. */
function load({ pid, url, headers }) {
  const given = Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]);
  const before = processor_s(pid);
  const said = execFileSync(
    "wrk",
    ["--threads", "1", "--connections", String(connections), "--duration", `${seconds}s`, "--latency", ...given, url],
    { encoding: "utf8" },
  );
  const used = processor_s(pid) - before;
  if (/Non-2xx|Socket errors/.test(said)) throw new Error(`${url}\n${said}`);
  const answers = Number(/(\d+) requests in/.exec(said)[1]);
  const [, number, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(said);
  const p99_ms = Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit];
  return { answers_per_s: Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]), p99_ms, processor_us: (used / answers) * 1e6 };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Both in turn, so that a slow minute of the machine falls on both. */
function compare(title, ways) {
  const seen = Object.keys(ways).map((name) => [name, []]);
  for (let round = 0; round < ROUNDS; round += 1) for (const [name, runs] of seen) runs.push(load(ways[name]));
  const middle = seen.map(([name, runs]) => {
    const of = (what) => median(runs.map((run) => run[what]));
    const [rate, p99, cost] = [of("answers_per_s"), of("p99_ms"), of("processor_us")];
    console.log(`${title.padEnd(34)} ${name.padEnd(8)} ${rate.toFixed(0).padStart(7)}/s  p99 ${p99.toFixed(1).padStart(7)} ms  ${cost.toFixed(0).padStart(5)} µs of processor each`);
    return [rate, cost];
  });
  const ratio = (which) => (middle[0][which] / middle[1][which]).toFixed(2);
  console.log(`${"".padEnd(34)} gateway/nginx: ${ratio(0)} of the answers, ${ratio(1)} of the processor\n`);
}

const em = await start("simulator", "--listen", "127.0.0.1:0");
const { user, password } = em.users[0];
const account = path.join(scratch, "account");
fs.writeFileSync(account, `${user}\n${password}\n`, { mode: 0o600 });
const upstream = ["--enterprise-manager", em.listen, "--fingerprint", em.fingerprint];
const files = ["--app", dist, "--app-listen", "127.0.0.1:0"];
const gateway = await start("gateway", "--listen", "127.0.0.1:0", ...upstream, ...files);
const keeping = await start("gateway", "--listen", "127.0.0.1:0", ...upstream, "--sign-in-account", account);
const plain = await nginx(em.listen, "plain", "", "");
// The shipped configuration keeps nothing: these are the lines that would make it.
const KEEP = `proxy_cache reads; proxy_cache_key "$request_uri $http_x_restsvcsessionid";
proxy_cache_valid 200 5s; proxy_cache_lock on; proxy_cache_use_stale updating; proxy_ignore_headers X-Accel-Redirect Set-Cookie Vary Expires Cache-Control;`;
const caching = await nginx(em.listen, "caching", KEEP, "proxy_cache_path cache keys_zone=reads:1m;");

const api = (base) => `${base.replace(/\/$/, "")}/api/`;
const basic = { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
const reply = await fetch(`${api(gateway.api)}sessionMngr/?v=latest`, { method: "POST", headers: { ...basic, "Content-Length": "0" } });
const headers = { Accept: "application/json", "X-RestSvcSessionId": reply.headers.get("x-restsvcsessionid") };
const session = `restoreSessions/${em.sessions.success}?format=Entity`;
const app = (base) => base.replace(/\/$/, "");

const compressed = { "Accept-Encoding": "br" };
const program = fs.readdirSync(dist).find((name) => /^restore-desk-.*\.wasm$/.test(name));
console.log(`${connections} connections of wrk, ${ROUNDS} runs of ${seconds} s each in turn, medians; ${WORKERS} processors for all\n`);
for (const [title, name] of [["a small file, index.html", "index.html"], ["a large file, the WebAssembly", program]]) {
  compare(title, {
    gateway: { pid: gateway.pid, url: `${app(gateway.app)}/${name}`, headers: compressed },
    nginx: { pid: plain.pid, url: `${plain.origin}/${name}`, headers: compressed },
  });
}
compare("a read, to Enterprise Manager", {
  gateway: { pid: gateway.pid, url: api(gateway.api) + session, headers },
  nginx: { pid: plain.pid, url: api(plain.origin) + session, headers },
});
compare("a read, kept for 5 s", {
  gateway: { pid: keeping.pid, url: api(keeping.api) + session, headers: { Accept: "application/json" } },
  nginx: { pid: caching.pid, url: api(caching.origin) + session, headers },
});
process.exit(0);
