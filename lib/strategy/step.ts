import type { Check } from './check';
import type { Duration } from './duration';
import type { Percent } from './percent';

interface Named {
  /**
   * The field's name.
   * @minLength 1
   * @maxLength 256
   */
  readonly name: string;
}

/** A field with exactly this value. */
export interface FieldEquals extends Named {
  /**
   * The whole value.
   * @minLength 1
   * @maxLength 1024
   */
  readonly equals: string;
  readonly prefix?: never;
  readonly matches?: never;
}

/** A field whose value begins so. */
export interface FieldPrefix extends Named {
  /**
   * How the value begins.
   * @minLength 1
   * @maxLength 1024
   */
  readonly prefix: string;
  readonly equals?: never;
  readonly matches?: never;
}

/** A field whose value fits a regular expression. */
export interface FieldMatches extends Named {
  /**
   * The regular expression, which the whole value must fit.
   * @minLength 1
   * @maxLength 1024
   */
  readonly matches: string;
  readonly equals?: never;
  readonly prefix?: never;
}

/** A request's field, named and compared. */
export type FieldMatch = FieldEquals | FieldPrefix | FieldMatches;

/** Requests with a header: `{ header: { name: 'x-beta', equals: 'yes' } }`; `matches` takes a regular expression. */
export interface HeaderAudience {
  /** The header's name, and what its value must be. */
  readonly header: FieldMatch;
}

/** Requests with a cookie: `{ cookie: { name: 'beta', equals: 'yes' } }`. */
export interface CookieAudience {
  /** The cookie's name, and what its value must be. */
  readonly cookie: FieldMatch;
}

/** Requests of named users: `{ users: ['ann', 'bob'] }`. */
export interface UserAudience {
  /**
   * The users' names.
   * @minItems 1
   * @maxItems 100
   */
  readonly users: readonly string[];
  /** The header that carries the user's name. Default: `x-user-id`. */
  readonly userHeader?: string;
}

/** Whose requests the new version answers, whatever its weight. */
export type Audience = HeaderAudience | CookieAudience | UserAudience;

/** A person says whether the release goes on. */
export interface Approval {
  /** How long to wait. Default: as long as the platform waits. */
  readonly timeout?: Duration;
  /** What happens when nobody answers in time. Default: `rollback`. */
  readonly onTimeout?: 'rollback' | 'continue';
}

/** One step of a canary: change the traffic, hold, then run checks, then wait for an approval. */
export interface Step {
  /** The new version's share of the requests, above the step before and below 100 %. Default: as before. */
  readonly weight?: Percent;
  /** The share of the requests that the new version gets a copy of, in this step; its answers are dropped. */
  readonly mirror?: Percent;
  /** Whose requests the new version answers besides its share, from this step on; one audience or several (any of them). */
  readonly audience?: Audience | readonly Audience[];
  /** How long to stay. Default: no longer than the checks and the approval take. */
  readonly hold?: Duration;
  /** `true` waits for a person. */
  readonly approve?: true | Approval;
  /** What must pass before the next step. */
  readonly checks?: readonly Check[];
}

/** The part of a blue/green release in which only test traffic reaches the new version. */
export interface Preview {
  /** How long to stay. Default: no longer than the checks and the approval take. */
  readonly hold?: Duration;
  /** `true` waits for a person. */
  readonly approve?: true | Approval;
  /** What must pass before the new version gets the traffic. */
  readonly checks?: readonly Check[];
}
