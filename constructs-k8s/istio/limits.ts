import { approximated, exact, type Limits, range, refused } from '../../lib/fidelity';

const VIRTUAL_SERVICE = 'https://istio.io/latest/docs/reference/config/networking/virtual-service/';
const DESTINATION_RULE = 'https://istio.io/latest/docs/reference/config/networking/destination-rule/';
const PROXY_CONFIG = 'https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig';

const PAIR = 'pair it with Argo Rollouts (target argo-rollouts-istio), which runs the release and sets these weights';

/** What only something that runs can do. */
const unwatched = refused(
  'a VirtualService is configuration: nothing reads a metric or goes back by itself',
  VIRTUAL_SERVICE,
  PAIR,
);
const unchecked = refused('a VirtualService is configuration: nothing runs a check', VIRTUAL_SERVICE, PAIR);
const untimed = refused('a VirtualService is configuration: nothing counts the time', VIRTUAL_SERVICE, PAIR);
const noPods = refused(
  'Istio routes requests between versions that run side by side; it exchanges no copies',
  VIRTUAL_SERVICE,
);
const noTestRoute = refused(
  'a VirtualService has no test traffic apart from the requests of users',
  VIRTUAL_SERVICE,
  'begin with a step that has an `audience`: its requests reach the new version, and nobody else’s do',
);

/** A person moves the release from phase to phase. */
const byPeople = (loses: string) => approximated('the person who applies the next phase', loses, VIRTUAL_SERVICE);

/** Why consistent hashing does not keep a user at a version. */
const STICKY =
  'the version is chosen by weight for each request, before the hash chooses a pod of it: a user keeps the pod, but not the version';

const sticky = (by: string) => approximated(by, STICKY, DESTINATION_RULE);

/** What Istio alone makes of each clause. It routes exactly, and it runs nothing. */
export const ISTIO_LIMITS: Limits = {
  'replace.stop-first': noPods,
  'replace.in-place': noPods,
  'replace.side-by-side': approximated(
    'two workloads of your own',
    'Istio only routes: it starts and stops no pods, and applies no phase by itself',
    VIRTUAL_SERVICE,
  ),
  maintenance: refused('a VirtualService routes to versions that run', VIRTUAL_SERVICE),
  'pace.surge': noPods,
  'pace.unavailable': noPods,
  'pace.copies': noPods,
  'pace.min-ready': noPods,
  'shift.at-once': exact('http[].route[].weight', VIRTUAL_SERVICE),
  'shift.two-step': exact('http[].route[].weight', VIRTUAL_SERVICE),
  'shift.equal-steps': exact('http[].route[].weight', VIRTUAL_SERVICE),
  'shift.uneven-steps': exact('http[].route[].weight', VIRTUAL_SERVICE),
  weight: exact('http[].route[].weight', `${VIRTUAL_SERVICE}#HTTPRouteDestination`),
  hold: byPeople('nothing counts the time; the phase lasts until the next one is applied'),
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
  preview: noTestRoute,
  'preview.hold': noTestRoute,
  'approve.before-traffic': byPeople('nobody is asked, and nothing records who went on'),
  'approve.between-steps': byPeople('nobody is asked, and nothing records who went on'),
  'approve.timeout': untimed,
  'approve.continue': untimed,
  'check.before-traffic': unchecked,
  'check.test-traffic': unchecked,
  'check.between-steps': unchecked,
  'check.after-traffic': unchecked,
  'check.http': unchecked,
  'check.function': unchecked,
  'check.job': unchecked,
  'check.timeout': unchecked,
  'guard.error-rate': unwatched,
  'guard.success-rate': unwatched,
  'guard.latency': unwatched,
  'guard.saturation': unwatched,
  'guard.queue-depth': unwatched,
  'guard.custom': unwatched,
  'guard.versus-stable': unwatched,
  'guard.sequential': unwatched,
  'guard.window': unwatched,
  'guard.every': unwatched,
  'guard.failures': unwatched,
  'guard.min-requests': unwatched,
  'guard.no-data.pass': unwatched,
  'guard.no-data.hold': unwatched,
  'guard.no-data.fail': unwatched,
  'guard.count': unwatched,
  bake: untimed,
  'on-failure.rollback': unwatched,
  'on-failure.halt': unwatched,
  drain: approximated(
    'the pods’ own proxy.istio.io/config annotation (terminationDrainDuration)',
    'routing cannot set it: it stays at the mesh’s value until the pods say otherwise',
    PROXY_CONFIG,
  ),
  'stickiness.cookie': sticky('trafficPolicy.loadBalancer.consistentHash.httpCookie'),
  'stickiness.header': sticky('trafficPolicy.loadBalancer.consistentHash.httpHeaderName'),
  'stickiness.address': sticky('trafficPolicy.loadBalancer.consistentHash.useSourceIp'),
  'stickiness.lasts': exact('trafficPolicy.loadBalancer.consistentHash.httpCookie.ttl', DESTINATION_RULE),
  'release.length': exact('nothing: a phase lasts until the next one is applied'),
};

/** Istio's own numbers, beyond the clauses of a strategy. */
export const ISTIO_NUMBERS = {
  /** Milliseconds of the shortest time. Source: the CRD, `duration must be greater than 1ms`. */
  shortestTime: 1,
  /** Letters of the longest regular expression. Source: istio/istio pkg/config/validation, validateStringRegexp. */
  longestRegex: 1024,
  highestPort: 65_535,
  highestPercent: 100,
  /** The counts of a traffic policy and the attempts are int32. Source: the CRDs. */
  highestCount: 2_147_483_647,
  /** Letters of the longest DNS name and of one label of it. Source: RFC 1123. */
  longestName: 253,
  longestLabel: 63,
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
