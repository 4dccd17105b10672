import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** How long a program may take to be ready, or to end when it is asked to. */
const PATIENCE_MS = 15_000;
const GRACE_MS = 3_000;

/** A program of ours that prints one line of JSON when it is ready. */
export class Program {
  readonly #process: ChildProcess;
  readonly #errors: string[];

  private constructor(process: ChildProcess, errors: string[]) {
    this.#process = process;
    this.#errors = errors;
  }

  /** Starts it and waits for its line; gives the line's value. */
  static async start<Ready>(binary: string, args: string[]): Promise<[Program, Ready]> {
    const child = spawn(binary, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const errors: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
    const program = new Program(child, errors);
    const lines = createInterface({ input: child.stdout });
    const line = await new Promise<string>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${binary} ${why}\n${errors.join('\n')}`));
      const timer = setTimeout(() => fail(`was not ready after ${PATIENCE_MS} ms`), PATIENCE_MS);
      const settle = (then: () => void) => {
        clearTimeout(timer);
        then();
      };
      lines.once('line', (text) => settle(() => resolve(text)));
      child.once('error', (error) => settle(() => fail(`did not start: ${error.message}`)));
      // `close` comes after the streams' ends, so what it said is known by then.
      child.once('close', (code) => settle(() => fail(`ended with ${String(code)}`)));
    });
    return [program, JSON.parse(line) as Ready];
  }

  /** What it wrote to standard error. */
  errors(): string {
    return this.#errors.join('\n');
  }

  /** Ends it: it goes by itself when its standard input does. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.stdin?.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await ended;
    clearTimeout(timer);
  }
}
