import { type Latency, millisecondsOf, secondsOf } from '../../lib/strategy';
import type { Time } from './options';

/** Milliseconds of a time; NaN when it is not one. */
export function millisecondsIn(time: Time): number {
  const milliseconds = millisecondsOf(time as Latency);
  return Number.isNaN(milliseconds) && typeof time === 'string' ? secondsOf(time as `${number}s`) * 1000 : milliseconds;
}

/** A time as Istio writes it: `1.5s`. */
export const istioTime = (time: Time): string => `${millisecondsIn(time) / 1000}s`;
