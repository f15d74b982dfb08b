import { type HealthCheck, KUBERNETES, type LoadBalancer } from './numbers';

/** A load balancer of which nothing is said. Times are seconds. */
export const LOAD_BALANCER = {
  timeout: 5,
  healthy: 3,
  unhealthy: 3,
  /**
   * For a controller to see that a pod leaves, to tell the load balancer, and for all of its nodes to hear of it. An allowance: people have measured
   * more than 5 s and less than 25 s with an Application Load Balancer, and minutes with a Network Load Balancer. Sources: issues 1064 and 2366 of
   * kubernetes-sigs/aws-load-balancer-controller.
   */
  takesOut: 30,
} as const;

/** Seconds until a health check has taken a target out that stopped right after a good answer. */
export const failsAfter = ({
  interval,
  timeout = LOAD_BALANCER.timeout,
  unhealthy = LOAD_BALANCER.unhealthy,
}: HealthCheck): number => interval * unhealthy + timeout;

/** Seconds until a health check lets a new target have requests. */
export const trustsAfter = ({ interval, healthy = LOAD_BALANCER.healthy }: HealthCheck): number => interval * healthy;

/** Who notices last that a pod leaves, and after how many seconds. */
export interface Notice {
  readonly who: string;
  readonly seconds: number;
}

/** Until when a pod that leaves is still sent requests. */
export function noticeOf(loadBalancer?: LoadBalancer): Notice {
  const nodes = { who: 'the cluster', seconds: KUBERNETES.endpointDelay };
  if (loadBalancer === undefined || loadBalancer.targets === 'nodes') return nodes;
  const { targets, healthCheck, takesOut = LOAD_BALANCER.takesOut } = loadBalancer;
  const seconds = targets === 'pods' ? takesOut : healthCheck === undefined ? 0 : failsAfter(healthCheck);
  return seconds > nodes.seconds ? { who: 'the load balancer', seconds } : nodes;
}
