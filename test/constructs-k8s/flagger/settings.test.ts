import { ApiObject, Chart, Duration, Testing } from 'cdk8s';
import { FlaggerCanary, type FlaggerCanaryProps, flagger, flaggerLimits } from '../../../constructs-k8s/flagger';
import { FlaggerCanary as FlaggerComponent } from '../../../constructs-k8s/flagger/pulumi';
import { CutoverError, type Finding } from '../../../lib/findings';
import { plan } from '../../../lib/plan';
import { Guard, Strategy } from '../../../lib/strategy';
import { run } from '../../support/pulumi';

const strategy = Strategy.canary({
  steps: [{ weight: 10, hold: '10m' }],
  guards: [Guard.errorRate({ max: '1%', over: '10m' })],
});
const targetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const right = {
  strategy,
  targetRef,
  provider: { kind: 'istio' },
  metrics: { kind: 'prometheus', address: 'http://prometheus:9090' },
} as const;

/** What is thrown. */
async function findingsOf(act: () => unknown): Promise<readonly Finding[]> {
  try {
    await act();
  } catch (error) {
    if (error instanceof CutoverError) return error.findings;
    throw error;
  }
  return [];
}

const construct = (props: object) => () =>
  new FlaggerCanary(new Chart(Testing.app(), 'test', { namespace: 'shop' }), 'Release', {
    ...right,
    ...props,
  } as FlaggerCanaryProps);

const template = { spec: { containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 8080 }] }] } };
const component = (args: object) => () => {
  const { targetRef: _, ...own } = right;
  return run(() => void new FlaggerComponent('web', { ...own, template, ...args } as never));
};

const said = (findings: readonly Finding[]) =>
  findings.map(({ id, path, received, fix }) => `${id} ${path}: ${received}; ${fix}`);

/** A setting of another form, and what is said. */
const WRONG: ReadonlyArray<readonly [what: string, settings: object, said: string]> = [
  ['an interval in words', { interval: '5 min' }, 'interval: "5 min"; write `interval: \'5m\'`'],
  ['an interval without unit', { interval: 5 }, "interval: 5; write `interval: '1m'`"],
  ['another kind of provider', { provider: { kind: 'istoi' } }, 'provider.kind: "istoi"; write `kind: \'istio\'`'],
  ['a provider as text', { provider: 'istio' }, 'provider: "istio"; write `provider: { kind: \'istio\' }`'],
  ['a provider of no kind', { provider: { mesh: 'shop' } }, "provider.kind: nothing; write `kind: 'appmesh'`"],
  [
    'a Gateway API without Gateways',
    { provider: { kind: 'gatewayapi' } },
    "provider.gateways: nothing; write `gateways: [{ name: 'gateway' }]`",
  ],
  [
    'a Gateway by its name alone',
    { provider: { kind: 'gatewayapi', gateways: ['gateway'] } },
    'provider.gateways[0]: "gateway"; write `{ name: \'gateway\' }`',
  ],
  [
    'what the provider does not take',
    { provider: { kind: 'contour', hosts: ['a.test'] } },
    'provider.hosts: a list of 1; leave `hosts` out',
  ],
  [
    'a host with its scheme',
    { provider: { kind: 'istio', hosts: ['https://a.test'] } },
    'provider.hosts[0]: "https://a.test"; write `\'shop.example.com\'`',
  ],
  [
    'another kind of metrics',
    { metrics: { kind: 'prom', address: 'http://p' } },
    'metrics.kind: "prom"; write `kind: \'prometheus\'`',
  ],
  [
    'a Prometheus without address',
    { metrics: { kind: 'prometheus' } },
    "metrics.address: nothing; write `address: 'http://prometheus.monitoring:9090'`",
  ],
  [
    'a Prometheus without scheme',
    { metrics: { kind: 'prometheus', address: 'prometheus:9090' } },
    'metrics.address: "prometheus:9090"; write `address: \'http://prometheus:9090\'`',
  ],
  [
    'an unknown convention',
    { metrics: { kind: 'prometheus', address: 'http://p', convention: 'isto' } },
    'metrics.convention: "isto"; write `convention: \'istio\'`',
  ],
  [
    'half a convention',
    { metrics: { kind: 'prometheus', address: 'http://p', convention: { ...CONVENTION(), latency: undefined } } },
    "metrics.convention.latency: nothing; write `latency: { histogram: 'shop', unit: 's' }`",
  ],
  ['Datadog without Secret', { metrics: { kind: 'datadog' } }, "metrics.secret: nothing; write `secret: 'datadog'`"],
  [
    'CloudWatch without a version',
    {
      metrics: {
        kind: 'cloudwatch',
        region: 'eu-west-1',
        candidate: { requests: {}, errors: [], latency: SERIES('s') },
      },
    },
    "metrics.candidate.requests.namespace: nothing; write `namespace: 'shop'`",
  ],
  [
    'a loadtester without scheme',
    { loadtester: 'loadtester.flagger-system' },
    'loadtester: "loadtester.flagger-system"; write `loadtester: \'http://loadtester.flagger-system\'`',
  ],
  ['a gate that nobody asks', { gate: {} }, "gate.confirm: nothing; write `confirm: 'http://approvals/shop'`"],
  [
    'a function by another scheme',
    { functions: { smoke: 'ftp://smoke' } },
    'functions.smoke: "ftp://smoke"; write `smoke: \'http://smoke\'`',
  ],
  ['an unknown setting', { intervall: '1m' }, 'intervall: "1m"; write `interval`'],
  [
    'the setting of a load balancer',
    { loadBalancer: { targets: 'pod' } },
    'loadBalancer.targets: "pod"; write `targets: \'pods\'`',
  ],
  ['a version of Kubernetes', { kubernetes: 1.3 }, "kubernetes: 1.3; write `kubernetes: '1.30'`"],
];

function CONVENTION() {
  const latency = { histogram: 'duration', unit: 's' };
  const queue = { gauge: 'messages', label: 'queue' };
  const texts = Object.fromEntries(
    ['requests', 'failed', 'version', 'pods', 'cpuUsed', 'memoryUsed', 'limits'].map((name) => [name, name]),
  );
  return { ...texts, latency, queue };
}

function SERIES(unit: string) {
  return { namespace: 'AWS/ApplicationELB', metric: 'Time', dimensions: { TargetGroup: 'tg' }, unit };
}

describe('A setting of another form is said with what to write', () => {
  test.each(WRONG)('by the construct: %s', async (_, settings, expected) => {
    expect(said(await findingsOf(construct(settings)))).toContain(`flagger-setting ${expected}`);
  });

  test.each(WRONG)('by the component of Pulumi: %s', async (_, settings, expected) => {
    expect(said(await findingsOf(component(settings)))).toContain(`flagger-setting ${expected}`);
  });

  test.each(WRONG)('by the target: %s', async (_, settings, expected) => {
    expect(said(await findingsOf(() => flagger(settings)))).toContain(`flagger-setting ${expected}`);
    expect(said(await findingsOf(() => flaggerLimits(settings)))).toContain(`flagger-setting ${expected}`);
  });
});

/** An option of the emitter of another form, and what is said. */
const OPTIONS: ReadonlyArray<readonly [what: string, options: object, said: string]> = [
  ['a port as text', { port: '80' }, 'port: "80"; write `port: 80`'],
  ['no port', { port: 0 }, 'port: 0; write `port: 80`'],
  ['half a port', { targetPort: 80.5 }, "targetPort: 80.5; write `targetPort: 'http'`"],
  ['a Service with a long name', { service: 'a'.repeat(56) }, `service: "${'a'.repeat(56)}"; write \`service: 'web'\``],
  [
    'a severity that there is not',
    { alerts: [{ name: 'team', severity: 'warning', provider: { name: 'slack' } }] },
    'alerts[0].severity: "warning"; write `severity: \'warn\'`',
  ],
  [
    'a channel that there is not',
    { alerts: [{ name: 'team', provider: { type: 'email' } }] },
    'alerts[0].provider.type: "email"; write `type: \'slack\'`',
  ],
  [
    'a channel whose object has no name',
    { alerts: [{ name: 'The team', provider: { type: 'slack' } }] },
    'alerts[0].name: "The team"; write `name: \'team\'`',
  ],
  [
    'a hook that Flagger does not call',
    { webhooks: [{ name: 'load', type: 'before', url: 'http://load' }] },
    'webhooks[0].type: "before"; write `type: \'rollout\'`',
  ],
  [
    'a webhook with hours',
    { webhooks: [{ name: 'load', url: 'http://load', timeout: '1h' }] },
    'webhooks[0].timeout: "1h"; write `timeout: \'30s\'`',
  ],
  ['yes as text', { revertOnDeletion: 'false' }, 'revertOnDeletion: "false"; write `revertOnDeletion: false`'],
  [
    'another autoscaler',
    { autoscaler: { name: 'web', kind: 'VPA' } },
    'autoscaler.kind: "VPA"; write `kind: \'HorizontalPodAutoscaler\'`',
  ],
];

describe('An option of another form is said with what to write', () => {
  const emitted = (options: object) => () =>
    flagger({ provider: { kind: 'istio' } }).emit(plan(strategy), { name: 'web', ...options } as never);

  test.each(OPTIONS)('by the construct: %s', async (_, options, expected) => {
    expect(said(await findingsOf(construct(options)))).toContain(`flagger-setting ${expected}`);
  });

  test.each(OPTIONS)('by the component of Pulumi: %s', async (_, options, expected) => {
    expect(said(await findingsOf(component(options)))).toContain(`flagger-setting ${expected}`);
  });

  test.each(OPTIONS)('by the emitter: %s', async (_, options, expected) => {
    expect(said(await findingsOf(emitted(options)))).toContain(`flagger-setting ${expected}`);
  });

  test.each([
    ['no name', { name: undefined }, "name: nothing; write `name: 'web'`"],
    ['a name of capitals', { name: 'Web' }, 'name: "Web"; write `name: \'web\'`'],
    ['half a pod', { replicas: 1.5 }, 'replicas: 1.5; write `replicas: 1`'],
    ['a deadline in words', { progressDeadline: '10m' }, 'progressDeadline: "10m"; write `progressDeadline: 600`'],
    ['an unknown option', { portname: 'http' }, 'portname: "http"; write `portName`'],
  ])('by the emitter alone: %s', async (_, options, expected) => {
    expect(said(await findingsOf(emitted(options)))).toContain(`flagger-setting ${expected}`);
  });
});

describe('Properties', () => {
  test.each([
    ['a Deployment by its name', { deployment: 'web' }, 'deployment: "web"; write `deployment: deployment`'],
    ['half a reference', { targetRef: { kind: 'Deployment' } }, "targetRef.name: nothing; write `name: 'web'`"],
    ['a deadline without unit', { progressDeadline: 600 }, "progressDeadline: 600; write `progressDeadline: '10m'`"],
    ['a namespace of capitals', { namespace: 'Shop' }, 'namespace: "Shop"; write `namespace: \'shop\'`'],
  ])('%s', async (_, props, expected) => {
    expect(said(await findingsOf(construct(props)))).toContain(`flagger-setting ${expected}`);
  });

  test('a construct that is no autoscaler', async () => {
    const chart = new Chart(Testing.app(), 'other');
    const service = new ApiObject(chart, 'Service', { apiVersion: 'v1', kind: 'Service' });
    expect((await findingsOf(construct({ autoscaler: service }))).map(({ id, path }) => `${id} ${path}`)).toContain(
      'flagger-setting autoscaler',
    );
  });

  test('everything is said at once, the strategy included', async () => {
    const props = { strategy: { kind: 'canary' }, interval: '5 min', provider: { kind: 'istoi' }, prometheus: 'x' };
    const paths = (await findingsOf(construct(props))).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['steps', 'interval', 'provider.kind', 'prometheus']));
  });

  test('and none at all is one problem, and no TypeError', async () => {
    const scope = new Chart(Testing.app(), 'test');
    const none = await findingsOf(() => new FlaggerCanary(scope, 'Release', undefined as never));
    expect(none.map(({ id }) => id)).toContain('flagger-setting');
  });

  test('a Duration of cdk8s is one, and `undefined` is nothing', async () => {
    const props = { interval: Duration.minutes(10), gate: undefined, evidence: 'off' };
    expect(said(await findingsOf(construct(props)))).toEqual([]);
  });
});

test('A forgotten provider is said once, with what to write', async () => {
  const [missing, ...others] = await findingsOf(construct({ provider: undefined }));
  expect(others).toEqual([]);
  expect(missing).toMatchObject({
    id: 'flagger-provider',
    path: 'provider',
    received: 'nothing',
    fix: "write `provider: { kind: 'istio' }` or `provider: { kind: 'gatewayapi', gateways: [{ name: 'gateway' }] }`",
  });
  expect(missing?.message).toContain('something has to move the requests');
  expect((await findingsOf(component({ provider: undefined }))).map(({ id }) => id)).toEqual(['flagger-provider']);
});

test('What no provider does stays a refusal', async () => {
  const halts = Strategy.canary({ steps: [{ weight: 10, hold: '10m' }], onFailure: 'halt' });
  const ids = (await findingsOf(construct({ strategy: halts, provider: undefined }))).map(({ id }) => id);
  expect(ids).toEqual(['flagger-provider', 'refused.on-failure.halt']);
});
