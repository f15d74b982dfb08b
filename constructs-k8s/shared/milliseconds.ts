import { type Duration, type Latency, millisecondsOf, secondsOf } from '../../lib/strategy';

/** A length of time, to the millisecond: `'500ms'`, `'2s'`, `'1m30s'`, or a Duration of cdk8s. */
export type Time = Duration | Latency;

/** Milliseconds of a time; NaN when it is not one. */
export function millisecondsIn(time: Time): number {
  const milliseconds = millisecondsOf(time as Latency);
  return Number.isNaN(milliseconds) && typeof time === 'string' ? secondsOf(time as `${number}s`) * 1000 : milliseconds;
}
