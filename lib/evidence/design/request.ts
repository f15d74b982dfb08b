import type { Finding } from '../../findings';
import type { TrafficProfile } from '../../plan';
import {
  type Duration,
  isDurationLike,
  type Latency,
  millisecondsOf,
  type Percent,
  parseLatency,
  type Traffic,
} from '../../strategy';
import { EVIDENCE_LIMITS, Reader } from '../options';

/** What a canary must do. */
export interface DesignRequest {
  /** What is normal for the service. */
  readonly traffic: Traffic;
  /** The rise of the error rate to see: 3 is three times the usual. */
  readonly detect: number;
  /** The chance with which it must be seen before everybody has the new version, 0–1. Default: 0.8. */
  readonly power?: number;
  /** The chance to stop a healthy release, at most. Default: 5 %. */
  readonly falseAborts?: Percent;
  /**
   * Failed requests of the new version until it is stopped or everybody has it, on average, at most; for every fault from `detect` to one that fails
   * all requests. Default: no limit.
   */
  readonly maxUsersHit?: number;
  /** How long the steps may hold, all together. Default: 7 days. */
  readonly maxDuration?: Duration;
  /** Seconds between two readings. Default: one minute. */
  readonly every?: Duration;
  /**
   * `errorShare` compares with the stable version and needs no usual rate; `errorRate` takes the usual rate for granted and is shorter.
   * Default: `errorShare`.
   */
  readonly guard?: 'errorShare' | 'errorRate';
}

/** A request with every default settled. */
export interface Wanted {
  readonly traffic: TrafficProfile;
  readonly detect: number;
  readonly power: number;
  /** 0–1. */
  readonly falseAborts: number;
  readonly maxUsersHit: number;
  /** Seconds. */
  readonly maxDuration: number;
  /** Seconds. */
  readonly every: number;
  readonly guard: 'errorShare' | 'errorRate';
}

const FIELDS = ['traffic', 'detect', 'power', 'falseAborts', 'maxUsersHit', 'maxDuration', 'every', 'guard'] as const;
const WEEK = 7 * 86_400;

const NO_TRAFFIC: TrafficProfile = { requestsPerSecond: Number.NaN, errorRate: Number.NaN };

function trafficOf(reader: Reader): TrafficProfile {
  const traffic = reader.get('traffic');
  if (traffic === undefined) {
    reader.bad('traffic', traffic, 'what is normal', 'write `traffic: { requestsPerSecond: 50, errorRate: 0.1% }`');
    return NO_TRAFFIC;
  }
  const profile = new Reader(traffic, ['requestsPerSecond', 'errorRate', 'latency'], 'traffic');
  if (!profile.isObject) {
    reader.findings.push(...profile.findings);
    return NO_TRAFFIC;
  }
  const [least, most] = EVIDENCE_LIMITS.requestsPerSecond;
  const requestsPerSecond = profile.number('requestsPerSecond', least, most);
  const errorRate = profile.percent('errorRate', 1e-6, 50);
  const latency = profile.get('latency');
  const isLatency = (typeof latency === 'string' && parseLatency(latency) !== undefined) || isDurationLike(latency);
  if (latency !== undefined && !isLatency) profile.bad('latency', latency, 'a response time such as `80ms`');
  reader.findings.push(...profile.findings);
  return { requestsPerSecond, errorRate, ...(isLatency ? { latency: millisecondsOf(latency as Latency) } : {}) };
}

/** Reads a request; everything that is wrong with it is found at once. */
export function readRequest(request: unknown): {
  readonly wanted: Wanted | undefined;
  readonly findings: readonly Finding[];
} {
  const reader = new Reader(request, FIELDS);
  if (!reader.isObject) return { wanted: undefined, findings: reader.findings };
  const { power, rise, falseAborts } = EVIDENCE_LIMITS;
  const guard = reader.get('guard') ?? 'errorShare';
  if (guard !== 'errorShare' && guard !== 'errorRate') reader.bad('guard', guard, '`errorShare` or `errorRate`');
  const traffic = trafficOf(reader);
  const wanted: Wanted = {
    traffic,
    detect: reader.number('detect', ...rise),
    power: reader.number('power', ...power, 0.8),
    falseAborts: reader.percent('falseAborts', ...falseAborts, 5) / 100,
    maxUsersHit:
      reader.get('maxUsersHit') === undefined ? Number.POSITIVE_INFINITY : reader.number('maxUsersHit', 1, 1e12),
    maxDuration: reader.seconds('maxDuration', 60, 366 * 86_400, WEEK),
    every: reader.seconds('every', 1, 3600, 60),
    guard: guard === 'errorRate' ? guard : 'errorShare',
  };
  if (wanted.detect * traffic.errorRate > 100)
    reader.bad(
      'detect',
      wanted.detect,
      `at most ${Number((100 / traffic.errorRate).toPrecision(3))}, at which all requests fail`,
    );
  return { wanted, findings: reader.findings };
}
