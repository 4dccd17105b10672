import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { distFolder, gatewayBinary } from './paths.ts';
import { Program } from './program.ts';

export interface GatewayOptions {
  enterpriseManager: string;
  fingerprint: string;
  /** Opens backups, repositories and the like for reading. */
  explore?: boolean;
  timeoutMs?: number;
  /** Serves no app: the API alone, for these origins. */
  apiAlone?: { allowOrigin: string[] };
  /** The app's own address; a free port by default. */
  appListen?: string;
  /** Served as the app's config.json instead of one that names this gateway. */
  appConfig?: Record<string, unknown>;
  /** The address of the API that the app is to use, when it is not this gateway's. */
  apiUrl?: string;
}

interface Ready {
  api: string;
  app: string | null;
}

/** The proxy; app and API on two origins, so that every request is cross-origin. */
export class Gateway {
  readonly #program: Program;
  readonly #folder: string | undefined;
  /** Origin of the API. */
  readonly api: string;
  /** Origin of the app. */
  readonly app: string;

  private constructor(program: Program, ready: Ready, folder: string | undefined) {
    this.#program = program;
    this.#folder = folder;
    this.api = new URL(ready.api).origin;
    this.app = ready.app ? new URL(ready.app).origin : '';
  }

  static async start(options: GatewayOptions): Promise<Gateway> {
    const args = ['--enterprise-manager', options.enterpriseManager];
    args.push('--fingerprint', options.fingerprint, '--listen', '127.0.0.1:0');
    args.push('--exit-on-stdin-close');
    // The limits on sign-ins have tests of their own.
    args.push('--sign-ins-per-user', '1000', '--sign-ins-per-address', '1000');
    if (options.explore ?? true) args.push('--explore');
    if (options.timeoutMs) args.push('--timeout-ms', String(options.timeoutMs));
    let folder: string | undefined;
    if (options.apiAlone) {
      for (const origin of options.apiAlone.allowOrigin) args.push('--allow-origin', origin);
    } else {
      args.push('--app', distFolder, '--app-listen', options.appListen ?? '127.0.0.1:0');
      if (options.apiUrl) args.push('--api-url', options.apiUrl);
      if (options.appConfig) {
        folder = await mkdtemp(path.join(tmpdir(), 'restore-desk-'));
        const file = path.join(folder, 'config.json');
        await writeFile(file, JSON.stringify(options.appConfig));
        args.push('--app-config', file);
      }
    }
    const [program, ready] = await Program.start<Ready>(gatewayBinary, args);
    return new Gateway(program, ready, folder);
  }

  /** What it wrote to its log so far. */
  log(): string {
    return this.#program.errors();
  }

  async stop(): Promise<void> {
    await this.#program.stop();
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }
}
