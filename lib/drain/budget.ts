import type { Finding } from '../findings';
import { drainFinding } from './findings';
import { KUBERNETES } from './numbers';

/** Pods, or a percentage of them. */
export type Quota = number | `${number}%`;

/** A PodDisruptionBudget: one of both. */
export interface Budget {
  /**
   * Pods that stay, or a share of all.
   * @asType integer
   * @minimum 0
   * @maximum 100000
   */
  readonly minAvailable?: Quota;
  /**
   * Pods that may be missing, or a share of all.
   * @asType integer
   * @minimum 0
   * @maximum 100000
   */
  readonly maxUnavailable?: Quota;
}

/** Pods of a quota. Disruption budgets round up, both ways. */
const podsOf = (quota: Quota, pods: number): number =>
  typeof quota === 'number' ? quota : Math.ceil((pods * Number.parseFloat(quota)) / 100);

/** How many of so many healthy pods may be evicted. */
export function disruptionsAllowed({ minAvailable, maxUnavailable }: Budget, pods: number): number {
  const least = minAvailable === undefined ? pods - podsOf(maxUnavailable ?? 1, pods) : podsOf(minAvailable, pods);
  return Math.min(pods, Math.max(0, pods - least));
}

/** What a budget is held against. */
export interface Budgeted {
  /** Pods of the version that serves. */
  readonly replicas: number;
  /** Whether it selects the pods of both versions. */
  readonly selects: 'both' | 'one';
  /** Pods of the version that does not serve (yet, or any more), where it runs for long. @default 0 */
  readonly idle?: number;
}

/** Where a budget protects too much or too little. */
export function budgetFindings(budget: Budget, { replicas, selects, idle = 0 }: Budgeted): Finding[] {
  const source = KUBERNETES.sources.budgets;
  if (replicas > 0 && disruptionsAllowed(budget, replicas) === 0) {
    const message = `Of ${replicas} ${replicas === 1 ? 'pod' : 'pods'} none may be evicted: no node with one of them can be drained`;
    return [drainFinding('drain-budget', 'budget', message, { source })];
  }
  if (selects === 'one') {
    const message = 'The budget selects the pods of one version, which are gone after the release';
    return [drainFinding('drain-budget-versions', 'budget', message, { source })];
  }
  const allowed = disruptionsAllowed(budget, replicas + idle);
  if (idle === 0 || allowed < replicas || disruptionsAllowed(budget, replicas) >= replicas) return [];
  const message = `${allowed} of ${replicas + idle} pods may be evicted while both versions run, and the one that serves has ${replicas}: it may lose them all`;
  return [drainFinding('drain-budget-versions', 'budget', message, { source })];
}
