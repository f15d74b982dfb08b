import type { Playable } from './playable';
import type { Scenario } from './scenario';

/** A stretch of the played release: a segment of the trace, or the wait for a person behind it. */
export interface Leg {
  readonly seconds: number;
  /** Percent. */
  readonly weight: number;
  readonly mirror: number;
  /** Whether it is open to an audience besides. */
  readonly audience: boolean;
  readonly guards: ReadonlySet<string>;
  /** What begins with it, when not only the weight changes. */
  readonly says?: string;
  /** Whether a person is waited for. */
  readonly person?: boolean;
  /** What happens at its end. */
  readonly ends?: { readonly result: 'rolledBack' | 'waiting'; readonly reason: string };
}

/** The trace as it is played: people's answers take their time, and a failed check or a no ends it. */
export function legsOf(release: Playable, scenario: Scenario): Leg[] {
  const legs: Leg[] = [];
  for (const segment of release.segments) {
    const state = {
      weight: segment.weight,
      mirror: segment.mirror,
      audience: segment.audience.length > 0,
      guards: new Set(segment.guards),
    };
    legs.push({ seconds: segment.to - segment.from, ...state });
    for (const gate of segment.gates) {
      if (gate.kind === 'check') {
        if (!scenario.failingChecks.includes(gate.name)) continue;
        const result = release.onFailure === 'rollback' ? 'rolledBack' : 'waiting';
        legs.push({ seconds: 0, ...state, ends: { result, reason: `check ${gate.name} failed` } });
        return legs;
      }
      const { answer, after } = scenario.approvals;
      const { timeout = Number.POSITIVE_INFINITY } = gate;
      const late = answer === 'none' || after > timeout;
      const waits = { says: 'a person is waited for', person: true } as const;
      if (!late && answer === 'yes') legs.push({ seconds: after, ...state, ...waits });
      else if (!late) {
        legs.push({ seconds: after, ...state, ...waits, ends: { result: 'rolledBack', reason: 'a person said no' } });
        return legs;
      } else if (timeout === Number.POSITIVE_INFINITY) {
        legs.push({ seconds: 0, ...state, ...waits, ends: { result: 'waiting', reason: 'nobody approved' } });
        return legs;
      } else if (gate.onTimeout === 'continue') legs.push({ seconds: timeout, ...state, ...waits });
      else {
        const ends = { result: 'rolledBack', reason: 'nobody approved in time' } as const;
        legs.push({ seconds: timeout, ...state, ...waits, ends });
        return legs;
      }
    }
  }
  return legs;
}
