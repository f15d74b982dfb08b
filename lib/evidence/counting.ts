import type { PlannedGuard } from '../plan';
import { atLeast, probabilityFor } from './binomial';
import { type Counter, type Readings, Tolerance, tripsInWindow, tripsOverRelease, Window } from './readings';
import { solve } from './solve';

/**
 * How bad readings are counted: over the whole `release` (Argo Rollouts, Flagger), or as "M of the last N" (CloudWatch), where M is one more than
 * the guard tolerates.
 */
export type Counting = 'release' | { readonly lastReadings: number };

/** A time in which each reading is bad with one probability. */
export interface Part {
  /** Seconds. */
  readonly hold: number;
  readonly bad: number;
}

/** Readings that count, one by one: the first comes `first` seconds after the start, then one every `step`. */
export interface Series {
  readonly first: number;
  readonly step: number;
  readonly count: number;
  readonly bad: number;
}

/** The full windows of a guard that lie inside so many seconds. */
export const readingsIn = ({ over, every }: PlannedGuard, hold: number): number =>
  hold < over ? 0 : Math.floor((hold - over) / every + 1e-9) + 1;

const most = (p: number, power: number): number =>
  p >= 1 ? 1 : Math.max(1, Math.ceil(Math.log1p(-power) / Math.log1p(-p) - 1e-9));

/** The fewest readings of which more than `failures` are bad with the wanted power. */
function readingsFor(p: number, failures: number, power: number): number {
  if (failures === 0) return most(p, power);
  let high = Math.max(failures + 1, Math.ceil((failures + 1) / p));
  while (atLeast(failures + 1, high, p) < power) high *= 2;
  let low = failures;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (atLeast(failures + 1, middle, p) < power) low = middle;
    else high = middle;
  }
  return high;
}

/** How the readings of a guard count. Where windows overlap, readings share requests: chances are bounds then, on the careful side. */
export interface Count {
  /** Whether chances are bounds. */
  readonly bounds: boolean;
  /** The chance to trip; where windows overlap, at least. */
  trips(parts: readonly Part[]): number;
  /** The chance to trip; where windows overlap, at most. */
  tripsAtMost(parts: readonly Part[]): number;
  /** The chance that one reading needs to be bad so that the guard trips within `hold` seconds with the wanted power; above 1: never. */
  needed(hold: number, power: number): number;
  /** Seconds until the guard trips with the wanted power; absent: practically never. */
  holdFor(bad: number, power: number): number | undefined;
  /** The readings as they come, for the counter. */
  series(part: Part): Series;
  counter(): Counter;
}

/** Below this chance for one reading nobody waits for the next. */
const HOPELESS = 1e-4;

function disjoint(guard: PlannedGuard): Count {
  const { over, every, failures } = guard;
  const all = (parts: readonly Part[]): number =>
    tripsOverRelease(
      parts.map(({ hold, bad }) => ({ bad, count: readingsIn(guard, hold) })),
      failures,
    );
  return {
    bounds: false,
    trips: all,
    tripsAtMost: all,
    needed(hold, power) {
      const readings = readingsIn(guard, hold);
      return readings <= failures ? 2 : probabilityFor(failures + 1, readings, power);
    },
    holdFor: (bad, power) =>
      bad < HOPELESS ? undefined : over + (readingsFor(bad, failures, power) - 1) * Math.max(every, 1),
    series: ({ hold, bad }) => ({ first: over, step: every, count: readingsIn(guard, hold), bad }),
    counter: () => new Tolerance(failures),
  };
}

/**
 * Windows that overlap. At least: the windows that share no request, or runs of `failures + 1` readings in a row (readings that share requests are
 * positively associated). At most: without tolerance as if they shared nothing; with one, the readings fall into classes that share nothing, and
 * one class has its part of the bad ones.
 */
function overlapping(guard: PlannedGuard): Count {
  const { over, every, failures } = guard;
  const run = over + failures * every;
  const classes = Math.ceil(over / every - 1e-9);
  const apart = (hold: number): number => Math.floor(hold / over + 1e-9);
  const runs = (hold: number): number => Math.floor(hold / run + 1e-9);
  const grouped = (parts: readonly Part[], count: (hold: number) => number): Readings[] =>
    parts.map(({ hold, bad }) => ({ bad, count: count(hold) }));
  return {
    bounds: true,
    trips(parts) {
      const single = tripsOverRelease(grouped(parts, apart), failures);
      if (failures === 0) return single;
      const inRuns = parts.map(({ hold, bad }) => ({ bad: bad ** (failures + 1), count: runs(hold) }));
      return Math.max(single, tripsOverRelease(inRuns, 0));
    },
    tripsAtMost(parts) {
      const any = tripsOverRelease(
        grouped(parts, (hold) => readingsIn(guard, hold)),
        0,
      );
      if (failures === 0) return any;
      const share = Math.ceil((failures + 1) / classes);
      const inClass = grouped(parts, (hold) => Math.ceil(readingsIn(guard, hold) / classes));
      return Math.min(any, classes * tripsOverRelease(inClass, share - 1));
    },
    needed(hold, power) {
      const single = apart(hold) <= failures ? 2 : probabilityFor(failures + 1, apart(hold), power);
      if (failures === 0 || runs(hold) === 0) return single;
      return Math.min(single, probabilityFor(1, runs(hold), power) ** (1 / (failures + 1)));
    },
    holdFor(bad, power) {
      if (bad < HOPELESS) return undefined;
      const single = over * readingsFor(bad, failures, power);
      const inRun = bad ** (failures + 1);
      return inRun < HOPELESS ? single : Math.min(single, run * most(inRun, power));
    },
    series: ({ hold, bad }) => ({
      first: run,
      step: run,
      count: runs(hold),
      bad: bad ** (failures + 1),
    }),
    counter: () => new Tolerance(0),
  };
}

/** M of the last N, as CloudWatch reads: one window after the other. */
function lastReadings({ over, failures }: PlannedGuard, n: number): Count {
  const m = Math.min(n, failures + 1);
  const count = (hold: number): number => Math.floor(hold / over + 1e-9);
  const trips = (parts: readonly Part[]): number =>
    tripsInWindow(
      parts.map(({ hold, bad }) => ({ bad, count: count(hold) })),
      m,
      n,
    );
  return {
    bounds: false,
    trips,
    tripsAtMost: trips,
    needed(hold, power) {
      if (count(hold) < m) return 2;
      return solve((bad) => trips([{ hold, bad }]), power, 0, 1, { precision: 1e-6 });
    },
    holdFor(bad, power) {
      for (let readings = m; readings < 1000; readings = Math.ceil(readings * 1.1) + 1)
        if (trips([{ hold: readings * over, bad }]) >= power) return readings * over;
      return undefined;
    },
    series: ({ hold, bad }) => ({ first: over, step: over, count: count(hold), bad }),
    counter: () => new Window(m, n),
  };
}

/** How the readings of a guard count. */
export function countOf(guard: PlannedGuard, counting: Counting): Count {
  if (counting !== 'release') return lastReadings(guard, counting.lastReadings);
  return guard.every >= guard.over ? disjoint(guard) : overlapping(guard);
}
