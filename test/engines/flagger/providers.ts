import type { Provider } from '../../../constructs-k8s/flagger/settings';
import { changeKnative, type KnativeService, knativeService } from './knative';
import type { HttpRoute, Ingress } from './objects';
import type { ReleaseOptions } from './release';

/** A provider, and where the weight of the new version is seen. */
export interface Played {
  readonly provider: Provider;
  /** Kind and name of the routes. */
  readonly routes: string;
  readonly routed?: string;
  readonly weightIn: (routes: never) => number | undefined;
  readonly before?: readonly object[];
  readonly change?: ReleaseOptions['change'];
  /** Whether its routes have no namespace: then each release has a Service of another name. Default: false. */
  readonly clustered?: boolean;
}

const backend = { service: { name: 'web', port: { number: 80 } } };
export const ingress = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web' },
  spec: { rules: [{ host: 'shop.test', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
};

const apisixRoute = {
  apiVersion: 'apisix.apache.org/v2',
  kind: 'ApisixRoute',
  metadata: { name: 'web' },
  spec: {
    http: [
      {
        name: 'web',
        match: { hosts: ['shop.test'], paths: ['/*'] },
        backends: [{ serviceName: 'web', servicePort: 80 }],
      },
    ],
  },
};

interface Named {
  readonly name: string;
  readonly weight?: number;
}

const weightOf = (all: readonly Named[] | undefined, name = 'web-canary'): number | undefined =>
  all?.find((one) => one.name === name)?.weight ?? 0;

const httpRoute = ({ spec }: HttpRoute) => weightOf(spec.rules[0]?.backendRefs);

interface TraefikService {
  readonly spec: { readonly weighted: { readonly services: readonly Named[] } };
}

interface HttpProxy {
  readonly spec: { readonly routes: ReadonlyArray<{ readonly services: readonly Named[] }> };
}

interface ApisixRoute {
  readonly spec: {
    readonly http: ReadonlyArray<{
      readonly backends: ReadonlyArray<{ readonly serviceName: string; readonly weight: number }>;
    }>;
  };
}

interface RouteTable {
  readonly spec: {
    readonly routes: ReadonlyArray<{
      readonly routeAction: {
        readonly multi: {
          readonly destinations: ReadonlyArray<{
            readonly destination: { readonly upstream: { readonly name: string } };
            readonly weight?: number;
          }>;
        };
      };
    }>;
  };
}

interface TrafficRoute {
  readonly spec: {
    readonly conf: {
      readonly split: ReadonlyArray<{
        readonly weight?: number;
        readonly destination: Readonly<Record<string, string>>;
      }>;
    };
  };
}

interface VirtualRouter {
  readonly spec: {
    readonly routes: ReadonlyArray<{
      readonly httpRoute: {
        readonly action: {
          readonly weightedTargets: ReadonlyArray<{
            readonly virtualNodeRef: { readonly name: string };
            readonly weight: number;
          }>;
        };
      };
    }>;
  };
}

/** Every provider but Istio and Services alone, of which the longer suite is. */
export const PLAYED: readonly Played[] = [
  {
    provider: { kind: 'gatewayapi', gateways: [{ name: 'gateway' }] },
    routes: 'HTTPRoute',
    weightIn: httpRoute,
  },
  {
    provider: { kind: 'nginx' },
    routes: 'Ingress',
    before: [ingress],
    weightIn: ({ metadata }: Ingress) =>
      Number(metadata.annotations?.['nginx.ingress.kubernetes.io/canary-weight'] ?? 0),
  },
  {
    provider: { kind: 'linkerd' },
    routes: 'HTTPRoute',
    weightIn: httpRoute,
  },
  {
    provider: { kind: 'skipper' },
    routes: 'Ingress',
    before: [{ ...ingress, metadata: { name: 'web', annotations: { 'kubernetes.io/ingress.class': 'skipper' } } }],
    weightIn: ({ metadata }: Ingress) =>
      JSON.parse(metadata.annotations?.['zalando.org/backend-weights'] ?? '{}')['web-canary'],
  },
  {
    provider: { kind: 'traefik' },
    routes: 'traefik.io/v1alpha1 TraefikService',
    weightIn: ({ spec }: TraefikService) => weightOf(spec.weighted.services),
  },
  {
    provider: { kind: 'contour' },
    routes: 'projectcontour.io/v1 HTTPProxy',
    weightIn: ({ spec }: HttpProxy) => weightOf(spec.routes[0]?.services),
  },
  {
    provider: { kind: 'apisix' },
    routes: 'apisix.apache.org/v2 ApisixRoute',
    routed: 'web-web-canary',
    before: [apisixRoute],
    weightIn: ({ spec }: ApisixRoute) =>
      spec.http[0]?.backends.find(({ serviceName }) => serviceName === 'web-canary')?.weight,
  },
  {
    provider: { kind: 'knative' },
    routes: 'serving.knative.dev/v1 Service',
    before: [knativeService],
    change: changeKnative,
    weightIn: ({ spec }: KnativeService) => spec.traffic?.find(({ latestRevision }) => latestRevision)?.percent,
  },
  {
    provider: { kind: 'gloo' },
    routes: 'gateway.solo.io/v1 RouteTable',
    weightIn: ({ spec }: RouteTable) =>
      spec.routes[0]?.routeAction.multi.destinations.find(({ destination }) =>
        destination.upstream.name.includes('canaryupstream'),
      )?.weight ?? 0,
  },
  {
    provider: { kind: 'kuma' },
    routes: 'kuma.io/v1alpha1 TrafficRoute',
    clustered: true,
    weightIn: ({ spec }: TrafficRoute) =>
      spec.conf.split.find(({ destination }) => destination['kuma.io/service']?.includes('-canary_'))?.weight ?? 0,
  },
  {
    provider: { kind: 'appmesh', mesh: 'shop' },
    routes: 'appmesh.k8s.aws/v1beta2 VirtualRouter',
    weightIn: ({ spec }: VirtualRouter) =>
      spec.routes[0]?.httpRoute.action.weightedTargets.find(
        ({ virtualNodeRef }) => virtualNodeRef.name === 'web-canary',
      )?.weight,
  },
];
