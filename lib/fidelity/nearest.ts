import { type Plan, shares } from '../plan';
import type { Clause } from './clause';
import { editFor } from './edits';
import type { Limits } from './limits';
import { losses } from './losses';
import { type Ruling, rulingsOf } from './ruling';

/** A plan that a platform takes, and the safety that was given up to get there. */
export interface Nearest {
  readonly plan: Plan;
  readonly givesUp: readonly string[];
}

/** The refusals of one clause are mended in turn; a plan that is still refused after this many clauses is given up. */
const TRIES = 30;

/** The most steps of a strategy, except for equal ones. */
const MOST_STEPS = 50;

const UNWRITABLE: Clause = { key: 'shift.uneven-steps', path: 'steps' };

/** What keeps a plan from being taken, and from being written as a strategy: all that is refused of the first refused clause. */
function obstacles(plan: Plan, limits: Limits): readonly Ruling[] {
  const rulings = rulingsOf(plan, limits);
  const first = rulings.find(({ verdict }) => verdict === 'refused');
  if (first !== undefined)
    return rulings.filter(({ clause, verdict }) => verdict === 'refused' && clause.key === first.clause.key);
  const isUnwritable = shares(plan).length > MOST_STEPS && rulings.some(({ clause }) => clause.key === UNWRITABLE.key);
  return isUnwritable ? [{ clause: UNWRITABLE, verdict: 'refused' }] : [];
}

/** The nearest plan that a platform takes; undefined when there is none by these edits. */
export function nearest(plan: Plan, limits: Limits): Nearest | undefined {
  let current = plan;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const refusals = obstacles(current, limits);
    const [first] = refusals;
    if (first === undefined) return { plan: current, givesUp: losses(plan, current) };
    const edit = editFor(first.clause.key);
    const edited = edit === undefined ? current : refusals.reduce(edit, current);
    if (edited === current) return undefined;
    current = edited;
  }
  return undefined;
}
