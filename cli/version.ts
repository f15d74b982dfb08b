import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version in the package's own package.json, from the sources and from the compiled files alike. */
export function version(folder = __dirname): string {
  try {
    const { name, version: found } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (name === 'cutover') return found;
  } catch {
    // not here
  }
  return version(dirname(folder));
}
