import type { PlannedCheck } from '../../lib/plan';
import { type Asked, checkJobSpec, type Jobs, jobSpec, OWN, START, UNPRIVILEGED } from '../shared/check-job';
import { ARGO } from './argo';
import type { Metric } from './manifest';

/** A check as a metric that is measured once. A Job that cannot start is tried once more, and has failed then. */
export function checkMetric(check: PlannedCheck, asked: Asked, initialDelay?: string): Metric {
  return {
    name: check.name,
    ...(initialDelay && { initialDelay }),
    count: 1,
    failureLimit: 0,
    consecutiveErrorLimit: ARGO.jobErrors,
    provider: { job: { spec: checkJobSpec(check, asked) } },
  };
}

/** The name of the metric that only waits; no check's name has a point. */
export const WAIT = 'preview.hold';

/** A metric that only waits: a person may not promote before it is over. */
export function waitMetric(jobs: Jobs, initialDelay: string): Metric {
  const container = { name: 'wait', image: jobs.image, command: ['/bin/true'], securityContext: UNPRIVILEGED };
  return {
    name: WAIT,
    initialDelay,
    count: 1,
    failureLimit: 0,
    provider: { job: { spec: jobSpec(container, START, OWN, jobs) } },
  };
}
