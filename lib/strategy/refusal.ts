import { CutoverError, show } from '../findings';
import { finding } from './findings';

/** The error about a value that a function cannot take: what was received, what is taken, and what to write. */
export const refusal = (subject: string, path: string, value: unknown, says: string, fix?: string): CutoverError =>
  new CutoverError(subject, [
    finding('wrong-type', path, `This takes ${says}`, { received: show(value), expected: says, ...(fix && { fix }) }),
  ]);
