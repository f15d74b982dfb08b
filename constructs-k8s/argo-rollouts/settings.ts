import type { Surroundings } from '../../lib/drain';
import type { EmitOptions } from '../../lib/fidelity';
import type {
  CloudWatchWatched,
  DatadogConvention,
  PrometheusConvention,
  PrometheusConventionName,
} from '../../lib/telemetry';
import type { GatewayRoutingOptions, Parent } from '../gateway-api/options';
import { CHECK_IMAGE } from '../shared/check-job';
import type { PodsOptions } from '../shared/pods-options';

/** No router: the share is the ratio of the copies behind one Service. */
export interface NoRouter {
  readonly kind: 'none';
}

/** Istio: a VirtualService with a Service for each version. */
export interface IstioRouter {
  readonly kind: 'istio';
  /** A VirtualService of your own, which routes to both Services. Default: one is made. */
  readonly virtualService?: { readonly name: string; readonly routes?: readonly string[] };
  /** The hosts that clients call. Default: the application's Service. */
  readonly hosts?: readonly string[];
  /** Gateways that the routes serve, as `name` or `namespace/name`. Default: the mesh only. */
  readonly gateways?: readonly string[];
}

/**
 * The Gateway API, through its plugin, which the controller has to be given: an HTTPRoute or a GRPCRoute with a Service for each version. For
 * a route that exists already, use `plugin`.
 */
export interface GatewayApiRouter
  extends Partial<Pick<GatewayRoutingOptions, 'protocol' | 'hostnames' | 'path' | 'rules' | 'timeouts'>> {
  readonly kind: 'gateway-api';
  /** Where the requests come from: Gateways, or the Service that clients call in a mesh. */
  readonly parents: readonly Parent[];
}

/** A traffic router plugin with a route of your own, for example that of the Gateway API. */
export interface PluginRouter {
  readonly kind: 'plugin';
  /** The plugin's name, as the controller's configuration has it. Default: `argoproj-labs/gatewayAPI`. */
  readonly name?: string;
  /** The plugin's configuration. Default: that of the Gateway API, with an HTTPRoute of the application's name. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** What moves the traffic. */
export type Router = NoRouter | IstioRouter | GatewayApiRouter | PluginRouter;

/** Guards are PromQL, sent to this server. */
export interface PrometheusMetrics {
  readonly kind: 'prometheus';
  /** The server's URL, from the controller's view. */
  readonly address: string;
  /** How the application's metrics are called. Default: `istio` with Istio's router, else `http`. */
  readonly convention?: PrometheusConvention | PrometheusConventionName;
  /**
   * Seconds until a query has failed. Default: 30.
   * @asType integer
   * @minimum 1
   * @maximum 86400
   */
  readonly timeout?: number;
  /** Do not verify the server's certificate. Default: false. */
  readonly insecure?: boolean;
  /** Headers of every query, such as a tenant. */
  readonly headers?: ReadonlyArray<{ readonly key: string; readonly value: string }>;
  /** Argo's `authentication` (`sigv4`, `oauth2`), passed on as it is. */
  readonly authentication?: Readonly<Record<string, unknown>>;
}

/** Guards are queries of Datadog. */
export interface DatadogMetrics {
  readonly kind: 'datadog';
  /** How the application's metrics are called. Default: as the Agent's Prometheus check collects them, told apart by the ReplicaSet. */
  readonly convention?: DatadogConvention;
  /** A Secret in the application's namespace with `address`, `api-key` and `app-key`. Default: the controller's own. */
  readonly secret?: string;
}

/** CloudWatch, with the metrics of each version, for example those of its Service's target group. */
export interface CloudWatchMetrics extends CloudWatchWatched {
  readonly kind: 'cloudwatch';
}

/** Where guards are read. */
export type Metrics = PrometheusMetrics | DatadogMetrics | CloudWatchMetrics;

/** What a target is made with: what the judge has to know. */
export interface ArgoRolloutsSettings extends Surroundings {
  /** Default: none. */
  readonly router?: Router;
  /** Copies of the application. Default: 2. */
  readonly replicas?: number;
  /**
   * Copies beyond them during a release, as Argo's `maxSurge`: a number or `25%`. Default: `25%`.
   * @asType integer
   * @minimum 0
   * @maximum 100000
   */
  readonly surge?: number | `${number}%`;
  /**
   * Copies that may be missing during a release, as Argo's `maxUnavailable`. Default: 0.
   * @asType integer
   * @minimum 0
   * @maximum 100000
   */
  readonly unavailable?: number | `${number}%`;
  /** Default: Prometheus at {@link DEFAULT_PROMETHEUS}. */
  readonly metrics?: Metrics;
  /** The new version's copies while only an audience has it, in percent of all: nobody knows how many requests these are. Default: 100. */
  readonly audienceCapacity?: number;
  /** The image with `curl` and a shell that HTTP checks run in. Default: {@link CHECK_IMAGE}. */
  readonly checkImage?: string;
}

/** What is emitted, besides the plan. */
export interface ArgoEmitOptions extends EmitOptions, PodsOptions {
  /** A Service that exists already and that clients call. Default: one of the application's name is made. */
  readonly service?: string;
  /** Seconds without progress after which a release has failed; the preview of blue/green comes on top. Default: 600, and the strategy's minReady. */
  readonly progressDeadline?: number;
  /** Whether the Rollout says how many copies there are; an autoscaler says it otherwise. Default: true. */
  readonly withReplicas?: boolean;
}

/** Where Prometheus is when nothing is said. */
export const DEFAULT_PROMETHEUS = 'http://prometheus.monitoring.svc.cluster.local:9090';

/** The plugin of the Gateway API. */
export const GATEWAY_API_PLUGIN = 'argoproj-labs/gatewayAPI';

/** Settings with every default settled. */
export interface Settled {
  readonly router: Router;
  readonly replicas: number;
  readonly surge: number | `${number}%`;
  readonly unavailable: number | `${number}%`;
  readonly metrics: Metrics;
  readonly audienceCapacity: number;
  readonly checkImage: string;
  readonly surroundings: Surroundings;
}

export const settled = (settings: ArgoRolloutsSettings): Settled => ({
  router: settings.router ?? { kind: 'none' },
  replicas: settings.replicas ?? 2,
  surge: settings.surge ?? '25%',
  unavailable: settings.unavailable ?? 0,
  metrics: settings.metrics ?? { kind: 'prometheus', address: DEFAULT_PROMETHEUS },
  audienceCapacity: settings.audienceCapacity ?? 100,
  checkImage: settings.checkImage ?? CHECK_IMAGE,
  surroundings: {
    ...(settings.loadBalancer && { loadBalancer: settings.loadBalancer }),
    ...(settings.kubernetes && { kubernetes: settings.kubernetes }),
  },
});

/** The names of what is emitted. */
export const namesOf = (
  { name, service }: Pick<ArgoEmitOptions, 'name' | 'service'>,
  router: Router['kind'] = 'none',
) => ({
  /** What clients call; in a blue/green release the active version's. */
  root: service ?? name,
  /** With a router what clients call is the stable version's: who comes past the router never meets the new one. */
  stable: router === 'none' ? `${name}-stable` : (service ?? name),
  canary: `${name}-canary`,
  preview: `${name}-preview`,
  guards: `${name}-guards`,
  checks: (place: string) => `${name}-${place}`,
});
