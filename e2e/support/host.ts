import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Pages = Map<string, { body: string; headers: Record<string, string>; type: string }>;

/** A page of another site: `localhost`, which is not the site of `127.0.0.1`. */
export class Host {
  readonly #server: Server;
  readonly #pages: Pages;
  readonly origin: string;
  /** The same server by the name of the app's own site, on another origin. */
  readonly sameSite: string;

  private constructor(server: Server, pages: Pages) {
    this.#server = server;
    this.#pages = pages;
    const { port } = server.address() as AddressInfo;
    this.origin = `http://localhost:${port}`;
    this.sameSite = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<Host> {
    const pages: Pages = new Map();
    const server = createServer((request, response) => {
      const page = pages.get(new URL(request.url ?? '/', 'http://x').pathname);
      response.writeHead(page ? 200 : 404, { 'Content-Type': page?.type ?? 'text/plain', ...page?.headers });
      response.end(page?.body);
    });
    await new Promise<void>((resolve) => server.listen(0, () => resolve()));
    return new Host(server, pages);
  }

  /** Serves a page; gives its address. */
  serve(path: string, body: string, headers: Record<string, string> = {}, type = 'text/html; charset=utf-8'): string {
    const page = type.startsWith('text/html') ? `<!doctype html><html lang="en"><title>Intranet</title><link rel="icon" href="data:,">${body}` : body;
    this.#pages.set(path, { body: page, headers, type });
    return this.origin + path;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
