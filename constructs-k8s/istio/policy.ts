import { type Stickiness, secondsOf } from '../../lib/strategy';
import type { TrafficPolicyManifest } from './manifest';
import type { TrafficPolicy } from './options';
import { istioTime } from './time';

/** The cookie that Envoy sets for stickiness when the strategy names none. */
export const AFFINITY_COOKIE = 'cutover-affinity';

type Hash = NonNullable<NonNullable<TrafficPolicyManifest['loadBalancer']>['consistentHash']>;

function hashOf(stickiness: Stickiness): Hash {
  switch (stickiness.by) {
    case 'cookie':
      return { httpCookie: { name: stickiness.name ?? AFFINITY_COOKIE, ttl: `${secondsOf(stickiness.lasts)}s` } };
    case 'header':
      return { httpHeaderName: stickiness.name };
    case 'clientAddress':
      return { useSourceIp: true };
  }
}

function connectionPool({
  tcp,
  http,
}: NonNullable<TrafficPolicy['connectionPool']>): TrafficPolicyManifest['connectionPool'] {
  return {
    ...(tcp && {
      tcp: { ...tcp, ...(tcp.connectTimeout && { connectTimeout: istioTime(tcp.connectTimeout) }) } as {
        connectTimeout?: string;
      },
    }),
    ...(http && {
      http: { ...http, ...(http.idleTimeout && { idleTimeout: istioTime(http.idleTimeout) }) } as {
        idleTimeout?: string;
      },
    }),
  };
}

function outlierDetection(
  detection: NonNullable<TrafficPolicy['outlierDetection']>,
): TrafficPolicyManifest['outlierDetection'] {
  const { consecutiveErrors, interval, baseEjectionTime, ...numbers } = detection;
  return {
    ...numbers,
    ...(interval && { interval: istioTime(interval) }),
    ...(baseEjectionTime && { baseEjectionTime: istioTime(baseEjectionTime) }),
  };
}

/** The traffic policy of both versions; undefined when nothing is asked for. */
export function trafficPolicyOf(
  policy: TrafficPolicy,
  stickiness: Stickiness | undefined,
): TrafficPolicyManifest | undefined {
  const manifest: TrafficPolicyManifest = {
    ...(policy.connectionPool && { connectionPool: connectionPool(policy.connectionPool) }),
    ...(policy.loadBalancer && { loadBalancer: { simple: policy.loadBalancer } }),
    ...(stickiness && { loadBalancer: { consistentHash: hashOf(stickiness) } }),
    ...(policy.outlierDetection && { outlierDetection: outlierDetection(policy.outlierDetection) }),
  };
  return Object.keys(manifest).length === 0 ? undefined : manifest;
}
