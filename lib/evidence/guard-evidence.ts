import type { PlannedGuard, TrafficProfile } from '../plan';
import { type Count, type Counting, countOf, readingsIn, type Series } from './counting';
import type { Counter } from './readings';
import { sequenceOf } from './sequence';
import type { Method, Sight } from './sight';
import { sightOf } from './sight';
import type { Span } from './span';

/** The largest rise that is looked for: a version that fails a thousand times as often needs no statistics. */
const LARGEST_RISE = 1000;

/** What a guard can see in one phase of the release. */
export interface PhaseEvidence {
  /** The longest of the phases that follow each other with one share. */
  readonly phase: string;
  /** The field of the strategy that asks for it. */
  readonly path: string;
  /** The new version's share of all requests, copies included, in percent. */
  readonly share: number;
  /** Seconds. */
  readonly hold: number;
  /** Full windows that lie inside the phase. */
  readonly readings: number;
  /** Requests to the new version in one window (for a sequential guard: in the whole phase). */
  readonly requests: number;
  /** Requests to the stable version in the same time. */
  readonly stableRequests: number;
  readonly method: Method;
  /** The chance to see a version that is twice as bad as usual. */
  readonly seesDouble: number;
  /** The chance to see a version that is ten times as bad as usual. */
  readonly seesTenfold: number;
  /** The smallest rise that is seen with the wanted power: 3 is three times the usual; absent: none up to a thousandfold. */
  readonly smallestRise?: number;
  /** Seconds that the phase would have to hold to see a doubling; absent: more than thirty days. */
  readonly holdForDouble?: number;
  /** Seconds that the phase would have to hold to see a tenfold rise; absent: more than thirty days. */
  readonly holdForTenfold?: number;
}

/** What a guard can see in a whole release. */
export interface GuardEvidence {
  readonly guard: string;
  readonly path: string;
  /** What rises: errors, or the response time. */
  readonly sees: 'errors' | 'latency';
  /** Whether it adds up from the start of a phase, instead of reading windows. */
  readonly sequential: boolean;
  /** The rise that it is for, and should see with the wanted power: 10 is ten times the usual. */
  readonly rise: number;
  /** The phases in which the guard can see anything; empty when nothing is known about what it measures. */
  readonly phases: readonly PhaseEvidence[];
  /** The chance to see a version that is twice as bad as usual, at any time of the release. */
  readonly seesDouble: number;
  /** The chance to see a version that is ten times as bad as usual, at any time of the release. */
  readonly seesTenfold: number;
  /** The chance that it stops a healthy release, over all readings. */
  readonly falseAborts: number;
  /** Whether chances are bounds on the careful side, because readings share requests or a test is sequential. */
  readonly bounds: boolean;
}

/** A guard over the spans of a release; answers are remembered. */
export interface Watch {
  readonly guard: PlannedGuard;
  /** The spans in which something is known. */
  readonly views: readonly View[];
  readonly bounds: boolean;
  /** The chance to trip in these spans when the new version is `rise` times as bad as usual; at least. */
  sees(rise: number, where?: (span: Span) => boolean): number;
  /** The chance to stop a healthy release; at most. */
  readonly falseAborts: number;
  /** What counts the readings of all views. */
  counter(): Counter;
}

/** A guard in one span. */
export interface View {
  readonly span: Span;
  readonly canary: number;
  readonly stable: number;
  readonly readings: number;
  readonly method: Method;
  sees(rise: number): number;
  smallestRise(power: number): number | undefined;
  holdFor(rise: number, power: number): number | undefined;
  /** Readings as they come; for a sequential guard, moments and the chance that it has stopped by then. */
  readonly times:
    | { readonly kind: 'readings'; at(rise: number): Series }
    | { readonly kind: 'sequence'; stoppedBy(rise: number): (seconds: number) => number };
}

function viewOf(span: Span, guard: PlannedGuard, sight: Sight, count: Count): View {
  return {
    span,
    canary: sight.canary,
    stable: sight.stable,
    readings: readingsIn(guard, span.hold),
    method: sight.method,
    sees: (rise) => count.trips([{ hold: span.hold, bad: sight.bad(rise) }]),
    smallestRise(power) {
      const needed = count.needed(span.hold, power);
      const rise = needed > 1 ? undefined : sight.riseFor(Math.min(needed, 1 - 1e-12));
      return rise === undefined || rise > LARGEST_RISE ? undefined : Math.max(1, rise);
    },
    holdFor: (rise, power) => count.holdFor(sight.bad(rise), power),
    times: { kind: 'readings', at: (rise) => count.series({ hold: span.hold, bad: sight.bad(rise) }) },
  };
}

function byReadings(guard: PlannedGuard, spans: readonly Span[], traffic: TrafficProfile, counting: Counting): Watch {
  const count = countOf(guard, counting);
  const seen = spans.flatMap((span) => {
    const sight = sightOf(guard, span, traffic);
    return sight === undefined ? [] : [{ span, sight }];
  });
  const parts = (rise: number, where: (span: Span) => boolean = () => true) =>
    seen.filter(({ span }) => where(span)).map(({ span, sight }) => ({ hold: span.hold, bad: sight.bad(rise) }));
  return {
    guard,
    views: seen.map(({ span, sight }) => viewOf(span, guard, sight, count)),
    bounds: count.bounds,
    sees: (rise, where) => count.trips(parts(rise, where)),
    falseAborts: Math.min(1, count.tripsAtMost(parts(1))),
    counter: count.counter,
  };
}

/** A guard over the spans of a release. */
export const watchOf = (
  guard: PlannedGuard,
  spans: readonly Span[],
  traffic: TrafficProfile,
  counting: Counting,
): Watch =>
  guard.bad.kind === 'sequential'
    ? sequenceOf(guard, guard.bad, spans, traffic)
    : byReadings(guard, spans, traffic, counting);

const LONGEST_HOLD = 30 * 86_400;

const practical = (hold: number | undefined): number | undefined =>
  hold !== undefined && hold <= LONGEST_HOLD ? hold : undefined;

const optional = <K extends string>(key: K, value: number | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: number };

/** Whether a guard would, by what a phase shows it, miss the rise that it is for. */
export const missesIn = (
  { rise }: GuardEvidence,
  { smallestRise = Number.POSITIVE_INFINITY }: PhaseEvidence,
): boolean => smallestRise > rise;

/** What a watched guard can see, phase by phase, at the wanted power (0–1), and the rise that it is for. */
export function guardEvidence(watch: Watch, power: number, rise: number): GuardEvidence {
  return {
    guard: watch.guard.name,
    path: watch.guard.path,
    sees: watch.guard.measure.metric === 'latency' ? 'latency' : 'errors',
    sequential: watch.guard.bad.kind === 'sequential',
    rise,
    phases: watch.views
      .filter(({ span }) => span.hold > 0)
      .map((view) => ({
        phase: view.span.name,
        path: view.span.path,
        share: 100 * (view.span.canary ?? 0),
        hold: view.span.hold,
        readings: view.readings,
        requests: view.canary,
        stableRequests: view.stable,
        method: view.method,
        seesDouble: view.sees(2),
        seesTenfold: view.sees(10),
        ...optional('smallestRise', view.smallestRise(power)),
        ...optional('holdForDouble', practical(view.holdFor(2, power))),
        ...optional('holdForTenfold', practical(view.holdFor(10, power))),
      })),
    seesDouble: watch.sees(2),
    seesTenfold: watch.sees(10),
    falseAborts: watch.falseAborts,
    bounds: watch.bounds,
  };
}
