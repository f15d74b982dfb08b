type Fields = Readonly<Record<string, unknown>>;

/** What a value may be; the path is a JSON pointer. */
type Rule = (value: unknown, path: string) => readonly string[];

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const one =
  (fits: (value: unknown) => boolean, what: string): Rule =>
  (value, path) =>
    fits(value) ? [] : [`${path}: must be ${what}`];

const text = one((value) => typeof value === 'string', 'a text');
const number = one((value) => typeof value === 'number' && Number.isFinite(value), 'a number');
const whole = one(Number.isInteger, 'a whole number');
const yes = one((value) => typeof value === 'boolean', 'true or false');
const either = (...values: readonly string[]): Rule =>
  one((value) => values.includes(value as string), values.join(' or '));
const time = one((value) => typeof value === 'string' && /^[0-9]+(m|s)/.test(value), 'minutes or seconds');
const port = one((value) => typeof value === 'string' || Number.isInteger(value), 'a number or a name');
const open: Rule = (value, path) => (isFields(value) ? [] : [`${path}: must be an object`]);

const list =
  (item: Rule): Rule =>
  (value, path) =>
    Array.isArray(value) ? value.flatMap((each, at) => item(each, `${path}/${at}`)) : [`${path}: must be a list`];

const map =
  (item: Rule): Rule =>
  (value, path) =>
    isFields(value)
      ? Object.entries(value).flatMap(([key, each]) => item(each, `${path}/${key}`))
      : [`${path}: must be an object`];

/** An object: a field ends in `!` when it must be there. */
const object =
  (fields: Readonly<Record<string, Rule>>, also: Rule = () => []): Rule =>
  (value, path) => {
    if (!isFields(value)) return [`${path}: must be an object`];
    const rules = new Map(Object.entries(fields).map(([key, rule]) => [key.replace('!', ''), rule]));
    const missing = Object.keys(fields).filter((key) => key.endsWith('!') && value[key.slice(0, -1)] === undefined);
    return [
      ...missing.map((key) => `${path}: must have ${key.slice(0, -1)}`),
      ...Object.entries(value).flatMap(
        ([key, each]) => rules.get(key)?.(each, `${path}/${key}`) ?? [`${path}/${key}: unknown field`],
      ),
      ...also(value, path),
    ];
  };

const exactlyOne =
  (...keys: readonly string[]): Rule =>
  (value, path) =>
    keys.filter((key) => (value as Fields)[key] !== undefined).length === 1
      ? []
      : [`${path}: must have exactly one of ${keys.join(', ')}`];

const reference = (...kinds: readonly string[]): Rule =>
  object({ 'apiVersion!': text, 'kind!': either(...kinds), 'name!': text });
const named = object({ 'name!': text, namespace: text });
const compared = object(
  { exact: text, prefix: text, suffix: text, regex: text },
  exactlyOne('exact', 'prefix', 'suffix', 'regex'),
);

const parent = object({
  group: text,
  kind: text,
  'name!': text,
  namespace: text,
  sectionName: text,
  port: whole,
});

const service = object({
  name: text,
  'port!': whole,
  portName: text,
  targetPort: port,
  appProtocol: text,
  portDiscovery: yes,
  hosts: list(text),
  gateways: list(text),
  gatewayRefs: list(parent),
  trafficPolicy: open,
  meshName: text,
});

const metric = object({
  'name!': text,
  interval: time,
  thresholdRange: object({ min: number, max: number }),
  templateRef: named,
});

const WEBHOOKS = [
  '',
  'confirm-rollout',
  'pre-rollout',
  'rollout',
  'confirm-promotion',
  'post-rollout',
  'event',
  'rollback',
  'confirm-traffic-increase',
];

const webhook = object({
  'name!': text,
  type: either(...WEBHOOKS),
  'url!': one((value) => typeof value === 'string' && URL.canParse(value), 'a URL'),
  timeout: time,
  retries: whole,
  muteAlert: yes,
  disableTLS: yes,
  metadata: map(text),
});

const analysis = object(
  {
    'interval!': time,
    'threshold!': whole,
    iterations: whole,
    stepWeight: whole,
    stepWeights: list(whole),
    maxWeight: whole,
    stepWeightPromotion: whole,
    mirror: yes,
    mirrorWeight: whole,
    match: list(object({ headers: map(compared) })),
    sessionAffinity: object({ 'cookieName!': text, primaryCookieName: text, maxAge: whole }),
    metrics: list(metric),
    webhooks: list(webhook),
    alerts: list(object({ 'name!': text, severity: either('', 'info', 'warn', 'error'), 'providerRef!': named })),
  },
  exactlyOne('iterations', 'stepWeight', 'stepWeights'),
);

const PROVIDERS = [
  'apisix',
  'appmesh',
  'appmesh:v1beta2',
  'contour',
  'gatewayapi:v1',
  'gatewayapi:v1beta1',
  'gloo',
  'istio',
  'knative',
  'kubernetes',
  'kuma',
  'linkerd',
  'nginx',
  'osm',
  'skipper',
  'traefik',
];

const SPECS: Readonly<Record<string, Rule>> = {
  Canary: object({
    provider: either(...PROVIDERS),
    'targetRef!': reference('DaemonSet', 'Deployment', 'Service'),
    autoscalerRef: reference('HorizontalPodAutoscaler', 'ScaledObject'),
    ingressRef: reference('Ingress'),
    routeRef: reference('ApisixRoute'),
    upstreamRef: reference('Upstream'),
    progressDeadlineSeconds: whole,
    revertOnDeletion: yes,
    service,
    'analysis!': analysis,
  }),
  MetricTemplate: object({
    'provider!': object({
      'type!': either('prometheus', 'datadog', 'cloudwatch'),
      address: text,
      region: text,
      secretRef: named,
      insecureSkipVerify: yes,
      headers: map(list(text)),
    }),
    'query!': text,
  }),
  AlertProvider: object(
    {
      'type!': either('slack', 'msteams', 'discord', 'rocket', 'gchat'),
      channel: text,
      username: text,
      address: text,
      secretRef: named,
    },
    exactlyOne('address', 'secretRef'),
  ),
};

/** What the API server would refuse in an object of Flagger: an unknown field, a wrong type, a missing field, two ways of moving. */
export function flaggerProblems(manifest: Fields): string[] {
  const rule = SPECS[String(manifest.kind)];
  if (rule === undefined) return [`: no schema for ${manifest.apiVersion} ${manifest.kind}`];
  const own = Object.keys(manifest).filter((key) => !['apiVersion', 'kind', 'metadata', 'spec'].includes(key));
  const { name } = isFields(manifest.metadata) ? manifest.metadata : {};
  return [
    ...own.map((key) => `/${key}: unknown field`),
    ...(name ? [] : ['/metadata: must have a name']),
    ...rule(manifest.spec, '/spec'),
  ];
}
