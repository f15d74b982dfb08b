import type { Duration, Latency } from './duration';
import type { Percent } from './percent';

/** What every guard has, whatever it measures. */
export interface GuardTiming {
  /**
   * How the guard is called in findings, alarms and metrics: lower case, digits and hyphens. Default: from the metric (`error-rate`).
   * @pattern ^[a-z][a-z0-9-]{0,40}$
   */
  readonly name?: string;
  /** The window that one reading looks back over. Default: `1m`. */
  readonly over?: Duration;
  /** The time between two readings. Default: the window. */
  readonly every?: Duration;
  /**
   * How many bad readings of one release are tolerated; one more aborts. Default: 0.
   * @asType integer
   * @minimum 0
   * @maximum 100
   */
  readonly failures?: number;
  /**
   * A window with fewer requests to the new version than this counts as no data. Default: 0.
   * @asType integer
   * @minimum 0
   * @maximum 1000000000
   */
  readonly minRequests?: number;
  /** What a reading without data does: `pass` lets the release go on, `hold` makes it wait for a person, `fail` counts as bad. Default: `pass`. */
  readonly onNoData?: 'pass' | 'hold' | 'fail';
}

/** Aborts when the share of failed requests of the new version is above `max`. */
export interface ErrorRateLimit extends GuardTiming {
  readonly metric: 'errorRate';
  /** The highest error rate that is still good. */
  readonly max: Percent;
  readonly versusStable?: never;
}

/** Aborts when the new version's error rate is more than `versusStable` times that of the stable version. */
export interface ErrorRateVersusStable extends GuardTiming {
  readonly metric: 'errorRate';
  /**
   * The highest ratio to the stable version that is still good: `1.5` is half as much again.
   * @exclusiveMinimum 1
   * @maximum 1000
   */
  readonly versusStable: number;
  readonly max?: never;
}

/** Aborts when the share of successful requests of the new version is below `min`. */
export interface SuccessRateLimit extends GuardTiming {
  readonly metric: 'successRate';
  /** The lowest success rate that is still good. */
  readonly min: Percent;
}

/** Aborts when a percentile of the new version's response time is above `max`. */
export interface LatencyLimit extends GuardTiming {
  readonly metric: 'latency';
  /**
   * Which percentile. Default: 99.
   * @minimum 1
   * @maximum 99.99
   */
  readonly percentile?: number;
  /** The slowest response time that is still good. */
  readonly max: Latency;
  readonly versusStable?: never;
}

/** Aborts when a percentile of the new version's response time is more than `versusStable` times that of the stable version. */
export interface LatencyVersusStable extends GuardTiming {
  readonly metric: 'latency';
  /**
   * Which percentile. Default: 99.
   * @minimum 1
   * @maximum 99.99
   */
  readonly percentile?: number;
  /**
   * The highest ratio to the stable version that is still good: `1.5` is half as much again.
   * @exclusiveMinimum 1
   * @maximum 1000
   */
  readonly versusStable: number;
  readonly max?: never;
}

/** Aborts when the new version uses more than `max` of the processor time or memory it is given. */
export interface SaturationLimit extends GuardTiming {
  readonly metric: 'saturation';
  /** What is used. */
  readonly resource: 'cpu' | 'memory';
  /** The highest use that is still good. */
  readonly max: Percent;
}

/** Aborts when more than `max` messages wait in a queue. */
export interface QueueDepthLimit extends GuardTiming {
  readonly metric: 'queueDepth';
  /**
   * The queue's name, as the platform knows it.
   * @minLength 1
   * @maxLength 256
   */
  readonly queue: string;
  /**
   * The longest queue that is still good.
   * @minimum 0
   * @maximum 1000000000
   */
  readonly max: number;
}

/**
 * Aborts when the new version's share of all errors is higher than its share of the traffic explains. It adds up the evidence of all slices of the
 * release (`over` is their length), and can be read as often as you like: over the whole release it stops a healthy version with a probability of
 * at most `falseAborts`. A slice with fewer than `minRequests` requests to the new version adds nothing, and no slice at all is no data.
 */
export interface ErrorShare extends Omit<GuardTiming, 'failures'> {
  readonly metric: 'errorShare';
  /**
   * The rise of the error rate to watch for: `3` is three times the stable version's.
   * @exclusiveMinimum 1
   * @maximum 1000
   */
  readonly rise: number;
  /** The chance to stop a healthy release, over all readings. Default: 5 %. */
  readonly falseAborts?: Percent;
  /** The sum tolerates nothing and forgets nothing: `falseAborts` says how careful it is. */
  readonly failures?: never;
}

/** A CloudWatch metric of your own. */
export interface CloudWatchQuery {
  /**
   * The metric's namespace.
   * @minLength 1
   * @maxLength 255
   */
  readonly namespace: string;
  /**
   * The metric's name.
   * @minLength 1
   * @maxLength 255
   */
  readonly metric: string;
  /** For example `Average`, `Sum`, `p99`. Default: `Average`. */
  readonly statistic?: string;
  /** What the metric is narrowed down by. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** The same measurement, asked of each backend that you use. */
export interface CustomQuery {
  /** PromQL that gives one number. `{{service}}`, `{{stable}}`, `{{canary}}` and `{{window}}` are replaced. */
  readonly prometheus?: string;
  /** A CloudWatch metric. The same names are replaced in the values of its dimensions. */
  readonly cloudwatch?: CloudWatchQuery;
  /** A Datadog metrics query that gives one number. The same names are replaced. */
  readonly datadog?: string;
}

interface CustomGuard extends GuardTiming {
  readonly metric: 'custom';
  /**
   * How the guard is called in findings, alarms and metrics: lower case, digits and hyphens.
   * @pattern ^[a-z][a-z0-9-]{0,40}$
   */
  readonly name: string;
  /** What to measure, for each backend that you use. */
  readonly query: CustomQuery;
}

/** Aborts when a measurement of your own is above `max`. */
export interface CustomMax extends CustomGuard {
  /** The highest value that is still good. */
  readonly max: number;
  readonly min?: never;
}

/** Aborts when a measurement of your own is below `min`. */
export interface CustomMin extends CustomGuard {
  /** The lowest value that is still good. */
  readonly min: number;
  readonly max?: never;
}

/** A guard that needs nothing but the new version's own numbers. */
export type AbsoluteGuard =
  | ErrorRateLimit
  | SuccessRateLimit
  | LatencyLimit
  | SaturationLimit
  | QueueDepthLimit
  | CustomMax
  | CustomMin;

/** A guard that compares the new version with the stable one, which must get traffic at the same time. */
export type ComparativeGuard = ErrorRateVersusStable | LatencyVersusStable | ErrorShare;

/** What is watched while the new version gets traffic, and what aborts the release. */
export type Guard = AbsoluteGuard | ComparativeGuard;

type Spec<G extends Guard> = Omit<G, 'metric'>;

function errorRate(spec: Spec<ErrorRateLimit>): ErrorRateLimit;
function errorRate(spec: Spec<ErrorRateVersusStable>): ErrorRateVersusStable;
function errorRate(spec: Spec<ErrorRateLimit> | Spec<ErrorRateVersusStable>) {
  return { metric: 'errorRate', ...spec };
}

function latency(spec: Spec<LatencyLimit>): LatencyLimit;
function latency(spec: Spec<LatencyVersusStable>): LatencyVersusStable;
function latency(spec: Spec<LatencyLimit> | Spec<LatencyVersusStable>) {
  return { metric: 'latency', ...spec };
}

function custom(spec: Spec<CustomMax>): CustomMax;
function custom(spec: Spec<CustomMin>): CustomMin;
function custom(spec: Spec<CustomMax> | Spec<CustomMin>) {
  return { metric: 'custom', ...spec };
}

/** Guards, as they are written in TypeScript: `Guard.errorRate({ max: '1%' })`. */
export const Guard = {
  errorRate,
  successRate: (spec: Spec<SuccessRateLimit>): SuccessRateLimit => ({ metric: 'successRate', ...spec }),
  latency,
  saturation: (spec: Spec<SaturationLimit>): SaturationLimit => ({ metric: 'saturation', ...spec }),
  queueDepth: (spec: Spec<QueueDepthLimit>): QueueDepthLimit => ({ metric: 'queueDepth', ...spec }),
  errorShare: (spec: Spec<ErrorShare>): ErrorShare => ({ metric: 'errorShare', ...spec }),
  custom,
} as const;
