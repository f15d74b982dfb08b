import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until';

export interface DaemonOptions {
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

interface Description {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly pid: number;
}

/**
 * A program that runs until it is stopped, described by a file in the folder of the run: whatever happens to the tests, the
 * reaper ends all that are described there, and another process can stop it and start it again.
 */
export class Daemon {
  /** Everything that it says. */
  readonly log: string;
  private readonly file: string;

  private constructor(
    folder: string,
    readonly name: string,
  ) {
    mkdirSync(join(folder, 'daemons'), { recursive: true });
    mkdirSync(join(folder, 'logs'), { recursive: true });
    this.file = join(folder, 'daemons', `${name}.json`);
    this.log = join(folder, 'logs', `${name}.log`);
  }

  static start(folder: string, name: string, program: string, { args, env = {} }: DaemonOptions): Daemon {
    const daemon = new Daemon(folder, name);
    if (existsSync(daemon.file)) throw new Error(`${name} runs already`);
    daemon.spawn(program, args, env);
    return daemon;
  }

  /** One that was started before, here or in another process of this run. */
  static of(folder: string, name: string): Daemon {
    const daemon = new Daemon(folder, name);
    if (!existsSync(daemon.file)) throw new Error(`${name} was not started`);
    return daemon;
  }

  get pid(): number {
    return this.description.pid;
  }

  get isRunning(): boolean {
    return existsSync(this.file) && isAlive(this.pid);
  }

  /** Asks it to end, and ends it after ten seconds; it does not start again. */
  async stop(): Promise<void> {
    if (!existsSync(this.file)) return;
    send(this.pid, 'SIGTERM');
    await this.gone(10).catch(() => this.kill());
    rmSync(this.file, { force: true });
  }

  /** Ends it without warning, as a crash does; `again` starts it. */
  async kill(): Promise<void> {
    send(this.pid, 'SIGKILL');
    await this.gone(10);
  }

  /** Starts it as it was started before, on the same port. */
  again(): void {
    const { program, args, env, pid } = this.description;
    if (isAlive(pid)) throw new Error(`${this.name} still runs`);
    this.spawn(program, args, env);
  }

  /** The last lines that it said, of those that matter. */
  tail(lines = 20, matters: (line: string) => boolean = () => true): string {
    const said = existsSync(this.log) ? readFileSync(this.log, 'utf8').trimEnd().split('\n').filter(matters) : [];
    return [`--- ${this.name} (${this.log})`, ...said.slice(-lines)].join('\n');
  }

  private spawn(program: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
    const log = openSync(this.log, 'a');
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    child.on('error', () => undefined);
    if (child.pid === undefined) throw new Error(`${program} cannot be started`);
    child.unref();
    const description: Description = { program, args, env, pid: child.pid };
    writeFileSync(this.file, JSON.stringify(description));
  }

  private get description(): Description {
    return JSON.parse(readFileSync(this.file, 'utf8')) as Description;
  }

  private async gone(within: number): Promise<void> {
    const { pid } = this;
    await until(
      `${this.name} ended`,
      () => isAlive(pid),
      (alive) => !alive,
      { within, every: 20 },
    );
  }
}

function isAlive(pid: number): boolean {
  return send(pid, 0);
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
