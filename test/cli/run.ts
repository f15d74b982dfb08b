import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../cli/run';

/** What a command line wrote, and its exit code. */
export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
export async function cutover(argv: readonly string[], { stdin = '', color = false } = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const exit = await run(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: async (limit) => stdin.slice(0, limit),
    color,
  });
  return { exit, out, err };
}

/** Writes files into a folder that is gone after the tests; gives their paths. */
export function files<Name extends string>(contents: Readonly<Record<Name, string>>): Readonly<Record<Name, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-cli-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const paths = Object.entries<string>(contents).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return [name, path];
  });
  return Object.fromEntries(paths);
}
