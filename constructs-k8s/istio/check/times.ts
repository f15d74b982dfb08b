import { type Finding, show } from '../../../lib/findings';
import { finding } from '../findings';
import { ISTIO_NUMBERS } from '../limits';
import type { Time } from '../options';
import { millisecondsIn } from '../time';

/** What is wrong with a time; nothing when there is none. */
export function timeProblems(time: Time | undefined, path: string): Finding[] {
  if (time === undefined || millisecondsIn(time) >= ISTIO_NUMBERS.shortestTime) return [];
  return [finding('istio-time', path, 'This is not a time of at least one millisecond', { received: show(time) })];
}
