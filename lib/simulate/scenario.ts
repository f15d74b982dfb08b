import type { TrafficProfile } from '../plan';
import type { Fault } from './fault';
import { Traffic, type TrafficModel } from './traffic';

/** What a release is played in. */
export interface Scenario {
  readonly traffic: TrafficModel;
  /** Requests come one by one at random times, or evenly, as in the computed evidence. */
  readonly arrivals: 'random' | 'even';
  /** The share of requests that fail on a good day, 0–1. */
  readonly errorRate: number;
  /** The usual response time (p50), milliseconds. */
  readonly latency: number;
  /** People who use the service meanwhile; absent: each request is another person's, which is the worst case. */
  readonly users?: number;
  /** The share of the requests that an audience of a step sends, 0–1. */
  readonly audience: number;
  readonly faults: readonly Fault[];
  /** How people answer, and after how many seconds. */
  readonly approvals: { readonly answer: 'yes' | 'no' | 'none'; readonly after: number };
  /** Names of the checks that fail. */
  readonly failingChecks: readonly string[];
  /** The share of requests that must succeed, in percent, over a window of seconds. */
  readonly objective: { readonly slo: number; readonly window: number };
  readonly seed: number;
}

/** What is usual where nobody says otherwise. */
export const USUAL = { requestsPerSecond: 100, errorRate: 0.1, latency: 100 } as const;

/** The scenario of a strategy's own traffic profile, with nothing wrong. */
export function scenario(profile: TrafficProfile | undefined, parts: Partial<Scenario> = {}): Scenario {
  return {
    traffic: Traffic.constant(profile?.requestsPerSecond ?? USUAL.requestsPerSecond),
    arrivals: 'random',
    errorRate: (profile?.errorRate ?? USUAL.errorRate) / 100,
    latency: profile?.latency ?? USUAL.latency,
    audience: 0.01,
    faults: [],
    approvals: { answer: 'yes', after: 600 },
    failingChecks: [],
    objective: { slo: 99.9, window: 30 * 86_400 },
    seed: 1,
    ...parts,
  };
}
