import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Io } from './io';
import { Misuse } from './misuse';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'permission denied',
};

/** Writes a file and says so on standard error; `-` is standard output. */
export function writeTo(file: string, text: string, io: Io): void {
  if (file === '-') {
    io.out(text);
    return;
  }
  try {
    writeFileSync(file, text);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new Misuse(`cannot write ${file}: ${REASONS[code] ?? code}`);
  }
  io.err(`wrote ${file}\n`);
}

/** What a release is called in a picture: the file's name without folder and ending. */
export const titleOf = (file: string): string =>
  file === '-' ? 'release' : basename(file).replace(/(.)\.[^.]*$/, '$1');
