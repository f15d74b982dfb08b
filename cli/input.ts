import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { INPUT_LIMITS, type Parsed, parseStrategyText } from '../lib/strategy';
import type { Io } from './io';
import { Misuse } from './misuse';
import { readRevision, revisionOf } from './revision';

/** One byte more than a strategy may have, so that the parser sees what is too large. */
const LIMIT = INPUT_LIMITS.bytes + 1;

/** A pipe tells no size: so much of it is read. */
const SMALL = LIMIT;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
};

/** The text of a file up to so many bytes. */
export function readText(file: string, limit: number): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    if (fstatSync(descriptor).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    const buffer = Buffer.alloc(Math.min(limit, Math.max(fstatSync(descriptor).size + 1, SMALL)));
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = readSync(descriptor, buffer, length, buffer.length - length, null);
    }
    return buffer.toString('utf8', 0, length);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new Misuse(`cannot read ${file}: ${REASONS[code] ?? code}`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The text of a file up to so many bytes, or of standard input for `-`. */
export const readInput = async (file: string, io: Io, limit: number): Promise<string> =>
  file === '-' ? io.stdin(limit) : readText(file, limit);

/** Parses the strategy in the text of a file. */
export const strategyIn = (text: string, file: string): Parsed =>
  parseStrategyText(text, file.endsWith('.json') ? { format: 'json' } : {});

/** Reads and parses the strategy of a file, or of standard input for `-`. */
export const readStrategy = async (file: string, io: Io): Promise<Parsed> =>
  strategyIn(await readInput(file, io, LIMIT), file);

/** Reads and parses a strategy as {@link readStrategy} does, or as it is in a git revision: `main:shop.yaml`. */
export async function readStrategyOrRevision(file: string, io: Io): Promise<Parsed> {
  const revision = file === '-' || existsSync(file) ? undefined : revisionOf(file);
  if (revision === undefined) return readStrategy(file, io);
  return strategyIn(readRevision(revision), file);
}

/** How a file is called in messages. */
export const fileName = (file: string): string => (file === '-' ? 'standard input' : file);
