import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { distFolder } from './paths.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** A plain web server with the app below a path of its own, as intranets have it. */
export class StaticServer {
  readonly #server: Server;
  readonly origin: string;

  private constructor(server: Server) {
    this.#server = server;
    const { port } = server.address() as AddressInfo;
    this.origin = `http://127.0.0.1:${port}`;
  }

  /** `proxy` is what the app's config.json names; the policy allows its origin alone. */
  static async start(prefix: string, port: number, proxy: string): Promise<StaticServer> {
    const policy =
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
      "font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; " +
      "require-trusted-types-for 'script'; trusted-types 'none'; " +
      `frame-ancestors 'self'; connect-src 'self' ${new URL(proxy).origin}`;
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const name = pathname.slice(prefix.length) || 'index.html';
      const answer = async (): Promise<Buffer | string> => {
        if (!pathname.startsWith(prefix) || name.includes('/')) throw new Error('outside');
        return name === 'config.json' ? JSON.stringify({ proxy }) : readFile(path.join(distFolder, name));
      };
      answer().then(
        (body) => {
          const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
          response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff' });
          response.end(body);
        },
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new StaticServer(server);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
