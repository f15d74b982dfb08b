import type { Finding } from '../findings';
import type { TrafficModel } from '../simulate';
import { problem } from '../simulate/findings';
import { type Duration, isDurationLike, type Latency, millisecondsOf, type Percent, parseLatency } from '../strategy';
import { readField } from './field';

/** How many requests come. Made with {@link Traffic}. */
export interface Traffic {
  readonly kind: TrafficModel['kind'];
  /** On average; of a burst, outside of it. */
  readonly requestsPerSecond: number;
  /** How far a day goes up and down. @default 60% */
  readonly swing?: Percent;
  /** The hour at which the release begins. @default 10 */
  readonly startsAtHour?: number;
  /** How many times the usual traffic a burst is. @default 10 */
  readonly times?: number;
  /** How long a burst lasts. @default 1m */
  readonly lasts?: Duration;
  /** From the beginning of a burst to the next. @default 10m */
  readonly every?: Duration;
}

/** Traffic in friendly units. */
export const Traffic = {
  /** The same at all times. */
  constant: (requestsPerSecond: number): Traffic => ({ kind: 'constant', requestsPerSecond }),
  /** A day's wave around a mean, busiest at 20 o'clock: `swing` up and down (60 % unless said), the release starting at an hour (10). */
  daily: (
    requestsPerSecond: number,
    options: { readonly swing?: Percent; readonly startsAtHour?: number } = {},
  ): Traffic => ({ kind: 'daily', requestsPerSecond, ...options }),
  /** The usual traffic, and so many `times` as much (10) for a while (1m) again and again (every 10m). */
  bursty: (
    requestsPerSecond: number,
    options: { readonly times?: number; readonly lasts?: Duration; readonly every?: Duration } = {},
  ): Traffic => ({ kind: 'bursty', requestsPerSecond, ...options }),
  /** A service that hardly anybody calls: six requests a minute unless said otherwise. */
  low: (requestsPerSecond = 0.1): Traffic => ({ kind: 'constant', requestsPerSecond }),
} as const;

/** What is usual: the same as `traffic` of a strategy. */
export interface Usual {
  /** Of all versions together. */
  readonly requestsPerSecond?: number;
  /** @default 0.1% */
  readonly errorRate?: Percent;
  /** The usual response time (p50). @default 100ms */
  readonly latency?: Latency;
}

const ID = 'simulate-scenario';

/** The model that is played; problems are added to `findings`. */
export function trafficOf(traffic: Traffic, findings: Finding[]): TrafficModel {
  const path = (field: string) => `traffic.${field}`;
  const requestsPerSecond = readField('rate', traffic.requestsPerSecond, path('requestsPerSecond'), ID, findings);
  switch (traffic.kind) {
    case 'constant':
      return { kind: 'constant', requestsPerSecond };
    case 'daily': {
      const swing = readField('part', traffic.swing ?? '60%', path('swing'), ID, findings);
      const startsAtHour = traffic.startsAtHour ?? 10;
      if (!(startsAtHour >= 0 && startsAtHour < 24))
        findings.push(
          problem(ID, path('startsAtHour'), 'This is no hour', { received: `${startsAtHour}`, expected: '0 to 23' }),
        );
      return { kind: 'daily', requestsPerSecond, swing, startsAtHour };
    }
    case 'bursty': {
      const times = readField('factor', traffic.times ?? 10, path('times'), ID, findings);
      const lasts = readField('time', traffic.lasts ?? '1m', path('lasts'), ID, findings);
      const every = readField('time', traffic.every ?? '10m', path('every'), ID, findings);
      if (lasts >= every || lasts === 0)
        findings.push(
          problem(ID, path('lasts'), 'A burst lasts longer than nothing, and less than from one to the next'),
        );
      return { kind: 'bursty', requestsPerSecond, times, lasts, every };
    }
    default:
      findings.push(
        problem(ID, 'traffic', 'There is no such traffic', { expected: 'Traffic.constant, daily, bursty or low' }),
      );
      return { kind: 'constant', requestsPerSecond };
  }
}

/** The usual response time in milliseconds. */
export function latencyOf(latency: Latency, findings: Finding[]): number {
  const readable = isDurationLike(latency) || (typeof latency === 'string' && parseLatency(latency) !== undefined);
  const milliseconds = readable ? millisecondsOf(latency) : Number.NaN;
  if (!(milliseconds > 0 && milliseconds < 3.6e6))
    findings.push(
      problem(ID, 'latency', 'This is no response time', {
        received: String(latency),
        expected: "'100ms', '2s'; up to an hour",
      }),
    );
  return milliseconds;
}
