import { simulatorBinary } from './paths.ts';
import { Program } from './program.ts';

/** Someone who may sign in; the name says what the role may open. */
export type UserName =
  | 'TECH\\admin'
  | 'TECH\\helpdesk'
  | 'TECH\\restore.operator'
  | 'TECH\\item.operator'
  | 'TECH\\no.role';

/** The sessions that the simulator's ready line names. */
export type SessionWord =
  | 'running'
  | 'success'
  | 'failed'
  | 'filelevel'
  | 'warning'
  | 'filelevelRunning'
  | 'noRelated'
  | 'starting'
  | 'older'
  | 'newer';

/** What goes wrong with the replies for a path. */
export interface Fault {
  path: string;
  method?: string;
  times?: number;
  delay_ms?: number;
  slow_body_ms?: number;
  status?: number;
  retry_after?: string;
  truncate?: number;
  content_type?: string;
  html?: boolean;
  reset?: boolean;
  body?: string;
  body_file?: string;
}

/** One request that reached Enterprise Manager. */
export interface Asked {
  method: string;
  path: string;
  query: string;
  headers: string[];
  values: Record<string, string>;
  token: boolean;
  basic: boolean;
}

export interface SimulatorOptions {
  api?: 'v12' | 'v13';
  /** Starts every JSON body with a byte order mark, as some servers do. */
  bom?: boolean;
  /** How many restore sessions there are; 40 unless told. */
  sessions?: number;
}

interface Ready {
  listen: string;
  control: string;
  fingerprint: string;
  users: { user: string; password: string; role: string | null }[];
  sessions: Record<SessionWord, string>;
}

/** A double of Enterprise Manager, and the handle on its state. */
export class Simulator {
  readonly #program: Program;
  readonly #ready: Ready;

  private constructor(program: Program, ready: Ready) {
    this.#program = program;
    this.#ready = ready;
  }

  static async start(options: SimulatorOptions = {}): Promise<Simulator> {
    const args = ['--listen', '127.0.0.1:0', '--control', '127.0.0.1:0', '--exit-on-stdin-close'];
    args.push('--api', options.api ?? 'v12');
    if (options.bom) args.push('--bom');
    if (options.sessions) args.push('--sessions', String(options.sessions));
    const [program, ready] = await Program.start<Ready>(simulatorBinary, args);
    return new Simulator(program, ready);
  }

  get url(): string {
    return this.#ready.listen;
  }

  get fingerprint(): string {
    return this.#ready.fingerprint;
  }

  session(word: SessionWord): string {
    return this.#ready.sessions[word];
  }

  password(name: UserName): string {
    const user = this.#ready.users.find(({ user }) => user === name);
    if (!user) throw new Error(`the simulator knows no ${name}`);
    return user.password;
  }

  /** The first rule that fits a request wins. */
  async fault(...rules: Fault[]): Promise<void> {
    await this.#control('POST', '/faults', rules);
  }

  async clearFaults(): Promise<void> {
    await this.#control('DELETE', '/faults');
  }

  /** Ends every logon session, as an idle time-out does. */
  async expire(): Promise<void> {
    await this.#control('POST', '/expire', {});
  }

  /** Overrides members of a session, by their PascalCase names. */
  async patch(id: string, members: Record<string, unknown>): Promise<void> {
    await this.#control('PATCH', `/sessions/${id}`, members);
  }

  /** What reached Enterprise Manager since the start, or since `forget`. */
  async asked(): Promise<Asked[]> {
    const report = (await this.#control('GET', '/requests')) as { requests: Asked[] };
    return report.requests;
  }

  async forget(): Promise<void> {
    await this.#control('DELETE', '/requests');
  }

  stop(): Promise<void> {
    return this.#program.stop();
  }

  async #control(method: string, path: string, body?: unknown): Promise<unknown> {
    const url = this.#ready.control + path;
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const reply = await fetch(url, init);
    const value: unknown = await reply.json();
    if (!reply.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  }
}
