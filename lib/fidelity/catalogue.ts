import type { Judged } from './judge';

let loaded: readonly Judged[] | undefined;

/**
 * The limits of every target as data, so that a refusal on one platform can name another one whose construct library is not even installed.
 * Written by `npm run generate`; read only when something is refused.
 */
export function catalogue(): readonly Judged[] {
  loaded ??= (require('./catalogue.generated') as typeof import('./catalogue.generated')).CATALOGUE;
  return loaded;
}
