import type { Finding } from '../findings';
import { drainFinding } from './findings';
import { trustsAfter } from './notice';
import { type ContainerNumbers, KUBERNETES, type PodNumbers, type ProbeNumbers, type Surroundings } from './numbers';

/** Seconds after which a probe that only fails has given up. */
export const givesUpAfter = ({ initialDelay, period, failures }: ProbeNumbers): number =>
  initialDelay + period * failures;

/** How fast new pods are taken for good. Times are seconds. */
export interface Arrival {
  readonly minReady?: number;
  /** @default 600 */
  readonly progressDeadline?: number;
}

function probeFindings({ name, serves, readiness, liveness, startup }: ContainerNumbers, at: string): Finding[] {
  const source = KUBERNETES.sources.probes;
  const found: Finding[] = [];
  if (serves && readiness === undefined) {
    const message = `${name} has a port and no readiness probe: it gets requests as soon as its process runs`;
    found.push(drainFinding('drain-readiness', `${at}.readinessProbe`, message, { source }));
  }
  if (liveness === undefined) return found;
  const killed = liveness.period * liveness.failures;
  if (readiness?.asks === liveness.asks && killed <= readiness.period * readiness.failures) {
    const message = `Readiness and liveness of ${name} both ask ${liveness.asks}, and liveness kills it after ${killed} s, no later than readiness takes it out`;
    found.push(drainFinding('drain-liveness', `${at}.livenessProbe`, message, { source }));
  }
  if (startup === undefined) {
    const message = `${name} is killed when it takes longer than ${givesUpAfter(liveness)} s to start`;
    found.push(drainFinding('drain-startup', `${at}.startupProbe`, message, { source }));
  }
  return found;
}

function minReadyFindings({ hasReadinessGate }: PodNumbers, minReady: number, { loadBalancer }: Surroundings) {
  if (loadBalancer?.targets !== 'pods' || loadBalancer.healthCheck === undefined || hasReadinessGate) return [];
  const trusted = trustsAfter(loadBalancer.healthCheck);
  if (minReady >= trusted) return [];
  const message = `The load balancer needs ${trusted} s to trust a new pod, and the release waits ${minReady} s: for ${trusted - minReady} s there are fewer targets than pods`;
  const detail = { received: `${minReady} s`, expected: `at least ${trusted} s, or a readiness gate` };
  return [drainFinding('drain-min-ready', 'minReady', message, detail)];
}

function deadlineFindings({ containers }: PodNumbers, { minReady = 0, progressDeadline }: Arrival): Finding[] {
  const starts = containers.flatMap(({ startup }) => (startup === undefined ? [] : [givesUpAfter(startup)]));
  const slowest = Math.max(0, ...starts) + minReady;
  const deadline = progressDeadline ?? KUBERNETES.progressDeadline;
  if (starts.length === 0 || slowest < deadline) return [];
  const message = `A pod may take ${slowest} s to start and to count, and the release has failed after ${deadline} s without progress`;
  const detail = {
    received: `${deadline} s`,
    expected: `more than ${slowest} s`,
    source: KUBERNETES.sources.deployments,
  };
  return [drainFinding('drain-deadline', 'spec.progressDeadlineSeconds', message, detail)];
}

/** Where the way in does not add up. `at` is the path of the pod's spec. */
export function arrivalFindings(
  pod: PodNumbers,
  arrival: Arrival = {},
  surroundings: Surroundings = {},
  at = 'spec.template.spec',
): Finding[] {
  return [
    ...pod.containers.flatMap((container, index) => probeFindings(container, `${at}.containers[${index}]`)),
    ...minReadyFindings(pod, arrival.minReady ?? 0, surroundings),
    ...deadlineFindings(pod, arrival),
  ];
}
