import type { Evidence } from '../evidence';
import type { Stretch } from './stretch';

/** How much of the error budget a fault uses up as the release goes on. */
export interface BudgetLane {
  /** How many times as often as usual the new version fails. */
  readonly rise: number;
  /** The new version's error rate then, in percent. */
  readonly errorRate: number;
  /** The share of requests that must succeed, in percent. */
  readonly slo: number;
  /** Seconds of the window that the objective is about. */
  readonly window: number;
  /** What is used up at the end of each stretch when nothing stops the release, in percent of the budget. */
  readonly worst: readonly number[];
  /** The chance that a guard stops the release, 0–1. */
  readonly stopped: number;
  /** The moment, in seconds, at which it is stopped on average, and what is used up on average. */
  readonly expected?: { readonly at: number; readonly used: number };
}

/** The fault that is drawn. */
const RISE = 10;

/** What the drawn fault costs; undefined without a traffic profile, and where nothing can fail. */
export function budgetLane(stretches: readonly Stretch[], { exposures, objective }: Evidence): BudgetLane | undefined {
  const exposure = exposures.find(({ rise }) => rise === RISE) ?? exposures[0];
  if (exposure === undefined || exposure.worstBudgetUsed === 0) return undefined;
  let sum = 0;
  const answered = stretches.map(({ from, to, weight }) => {
    sum += (to - from) * weight;
    return sum;
  });
  if (sum === 0) return undefined;
  const { rise, errorRate, stopped, expectedAbort, budgetUsed, worstBudgetUsed } = exposure;
  return {
    rise,
    errorRate,
    ...objective,
    worst: answered.map((each) => (worstBudgetUsed * each) / sum),
    stopped,
    ...(expectedAbort === undefined || stopped < 0.5 ? {} : { expected: { at: expectedAbort, used: budgetUsed } }),
  };
}
