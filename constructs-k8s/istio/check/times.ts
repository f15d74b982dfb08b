import { type Finding, show } from '../../../lib/findings';
import { millisecondsIn, type Time } from '../../shared/milliseconds';
import { finding } from '../findings';
import { ISTIO_NUMBERS } from '../limits';

/** What is wrong with a time; nothing when there is none. */
export function timeProblems(time: Time | undefined, path: string): Finding[] {
  if (time === undefined || millisecondsIn(time) >= ISTIO_NUMBERS.shortestTime) return [];
  return [finding('istio-time', path, 'This is not a time of at least one millisecond', { received: show(time) })];
}
