import { approximated, exact, type Limits, range } from '../../lib/fidelity';
import { byWeight, runsNothing } from '../shared/routing/limits';

const VIRTUAL_SERVICE = 'https://istio.io/latest/docs/reference/config/networking/virtual-service/';
const DESTINATION_RULE = 'https://istio.io/latest/docs/reference/config/networking/destination-rule/';
const PROXY_CONFIG = 'https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig';

/** Why consistent hashing does not keep a user at a version. */
const STICKY =
  'the version is chosen by weight for each request, before the hash chooses a pod of it: a user keeps the pod, but not the version';

const sticky = (by: string) => approximated(by, STICKY, DESTINATION_RULE);

/** What Istio alone makes of each clause. It routes exactly, and it runs nothing. */
export const ISTIO_LIMITS: Limits = {
  ...runsNothing({
    title: 'Istio',
    resource: 'a VirtualService',
    source: VIRTUAL_SERVICE,
    pair: 'argo-rollouts-istio',
  }),
  ...byWeight('http[].route[].weight', VIRTUAL_SERVICE),
  weight: exact('http[].route[].weight', `${VIRTUAL_SERVICE}#HTTPRouteDestination`),
  mirror: range({
    by: 'http[].mirrors[].percentage',
    min: 0.0001,
    max: 100,
    step: 0.0001,
    round: 'nearest',
    source: `${VIRTUAL_SERVICE}#HTTPMirrorPolicy`,
  }),
  'audience.header': exact('http[].match[].headers', `${VIRTUAL_SERVICE}#HTTPMatchRequest`),
  'audience.cookie': exact('http[].match[].headers.cookie.regex', `${VIRTUAL_SERVICE}#HTTPMatchRequest`),
  'audience.users': exact('http[].match[].headers', `${VIRTUAL_SERVICE}#HTTPMatchRequest`),
  'audience.prefix': exact('http[].match[].headers.prefix', `${VIRTUAL_SERVICE}#StringMatch`),
  'audience.regex': exact('http[].match[].headers.regex', `${VIRTUAL_SERVICE}#StringMatch`),
  drain: approximated(
    'the pods’ own proxy.istio.io/config annotation (terminationDrainDuration)',
    'routing cannot set it: it stays at the mesh’s value until the pods say otherwise',
    PROXY_CONFIG,
  ),
  'stickiness.cookie': sticky('trafficPolicy.loadBalancer.consistentHash.httpCookie'),
  'stickiness.header': sticky('trafficPolicy.loadBalancer.consistentHash.httpHeaderName'),
  'stickiness.address': sticky('trafficPolicy.loadBalancer.consistentHash.useSourceIp'),
  'stickiness.lasts': exact('trafficPolicy.loadBalancer.consistentHash.httpCookie.ttl', DESTINATION_RULE),
};

/** Istio's own numbers, beyond the clauses of a strategy. */
export const ISTIO_NUMBERS = {
  /** Milliseconds of the shortest time. Source: the CRD, `duration must be greater than 1ms`. */
  shortestTime: 1,
  /** Letters of the longest regular expression. Source: istio/istio pkg/config/validation, validateStringRegexp. */
  longestRegex: 1024,
  highestPercent: 100,
  /** The counts of a traffic policy and the attempts are int32. Source: the CRDs. */
  highestCount: 2_147_483_647,
} as const;

/** What the proxies retry. Source: istio/istio pkg/config/validation, supportedRetryOnPolicies; HTTP statuses are allowed as well. */
export const RETRY_ON: readonly string[] = [
  '5xx',
  'gateway-error',
  'reset',
  'reset-before-request',
  'connect-failure',
  'retriable-4xx',
  'refused-stream',
  'retriable-status-codes',
  'retriable-headers',
  'envoy-ratelimited',
  'http3-post-connect-failure',
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
];

/** Keys of `headers` that Istio documents as ignored, so that the match fits every request. Source: HTTPMatchRequest. */
export const IGNORED_HEADERS: readonly string[] = ['uri', 'scheme', 'method', 'authority'];
