import type { Part } from '../read/resource';

/** Something that a release calls and waits for. */
export interface Hook {
  /** Before users come, after the last of them came, or in between. */
  readonly when: 'before' | 'after' | 'between';
  readonly part: Part;
  /** What it is, in words: `the hook BeforeAllowTraffic`. */
  readonly what: string;
  /** A failure stops the release; otherwise it is only noted. */
  readonly counts: boolean;
  /** Whether it runs or calls something, or measures what others do. */
  readonly does: 'calls' | 'measures' | 'unknown';
}

/** A hook that is there to call something. */
export const calling = (when: Hook['when'], part: Part, what: string, counts = true): Hook => ({
  when,
  part,
  what,
  counts,
  does: 'calls',
});
