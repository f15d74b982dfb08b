import type { PlannedGuard } from '../plan';
import { errorShareStop } from './error-share';

/** Which version of which application a query is about. What stands here is put into the query as it is. */
export interface WatchedVersion {
  /** The application. */
  readonly name: string;
  readonly namespace: string;
  /** What tells the version apart from the other one: on Kubernetes the pod template's hash. */
  readonly version: string;
}

/** Both versions of an application. */
export interface WatchedVersions {
  readonly candidate: WatchedVersion;
  readonly stable: WatchedVersion;
}

/** When a reading is good. */
export interface Good {
  readonly operator: '<=' | '>=' | '<';
  readonly threshold: number;
}

/**
 * When a guard's reading is good. A guard that compares with the stable version reads the new version's value less `ratio` times the
 * stable one's, which is good up to 0 and needs no division by what may be nothing. A sequential guard reads its sum.
 */
export function goodOf({ bad }: PlannedGuard): Good {
  switch (bad.kind) {
    case 'max':
      return { operator: '<=', threshold: bad.value };
    case 'min':
      return { operator: '>=', threshold: bad.value };
    case 'versusStable':
      return { operator: '<=', threshold: 0 };
    case 'sequential':
      return { operator: '<', threshold: errorShareStop(bad) };
  }
}
