import { execFileSync } from 'node:child_process';
import { Misuse } from './misuse';

/** A file in a git revision: `main:examples/strategies/checkout.yaml`. */
export interface Revision {
  readonly revision: string;
  readonly path: string;
}

/** Reads `revision:path`; a path of Windows is none, nor is anything that git would take for an option. */
export function revisionOf(operand: string): Revision | undefined {
  const [, revision, path] = /^([^:-][^:]*):([^:].*)$/s.exec(operand) ?? [];
  if (revision === undefined || path === undefined) return undefined;
  return /^[a-z]$/i.test(revision) && /^[\\/]/.test(path) ? undefined : { revision, path };
}

/** More than any strategy, so that the parser sees what is too large. */
const MOST_BYTES = 16 * 1024 * 1024;

type Answer = { readonly output: Buffer } | { readonly code: string | number; readonly stderr: string };

function git(...args: readonly string[]): Answer {
  const env = { ...process.env, LC_ALL: 'C' };
  try {
    return { output: execFileSync('git', args, { env, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: MOST_BYTES }) };
  } catch (error) {
    const { code, status, stderr } = error as { code?: string; status?: number | null; stderr?: Buffer };
    return { code: code ?? status ?? '', stderr: String(stderr ?? '') };
  }
}

/** What git has of a file in a revision. */
export function readRevision({ revision, path }: Revision): string {
  const known = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{tree}`);
  const name = `${revision}:${path}`;
  if ('code' in known) {
    if (known.code === 'ENOENT') throw new Misuse(`cannot read ${name}: git is not installed`);
    if (known.stderr.includes('not a git repository'))
      throw new Misuse(`cannot read ${name}: this folder is in no git repository`);
    throw new Misuse(`cannot read ${name}: git knows no revision ${revision}`);
  }
  const found = git('cat-file', 'blob', `${revision}:${path}`);
  if ('output' in found) return found.output.toString('utf8');
  if (found.code === 'ENOBUFS') throw new Misuse(`cannot read ${name}: it is too large`);
  throw new Misuse(
    `cannot read ${name}: revision ${revision} has no such file; a path is from the root of the repository, or begins with ./`,
  );
}
