import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..');

/** Where `tsc -p bench` puts the programs of the child processes: plain JavaScript, so that no loader is measured. */
const PROGRAMS = join(ROOT, 'out/bench');

/** Runs Node.js without this process's own loaders, and gives what it printed. */
function node(args: readonly string[]): string {
  const { NODE_OPTIONS: _loader, ...rest } = process.env;
  const env = { ...rest, CDK_VALIDATION: 'false' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}\n${stderr}`);
  return stdout;
}

/** Runs a program of bench/child in a process of its own and gives the JSON that it prints. */
export const child = <Result>(program: string, ...args: readonly string[]): Result =>
  JSON.parse(node([join(PROGRAMS, 'child', `${program}.js`), ...args])) as Result;

/** Builds the package as it is published, and the programs that measure it. */
export function build(): void {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const commands = [
    [npm, 'run', '--silent', 'build'],
    [process.execPath, join(ROOT, 'node_modules/@typescript/native/bin/tsc'), '-p', join(ROOT, 'bench')],
  ] as const;
  for (const [command, ...args] of commands) {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  }
}
