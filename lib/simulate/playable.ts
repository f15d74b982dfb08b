import type { Trace, WatchedGuard } from '../plan';
import type { Seen } from './seen';

/** What one reading says; `unclear` makes an engine wait, `nothing` is neither good nor bad. */
export type Verdict = 'good' | 'bad' | 'unclear' | 'nothing' | 'error';

/** A reading, and why it is not good. */
export interface Reading {
  readonly verdict: Verdict;
  readonly why?: () => string;
}

/** Reads a guard during one release. */
export type Reader = (seen: Seen) => Reading;

/** When an engine gives up: after so many bad readings in all, or when so many of the last ones are bad. */
export type Counting =
  | { readonly rule: 'total'; readonly tolerated: number }
  | {
      readonly rule: 'window';
      readonly bad: number;
      readonly of: number;
      /** The window is made of every so-manieth reading, since the ones between share its requests. */
      readonly stride: number;
    };

/** A guard that can be played: when it is read, what a reading says, and how the engine counts. Times are seconds. */
export interface PlayableGuard extends WatchedGuard {
  /** From the moment the guard is watched to its first reading. */
  readonly first: number;
  readonly counting: Counting;
  /** Unclear readings of one release that are tolerated before a person is waited for. */
  readonly unclear: number;
  /** Readings in a row that cannot be taken before the release is given up, and how soon the next one is tried. Absent: they do not count. */
  readonly errors?: { readonly tolerated: number; readonly retry: number };
  /** Readings after which the guard is content; absent: it is read as long as it is watched. */
  readonly count?: number;
  /** A reader without memory of another release. */
  open(): Reader;
}

/** What the engine does where the strategy has no say. */
export interface Engine {
  /** For messages: `Argo Rollouts`. */
  readonly name: string;
  /** A guard that is bad already when the release starts: its readings count as ever, no guard is watched at all, or the release stops at once. */
  readonly redAtStart: 'counts' | 'ignored' | 'stops';
  /** A new version that never becomes ready: seconds until the engine gives up and what it does then; or it gets its requests all the same. */
  readonly unready: { readonly after: number; readonly result: 'rolledBack' | 'stuck' } | 'served';
  /** Seconds until a metric can be read. */
  readonly lag: number;
  /** Readings are taken by the release's clock, or by one of their own that the release does not know. */
  readonly clock: 'release' | 'own';
  /** Seconds from the reading that decides to what is done about it; absent: at once. */
  readonly reactsAfter?: number;
  /** Seconds by which a bad reading puts off the next step; absent: steps do not wait for readings. */
  readonly haltsOnBad?: number;
}

/** A guard, or what is one in a resource, that cannot be played. */
export interface Unplayed {
  /** The guard, or the resource: `alarm CheckoutCpu`. */
  readonly name: string;
  readonly why: string;
}

/** A release that can be played on a virtual clock. */
export interface Playable extends Omit<Trace, 'guards'> {
  /** For messages: `AWS::ECS::Service Checkout`. */
  readonly title: string;
  readonly guards: readonly PlayableGuard[];
  readonly engine: Engine;
  readonly unplayed: readonly Unplayed[];
}
