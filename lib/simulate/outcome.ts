import { faultsBegin } from './fault';
import type { Scenario } from './scenario';
import { requestsPerSecond } from './traffic';

/** Something that happened, at a time in seconds since the release began. */
export interface Happening {
  readonly at: number;
  readonly what: string;
}

/** How a played release ends. `waiting`: for a person; `stuck`: the new version is not ready, and nothing takes it back. */
export type Result = 'promoted' | 'rolledBack' | 'waiting' | 'stuck';

/** How a played release ended. */
export interface Outcome {
  readonly result: Result;
  /** Seconds. */
  readonly at: number;
  /** Why, in words: `error-rate was bad`. */
  readonly reason: string;
  /** Requests that the new version answered to users. */
  readonly requestsHit: number;
  /** People whom it answered; without a number of users in the scenario, as many as requests. */
  readonly usersHit: number;
  /** Of the requests, the ones that failed. */
  readonly failed: number;
  /** The share of the error budget that these failures used, in percent. */
  readonly budgetUsed: number;
  /** Seconds from the first fault's effect until no request reaches the new version any more; absent: they still do. */
  readonly timeToSafe?: number;
  /** When a person was waited for, for the first time; absent: never. */
  readonly waited?: number;
  readonly timeline: readonly Happening[];
  /** The weights that the release really had: percent, from a time on. */
  readonly weights: readonly { readonly at: number; readonly weight: number }[];
}

const WORDS = {
  promoted: 'promoted',
  rolledBack: 'rolled back',
  waiting: 'waits for a person',
  stuck: 'stuck',
} as const satisfies Record<Result, string>;

export interface Ending {
  readonly result: Result;
  readonly at: number;
  readonly reason: string;
}

/** What was counted and noted on the way. */
export interface Notes {
  hit: number;
  failed: number;
  waited?: number;
  readonly timeline: Happening[];
  readonly weights: { at: number; weight: number }[];
}

/** Of so many people, each request being anybody's. */
const peopleHit = (requests: number, users: number | undefined): number =>
  users === undefined || users === 0 ? requests : Math.round(users * -Math.expm1(-requests / users));

const waitedAt = (at: number | undefined): Pick<Outcome, 'waited'> => (at === undefined ? {} : { waited: at });

export function outcomeOf({ result, at, reason }: Ending, scenario: Scenario, notes: Notes): Outcome {
  const { slo, window } = scenario.objective;
  const budget = requestsPerSecond(scenario.traffic, 0) * window * (1 - slo / 100);
  const began = faultsBegin(scenario.faults);
  return {
    result,
    at,
    reason,
    requestsHit: notes.hit,
    usersHit: peopleHit(notes.hit, scenario.users),
    failed: notes.failed,
    budgetUsed: budget > 0 ? (100 * notes.failed) / budget : 0,
    ...(result === 'rolledBack' && began !== undefined ? { timeToSafe: Math.max(0, at - began) } : {}),
    ...waitedAt(result === 'waiting' ? (notes.waited ?? at) : notes.waited),
    timeline: [...notes.timeline, { at, what: `${WORDS[result]}: ${reason}` }],
    weights: result === 'rolledBack' ? [...notes.weights, { at, weight: 0 }] : notes.weights,
  };
}
