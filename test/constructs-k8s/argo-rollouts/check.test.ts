import { validateRollout } from '../../../constructs-k8s/argo-rollouts/check';
import { ARGO_ROLLOUTS_FINDINGS, type ArgoFindingId } from '../../../constructs-k8s/argo-rollouts/findings';
import type {
  AnalysisTemplateManifest,
  CanaryStep,
  CanaryStrategySpec,
  Metric,
  RolloutManifest,
  RolloutSpec,
} from '../../../constructs-k8s/argo-rollouts/manifest';
import type { Manifest, ServiceManifest } from '../../../constructs-k8s/shared/manifest';

const labels = { app: 'web' };
const router = { istio: { virtualService: { name: 'web' } } };
const services = { stableService: 'web-stable', canaryService: 'web-canary' };

const rollout = (spec: Partial<RolloutSpec>): RolloutManifest => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    strategy: { canary: {} },
    ...spec,
  },
});
const canary = (spec: CanaryStrategySpec) => rollout({ strategy: { canary: spec } });
const steps = (...all: readonly CanaryStep[]) => canary({ ...services, trafficRouting: router, steps: all });
const loose = (step: object) => steps(step as CanaryStep);

const metric = (spec: Partial<Metric> = {}): Metric => ({
  name: 'errors',
  successCondition: 'len(result) == 0 || result[0] < 1',
  interval: '1m',
  count: 5,
  provider: { prometheus: { address: 'http://prometheus:9090', query: 'up' } },
  ...spec,
});
const template = (
  metrics: readonly Metric[],
  args?: AnalysisTemplateManifest['spec']['args'],
): AnalysisTemplateManifest => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisTemplate',
  metadata: { name: 'errors' },
  spec: { metrics, ...(args && { args }) },
});
const inline = { analysis: { templates: [{ templateName: 'errors' }] } };
const measured = (...metrics: readonly Metric[]) => [steps({ setWeight: 5 }, inline), [template(metrics)]] as const;

const service = (name: string, selector: Readonly<Record<string, string>>, annotations = {}): ServiceManifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, annotations },
  spec: { selector, ports: [{ port: 80 }] },
});

const route = (name: string, ...hosts: readonly string[]) => ({
  name,
  route: hosts.map((host) => ({ destination: { host } })),
});
const virtualService = (...http: readonly object[]): Manifest =>
  ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'web' },
    spec: { hosts: ['web'], http },
  }) as Manifest;

type Case = readonly [
  rule: string,
  manifest: RolloutManifest,
  id: ArgoFindingId,
  path: string,
  others?: readonly Manifest[],
];
const at = 'spec.strategy.canary';
const green = 'spec.strategy.blueGreen';

const cases: readonly Case[] = [
  ['no strategy', rollout({ strategy: {} }), 'argo-strategy', 'spec.strategy'],
  [
    'two strategies',
    rollout({ strategy: { canary: {}, blueGreen: { activeService: 'a' } } }),
    'argo-strategy',
    'spec.strategy',
  ],
  ['no selector', rollout({ selector: undefined as never }), 'argo-selector', 'spec.selector'],
  ['an empty selector', rollout({ selector: { matchLabels: {} } }), 'argo-selector', 'spec.selector'],
  [
    'a selector of other pods',
    rollout({ selector: { matchLabels: { app: 'shop' } } }),
    'argo-selector',
    'spec.template.metadata.labels',
  ],
  [
    'a template beside a workloadRef',
    rollout({ workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } }),
    'argo-template-and-workload-ref',
    'spec.template',
  ],
  ['negative copies', rollout({ replicas: -1 }), 'argo-number', 'spec.replicas'],
  ['half a revision', rollout({ revisionHistoryLimit: 0.5 }), 'argo-number', 'spec.revisionHistoryLimit'],
  [
    'a deadline that is too short',
    rollout({ minReadySeconds: 600 }),
    'argo-progress-deadline',
    'spec.progressDeadlineSeconds',
  ],
  [
    'pods that end',
    rollout({ template: { metadata: { labels }, spec: { containers: [], restartPolicy: 'Never' } } }),
    'argo-restart-policy',
    'spec.template.spec.restartPolicy',
  ],
  [
    'both anti-affinities',
    canary({
      antiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: { weight: 1 },
        requiredDuringSchedulingIgnoredDuringExecution: {},
      },
    }),
    'argo-anti-affinity',
    `${at}.antiAffinity`,
  ],
  [
    'an anti-affinity of weight 101',
    canary({ antiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: { weight: 101 } } }),
    'argo-anti-affinity',
    `${at}.antiAffinity.weight`,
  ],
  [
    'more old revisions than history',
    canary({ scaleDownDelayRevisionLimit: 11 }),
    'argo-revision-limit',
    `${at}.scaleDownDelayRevisionLimit`,
  ],
  [
    'one Service for active and preview',
    rollout({ strategy: { blueGreen: { activeService: 'a', previewService: 'a' } } }),
    'argo-same-services',
    `${green}.activeService`,
  ],
  [
    'no active Service',
    rollout({ strategy: { blueGreen: { activeService: '' } } }),
    'argo-missing-service',
    `${green}.activeService`,
  ],
  [
    'one Service for both versions',
    canary({ stableService: 'a', canaryService: 'a' }),
    'argo-same-services',
    `${at}.stableService`,
  ],
  [
    'a router without a stable Service',
    canary({ canaryService: 'a', trafficRouting: router }),
    'argo-missing-service',
    `${at}.stableService`,
  ],
  [
    'a router without a canary Service',
    canary({ stableService: 'a', trafficRouting: router }),
    'argo-missing-service',
    `${at}.canaryService`,
  ],
  [
    'ping-pong with a router that has none',
    canary({ pingPong: { pingService: 'a', pongService: 'b' }, trafficRouting: { plugins: { p: {} } } }),
    'argo-ping-pong',
    `${at}.trafficRouting`,
  ],
  [
    'no ping',
    canary({ pingPong: { pingService: '', pongService: 'b' } }),
    'argo-ping-pong',
    `${at}.pingPong.pingService`,
  ],
  [
    'no pong',
    canary({ pingPong: { pingService: 'a', pongService: '' } }),
    'argo-ping-pong',
    `${at}.pingPong.pongService`,
  ],
  [
    'ping is pong',
    canary({ pingPong: { pingService: 'a', pongService: 'a' } }),
    'argo-ping-pong',
    `${at}.pingPong.pingService`,
  ],
  [
    'AWS ping-pong without a root Service',
    canary({ pingPong: { pingService: 'a', pongService: 'b' }, trafficRouting: { alb: { ingress: 'i' } } }),
    'argo-ping-pong',
    `${at}.trafficRouting.alb.rootService`,
  ],
  ['neither surge nor unavailable', canary({ maxSurge: 0, maxUnavailable: '0%' }), 'argo-no-pace', `${at}.maxSurge`],
  [
    'a scale-down delay without a router',
    canary({ scaleDownDelaySeconds: 30 }),
    'argo-needs-router',
    `${at}.scaleDownDelaySeconds`,
  ],
  [
    'a dynamic scale without a router',
    canary({ dynamicStableScale: true }),
    'argo-needs-router',
    `${at}.dynamicStableScale`,
  ],
  [
    'a dynamic scale with a scale-down delay',
    canary({ ...services, trafficRouting: router, dynamicStableScale: true, scaleDownDelaySeconds: 30 }),
    'argo-dynamic-scale',
    `${at}.dynamicStableScale`,
  ],
  [
    'another scale of weights with Istio',
    canary({ ...services, trafficRouting: { ...router, maxTrafficWeight: 1000 } }),
    'argo-max-weight',
    `${at}.trafficRouting.maxTrafficWeight`,
  ],
  [
    'two kinds of VirtualServices',
    canary({
      ...services,
      trafficRouting: { istio: { virtualService: { name: 'a' }, virtualServices: [{ name: 'b' }] } },
    }),
    'argo-virtual-service',
    `${at}.trafficRouting.istio`,
  ],
  ['an empty step', loose({}), 'argo-step-fields', `${at}.steps[0]`],
  ['two actions in a step', steps({ setWeight: 5, pause: {} }), 'argo-step-fields', `${at}.steps[0]`],
  [
    'two actions that lint lets pass',
    steps({ setWeight: 5, setCanaryScale: { replicas: 1 } }),
    'argo-step-fields',
    `${at}.steps[0]`,
  ],
  [
    'a step from the documentation that does not exist',
    loose({ replicaProgressThreshold: { type: 'Percent', value: 90 } }),
    'argo-step-fields',
    `${at}.steps[0]`,
  ],
  ['a misspelled step', loose({ setWeigth: 5 }), 'argo-step-fields', `${at}.steps[0]`],
  ['a weight above 100', steps({ setWeight: 101 }), 'argo-step-weight', `${at}.steps[0].setWeight`],
  ['a negative weight', steps({ setWeight: -1 }), 'argo-step-weight', `${at}.steps[0].setWeight`],
  ['a broken weight', steps({ setWeight: 2.5 }), 'argo-step-weight', `${at}.steps[0].setWeight`],
  ['a pause in days', steps({ pause: { duration: '1d' } }), 'argo-step-duration', `${at}.steps[0].pause.duration`],
  ['a negative pause', steps({ pause: { duration: -5 } }), 'argo-step-duration', `${at}.steps[0].pause.duration`],
  [
    'a scale without a router',
    canary({ steps: [{ setCanaryScale: { weight: 5 } }] }),
    'argo-needs-router',
    `${at}.steps[0].setCanaryScale`,
  ],
  [
    'a header route without a router',
    canary({ steps: [{ setHeaderRoute: { name: 'r' } }] }),
    'argo-header-route',
    `${at}.steps[0].setHeaderRoute`,
  ],
  [
    'a header match without a value',
    steps({ setHeaderRoute: { name: 'r', match: [{ headerName: 'x', headerValue: {} }] } }),
    'argo-header-route',
    `${at}.steps[0].setHeaderRoute.match[0]`,
  ],
  [
    'a header match with two values',
    steps({ setHeaderRoute: { name: 'r', match: [{ headerName: 'x', headerValue: { exact: 'a', prefix: 'b' } }] } }),
    'argo-header-route',
    `${at}.steps[0].setHeaderRoute.match[0]`,
  ],
  [
    'a prefix with AWS',
    canary({
      ...services,
      trafficRouting: { alb: {} },
      steps: [{ setHeaderRoute: { name: 'r', match: [{ headerName: 'x', headerValue: { prefix: 'b' } }] } }],
    }),
    'argo-header-route',
    `${at}.steps[0].setHeaderRoute.match[0]`,
  ],
  [
    'a mirror through a plugin',
    canary({ trafficRouting: { plugins: { p: {} } }, steps: [{ setMirrorRoute: { name: 'r' } }] }),
    'argo-mirror-route',
    `${at}.steps[0].setMirrorRoute`,
  ],
  [
    'a mirror match without a value',
    steps({ setMirrorRoute: { name: 'r', match: [{ path: {} }] } }),
    'argo-mirror-route',
    `${at}.steps[0].setMirrorRoute.match[0]`,
  ],
  [
    'a route without managed routes',
    steps({ setHeaderRoute: { name: 'r' } }),
    'argo-managed-route',
    `${at}.steps[0].setHeaderRoute.name`,
  ],
  [
    'a route that is not among the managed ones',
    canary({
      ...services,
      trafficRouting: { ...router, managedRoutes: [{ name: 's' }] },
      steps: [{ setMirrorRoute: { name: 'r' } }],
    }),
    'argo-managed-route',
    `${at}.steps[0].setMirrorRoute.name`,
  ],
  [
    'an experiment with a weight and no router',
    canary({ steps: [{ experiment: { templates: [{ weight: 5 }] } }] }),
    'argo-experiment-weight',
    `${at}.steps[0].experiment.templates[0].weight`,
  ],
  [
    'an argument that reads nothing',
    steps({
      analysis: {
        templates: [{ templateName: 't' }],
        args: [{ name: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }],
      },
    }),
    'argo-analysis-field',
    `${at}.steps[0].analysis.args`,
  ],
  [
    'an analysis without templates',
    steps({ analysis: { templateName: 'errors' } as never }),
    'argo-analysis-template',
    `${at}.steps[0].analysis`,
  ],
  [
    'a background analysis from the first step',
    canary({
      ...services,
      trafficRouting: router,
      analysis: { templates: [{ templateName: 't' }] },
      steps: [{ setWeight: 5 }],
    }),
    'argo-starting-step',
    `${at}.analysis.startingStep`,
  ],
  [
    'two metrics of one name',
    measured(metric(), metric())[0],
    'argo-metric-name',
    'errors.spec.metrics[1].name',
    measured(metric(), metric())[1],
  ],
  ...(
    [
      ['a negative success limit', { consecutiveSuccessLimit: -1 }, 'argo-metric-limits', 'consecutiveSuccessLimit'],
      ['a failure limit below -1', { failureLimit: -2 }, 'argo-metric-limits', 'failureLimit'],
      ['no limit at all', { failureLimit: -1 }, 'argo-metric-limits', 'failureLimit'],
      ['a negative inconclusive limit', { inconclusiveLimit: -1 }, 'argo-metric-limits', 'inconclusiveLimit'],
      ['a negative error limit', { consecutiveErrorLimit: -1 }, 'argo-metric-limits', 'consecutiveErrorLimit'],
      [
        'a count below the limits together',
        { failureLimit: 3, consecutiveSuccessLimit: 3 },
        'argo-metric-limits',
        'count',
      ],
      ['a count below the inconclusive limit', { inconclusiveLimit: 6 }, 'argo-metric-limits', 'count'],
      ['several measurements without an interval', { interval: undefined }, 'argo-metric-interval', 'interval'],
      ['an interval in days', { interval: '1d' }, 'argo-metric-interval', 'interval'],
      ['no provider', { provider: {} }, 'argo-metric-provider', 'provider'],
      ['two providers', { provider: { job: {}, web: {} } }, 'argo-metric-provider', 'provider'],
      [
        'an address without a scheme',
        { provider: { prometheus: { address: 'prometheus', query: 'up' } } },
        'argo-metric-address',
        'provider.prometheus.address',
      ],
      ['a step that never ends', { count: undefined }, 'argo-metric-endless', 'count'],
    ] as const
  ).map(([rule, spec, id, field]): Case => {
    const [manifest, others] = measured(metric(spec as Partial<Metric>));
    return [rule, manifest, id, `errors.spec.metrics[0].${field}`, others];
  }),
  ['no condition', ...noCondition({ successCondition: undefined }, 'argo-metric-condition')],
  [
    'a condition that cannot bear an empty result',
    ...noCondition({ successCondition: 'result[0] < 1' }, 'argo-metric-empty'),
  ],
  [
    'a background metric that ends',
    canary({ ...services, trafficRouting: router, analysis: { ...inline.analysis, startingStep: 1 } }),
    'argo-metric-ends',
    'errors.spec.metrics[0].count',
    [template([metric()])],
  ],
  [
    'an argument without a value',
    measured()[0],
    'argo-metric-argument',
    `${at}.steps[1].analysis.args`,
    [template([metric()], [{ name: 'service' }])],
  ],
  [
    'an argument with two values',
    measured()[0],
    'argo-metric-argument',
    'errors.spec.args',
    [template([metric()], [{ name: 'a', value: 'b', valueFrom: {} }])],
  ],
  [
    'a Service of other pods',
    canary(services),
    'argo-service-selector',
    `${at}.stableService`,
    [service('web-stable', { app: 'shop' })],
  ],
  [
    'a Service of another Rollout',
    canary(services),
    'argo-service-managed',
    `${at}.canaryService`,
    [service('web-canary', labels, { 'argo-rollouts.argoproj.io/managed-by-rollouts': 'shop' })],
  ],
  [
    'a VirtualService of one version',
    canary({ ...services, trafficRouting: router }),
    'argo-virtual-service',
    `${at}.trafficRouting.istio.virtualService`,
    [virtualService(route('primary', 'web-stable'))],
  ],
  [
    'two routes and none named',
    canary({ ...services, trafficRouting: router }),
    'argo-virtual-service',
    `${at}.trafficRouting.istio.virtualService.routes`,
    [virtualService(route('a'), route('b'))],
  ],
  [
    'a route that does not exist',
    canary({ ...services, trafficRouting: { istio: { virtualService: { name: 'web', routes: ['x'] } } } }),
    'argo-virtual-service',
    `${at}.trafficRouting.istio.virtualService.routes`,
    [virtualService(route('primary'))],
  ],
  [
    'an HTTPRoute of one version',
    canary({
      ...services,
      trafficRouting: { plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: 'web', namespace: 'shop' } } },
    }),
    'argo-gateway-route',
    `${at}.trafficRouting.plugins`,
    [
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'web' },
        spec: { parentRefs: [{ name: 'public' }], rules: [{ backendRefs: [{ name: 'web-stable', port: 80 }] }] },
      } as Manifest,
    ],
  ],
];

function noCondition(
  spec: object,
  id: ArgoFindingId,
): readonly [RolloutManifest, ArgoFindingId, string, readonly Manifest[]] {
  const [manifest, others] = measured(metric(spec as Partial<Metric>));
  return [manifest, id, 'errors.spec.metrics[0]', others];
}

describe('Argo would refuse', () => {
  const named = cases.map(([rule, manifest, id, path, others]) => ({ rule, manifest, id, path, others }));

  test.each(named)('$rule', ({ manifest, id, path, others }) => {
    const found = validateRollout(manifest, others).map((finding) => `${finding.id} ${finding.path}`);
    expect(found).toContain(`${id} ${path}`);
  });

  test('a template that is nowhere, when all are there', () => {
    const [manifest] = measured();
    expect(validateRollout(manifest, []).map(({ id }) => id)).toEqual([]);
    expect(validateRollout(manifest, [], { complete: true }).map(({ id }) => id)).toEqual(['argo-analysis-template']);
  });

  test('each of its rules has a test', () => {
    const elsewhere = [
      'argo-name',
      'argo-metrics',
      'argo-duplicate',
      'argo-ports',
      'argo-plugin-namespace',
      'argo-deployment',
      'argo-autoscaler',
      'argo-service-bypass',
    ];
    const tested = new Set([...cases.map(([, , id]) => id), ...elsewhere]);
    expect(Object.keys(ARGO_ROLLOUTS_FINDINGS).filter((id) => !tested.has(id as ArgoFindingId))).toEqual([]);
  });
});

describe('Argo takes, and so do we', () => {
  test('ephemeral labels that a Service selects', () => {
    const manifest = canary({ ...services, stableMetadata: { labels: { role: 'stable' } } });
    expect(
      validateRollout(manifest, [
        service('web-stable', { ...labels, role: 'stable', 'rollouts-pod-template-hash': 'abc' }),
      ]),
    ).toEqual([]);
  });

  test('a destination rule instead of two Services', () => {
    const destinationRule = { name: 'web', stableSubsetName: 'stable', canarySubsetName: 'canary' };
    const manifest = canary({ trafficRouting: { istio: { virtualService: { name: 'web' }, destinationRule } } });
    const http = { route: ['stable', 'canary'].map((subset) => ({ destination: { host: 'web', subset } })) };
    expect(validateRollout(manifest, [virtualService(http)])).toEqual([]);
  });

  test('ping-pong with Istio, without other Services', () => {
    const manifest = canary({ pingPong: { pingService: 'ping', pongService: 'pong' }, trafficRouting: router });
    expect(validateRollout(manifest, [virtualService(route('primary', 'ping', 'pong'))])).toEqual([]);
  });

  test('a VirtualService without HTTP routes', () => {
    const tls = { ...virtualService(), spec: { hosts: ['web'], tls: [] } } as Manifest;
    expect(validateRollout(canary({ ...services, trafficRouting: router }), [tls])).toEqual([]);
  });

  test('a limit or an address that is an argument', () => {
    const address = '{{args.prometheus}}';
    const own = metric({
      count: '{{args.count}}',
      failureLimit: '{{args.limit}}',
      provider: { prometheus: { address, query: 'up' } },
    });
    const [manifest, others] = measured(own);
    expect(validateRollout(manifest, others)).toEqual([]);
  });

  test('a full name of a host, and managed routes beside the weighted one', () => {
    const routes = virtualService(
      route('testers', 'web-canary'),
      route('primary', 'web-stable.shop.svc', 'web-canary.shop.svc'),
    );
    const trafficRouting = { ...router, managedRoutes: [{ name: 'testers' }] };
    expect(validateRollout(canary({ ...services, trafficRouting }), [routes])).toEqual([]);
  });
});
