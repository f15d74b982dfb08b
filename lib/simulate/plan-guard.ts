import { errorShareRule, errorShareRules } from '../evidence';
import type { Comparison, Measure, Plan, PlannedGuard } from '../plan';
import type { Reader, Reading } from './playable';
import type { Seen } from './seen';

export const GOOD: Reading = { verdict: 'good' };

/** A number as it is said: `1.25`, `0.0031`. */
export const said = (value: number): string => `${Number(value.toPrecision(3))}`;

const NO_DATA = {
  pass: GOOD,
  fail: { verdict: 'bad', why: () => 'no data' },
  hold: { verdict: 'unclear', why: () => 'no data' },
} as const satisfies Record<PlannedGuard['onNoData'], Reading>;

const UNMODELLED: Readonly<Partial<Record<Measure['metric'], string>>> = {
  saturation: 'the simulator has no model of processors and memory',
  queueDepth: 'the simulator has no model of queues',
  custom: 'the simulator does not know what a query of your own measures',
};

/** Why a guard cannot be played; undefined when it can. */
export const unmodelled = ({ measure }: PlannedGuard): string | undefined => UNMODELLED[measure.metric];

/** The new version's value, the limit, and their unit; undefined without data. */
type Sample = { readonly value: number; readonly limit: number; readonly unit: string } | undefined;

function rateSample(seen: Seen, over: number, bad: Comparison): Sample {
  const requests = seen.requests('canary', over);
  const rate = (100 * seen.errors('canary', over)) / requests;
  if (bad.kind === 'max') return { value: rate, limit: bad.value, unit: ' % failed' };
  if (bad.kind === 'min') return { value: rate, limit: 100 - bad.value, unit: ' % failed' };
  const stable = seen.requests('stable', over);
  if (bad.kind !== 'versusStable' || stable < 1) return undefined;
  return { value: rate, limit: (bad.ratio * 100 * seen.errors('stable', over)) / stable, unit: ' % failed' };
}

function latencySample(seen: Seen, over: number, percentile: number, bad: Comparison): Sample {
  const value = seen.percentile('canary', percentile, over);
  if (value === undefined) return undefined;
  if (bad.kind === 'max') return { value, limit: bad.value, unit: ' ms' };
  const stable = seen.percentile('stable', percentile, over);
  if (bad.kind !== 'versusStable' || stable === undefined) return undefined;
  return { value, limit: bad.ratio * stable, unit: ' ms' };
}

/** Floating point must not make two equal rates differ. */
const EQUAL = 1e-9;

function byReadings(guard: PlannedGuard): Reader {
  const { over, measure, bad, minRequests } = guard;
  const none = NO_DATA[guard.onNoData];
  return (seen) => {
    if (seen.down || seen.requests('canary', over) < Math.max(1, minRequests)) return none;
    const sample =
      measure.metric === 'latency' ? latencySample(seen, over, measure.percentile, bad) : rateSample(seen, over, bad);
    if (sample === undefined) return none;
    const { value, limit, unit } = sample;
    if (value <= limit + EQUAL) return GOOD;
    return { verdict: 'bad', why: () => `${said(value)}${unit}, allowed are ${said(limit)}` };
  };
}

/** The sum of the error-share rule since the share changed, read from the counters of both versions. */
function bySequence(guard: PlannedGuard, rise: number, falseAborts: number): Reader {
  let [sum, since, weight] = [0, Number.NaN, Number.NaN];
  return (seen) => {
    if (seen.weight !== weight)
      [sum, since, weight] = [0, Number.isNaN(since) ? seen.at - guard.every : since, seen.weight];
    const seconds = seen.at - since;
    since = seen.at;
    const [canary, stable] = [seen.requests('canary', seconds), seen.requests('stable', seconds)];
    if (seen.down || canary === 0 || stable === 0) return seen.down ? NO_DATA[guard.onNoData] : GOOD;
    const rule = errorShareRule(canary / (canary + stable), rise, falseAborts);
    sum += seen.errors('canary', seconds) * rule.canary + seen.errors('stable', seconds) * rule.stable;
    if (sum < rule.stop) return GOOD;
    const reached = sum;
    return { verdict: 'bad', why: () => `the error share reached ${said(reached)}, stop is at ${said(rule.stop)}` };
  };
}

/** How a guard of a plan is read. */
export function readerOf(guard: PlannedGuard, plan: Plan): () => Reader {
  const { bad } = guard;
  if (bad.kind !== 'sequential') return () => byReadings(guard);
  const rules = Math.max(1, errorShareRules(plan, guard).length);
  return () => bySequence(guard, bad.rise, bad.falseAborts / 100 / rules);
}
