import type { Comparison, Measure, PlannedGuard } from '../../plan';
import { exposureOf } from '../exposure';
import { type Watch, watchOf } from '../guard-evidence';
import type { Span } from '../span';
import { ladder, WINDOWS } from '../weak/ladder';
import type { Wanted } from './request';

/** One step of a designed canary. */
export interface DesignStep {
  /** Percent. */
  readonly weight: number;
  /** Seconds. */
  readonly hold: number;
}

/** A canary that sees what it must, with what it costs. */
export interface Candidate {
  readonly steps: readonly DesignStep[];
  readonly guard: PlannedGuard;
  /** Seconds. */
  readonly duration: number;
  /** Failed requests for the worst fault, on average. */
  usersHit(): number;
}

/** Last weights that are tried, in percent. */
const WEIGHTS = [1, 2, 3, 5, 8, 10, 15, 20, 25, 33, 40, 50, 60];

/** First weights: they are there for the faults that anyone would see. */
const FIRST = [1, 2, 5, 10, 25];

/** So many readings a first step holds. */
const FIRST_READINGS = [1, 2, 3, 5, 10, 20, 60];

const LADDERS: ReadonlyArray<readonly number[]> = [
  ...WEIGHTS.map((weight) => [weight]),
  ...FIRST.flatMap((first) => WEIGHTS.filter((weight) => weight > first).map((weight) => [first, weight])),
  [1, 5, 25],
  [1, 5, 50],
  [1, 10, 50],
  [2, 10, 50],
];

function spansOf(steps: readonly DesignStep[]): Span[] {
  let start = 0;
  return steps.map(({ weight, hold }, at) => {
    const span: Span = {
      name: `step ${at + 1}`,
      path: `steps[${at}]`,
      stage: 'share',
      phases: [at],
      start,
      hold,
      canary: weight / 100,
      stable: 1 - weight / 100,
      answered: weight / 100,
      waits: false,
    };
    start += hold;
    return span;
  });
}

function guardOf(measure: Measure, bad: Comparison, over: number): PlannedGuard {
  const name = measure.metric === 'errorShare' ? 'error-share' : 'error-rate';
  return { name, path: 'guards[0]', measure, bad, over, every: over, failures: 0, minRequests: 0, onNoData: 'pass' };
}

const watched = (guard: PlannedGuard, steps: readonly DesignStep[], { traffic }: Wanted): Watch =>
  watchOf(guard, spansOf(steps), traffic, 'release');

/** Faults from the one that must be seen to one that fails all requests. */
function faults({ detect, traffic }: Wanted): number[] {
  const worst = 100 / traffic.errorRate;
  const between = Array.from({ length: 8 }, (_, at) => detect * (worst / detect) ** (at / 7));
  return [...new Set(between)];
}

function candidate(guard: PlannedGuard, steps: readonly DesignStep[], wanted: Wanted): Candidate {
  let hit: number | undefined;
  return {
    steps,
    guard,
    duration: steps.reduce((sum, { hold }) => sum + hold, 0),
    usersHit() {
      if (hit !== undefined) return hit;
      const spans = spansOf(steps);
      const watch = watched(guard, steps, wanted);
      const objective = { slo: 99.9, window: 30 * 86_400 };
      hit = Math.max(
        ...faults(wanted).map((rise) => exposureOf(spans, [watch], wanted.traffic, rise, objective).expectedFailed),
      );
      return hit;
    },
  };
}

/** The ladder with these holds before its last step. */
const climbed = (weights: readonly number[], first: number, last: number): DesignStep[] =>
  weights.map((weight, at) => ({ weight, hold: at === weights.length - 1 ? last : first }));

/** The shortest last hold with which the guard sees what it must. */
function finished(
  guard: PlannedGuard,
  weights: readonly number[],
  first: number,
  step: number,
  wanted: Wanted,
): DesignStep[] | undefined {
  const { power, detect } = wanted;
  const probe = watched(guard, climbed(weights, first, step), wanted);
  const last = probe.views.at(-1);
  if (last === undefined) return undefined;
  const before = probe.sees(detect, (span) => span !== last.span);
  const needed = 1 - (1 - power) / (1 - Math.min(before, 1 - 1e-12));
  const hold = needed <= 0 ? step : last.holdFor(detect, needed);
  if (hold === undefined) return undefined;
  for (let whole = Math.max(1, Math.ceil(hold / step - 1e-9)), more = 0; more < 4; whole += 1, more += 1) {
    const steps = climbed(weights, first, whole * step);
    if (watched(guard, steps, wanted).sees(detect) >= power) return steps;
  }
  return undefined;
}

function byShare(wanted: Wanted): Candidate[] {
  const { detect, falseAborts, every } = wanted;
  const bad = { kind: 'sequential', rise: Math.min(1000, detect), falseAborts: 100 * falseAborts } as const;
  const guard = guardOf({ metric: 'errorShare' }, bad, every);
  return LADDERS.flatMap((weights) =>
    (weights.length === 1 ? [1] : FIRST_READINGS).flatMap((readings) => {
      const steps = finished(guard, weights, readings * every, every, wanted);
      return steps === undefined ? [] : [candidate(guard, steps, wanted)];
    }),
  );
}

/**
 * The limit nearest to what is usual that stops no more healthy releases than wanted; also when fewer requests than usual make each error count
 * for more, as they do by chance in one reading of forty.
 */
function nearestLimit(steps: readonly DesignStep[], over: number, wanted: Wanted): PlannedGuard | undefined {
  const { traffic, detect, falseAborts } = wanted;
  const requests = Math.max(5, (traffic.requestsPerSecond * over * (steps[0]?.weight ?? 100)) / 100);
  for (const value of ladder(traffic.errorRate, Math.min(99, traffic.errorRate * detect))) {
    const limit = (max: number) => guardOf({ metric: 'errorRate' }, { kind: 'max', value: max }, over);
    if (watched(limit(value * (1 - 2 / Math.sqrt(requests))), steps, wanted).falseAborts <= falseAborts)
      return limit(value);
  }
  return undefined;
}

function byRate(wanted: Wanted): Candidate[] {
  const windows = [...new Set([wanted.every, ...WINDOWS])].filter((over) => over >= wanted.every);
  return LADDERS.flatMap((weights) =>
    windows.flatMap((over) =>
      [1, 2, 4].flatMap((readings) => {
        const steps = climbed(weights, over, readings * over);
        const guard = nearestLimit(steps, over, wanted);
        const sees = guard === undefined ? 0 : watched(guard, steps, wanted).sees(wanted.detect);
        return guard === undefined || sees < wanted.power ? [] : [candidate(guard, steps, wanted)];
      }),
    ),
  );
}

/** Canaries that see what they must with as few false aborts as wanted, the shortest first; the simpler of two that last as long. */
export function candidates(wanted: Wanted): Candidate[] {
  const all = wanted.guard === 'errorShare' ? byShare(wanted) : byRate(wanted);
  return all.sort((a, b) => a.duration - b.duration || a.steps.length - b.steps.length);
}
