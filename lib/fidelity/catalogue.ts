import type { ClauseKey } from './clause';
import type { Judged } from './judge';

/** A target as data. */
export interface Catalogued extends Judged {
  /** The clauses whose answer depends on the rest of the plan: data knows the usual one only. */
  readonly depends?: readonly ClauseKey[];
}

let loaded: readonly Catalogued[] | undefined;

/**
 * The limits of every target as data, so that a refusal on one platform can name another one whose construct library is not even installed.
 * Written by `npm run generate`; read only when something is refused.
 */
export function catalogue(): readonly Catalogued[] {
  loaded ??= (require('./catalogue.generated') as typeof import('./catalogue.generated')).CATALOGUE;
  return loaded;
}
