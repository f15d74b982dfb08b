import type { Finding } from '../findings';
import { INPUT_FINDINGS } from './docs/input';
import { RULE_FINDINGS } from './docs/rules';
import { STRUCTURE_FINDINGS } from './docs/structure';
import { type At, pathOf } from './path';

/** Everything that parsing a strategy can say. */
export const STRATEGY_FINDINGS = { ...STRUCTURE_FINDINGS, ...RULE_FINDINGS, ...INPUT_FINDINGS } as const;

/** The ids of the findings about a strategy that is read, which `accept` takes. */
export type StrategyFindingId = keyof typeof STRATEGY_FINDINGS;

/** What is allowed but seldom meant; all other findings of a strategy are errors. */
export const STRATEGY_WARNINGS: ReadonlySet<StrategyFindingId> = new Set<StrategyFindingId>([
  'empty-list',
  'guard-gap',
  'guard-unwatched',
  'guard-without-tolerance',
  'limit-after-timeout',
  'step-without-hold',
]);

/** What stands below a finding's message. */
export type Detail = Pick<Finding, 'received' | 'expected' | 'fix'>;

/** A finding of this folder; an id without documentation does not compile. */
export function finding(id: StrategyFindingId, at: At | string | undefined, message: string, detail?: Detail): Finding {
  const path = typeof at === 'string' ? at : pathOf(at);
  return { id, severity: STRATEGY_WARNINGS.has(id) ? 'warning' : 'error', path, message, ...detail };
}
