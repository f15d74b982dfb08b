import { type Plan, type PlannedGuard, shares } from '../../lib/plan';

const DOCS = 'https://argo-rollouts.readthedocs.io/en/v1.9.1';
export const CANARY = `${DOCS}/features/canary/`;
export const BLUE_GREEN = `${DOCS}/features/bluegreen/`;
export const ANALYSIS = `${DOCS}/features/analysis/`;
export const TRAFFIC = `${DOCS}/features/traffic-management/`;
export const SPEC = `${DOCS}/features/specification/`;

/** Argo's own numbers. */
export const ARGO = {
  /** Seconds that Argo keeps the old copies by itself, until every node has learnt of the switch. */
  scaleDownDelay: 30,
  /** Seconds that an aborted new version keeps its copies. */
  abortScaleDownDelay: 30,
  /** Seconds without progress until a release has failed. */
  progressDeadline: 600,
  /** Queries in a row that may fail before a release is aborted. */
  consecutiveErrors: 4,
  /** Seconds from a query that has failed to the next try, whatever the interval: `DefaultErrorRetryInterval` in analysis/analysis.go. */
  errorRetry: 10,
  /**
   * Tries of a check's Job that may fail without an answer: Argo may look for the Job before its cache has it, and takes that for an error.
   * Source: Resume in metricproviders/job/job.go.
   */
  jobErrors: 1,
  /** A check's Job is named after it, cut so that the name has 63 characters with the run's UID. */
  jobName: 24,
  /** Letters of the longest name: those of Services have 63, and the longest that is made has eight more. */
  longestName: 55,
  /**
   * Letters of the longest name whose pods are found by the hash of their version, which has ten letters: Kubernetes cuts the name of a
   * ReplicaSet and a hyphen at 58 before it adds a pod's own five. Source: k8s.io/apiserver pkg/storage/names.
   */
  longestWatchedName: 46,
  /** The label by which a Rollout tells its revisions apart. */
  revisionLabel: 'rollouts-pod-template-hash',
  source: `${SPEC}`,
} as const;

/** Whether the plan becomes a canary with steps; everything at once becomes blue/green. */
export const isStepped = (plan: Plan): boolean => shares(plan).length > 0;

/** Whether the plan becomes Argo's blue/green. */
export const isBlueGreen = (plan: Plan): boolean => plan.replacement === 'side-by-side' && !isStepped(plan);

/** How many readings a guard gets after a blue/green switch. */
export const readingsIn = ({ over, every }: Pick<PlannedGuard, 'over' | 'every'>, bake: number): number =>
  bake < over ? 1 : 1 + Math.floor((bake - over) / every);
