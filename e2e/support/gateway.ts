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
  /** Sites that may frame the app. */
  portalOrigins?: string[];
  /** The gateway signs in by itself with this account, and anybody may read: user name and password. */
  account?: [string, string];
  /** App and API on one origin, as is recommended. */
  oneOrigin?: boolean;
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
  readonly #folder: string;
  /** Origin of the API. */
  readonly api: string;
  /** Origin of the app. */
  readonly app: string;

  private constructor(program: Program, ready: Ready, folder: string) {
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
    const folder = await mkdtemp(path.join(tmpdir(), 'restore-desk-'));
    if (options.account) {
      const file = path.join(folder, 'account');
      await writeFile(file, `${options.account.join('\n')}\n`, { mode: 0o600 });
      args.push('--sign-in-account', file, '--anonymous-readers');
    }
    if (options.apiAlone) {
      for (const origin of options.apiAlone.allowOrigin) args.push('--allow-origin', origin);
    } else {
      args.push('--app', distFolder);
      if (!options.oneOrigin) args.push('--app-listen', options.appListen ?? '127.0.0.1:0');
      for (const origin of options.portalOrigins ?? []) args.push('--portal-origin', origin);
      if (options.apiUrl) args.push('--api-url', options.apiUrl);
      if (options.appConfig) {
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
    await rm(this.#folder, { recursive: true, force: true });
  }
}
