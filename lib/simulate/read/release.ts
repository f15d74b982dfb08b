import type { Playable } from '../playable';

/** Something in resources that is a release. */
export interface Release {
  /** By which it is asked for, when there are several. */
  readonly name: string;
  readonly title: string;
  /** @throws Unreadable */
  read(): Playable;
}
