import type { Plan, Trace } from '../plan';
import type { ClauseKey } from './clause';
import { rulingsOf } from './ruling';
import type { Target } from './target';

/** A platform, as far as it can say how it executes a release. */
export type Executing = Pick<Target, 'limits'> & Partial<Pick<Target, 'emit' | 'trace'>>;

/** The clauses that are times of the release. */
const TIMES: ReadonlySet<ClauseKey> = new Set<ClauseKey>(['hold', 'bake', 'preview.hold', 'release.length']);

/**
 * How a platform executes a plan, where it takes other times for it than those that are written; undefined where it keeps them, where it
 * refuses something, and where it does not say.
 */
export function ownTrace(plan: Plan, platform: Executing, name: string): Trace | undefined {
  if (platform.emit === undefined || platform.trace === undefined) return undefined;
  const rulings = rulingsOf(plan, platform.limits);
  const takesOthers = rulings.some(({ clause, becomes }) => TIMES.has(clause.key) && becomes !== undefined);
  if (!takesOthers || rulings.some(({ verdict }) => verdict === 'refused')) return undefined;
  return platform.trace(platform.emit(plan, { name }));
}
