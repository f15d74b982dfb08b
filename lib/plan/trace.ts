import { audienceText } from './audience';
import { expectPlan } from './expect-plan';
import { type Phase, type Plan, seesTraffic } from './plan';

/** What a release waits for at the end of a segment. */
export type Gate =
  | { readonly kind: 'check'; readonly name: string }
  | { readonly kind: 'approval'; readonly timeout?: number; readonly onTimeout: 'rollback' | 'continue' };

/** A guard as the engine will read it; times are seconds. */
export interface WatchedGuard {
  readonly name: string;
  readonly over: number;
  readonly every: number;
  readonly failures: number;
  readonly onNoData: 'pass' | 'hold' | 'fail';
}

/** A stretch of time in which nothing changes. Times are seconds since the new version was ready; waits for people and checks take none. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  /** Percent of the production requests that the new version answers. */
  readonly weight: number;
  /** Percent of the production requests that the new version gets a copy of. */
  readonly mirror: number;
  /** Whose requests the new version answers besides its weight. */
  readonly audience: readonly string[];
  /** How the weight was reached: all at once, copy by copy, or with nothing answering meanwhile. */
  readonly reached: 'at once' | 'copy by copy' | 'after a stop';
  /** Names of the guards that are watched. */
  readonly guards: readonly string[];
  /** In order. */
  readonly gates: readonly Gate[];
}

/** What an engine will do with a release, second by second. */
export interface Trace {
  readonly segments: readonly Segment[];
  readonly guards: readonly WatchedGuard[];
  /** What a failed guard or check does. */
  readonly onFailure: 'rollback' | 'halt';
}

/** A segment without its times: what a phase or an engine's step is, plus how long it lasts. */
export type Stretch = Omit<Segment, 'from' | 'to'> & { readonly seconds: number };

const sameState = (a: Stretch, b: Stretch): boolean =>
  a.weight === b.weight &&
  a.mirror === b.mirror &&
  a.reached === b.reached &&
  a.audience.join() === b.audience.join() &&
  a.guards.join() === b.guards.join();

/** Puts stretches on the time axis; stretches that nobody could tell apart become one. */
export function segmentsOf(stretches: readonly Stretch[]): Segment[] {
  const kept: Stretch[] = [];
  stretches.forEach((stretch, at) => {
    const last = kept.at(-1);
    if (last !== undefined && last.gates.length === 0 && sameState(last, stretch)) {
      kept[kept.length - 1] = { ...stretch, seconds: last.seconds + stretch.seconds };
    } else if (last !== undefined && stretch.seconds === 0 && sameState(last, stretch)) {
      kept[kept.length - 1] = { ...last, gates: [...last.gates, ...stretch.gates] };
    } else if (stretch.seconds > 0 || stretch.gates.length > 0 || at === stretches.length - 1) {
      kept.push(stretch);
    }
  });
  let now = 0;
  return kept.map(({ seconds, ...state }) => {
    const from = now;
    now += seconds;
    return { from, to: now, ...state };
  });
}

const gatesOf = (phase: Phase): Gate[] => [
  ...phase.checks.map(({ name }) => ({ kind: 'check', name }) as const),
  ...(phase.approve === undefined ? [] : [{ kind: 'approval', ...phase.approve } as const]),
];

const REACHED = { 'stop-first': 'after a stop', 'in-place': 'copy by copy', 'side-by-side': 'at once' } as const;

/** What the plan asks for. A target that is *exact* does just this. */
export function trace(plan: Plan): Trace {
  expectPlan('trace', plan);
  const names = plan.guards.map((guard) => guard.name);
  const stretches = plan.phases.map(
    (phase): Stretch => ({
      seconds: phase.hold,
      weight: phase.weight,
      mirror: phase.mirror,
      audience: phase.audience.map(audienceText),
      reached: phase.weight === 100 ? REACHED[plan.replacement] : 'at once',
      guards: seesTraffic(phase) ? names : [],
      gates: gatesOf(phase),
    }),
  );
  return {
    segments: segmentsOf(stretches),
    guards: plan.guards.map(({ name, over, every, failures, onNoData }) => ({ name, over, every, failures, onNoData })),
    onFailure: plan.onFailure,
  };
}
