import type { Finding } from '../findings';
import { drainFinding } from './findings';
import { noticeOf } from './notice';
import { type ContainerNumbers, isSince, KUBERNETES, type PodNumbers, type Surroundings } from './numbers';

/** How a pod leaves without an error. Times are seconds. */
export interface Shutdown {
  /** The sleep before the process is told to stop: it goes on answering until nobody sends it requests. */
  readonly preStop: number;
  /** `terminationGracePeriodSeconds`: the sleep, and the time that requests in flight get. */
  readonly gracePeriod: number;
  /** What a load balancer whose targets are pods keeps their connections for. */
  readonly deregistrationDelay: number;
}

/** Seconds that a process needs to be told to stop at all, where no request is waited for. */
const TOLD = 1;

/** The numbers that give requests in flight `drain` seconds to end. */
export function shutdownFor(drain: number, { loadBalancer }: Surroundings = {}): Shutdown {
  const { seconds } = noticeOf(loadBalancer);
  return { preStop: seconds, gracePeriod: gracePeriodFor(seconds, drain), deregistrationDelay: drain };
}

/** The grace period of a pod that sleeps so long before it is told to stop, and then has so long. */
export const gracePeriodFor = (preStop: number, drain: number): number => preStop + Math.max(TOLD, drain);

const seconds = (count: number): string => `${count} s`;

/** Seconds of errors on each pod, when a container closes its port too early. */
function preStopFindings(container: ContainerNumbers, at: string, surroundings: Surroundings): Finding[] {
  const { name, preStop } = container;
  const slept = preStop === undefined ? 0 : preStop.seconds;
  if (slept === undefined) return [];
  const { who, seconds: needed } = noticeOf(surroundings.loadBalancer);
  const { sleep } = KUBERNETES.since;
  if (preStop?.kind === 'sleep' && !isSince(surroundings.kubernetes, sleep)) {
    const message = `Kubernetes ${surroundings.kubernetes} drops the sleep of ${name}: ${seconds(needed)} of errors on each pod`;
    const detail = { expected: `Kubernetes ${sleep} or newer`, source: KUBERNETES.sources.hooks };
    return [drainFinding('drain-sleep-version', `${at}.lifecycle.preStop`, message, detail)];
  }
  if (slept >= needed) return [];
  const waits = preStop === undefined ? `${name} has no preStop` : `preStop of ${name} waits ${seconds(slept)}`;
  const message = `${who} needs ${seconds(needed)} to notice that a pod leaves, ${waits}: ${seconds(needed - slept)} of errors on each pod`;
  const detail = {
    received: seconds(slept),
    expected: `at least ${seconds(needed)}`,
    source: KUBERNETES.sources.hooks,
  };
  return [drainFinding('drain-pre-stop', `${at}.lifecycle.preStop`, message, detail)];
}

function gracePeriodFindings({ containers, gracePeriod }: PodNumbers, at: string, drain: number): Finding[] {
  const slept = Math.max(0, ...containers.map(({ preStop }) => preStop?.seconds ?? 0));
  const needed = gracePeriodFor(slept, drain);
  if (gracePeriod >= needed) return [];
  const left = seconds(Math.max(0, gracePeriod - slept));
  const outcome =
    drain === 0
      ? 'the process is killed before it is told to stop'
      : `requests in flight get ${left}, not ${seconds(drain)}`;
  const message = `preStop waits ${seconds(slept)} of a grace period of ${seconds(gracePeriod)}: ${outcome}`;
  const detail = {
    received: seconds(gracePeriod),
    expected: `at least ${seconds(needed)}`,
    source: KUBERNETES.sources.termination,
  };
  return [drainFinding('drain-grace-period', `${at}.terminationGracePeriodSeconds`, message, detail)];
}

function deregistrationFindings(drain: number, { loadBalancer }: Surroundings): Finding[] {
  const delay = loadBalancer?.targets === 'pods' ? loadBalancer.deregistrationDelay : undefined;
  if (delay === undefined || delay >= drain) return [];
  const message = `The load balancer closes connections after ${seconds(delay)}, and requests in flight get ${seconds(drain)}: the last ${seconds(drain - delay)} are cut`;
  const detail = { received: seconds(delay), expected: `at least ${seconds(drain)}` };
  return [drainFinding('drain-deregistration', 'loadBalancer.deregistrationDelay', message, detail)];
}

/**
 * Where the way out of a pod does not add up: errors where the strategy asks for a drain, else warnings. Pods without a port are nobody's
 * target, and only their grace period counts. `at` is the path of the pod's spec.
 */
export function shutdownFindings(
  pod: PodNumbers,
  drain: number | undefined,
  surroundings: Surroundings = {},
  at = 'spec.template.spec',
): Finding[] {
  const found = [
    ...pod.containers.flatMap((container, index) =>
      container.serves ? preStopFindings(container, `${at}.containers[${index}]`, surroundings) : [],
    ),
    ...gracePeriodFindings(pod, at, drain ?? 0),
    ...deregistrationFindings(drain ?? 0, surroundings),
  ];
  return drain === undefined ? found : found.map((finding) => ({ ...finding, severity: 'error' }));
}
