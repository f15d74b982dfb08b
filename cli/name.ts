import { basename } from 'node:path';
import { Misuse } from './misuse';

const NAME = /^[a-z]([a-z0-9-]{0,50}[a-z0-9])?$/;

/** The application's name: the one that is given, or the file's. */
export function nameOf(given: string | undefined, file: string): string {
  if (given !== undefined && !NAME.test(given)) {
    throw new Misuse(`--name ${given}: lower case letters, digits and hyphens, beginning with a letter`);
  }
  if (given !== undefined) return given;
  const fromFile = basename(file)
    .replace(/\.[^.]*$/, '')
    .toLowerCase();
  return NAME.test(fromFile) ? fromFile : 'app';
}

const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The namespace of a cluster, where one is given. */
export function namespaceOf(given: string | undefined): string | undefined {
  if (given === undefined || NAMESPACE.test(given)) return given;
  throw new Misuse(`--namespace ${given}: up to 63 lower case letters, digits and hyphens`);
}
