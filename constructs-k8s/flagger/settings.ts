import type { Surroundings } from '../../lib/drain';
import type { EmitOptions } from '../../lib/fidelity';
import { type Duration, secondsOf } from '../../lib/strategy';
import type {
  CloudWatchWatched,
  DatadogConvention,
  PrometheusConvention,
  PrometheusConventionName,
} from '../../lib/telemetry';
import type { Labels, PodTemplate } from '../shared/manifest';
import { FLAGGER } from './flagger';
import type { CanaryAlert, ObjectReference, ParentReference, Webhook } from './manifest';

/** Services alone: blue/green without weights. */
export interface KubernetesProvider {
  readonly kind: 'kubernetes';
}

/** Istio: Flagger makes a VirtualService and two DestinationRules. */
export interface IstioProvider {
  readonly kind: 'istio';
  /** Gateways that the routes serve, as `name` or `namespace/name`. Default: the mesh only. */
  readonly gateways?: readonly string[];
  /** The hosts that clients call, besides the application's Service. */
  readonly hosts?: readonly string[];
}

/** The Gateway API: Flagger makes an HTTPRoute. */
export interface GatewayApiProvider {
  readonly kind: 'gatewayapi';
  /** The Gateways that the route attaches to; at least one. */
  readonly gateways: readonly [ParentReference, ...ParentReference[]];
  /** The hosts that clients call. Default: all of the Gateways. */
  readonly hosts?: readonly string[];
}

/** Linkerd, through the Gateway API: the HTTPRoute attaches to the application's Service. */
export interface LinkerdProvider {
  readonly kind: 'linkerd';
}

/** An Ingress whose backend is the application's Service. Flagger makes a second one, `<ingress>-canary`. */
export interface IngressProvider {
  readonly kind: 'nginx' | 'skipper';
  /** The Ingress's name. Default: the application's. */
  readonly ingress?: string;
}

/** An ApisixRoute whose backend is the application's Service. */
export interface ApisixProvider {
  readonly kind: 'apisix';
  /** The route's name. Default: the application's. */
  readonly route?: string;
}

/** AWS App Mesh, which AWS ended on 2026-09-30. */
export interface AppMeshProvider {
  readonly kind: 'appmesh';
  /** The name of the mesh. */
  readonly mesh: string;
}

/** Routers that need no more than the Service's name. */
export interface OtherProvider {
  readonly kind: 'traefik' | 'contour' | 'gloo' | 'kuma' | 'knative';
}

/** What moves the requests for Flagger. */
export type Provider =
  | KubernetesProvider
  | IstioProvider
  | GatewayApiProvider
  | LinkerdProvider
  | IngressProvider
  | ApisixProvider
  | AppMeshProvider
  | OtherProvider;

/** Prometheus; Flagger waits five seconds for an answer. */
export interface PrometheusMetrics {
  readonly kind: 'prometheus';
  /** The server's URL, from Flagger's view. */
  readonly address: string;
  /**
   * How the application's metrics are called. `{{version}}` is the Deployment of a version: `web` of the new one, `web-primary` of the stable one.
   * Default: `istio` with Istio, else `http`.
   */
  readonly convention?: PrometheusConvention | PrometheusConventionName;
  /** A Secret in the namespace with `token`, or `username` and `password`. */
  readonly secret?: string;
  /** Headers of every query, such as a tenant. */
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  /** Do not verify the server's certificate. Default: false. */
  readonly insecure?: boolean;
}

/** Guards are queries of Datadog. */
export interface DatadogMetrics {
  readonly kind: 'datadog';
  /** A Secret in the namespace with `datadog_api_key` and `datadog_application_key`. */
  readonly secret: string;
  /** The API's URL. Default: https://api.datadoghq.com. */
  readonly address?: string;
  /** `{{version}}` is the Deployment of a version. Default: that of `kube_deployment`. */
  readonly convention?: DatadogConvention;
}

/** CloudWatch, with the metrics of each version. Flagger's pods need `cloudwatch:GetMetricData`. */
export interface CloudWatchMetrics extends CloudWatchWatched {
  readonly kind: 'cloudwatch';
  /** The region of the metrics: `eu-central-1`. */
  readonly region: string;
}

/** Where guards are read. */
export type Metrics = PrometheusMetrics | DatadogMetrics | CloudWatchMetrics;

/** Whom Flagger asks whether it may go on: a status up to 202 is a yes, any other answer a no. */
export interface Gate {
  /** The URL that is asked for an approval. */
  readonly confirm: string;
  /** The URL that is asked whether to roll back; a yes rolls back. Default: nobody is asked. */
  readonly rollback?: string;
}

/** What a target is made with: what the judge has to know. */
export interface FlaggerSettings extends Surroundings {
  /** Default: Services alone. */
  readonly provider?: Provider;
  /** Default: Prometheus at {@link DEFAULT_PROMETHEUS}. */
  readonly metrics?: Metrics;
  /**
   * The tick of the release: every weight lasts one, and every metric is read once in it; 10 s or more, whole seconds. Default: what the strategy's
   * holds, bake and guards have in common.
   */
  readonly interval?: Duration;
  /** The URL of a flagger-loadtester, which runs HTTP checks and keeps the gates. Default: {@link DEFAULT_LOADTESTER}. */
  readonly loadtester?: string;
  /** Who answers for approvals. Default: the loadtester's gate, which people open with a request. */
  readonly gate?: Gate;
  /** The URL that each function check calls, by the function's name: a POST whose status up to 202 is a success. */
  readonly functions?: Readonly<Record<string, string>>;
}

/** An autoscaler of the Deployment; Flagger makes a second one for the primary. */
export interface Autoscaler {
  /** The name of the autoscaler. */
  readonly name: string;
  /** Default: `HorizontalPodAutoscaler`. */
  readonly kind?: 'HorizontalPodAutoscaler' | 'ScaledObject';
}

/** A channel that is told about a release. */
export interface Alert {
  /** What the alert is called in the Canary. */
  readonly name: string;
  /** The least severe news that is told. Default: `info`. */
  readonly severity?: NonNullable<CanaryAlert['severity']>;
  /** An AlertProvider that exists, or one to make. */
  readonly provider: AlertChannel | { readonly name: string; readonly namespace?: string };
}

/** An AlertProvider to make; a URL in a Secret (`address`) is better than one in the manifest. */
export interface AlertChannel {
  /** The service that is told. */
  readonly type: 'slack' | 'msteams' | 'discord' | 'rocket' | 'gchat';
  /** A Secret in the namespace with the webhook's `address`. */
  readonly secret?: string;
  /** The webhook's URL. */
  readonly address?: string;
  /** The channel. Default: the webhook's own. */
  readonly channel?: string;
  /** Who writes there. Default: the webhook's own. */
  readonly username?: string;
}

/** What is emitted, besides the plan. */
export interface FlaggerEmitOptions extends EmitOptions {
  /** Default: the one that it is applied in; the checks' URLs then work inside that namespace only. */
  readonly namespace?: string;
  /** Labels of every object. */
  readonly labels?: Labels;
  /** The workload that is released. Default: a Deployment of the application's name, which is emitted. */
  readonly target?: ObjectReference;
  /** The pods of the Deployment that is emitted. Default: one container with the application's name and an image to fill in. */
  readonly template?: PodTemplate;
  /** Copies of the Deployment that is emitted. Default: 2. */
  readonly replicas?: number;
  /** The Service that Flagger makes and that clients call. Default: the application's name. */
  readonly service?: string;
  /** The Service's port. Default: 80. */
  readonly port?: number;
  /** The pods' port, a number or a name. Default: 8080. */
  readonly targetPort?: number | string;
  /** The name of the Service's port. Default: `http`. */
  readonly portName?: string;
  /** Whether the Service has the other ports of the pods as well. Default: false. */
  readonly portDiscovery?: boolean;
  /** The autoscaler of the Deployment. Default: none. */
  readonly autoscaler?: Autoscaler;
  /** Seconds without progress after which a release has failed. Default: 600. */
  readonly progressDeadline?: number;
  /** Channels that are told about the release. Default: none. */
  readonly alerts?: readonly Alert[];
  /** Webhooks of your own, such as a load test; they come after those of the strategy. */
  readonly webhooks?: readonly Webhook[];
  /** Whether the Deployment gets its pods back when the Canary is deleted. Default: true, but with Knative, which has nothing to get back. */
  readonly revertOnDeletion?: boolean;
}

/** Where Prometheus is when nothing is said. */
export const DEFAULT_PROMETHEUS = 'http://prometheus.monitoring.svc.cluster.local:9090';

/** Where the loadtester is when nothing is said. */
export const DEFAULT_LOADTESTER = 'http://flagger-loadtester.flagger-system';

/** Settings with every default settled. */
export interface Settled {
  readonly provider: Provider;
  readonly metrics: Metrics;
  /** Seconds. */
  readonly interval?: number;
  readonly loadtester: string;
  readonly gate: Gate;
  readonly functions: Readonly<Record<string, string>>;
  readonly surroundings: Surroundings;
}

export function settled(settings: FlaggerSettings): Settled {
  const loadtester = (settings.loadtester ?? DEFAULT_LOADTESTER).replace(/\/+$/, '');
  return {
    provider: settings.provider ?? { kind: 'kubernetes' },
    metrics: settings.metrics ?? { kind: 'prometheus', address: DEFAULT_PROMETHEUS },
    ...(settings.interval !== undefined && {
      interval: Math.max(FLAGGER.shortestInterval, Math.ceil(secondsOf(settings.interval))),
    }),
    loadtester,
    gate: settings.gate ?? { confirm: `${loadtester}/gate/check`, rollback: `${loadtester}/rollback/check` },
    functions: settings.functions ?? {},
    surroundings: settings,
  };
}

/** The names of what Flagger makes of a Service and of a Deployment. */
export const namesOf = ({ name, service }: Pick<FlaggerEmitOptions, 'name' | 'service'>) => ({
  apex: service ?? name,
  primary: `${service ?? name}-primary`,
  canary: `${service ?? name}-canary`,
  template: (guard: string) => `${name}-${guard}`,
  alert: (alert: string) => `${name}-${alert}`,
});
