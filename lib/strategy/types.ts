import type { Checks } from './check';
import type { Duration, Latency } from './duration';
import type { AbsoluteGuard, Guard } from './guard';
import type { Percent } from './percent';
import type { Audience, Preview, Step } from './step';

/** What is normal for the service: what a guard can see is computed from it. */
export interface Traffic {
  /**
   * Requests per second to all versions together.
   * @exclusiveMinimum 0
   * @maximum 100000000
   */
  readonly requestsPerSecond: number;
  /** The share of requests that fail on a good day. */
  readonly errorRate: Percent;
  /** The usual response time (p50). */
  readonly latency?: Latency;
}

/** Keeps a user at one version by a cookie. */
export interface CookieStickiness {
  readonly by: 'cookie';
  /** The cookie's name. Default: the platform's own. */
  readonly name?: string;
  /** How long a user stays. */
  readonly lasts: Duration;
}

/** Keeps a user at one version by a header. */
export interface HeaderStickiness {
  readonly by: 'header';
  /** The header's name. */
  readonly name: string;
}

/** Keeps a user at one version by the client's address. */
export interface AddressStickiness {
  readonly by: 'clientAddress';
}

/** How a user stays at the version that answered first. */
export type Stickiness = CookieStickiness | HeaderStickiness | AddressStickiness;

/** A finding that is known and taken, with the reason. */
export interface Acknowledgement {
  /**
   * The finding's id, as printed.
   * @minLength 1
   * @maxLength 128
   */
  readonly id: string;
  /**
   * Why it is all right here.
   * @minLength 1
   * @maxLength 1000
   */
  readonly reason: string;
}

/** A number of copies of the application. */
export interface Copies {
  /**
   * How many.
   * @asType integer
   * @minimum 0
   * @maximum 100000
   */
  readonly copies: number;
}

/** What every kind of strategy takes. */
interface Common {
  /** How long the old version stays ready after the new one gets everything. Default: `0s`. */
  readonly bake?: Duration;
  /** What a failed guard or check does: take the traffic back, or stay where it is and wait for a person. Default: `rollback`. */
  readonly onFailure?: 'rollback' | 'halt';
  /** What is tested around the traffic. */
  readonly checks?: Checks;
  /** How long requests in flight get to end when a copy leaves. Default: the platform's own. */
  readonly drain?: Duration;
  /** How a user stays at one version. Default: each request on its own. */
  readonly stickiness?: Stickiness;
  /** What is normal for the service. Default: not known, so that nothing is said about what a guard can see. */
  readonly traffic?: Traffic;
  /** Findings that are known and taken. */
  readonly accept?: readonly Acknowledgement[];
}

interface WithAbsoluteGuards extends Common {
  /** What aborts the release; all of them are watched. */
  readonly guards?: readonly AbsoluteGuard[];
}

interface WithGuards extends Common {
  /** What aborts the release; all of them are watched. */
  readonly guards?: readonly Guard[];
}

/** What users see while nothing runs. */
export interface Maintenance {
  /**
   * The text of the maintenance page.
   * @minLength 1
   * @maxLength 2000
   */
  readonly message?: string;
  /** The downtime that is expected. */
  readonly expected?: Duration;
}

/** Stops the old version, then starts the new one. There is a time in which nothing answers. */
export interface RecreateStrategy extends WithAbsoluteGuards {
  readonly kind: 'recreate';
  /** What users see while nothing runs. */
  readonly maintenance?: Maintenance;
}

/** Replaces the copies a few at a time. */
export interface RollingStrategy extends WithGuards {
  readonly kind: 'rolling';
  /** How much more than the wanted capacity may run meanwhile: a percentage, or `{ copies: 1 }`. Default: 25 %. */
  readonly surge?: Percent | Copies;
  /** How much of the wanted capacity may be missing meanwhile: a percentage, or `{ copies: 1 }`. Default: 0. */
  readonly unavailable?: Percent | Copies;
  /** How long a new copy must be healthy before it counts. Default: `0s`. */
  readonly minReady?: Duration;
}

/** Starts the new version beside the old one, tries it with test traffic, then moves all requests at once. */
export interface BlueGreenStrategy extends WithAbsoluteGuards {
  readonly kind: 'blueGreen';
  /** What happens before the new version gets the traffic. */
  readonly preview?: Preview;
}

/** Gives the new version a growing share of the requests, step by step. */
export interface CanaryStrategy extends WithGuards {
  readonly kind: 'canary';
  /**
   * The steps; after the last one the new version gets everything.
   * @examples [[{ "weight": "5%", "hold": "10m" }]]
   * @minItems 1
   * @maxItems 50
   */
  readonly steps: readonly [Step, ...Step[]];
}

/** Gives the new version more of the requests in equal steps. */
export interface LinearStrategy extends WithGuards {
  readonly kind: 'linear';
  /** What each step adds. */
  readonly step: Percent;
  /** How long each step holds. */
  readonly every: Duration;
}

interface AbTestCommon extends WithGuards {
  readonly kind: 'abTest';
  /** How long the test lasts. Nothing is promoted by itself: then a person decides. */
  readonly duration: Duration;
}

/** Gives an audience the new version for a time. */
export interface AudienceAbTest extends AbTestCommon {
  /** Whose requests the new version answers; one audience or several (any of them). */
  readonly audience: Audience | readonly Audience[];
  readonly split?: never;
}

/** Gives a fixed share of the users the new version for a time. */
export interface SplitAbTest extends AbTestCommon {
  /** The share of the users that gets the new version. */
  readonly split: Percent;
  readonly audience?: never;
}

/** Compare two versions for a time, split by audience or by share; nobody promotes by itself. */
export type AbTestStrategy = AudienceAbTest | SplitAbTest;

/** Gives the new version a copy of the traffic; users get the old version's answers. Then a person decides. */
export interface ShadowStrategy extends WithGuards {
  readonly kind: 'shadow';
  /** The share of the requests that is copied. */
  readonly mirror: Percent;
  /** How long the traffic is copied. */
  readonly duration: Duration;
}

/** How a release gets to its users. Plain, frozen, serialisable data. */
export type Strategy =
  | RecreateStrategy
  | RollingStrategy
  | BlueGreenStrategy
  | CanaryStrategy
  | LinearStrategy
  | AbTestStrategy
  | ShadowStrategy;

/** The kinds of strategy, as a file names them. */
export type StrategyKind = Strategy['kind'];
