const DOCS = 'https://docs.flagger.app';
export const STRATEGIES = `${DOCS}/usage/deployment-strategies`;
export const HOW = `${DOCS}/usage/how-it-works`;
export const METRICS = `${DOCS}/usage/metrics`;
export const WEBHOOKS = `${DOCS}/usage/webhooks`;

const SOURCE = 'https://github.com/fluxcd/flagger/blob/v1.44.0';
/** What Flagger does at each tick of the interval. */
export const SCHEDULER = `${SOURCE}/pkg/controller/scheduler.go`;

/** Flagger's own numbers. */
export const FLAGGER = {
  /** Seconds of the shortest interval; a shorter one becomes this. Source: pkg/apis/flagger/v1beta1/canary.go, GetAnalysisInterval. */
  shortestInterval: 10,
  /** Seconds of the interval when none is given, or none that Go can read. */
  interval: 60,
  /** Intervals of the promotion: one until the primary is ready and gets the requests again, one until the canary is scaled down. */
  promotion: 2,
  /** Seconds without progress until a version has failed. */
  progressDeadline: 600,
  /** Datadog and CloudWatch are asked for so many times the interval of the metric. Source: pkg/metrics/providers. */
  lookback: 10,
  /** Letters of the longest name: that of a Service has 63, and Flagger adds `-primary`. */
  longestName: 55,
  /** Letters of the longest name whose pods are found by their names: Kubernetes cuts the name of a ReplicaSet at 58, after `-primary-` and a hash of ten. */
  longestWatchedName: 38,
  /** The labels that Flagger finds pods by, with its default `-selector-labels`. */
  selectorLabels: ['app', 'name', 'app.kubernetes.io/name'],
  /** The metrics that Flagger has itself: a guard of such a name would not be asked for. Source: pkg/controller/scheduler_metrics.go. */
  builtIn: ['request-success-rate', 'request-duration'],
  source: SCHEDULER,
} as const;
