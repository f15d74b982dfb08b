import { isSince, KUBERNETES, type KubernetesVersion } from '../../lib/drain';

const DOCS = 'https://kubernetes.io/docs';
export const DEPLOYMENT = `${DOCS}/concepts/workloads/controllers/deployment/`;
export const ROLLBACK = `${DEPLOYMENT}#rolling-back-a-deployment`;
export const SERVICE = `${DOCS}/concepts/services-networking/service/`;
export const JOB = `${DOCS}/concepts/workloads/controllers/job/`;
export const DEPENDS_ON = 'https://www.pulumi.com/docs/iac/concepts/options/dependson/';
export const WAVES = 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/';

/** What Kubernetes takes and does. Times are seconds. */
export const WORKLOAD = {
  /** Until a release without progress is said to have failed; nothing is undone. */
  progressDeadline: 600,
  /** Letters of a Service's name, and of a label. */
  longestName: 63,
  /** Letters that Cutover adds to a name at the most: `-maintenance`. */
  added: 12,
  source: DEPLOYMENT,
} as const;

/** The order of Argo CD: what is healthy in one wave comes before the next. */
export const WAVE = { first: 0, before: 1, test: 2, serve: 3, after: 4, idle: 5 } as const;

export const WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';

/** What is written on the objects, so that people and `trace` can read it back. */
export const LABEL = {
  /** The two versions of blue/green. */
  version: 'version',
  /** What the pods of one version are made of: while they are exchanged, checks ask the new ones only. */
  revision: 'cutover/revision',
  /** The check that a Job runs. */
  check: 'cutover/check',
  /** The part of the release that a Job belongs to. */
  stage: 'cutover/stage',
} as const;

export const ANNOTATION = {
  /** What people are to do when a release fails: a Deployment does nothing. */
  onFailure: 'cutover/on-failure',
  /** A person changes the Service, after the checks. */
  approval: 'cutover/approval',
  /** The downtime that is expected. */
  downtime: 'cutover/expected-downtime',
  /** What a page is made of: its pods are exchanged when it changes. */
  page: 'cutover/page',
} as const;

export const REVISION_LABEL = 'pod-template-hash';

/** Whether a topology constraint may tell revisions apart. */
export const spreadsByRevision = (kubernetes: KubernetesVersion | undefined): boolean =>
  isSince(kubernetes, KUBERNETES.since.matchLabelKeys);
