import { millisecondsIn, type Time } from '../shared/milliseconds';
import { GATEWAY_NUMBERS } from './limits';

const UNITS = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** A time as the Gateway API writes it: `1s500ms`. It knows no fractions. */
export function gatewayDuration(time: Time): string {
  let rest = Math.round(millisecondsIn(time));
  const parts = UNITS.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count}${unit}`] : [];
  });
  return parts.length === 0 ? '0s' : parts.join('');
}

/** Whether the Gateway API can write a time. */
export function isDuration(time: Time): boolean {
  const milliseconds = millisecondsIn(time);
  const hours = 3_600_000 * 10 ** GATEWAY_NUMBERS.durationDigits;
  return Number.isInteger(milliseconds) && milliseconds >= 1 && milliseconds < hours;
}
