import type { Plan } from '../plan';
import { editFor } from './edits';
import type { Limits } from './limits';
import { losses } from './losses';
import { rulingsOf } from './ruling';

/** A plan that a platform takes, and the safety that was given up to get there. */
export interface Nearest {
  readonly plan: Plan;
  readonly givesUp: readonly string[];
}

/** Each refusal is mended in turn; a plan that is still refused after this many is given up. */
const TRIES = 60;

/** The nearest plan that a platform takes; undefined when there is none by these edits. */
export function nearest(plan: Plan, limits: Limits): Nearest | undefined {
  let current = plan;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const refusal = rulingsOf(current, limits).find(({ verdict }) => verdict === 'refused');
    if (refusal === undefined) return { plan: current, givesUp: losses(plan, current) };
    const edited = editFor(refusal.clause.key)?.(current, refusal);
    if (edited === undefined || edited === current) return undefined;
    current = edited;
  }
  return undefined;
}
