const DOCS = 'https://kubernetes.io/docs';

/** What Kubernetes does when nothing is said. Times are seconds. */
export const KUBERNETES = {
  /** `terminationGracePeriodSeconds`. */
  gracePeriod: 30,
  probe: { initialDelay: 0, period: 10, timeout: 1, successes: 1, failures: 3 },
  progressDeadline: 600,
  /** `sessionAffinityConfig.clientIP.timeoutSeconds`. */
  clientAddress: 10_800,
  /** Until every node has heard that a pod leaves: the EndpointSlice, its watchers, and their tables. An allowance; nothing guarantees it. */
  endpointDelay: 5,
  /** The first versions with `preStop.sleep`, and with `matchLabelKeys` of a topology constraint, on by default. */
  since: { sleep: '1.30', matchLabelKeys: '1.27' },
  sources: {
    termination: `${DOCS}/concepts/workloads/pods/pod-lifecycle/#pod-termination`,
    hooks: `${DOCS}/concepts/containers/container-lifecycle-hooks/`,
    probes: `${DOCS}/concepts/configuration/liveness-readiness-startup-probes/`,
    budgets: `${DOCS}/tasks/run-application/configure-pdb/`,
    spread: `${DOCS}/concepts/scheduling-eviction/topology-spread-constraints/`,
    autoscaling: `${DOCS}/tasks/run-application/horizontal-pod-autoscale/`,
    deployments: `${DOCS}/concepts/workloads/controllers/deployment/`,
    affinity: `${DOCS}/reference/networking/virtual-ips/#session-affinity`,
  },
} as const;

/** A version of Kubernetes: `1.34`. */
export type KubernetesVersion = `1.${number}`;

const minor = (version: KubernetesVersion): number => Number(version.slice('1.'.length));

/** Whether a cluster has what came with a version. A cluster of which nothing is said has it. */
export const isSince = (cluster: KubernetesVersion | undefined, since: KubernetesVersion): boolean =>
  cluster === undefined || minor(cluster) >= minor(since);

/** A probe, with every default settled. */
export interface ProbeNumbers {
  readonly initialDelay: number;
  readonly period: number;
  readonly timeout: number;
  readonly successes: number;
  readonly failures: number;
  /** What is asked: `GET /ready on 8080`. */
  readonly asks: string;
}

/** What runs before a container is told to stop. */
export interface PreStopNumbers {
  readonly kind: 'sleep' | 'exec' | 'other';
  /** Absent where a hook does something that cannot be read. */
  readonly seconds?: number;
}

/** A container, as far as traffic is concerned. */
export interface ContainerNumbers {
  readonly name: string;
  /** Whether it has a port. */
  readonly serves: boolean;
  readonly readiness?: ProbeNumbers;
  readonly liveness?: ProbeNumbers;
  readonly startup?: ProbeNumbers;
  readonly preStop?: PreStopNumbers;
}

/** One topology constraint. */
export interface SpreadNumbers {
  readonly topologyKey: string;
  /** The labels whose values are compared besides the selector. */
  readonly matchLabelKeys: readonly string[];
}

/** A pod, as far as traffic is concerned. */
export interface PodNumbers {
  readonly containers: readonly ContainerNumbers[];
  /** Seconds. */
  readonly gracePeriod: number;
  /** Whether something outside of the pod has a say in its readiness, as a load balancer's controller does. */
  readonly hasReadinessGate: boolean;
  readonly spread: readonly SpreadNumbers[];
}

/** How a load balancer asks its targets. Times are seconds. */
export interface HealthCheck {
  /** Seconds between two checks. */
  readonly interval: number;
  /** @default 5 */
  readonly timeout?: number;
  /** Good answers in a row until a target gets requests. @default 3 */
  readonly healthy?: number;
  /** Bad answers in a row until it gets none. @default 3 */
  readonly unhealthy?: number;
}

/** A load balancer before the cluster. */
export interface LoadBalancer {
  /**
   * Where it sends requests: to `pods`, which a controller takes out; to all `nodes`, which pass them on (`externalTrafficPolicy: Cluster`);
   * or to `localNodes`, those with a pod of their own (`externalTrafficPolicy: Local`), which only its health check tells from the others.
   */
  readonly targets: 'pods' | 'nodes' | 'localNodes';
  /** How it finds out whether a target answers. @default - no time is counted for it */
  readonly healthCheck?: HealthCheck;
  /** Seconds until a pod that leaves has been taken out, where the targets are pods; a Network Load Balancer takes minutes. @default 30 */
  readonly takesOut?: number;
  /** Seconds that a target that was taken out keeps its connections. @default - not known */
  readonly deregistrationDelay?: number;
}

/** Where pods run: what the numbers of a drain depend on besides the strategy. */
export interface Surroundings {
  /** @default - none: the nodes are asked directly */
  readonly loadBalancer?: LoadBalancer;
  /** The cluster's version. @default - 1.30 or newer */
  readonly kubernetes?: KubernetesVersion;
}
