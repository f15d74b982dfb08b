import { CutoverError, type Finding } from '../findings';
import type { Outcome } from '../simulate';
import { faultsBegin } from '../simulate/fault';
import { problem } from '../simulate/findings';
import type { Duration, Percent } from '../strategy';
import { type ChecklistExpectation, toPassChecklist } from './checklist';
import { readField, type Unit } from './field';
import { reportText, timeText } from './report';
import { Simulation } from './simulation';

/** What a matcher answers to jest or vitest. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** At most so much may reach the new version, or fail there, until the release is over. */
export interface Hit {
  /** People whom the new version answers; see {@link Simulation.users}. */
  readonly users?: number;
  /** Requests that it answers. */
  readonly requests?: number;
  /** Of these, the ones that fail. */
  readonly failed?: number;
}

/** The matchers, as a test writes them. */
export interface CutoverMatchers<R = unknown> {
  /** The release is rolled back within this time of the first fault; with nothing wrong, of its own beginning. Not before the fault. */
  toAbortWithin(time: Duration): R;
  /** The release is through within this time of its beginning. */
  toPromoteWithin(time: Duration): R;
  /** Not more than this reaches the new version, or fails there. */
  toHitAtMost(limits: Hit): R;
  /** The new version never gets more than this weight until a time; without one, to the end. */
  toKeepWeight(weight: Percent, options?: { readonly until?: Duration }): R;
  /** The release waits for a person, at an approval or because of what its engine makes of a guard. */
  toWaitForAPerson(): R;
  /** A template, manifests or their text pass the checklist of a safe release; see docs/checklist.md. */
  toPassChecklist(expectation?: ChecklistExpectation): R;
}

declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: the type parameters must be those of jest
    interface Matchers<R, T = {}> extends CutoverMatchers<R> {}
  }
}

const received = (value: unknown): Simulation => {
  if (value instanceof Simulation) return value;
  const message = 'Matchers of Cutover take what simulate() answers';
  throw new CutoverError('expect', [
    problem('simulate-expectation', '', message, { expected: 'expect(simulate(template))' }),
  ]);
};

function amount(unit: Unit, value: unknown, path: string): number {
  const findings: Finding[] = [];
  const number = readField(unit, value, path, 'simulate-expectation', findings);
  CutoverError.throwIfAny(path, findings);
  return number;
}

/** Passes when the wanted share of the runs does; shows a run that decided against it. */
function judge(simulation: Simulation, expected: string, does: (outcome: Outcome) => boolean): MatcherResult {
  const outcomes = simulation.outcomes();
  const met = outcomes.filter(does);
  const pass = met.length >= simulation.wanted * outcomes.length - 1e-9;
  const shown = (pass ? met[0] : outcomes.find((outcome) => !does(outcome))) ?? outcomes[0];
  const words = pass ? `not ${expected}` : expected;
  return { pass, message: () => (shown === undefined ? words : reportText(simulation, words, met.length, shown)) };
}

function toAbortWithin(value: unknown, time: Duration): MatcherResult {
  const simulation = received(value);
  const seconds = amount('time', time, 'toAbortWithin');
  const began = faultsBegin(simulation.faults) ?? 0;
  return judge(
    simulation,
    `to be rolled back within ${timeText(seconds)}`,
    ({ result, at }) => result === 'rolledBack' && at >= began && at - began <= seconds,
  );
}

function toPromoteWithin(value: unknown, time: Duration): MatcherResult {
  const seconds = amount('time', time, 'toPromoteWithin');
  return judge(
    received(value),
    `to be promoted within ${timeText(seconds)}`,
    ({ result, at }) => result === 'promoted' && at <= seconds,
  );
}

const HITS = {
  users: ['usersHit', 'users'],
  requests: ['requestsHit', 'requests'],
  failed: ['failed', 'failed requests'],
} as const satisfies Record<keyof Hit, readonly [keyof Outcome, string]>;

function toHitAtMost(value: unknown, limits: Hit): MatcherResult {
  const simulation = received(value);
  const findings: Finding[] = [];
  const asked = Object.entries(limits).flatMap(([name, limit]) => {
    const known = Object.hasOwn(HITS, name) ? HITS[name as keyof Hit] : undefined;
    const valid = typeof limit === 'number' && limit >= 0;
    const path = `toHitAtMost.${name}`;
    if (known === undefined)
      findings.push(
        problem('simulate-expectation', path, `There is no ${name}`, { expected: 'users, requests or failed' }),
      );
    else if (!valid)
      findings.push(
        problem('simulate-expectation', path, 'This is no number', { received: String(limit), expected: '0 or more' }),
      );
    return known === undefined || !valid ? [] : [{ counter: known[0], words: known[1], limit }];
  });
  if (asked.length === 0 && findings.length === 0)
    findings.push(
      problem('simulate-expectation', 'toHitAtMost', 'Nothing is expected', { expected: '{ users: 500 }' }),
    );
  CutoverError.throwIfAny('toHitAtMost', findings);
  const words = asked.map((each) => `${each.limit.toLocaleString('en-US')} ${each.words}`).join(' and ');
  return judge(simulation, `to hit at most ${words}`, (outcome) =>
    asked.every(({ counter, limit }) => outcome[counter] <= limit),
  );
}

function toKeepWeight(value: unknown, weight: Percent, { until }: { readonly until?: Duration } = {}): MatcherResult {
  const percent = 100 * amount('part', weight, 'toKeepWeight');
  const end = until === undefined ? Number.POSITIVE_INFINITY : amount('time', until, 'toKeepWeight.until');
  const words = until === undefined ? 'to the end' : `until ${timeText(end)}`;
  return judge(
    received(value),
    `to keep the new version at ${Number(percent.toFixed(6))}% or less ${words}`,
    ({ weights }) => weights.every((each) => each.at >= end || each.weight <= percent + 1e-6),
  );
}

function toWaitForAPerson(value: unknown): MatcherResult {
  return judge(received(value), 'to wait for a person', ({ waited }) => waited !== undefined);
}

/**
 * Matchers for jest and vitest: `expect.extend(cutoverMatchers)`. Each looks at many runs ({@link Simulation.runs}), whose seeds are always the same,
 * and passes when the wanted share of them ({@link Simulation.atLeast}) does as expected.
 */
export const cutoverMatchers = {
  toAbortWithin,
  toPromoteWithin,
  toHitAtMost,
  toKeepWeight,
  toWaitForAPerson,
  toPassChecklist,
} as const;
