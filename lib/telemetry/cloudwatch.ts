import type { PlannedGuard } from '../plan';
import {
  anyRequests,
  type CloudWatchMetric,
  CloudWatchMetrics,
  type CloudWatchVersion,
  errors,
  measured,
  requests,
} from './cloudwatch-metrics';
import { type ErrorShareTerms, errorShareScore, errorShareStop } from './error-share';

/** Whose metrics a guard reads: the new version's, and the stable one's when the guard compares. */
export interface CloudWatchWatched<V = string> {
  readonly candidate: CloudWatchVersion<V>;
  readonly stable?: CloudWatchVersion<V>;
}

export interface CloudWatchOptions {
  /** Seconds of the whole release, when the metrics begin with it: bad readings are counted over all of it. */
  readonly release?: number;
  /** Seconds in which both versions get requests: the window of a sequential guard. */
  readonly compared?: number;
}

/** A guard as CloudWatch reads it: metric math and when its result is bad. */
export interface CloudWatchReading<V = string> {
  /** In the guard's unit: percent, milliseconds, messages, or a ratio. */
  readonly expression: string;
  readonly metrics: readonly CloudWatchMetric<V>[];
  readonly comparisonOperator: 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  readonly threshold: number;
  /** Seconds. */
  readonly period: number;
  /** N of "M bad readings of N". */
  readonly evaluationPeriods: number;
  /** M of "M bad readings of N". */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: 'notBreaching' | 'breaching';
}

/** What CloudWatch allows, and what the arithmetic needs. */
export const CLOUDWATCH = {
  /** Seconds; metrics of AWS services come once a minute. */
  period: { min: 60, max: 86_400, step: 60 },
  /** Seconds that all readings of an alarm may span, when its period is under an hour. */
  span: 86_400,
  /** When two versions are compared, a rate below this many percent, or a latency below this many milliseconds, counts as this much. */
  floor: { rate: 0.1, latency: 1 },
  /** Seconds between a request and its metric, at the most on a usual day. */
  lag: 120,
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
} as const;

/** ln(10), rounded up: CloudWatch names the base of LOG10 only, and a score must not come out higher than it is. */
const LN_10 = 2.302586;

/** Rates and latencies are only worth something when there were requests; the other measures speak for themselves. */
const NEEDS_REQUESTS: ReadonlySet<string> = new Set(['errorRate', 'successRate', 'latency']);

/**
 * M of N: one more than is tolerated, among all of the release when the metrics begin with it, else among twice as many; as far as the span
 * allows.
 */
function bounds(
  failures: number,
  period: number,
  release: number,
): Pick<CloudWatchReading, 'evaluationPeriods' | 'datapointsToAlarm'> {
  const most = Math.max(1, Math.floor(CLOUDWATCH.span / period));
  const all = failures === 0 ? 1 : Math.ceil(release / period);
  const evaluationPeriods = Math.min(Math.max(2 * failures + 1, all), most);
  return { evaluationPeriods, datapointsToAlarm: Math.min(failures + 1, evaluationPeriods) };
}

/** The window that CloudWatch uses for a guard, in seconds: whole minutes, up to a day. */
export const cloudWatchPeriod = (over: number): number => {
  const { min, max, step } = CLOUDWATCH.period;
  return Math.min(max, Math.max(min, Math.ceil(over / step) * step));
};

interface Limit {
  readonly comparisonOperator: CloudWatchReading['comparisonOperator'];
  readonly threshold: number;
  /** A result that is never bad, and one that always is. */
  readonly good: number;
  readonly bad: number;
}

function limitOf({ bad }: PlannedGuard): Limit {
  switch (bad.kind) {
    case 'max':
      return {
        comparisonOperator: 'GreaterThanThreshold',
        threshold: bad.value,
        good: Math.min(0, bad.value),
        bad: bad.value + 1,
      };
    case 'min':
      return {
        comparisonOperator: 'LessThanThreshold',
        threshold: bad.value,
        good: Math.max(100, bad.value),
        bad: bad.value - 1,
      };
    case 'versusStable':
      return { comparisonOperator: 'GreaterThanThreshold', threshold: bad.ratio, good: 0, bad: bad.ratio + 1 };
    case 'sequential':
      return {
        comparisonOperator: 'GreaterThanOrEqualToThreshold',
        threshold: errorShareStop(bad),
        good: 0,
        bad: errorShareStop(bad) + 1,
      };
  }
}

const atLeast = (floor: number, value: string): string => `IF(${value} > ${floor}, ${value}, ${floor})`;

const stableOf = <V>({ name }: PlannedGuard, { stable }: CloudWatchWatched<V>): CloudWatchVersion<V> => {
  if (stable === undefined) throw new Error(`the guard ${name} has no stable version to compare with`);
  return stable;
};

/** The score of all requests of the window: one share stands for all of it. It is 0 when the stable version gets no more requests. */
function shareSubject<V>(
  terms: ErrorShareTerms,
  guard: PlannedGuard,
  metrics: CloudWatchMetrics<V>,
  watched: CloudWatchWatched<V>,
) {
  const stable = stableOf(guard, watched);
  const [own, other] = [requests(metrics, watched.candidate, ''), anyRequests(metrics, stable, '_stable')];
  const value = errorShareScore(terms, {
    canary: errors(metrics, watched.candidate, ''),
    stable: errors(metrics, stable, '_stable'),
    ratio: `${other} / ${own}`,
    ln: (text) => `${LN_10} * LOG10(${text})`,
  });
  return { value, requests: [own] };
}

/** The value that is compared with the threshold, and what must be there for it to count. */
function subject<V>(guard: PlannedGuard, metrics: CloudWatchMetrics<V>, watched: CloudWatchWatched<V>) {
  if (guard.bad.kind === 'sequential') return shareSubject(guard.bad, guard, metrics, watched);
  const value = measured(guard, metrics, watched.candidate, '');
  const own = () => requests(metrics, watched.candidate, '');
  if (guard.bad.kind !== 'versusStable') {
    return { value, requests: NEEDS_REQUESTS.has(guard.measure.metric) || guard.minRequests > 0 ? [own()] : [] };
  }
  const floor = guard.measure.metric === 'latency' ? CLOUDWATCH.floor.latency : CLOUDWATCH.floor.rate;
  const stable = stableOf(guard, watched);
  const below = measured(guard, metrics, stable, '_stable');
  return {
    value: `(${value}) / ${atLeast(floor, below)}`,
    requests: [own(), requests(metrics, stable, '_stable')],
  };
}

/**
 * A guard as CloudWatch metric math. Only the counts of errors are filled with zeros: they come together with the count of requests, or
 * not at all. A filled count of requests would hide every reading that arrives late.
 * @throws Error for what CloudWatch cannot read: a custom guard without a CloudWatch query, a saturation without a metric,
 * a comparison without a stable version. Limits refuse these before.
 */
export function cloudWatchReading<V = string>(
  guard: PlannedGuard,
  watched: CloudWatchWatched<V>,
  { release = 0, compared = 0 }: CloudWatchOptions = {},
): CloudWatchReading<V> {
  const { good, bad, ...limit } = limitOf(guard);
  const period = cloudWatchPeriod(guard.bad.kind === 'sequential' ? Math.max(guard.over, compared) : guard.over);
  const metrics = new CloudWatchMetrics<V>(period);
  const { value, requests: counts } = subject(guard, metrics, watched);
  const enough = counts.map((count) => `${count} >= ${Math.max(1, guard.minRequests)}`).join(' AND ');
  return {
    expression: enough === '' ? value : `IF(${enough}, ${value}, ${guard.onNoData === 'fail' ? bad : good})`,
    metrics: metrics.all,
    ...limit,
    period,
    ...bounds(guard.failures, period, release),
    treatMissingData: guard.onNoData === 'fail' ? 'breaching' : 'notBreaching',
  };
}

/**
 * The readings of two versions that change roles with every release, so that nobody knows beforehand which is the new one: either of them
 * is watched, and compared with the other. A guard that does not tell versions apart has one reading, with an empty name. The readings of a
 * sequential guard share its chance of a false abort.
 */
export function cloudWatchReadings<V>(
  guard: PlannedGuard,
  colours: Readonly<Record<string, CloudWatchVersion<V>>>,
  options: CloudWatchOptions = {},
): Readonly<Record<string, CloudWatchReading<V>>> {
  const versions = Object.entries(colours);
  const { bad } = guard;
  const divided: PlannedGuard =
    bad.kind === 'sequential' ? { ...guard, bad: { ...bad, falseAborts: bad.falseAborts / versions.length } } : guard;
  const readings = versions.map(([name, candidate]) => {
    const stable = versions.find(([other]) => other !== name)?.[1];
    const watched = { candidate, ...(stable === undefined ? {} : { stable }) };
    return [name, cloudWatchReading(divided, watched, options)] as const;
  });
  const different = new Set(readings.map(([, reading]) => JSON.stringify(reading)));
  const [first] = readings;
  return different.size === 1 && first !== undefined ? { '': first[1] } : Object.fromEntries(readings);
}
