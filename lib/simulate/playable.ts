import type { Comparison, Measure, Plan, Trace, WatchedGuard } from '../plan';
import { trace } from '../plan';

/** When an engine gives up: after so many bad readings in all, or when so many of the last ones are bad. */
export type Counting =
  | { readonly rule: 'total'; readonly tolerated: number }
  | { readonly rule: 'window'; readonly bad: number; readonly of: number };

/** A guard that can be played: what it reads, when a reading is bad, and how the engine counts. */
export interface PlayableGuard extends WatchedGuard {
  readonly measure: Measure;
  readonly bad: Comparison;
  readonly minRequests: number;
  readonly counting: Counting;
}

/** What the engine does where the strategy has no say. */
export interface Engine {
  /** For messages: `Argo Rollouts`. */
  readonly name: string;
  /** A guard that is bad already when the release starts: its readings count as ever, it is not watched at all, or the release stops at once. */
  readonly redAtStart: 'counts' | 'ignored' | 'stops';
  /** Seconds after which a new version that never becomes ready is given up; absent: never. */
  readonly progressDeadline?: number;
  /** Seconds until a metric can be read. */
  readonly lag: number;
}

/** A release that can be played on a virtual clock. */
export interface Playable extends Omit<Trace, 'guards'> {
  readonly guards: readonly PlayableGuard[];
  readonly engine: Engine;
}

/** An engine without habits of its own, that does what the plan says. */
export const IDEAL_ENGINE: Engine = { name: 'the plan', redAtStart: 'counts', progressDeadline: 600, lag: 0 };

/** A plan as it should be played. */
export function playable(plan: Plan): Playable {
  const guards = plan.guards.map(
    ({ name, over, every, failures, onNoData, measure, bad, minRequests }): PlayableGuard => ({
      name,
      over,
      every,
      failures,
      onNoData,
      measure,
      bad,
      minRequests,
      counting: { rule: 'total', tolerated: failures },
    }),
  );
  return { ...trace(plan), guards, engine: IDEAL_ENGINE };
}
