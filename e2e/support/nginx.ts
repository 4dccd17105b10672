import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect as connectTls } from 'node:tls';

import { freePort } from './free-port.ts';
import { distFolder, nginxBinary, nginxConfiguration, nginxModules } from './paths.ts';

/** How long it may take to listen. */
const PATIENCE_MS = 15_000;

/** nginx with the shipped configuration, its four marked places filled in. */
export class Nginx {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly origin: string;

  private constructor(process: ChildProcess, folder: string, origin: string) {
    this.#process = process;
    this.#folder = folder;
    this.origin = origin;
  }

  /** In front of an Enterprise Manager whose certificate names `localhost`; framed by `portals`. */
  static async start(enterpriseManager: string, portals: string[] = []): Promise<Nginx> {
    const folder = await mkdtemp(path.join(tmpdir(), 'restore-desk-'));
    const port = await freePort();
    await writeFile(path.join(folder, 'em.pem'), await certificateOf(enterpriseManager));
    let text = await readFile(nginxConfiguration, 'utf8');
    const dist = path.join(folder, 'dist');
    await cp(distFolder, dist, { recursive: true });
    await writeFile(path.join(dist, 'config.json'), JSON.stringify({ proxy: 'api/', portalOrigins: portals }));
    text = fill(text, 1, 'map $http_origin $desk_origin { default ""; }');
    text = fill(text, 2, `map "" $desk_portals { default "${portals.join(' ')}"; }`);
    // No TLS: a browser takes this machine's own address for safe without it.
    text = fill(text, 3, `listen 127.0.0.1:${port};\nserver_name desk.example;\nroot ${dist};`);
    const trusted = 'proxy_ssl_trusted_certificate em.pem;\nproxy_ssl_name localhost;';
    text = fill(text, 4, `proxy_pass ${enterpriseManager};\n${trusted}`);
    text = text.replace('/var/log/nginx/restore-desk.access.log', 'access.log');
    await writeFile(path.join(folder, 'restore-desk.conf'), text);
    await writeFile(path.join(folder, 'nginx.conf'), main());
    const args = ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-e', path.join(folder, 'error.log')];
    const nginx = new Nginx(spawn(nginxBinary, args, { stdio: 'ignore' }), folder, `http://127.0.0.1:${port}`);
    await nginx.#listens(port);
    return nginx;
  }

  async #listens(port: number): Promise<void> {
    let ended: string | undefined;
    this.#process.once('error', (error) => {
      ended = `nginx is missing (${error.message}): run \`cargo xtask setup\``;
    });
    this.#process.once('exit', (code) => {
      ended = `nginx ended with ${String(code)}`;
    });
    const start = Date.now();
    while (!(await answers(port))) {
      if (!ended && Date.now() - start < PATIENCE_MS) continue;
      const log = await readFile(path.join(this.#folder, 'error.log'), 'utf8').catch(() => '');
      throw new Error(`${ended ?? 'nginx does not listen'}\n${log}`);
    }
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.kill('SIGKILL');
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Puts the lines in place of those between the marks of that number. */
function fill(text: string, number: number, lines: string): string {
  const [start, end] = [text.indexOf(`# ==== EDIT ${number} of 4:`), text.indexOf(`# ==== end of ${number} `)];
  if (start < 0 || end < start) throw new Error(`the configuration for nginx has no mark ${number}`);
  return text.slice(0, start) + lines + '\n' + text.slice(end);
}

/** What surrounds the shipped file: one process that stays where it was started. */
function main(): string {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return [
    `load_module ${path.join(nginxModules, 'ngx_http_brotli_static_module.so')};`,
    'daemon off; master_process off; pid nginx.pid;',
    'events { worker_connections 256; }',
    `http { ${folders.map((name) => `${name}_temp_path ${name};`).join(' ')} include restore-desk.conf; }`,
    '',
  ].join('\n');
}

/** A server's own certificate, as PEM. */
async function certificateOf(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connectTls({ host: hostname, port: Number(port), rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const lines = socket.getPeerCertificate().raw.toString('base64').match(/.{1,64}/g) ?? [];
  socket.destroy();
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return await new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  }).then((there) => {
    socket.destroy();
    return Boolean(there);
  });
}
