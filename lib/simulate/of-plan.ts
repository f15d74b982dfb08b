import { type Plan, trace } from '../plan';
import { readerOf, unmodelled } from './plan-guard';
import type { Engine, Playable, PlayableGuard } from './playable';

/** An engine without habits of its own, that does what the plan says. */
export const IDEAL_ENGINE: Engine = {
  name: 'the plan',
  redAtStart: 'counts',
  unready: { after: 600, result: 'rolledBack' },
  lag: 0,
  clock: 'release',
};

/** A plan as it should be played. */
export function playable(plan: Plan): Playable {
  const known = plan.guards.filter((guard) => unmodelled(guard) === undefined);
  return {
    ...trace(plan),
    title: 'the plan',
    guards: known.map((guard): PlayableGuard => {
      const { name, over, every, failures, onNoData } = guard;
      return {
        ...{ name, over, every, failures, onNoData },
        first: guard.bad.kind === 'sequential' ? every : over,
        counting: { rule: 'total', tolerated: failures },
        unclear: 0,
        open: readerOf(guard, plan),
      };
    }),
    engine: IDEAL_ENGINE,
    unplayed: plan.guards.flatMap((guard) => {
      const why = unmodelled(guard);
      return why === undefined ? [] : [{ name: guard.name, why }];
    }),
  };
}
