import type { Stickiness } from '../../lib/strategy';
import type { Time } from '../shared/milliseconds';
import type { RoutedPhase } from '../shared/routing/phase';
import type { HttpRoute, Subset } from './manifest';

/** One Service whose pods of both versions are told apart by labels. */
export interface SubsetVersions {
  readonly kind: 'subsets';
  /** The Service that selects the pods of both versions. */
  readonly host: string;
  /** @default { name: 'stable', labels: { version: 'stable' } } */
  readonly stable?: Subset;
  /** @default { name: 'canary', labels: { version: 'canary' } } */
  readonly canary?: Subset;
}

/** A Service for each version. */
export interface ServiceVersions {
  readonly kind: 'services';
  /** The Service of the stable version. */
  readonly stable: string;
  /** The Service of the new version. */
  readonly canary: string;
}

/** How the mesh tells the two versions apart. */
export type Versions = SubsetVersions | ServiceVersions;

/** Requests that the proxy sends again when they fail. */
export interface Retries {
  /** How many more times; 0 switches Istio's own two retries off. */
  readonly attempts: number;
  /** The time limit of each try. @default - the route's timeout */
  readonly perTryTimeout?: Time;
  /** What is retried: `5xx`, `connect-failure`, a status such as `503`, … @default - Istio's: connect-failure, refused-stream, unavailable, cancelled */
  readonly retryOn?: readonly string[];
}

/** When a pod that fails is taken out of load balancing for a while. */
export interface OutlierDetection {
  /** Answers of 5xx in a row that eject a pod; 0 switches it off. @default - Istio's: 5 */
  readonly consecutive5xxErrors?: number;
  /** Answers of 502, 503 or 504 in a row that eject a pod; 0 switches it off. @default - off */
  readonly consecutiveGatewayErrors?: number;
  /** Istio accepts this field and never reads it: write `consecutive5xxErrors`. */
  readonly consecutiveErrors?: never;
  /** The time between two looks. @default - Istio's: 10s */
  readonly interval?: Time;
  /** How long a pod stays out the first time. @default - Istio's: 30s */
  readonly baseEjectionTime?: Time;
  /** The most pods that may be out, in percent. @default - Istio's: 10 */
  readonly maxEjectionPercent?: number;
  /** Below this share of healthy pods, in percent, nothing is ejected. @default - Istio's: 0 */
  readonly minHealthPercent?: number;
}

/** How many connections and requests one proxy opens to each version. */
export interface ConnectionPool {
  /** Of every kind of request. */
  readonly tcp?: {
    readonly maxConnections?: number;
    readonly connectTimeout?: Time;
  };
  /** Of HTTP requests. */
  readonly http?: {
    readonly http1MaxPendingRequests?: number;
    readonly http2MaxRequests?: number;
    readonly maxRequestsPerConnection?: number;
    readonly maxRetries?: number;
    readonly idleTimeout?: Time;
  };
}

/** How a proxy chooses a pod: https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-SimpleLB */
export type LoadBalancer = 'LEAST_REQUEST' | 'RANDOM' | 'ROUND_ROBIN' | 'PASSTHROUGH';

/** How a proxy treats the pods of a version. */
export interface TrafficPolicy {
  /** @default - Istio's: no limits */
  readonly connectionPool?: ConnectionPool;
  /** @default - no pod is ejected */
  readonly outlierDetection?: OutlierDetection;
  /** Which pod of the chosen version gets a request; not together with a strategy's stickiness. @default - Istio's: LEAST_REQUEST */
  readonly loadBalancer?: LoadBalancer;
}

/** Everything about the routing that is not the strategy's. */
export interface RoutingOptions {
  /** The name of the VirtualService, and the start of the names of the DestinationRules. */
  readonly name: string;
  /** @default - the namespace that it is applied in */
  readonly namespace?: string;
  /** Labels of every object. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** The hosts that clients call. @default - the Service of the versions (the stable one, where there are two) */
  readonly hosts?: readonly string[];
  /** Gateways that the routes serve, as `name` or `namespace/name`; `mesh` is the mesh itself. @default - the mesh only */
  readonly gateways?: readonly string[];
  /** The port of the Service. @default - its only port */
  readonly port?: number;
  /** How the pods of both versions are told apart. */
  readonly versions: Versions;
  /** The name of the weighted route, for the logs and for Argo Rollouts. @default primary */
  readonly routeName?: string;
  /** Routes of your own, as they stand in a manifest; they are tried before all others. */
  readonly routes?: readonly HttpRoute[];
  /** The time limit of a request, with all its retries. @default - none */
  readonly timeout?: Time;
  /** Whether a failed request is sent again. @default - Istio's: two more times */
  readonly retries?: Retries;
  /** How a proxy treats the pods of both versions. @default - Istio's */
  readonly trafficPolicy?: TrafficPolicy;
}

/** What {@link emitIstioRouting} is given. */
export interface IstioRoutingOptions extends RoutingOptions {
  /** The traffic of one phase. @default - everything to the stable version, which is where a controller starts */
  readonly phase?: RoutedPhase;
  /** The strategy's. */
  readonly stickiness?: Stickiness;
}

/** The name of the weighted route when none is given. */
export const ROUTE = 'primary';

/** The subsets when none are given. */
export const SUBSETS: Readonly<Record<'stable' | 'canary', Subset>> = {
  stable: { name: 'stable', labels: { version: 'stable' } },
  canary: { name: 'canary', labels: { version: 'canary' } },
};
