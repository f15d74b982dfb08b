import type { Playable } from './playable';
import type { Scenario } from './scenario';

/** A stretch of the played release: a segment of the trace, or the wait for a person behind it. */
export interface Leg {
  readonly from: number;
  readonly to: number;
  /** Percent. */
  readonly weight: number;
  readonly mirror: number;
  readonly guards: ReadonlySet<string>;
  /** What happens at its end. */
  readonly then?: { readonly result: 'rolledBack' | 'waiting'; readonly reason: string };
}

/** The trace as it is played: people's answers take their time, and a failed check or a no ends it. */
export function legsOf(release: Playable, scenario: Scenario): Leg[] {
  const legs: Leg[] = [];
  let now = 0;
  for (const segment of release.segments) {
    const state = { weight: segment.weight, mirror: segment.mirror, guards: new Set(segment.guards) };
    const add = (seconds: number, then?: Leg['then']) => {
      legs.push({ from: now, to: now + seconds, ...state, ...(then === undefined ? {} : { then }) });
      now += seconds;
    };
    add(segment.to - segment.from);
    for (const gate of segment.gates) {
      if (gate.kind === 'check') {
        if (!scenario.failingChecks.includes(gate.name)) continue;
        add(0, {
          result: release.onFailure === 'rollback' ? 'rolledBack' : 'waiting',
          reason: `check ${gate.name} failed`,
        });
        return legs;
      }
      const { answer, after } = scenario.approvals;
      const late = gate.timeout !== undefined && (answer === 'none' || after > gate.timeout);
      if (late && gate.onTimeout === 'continue') add(gate.timeout);
      else if (late) {
        add(gate.timeout, { result: 'rolledBack', reason: 'nobody approved in time' });
        return legs;
      } else if (answer === 'none') {
        add(0, { result: 'waiting', reason: 'nobody approved' });
        return legs;
      } else if (answer === 'no') {
        add(after, { result: 'rolledBack', reason: 'a person said no' });
        return legs;
      } else add(after);
    }
  }
  return legs;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** The finest time that is looked at, in seconds. */
const FINEST = 5;
const COARSEST = 60;

/** Seconds of a tick: every change and every reading falls on one, as far as that is worth it. */
export function tickOf(release: Playable, legs: readonly Leg[]): number {
  const times = [
    COARSEST,
    ...release.guards.flatMap(({ over, every }) => [over, every]),
    ...legs.flatMap(({ from, to }) => [from, to]),
  ];
  return Math.max(FINEST, times.reduce((common, time) => gcd(common, Math.round(time)), 0) || COARSEST);
}
