import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The file that takes everything that the program says. */
  readonly log?: string;
  /** What the program reads. */
  readonly input?: string;
}

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, whatever the end is; a program that is not there ends with 127. */
export function finish(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: options.cwd, env: options.env ?? process.env });
    let stdout = '';
    let stderr = '';
    const log = (text: string) => options.log !== undefined && appendFileSync(options.log, text);
    log(`\n$ ${program} ${args.join(' ')}\n`);
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
      log(String(chunk));
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk;
      log(String(chunk));
    });
    child.on('error', (error) => resolve({ code: 127, stdout, stderr: `${stderr}${error.message}` }));
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 128, stdout, stderr: signal ? `${stderr}${signal}` : stderr }),
    );
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** Runs a program and gives what it prints; fails with its last words. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await finish(program, args, options);
  if (code === 0) return stdout;
  const words = (stderr.trim() || stdout.trim()).split('\n').filter((line) => !line.startsWith('go: downloading'));
  throw new Error(`${program} ${args[0] ?? ''} ended with ${code}: ${words.slice(-6).join('\n').trim()}`);
}
