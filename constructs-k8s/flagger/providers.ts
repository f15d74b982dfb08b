import { STRATEGIES } from './flagger';

/** What moves the traffic. */
export type ProviderKind =
  | 'kubernetes'
  | 'istio'
  | 'gatewayapi'
  | 'linkerd'
  | 'nginx'
  | 'traefik'
  | 'contour'
  | 'gloo'
  | 'skipper'
  | 'kuma'
  | 'apisix'
  | 'knative'
  | 'appmesh';

/** How requests are matched in an A/B test. */
export interface Matching {
  /** Whether there may be several matches, any of which is enough; otherwise all of them would have to fit. */
  readonly any: boolean;
  /** How much of a text can be compared: by a regular expression, also the beginning. */
  readonly compares: 'regex' | 'exact';
  /** What a cookie can be compared by: the header with all cookies, or its name with the value `always`. */
  readonly cookie?: 'header' | 'always';
}

/** What Flagger can do with a provider. */
export interface Ability {
  /** The value of `spec.provider`. */
  readonly provider: string;
  readonly title: string;
  readonly id: string;
  /** Whether requests move by weight; without, only a Service's selector and the pods behind it change. */
  readonly weights: boolean;
  readonly matching?: Matching;
  /** Copies of requests: while nothing is moved yet, and in what share of them. */
  readonly mirror?: { readonly step: boolean; readonly share: boolean };
  /** Whether a cookie keeps a user at a version. */
  readonly remembers: boolean;
  readonly source: string;
}

const ingress = (provider: string, title: string): Ability => ({
  provider,
  title: `Flagger with ${title}`,
  id: `flagger-${provider.split(':')[0]}`,
  weights: true,
  remembers: false,
  source: STRATEGIES,
});

const GATEWAY_API: Ability = {
  ...ingress('gatewayapi:v1', 'the Gateway API'),
  id: 'flagger-gateway-api',
  matching: { any: true, compares: 'regex', cookie: 'header' },
  // Before weights are moved Flagger writes no mirror into an HTTPRoute, and waits for it for ever: pkg/router/gateway_api.go, SetRoutes.
  mirror: { step: false, share: false },
  remembers: true,
};

/** What each provider can do, by the routers of Flagger 1.44 (pkg/router). */
export const PROVIDERS: Readonly<Record<ProviderKind, Ability>> = {
  kubernetes: { ...ingress('kubernetes', ''), title: 'Flagger', id: 'flagger', weights: false },
  istio: {
    ...ingress('istio', 'Istio'),
    matching: { any: true, compares: 'regex', cookie: 'header' },
    mirror: { step: true, share: true },
    remembers: true,
  },
  gatewayapi: GATEWAY_API,
  linkerd: { ...GATEWAY_API, title: 'Flagger with Linkerd', id: 'flagger-linkerd' },
  nginx: {
    ...ingress('nginx', 'NGINX Ingress'),
    matching: { any: false, compares: 'regex', cookie: 'always' },
  },
  traefik: ingress('traefik', 'Traefik'),
  contour: { ...ingress('contour', 'Contour'), matching: { any: false, compares: 'exact' } },
  gloo: { ...ingress('gloo', 'Gloo'), matching: { any: false, compares: 'regex', cookie: 'header' } },
  skipper: ingress('skipper', 'Skipper'),
  kuma: ingress('kuma', 'Kuma'),
  apisix: ingress('apisix', 'APISIX'),
  knative: ingress('knative', 'Knative'),
  appmesh: ingress('appmesh:v1beta2', 'App Mesh'),
};
