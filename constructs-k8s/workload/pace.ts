import type { CopyCount } from './manifest';

/** What a Deployment is when it says nothing. */
const DEFAULTS = { surge: '25%', unavailable: '25%' } as const;

const share = (count: CopyCount, replicas: number): number =>
  typeof count === 'number' ? count : (replicas * Number.parseFloat(count)) / 100;

/** Copies that may be added to a Deployment: a share is rounded up. */
export const surgeCopies = (surge: CopyCount = DEFAULTS.surge, replicas: number): number =>
  Math.ceil(share(surge, replicas));

/**
 * Copies that may be missing: a share is rounded down, and where neither one more nor one less is left, one may be missing. Source:
 * ResolveFenceposts in pkg/controller/deployment/util/deployment_util.go.
 */
export function unavailableCopies(
  unavailable: CopyCount = DEFAULTS.unavailable,
  surge: CopyCount | undefined,
  replicas: number,
) {
  const missing = Math.floor(share(unavailable, replicas));
  return Math.min(replicas, missing === 0 && surgeCopies(surge, replicas) === 0 ? 1 : missing);
}

/** How fast a Deployment exchanges its copies. */
export interface RollingPace {
  readonly replicas: number;
  /** @default 25% */
  readonly surge?: CopyCount;
  /** @default 25% */
  readonly unavailable?: CopyCount;
}

/** How many copies the ReplicaSets of both versions are told to have. */
export interface RolloutSize {
  readonly old: number;
  readonly new: number;
}

/**
 * The sizes that the Deployment controller gives to both ReplicaSets, in order, when new copies become ready one by one: it adds what the surge
 * leaves room for, and takes away old copies as long as enough are available. Source: pkg/controller/deployment/rolling.go.
 */
export function rollingSizes({ replicas, surge, unavailable }: RollingPace): RolloutSize[] {
  const most = replicas + surgeCopies(surge, replicas);
  const least = replicas - unavailableCopies(unavailable, surge, replicas);
  const sizes: RolloutSize[] = [];
  let size: RolloutSize = { old: replicas, new: 0 };
  let ready = 0;
  const resize = (next: RolloutSize): void => {
    size = next;
    sizes.push(size);
  };
  for (;;) {
    const room = Math.min(most - size.old - size.new, replicas - size.new);
    const spare = Math.min(size.old, size.old + ready - least);
    if (room > 0) resize({ ...size, new: size.new + room });
    else if (spare > 0) resize({ ...size, old: size.old - spare });
    else if (ready < size.new) ready += 1;
    else return sizes;
  }
}
