import { ApiObject, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import * as kplus33 from 'cdk8s-plus-33';
import { FlaggerCanary, type FlaggerCanaryProps } from '../../../constructs-k8s/flagger';
import { CutoverError } from '../../../lib/findings';
import { Check, Guard, Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';

const prometheus = { kind: 'prometheus', address: 'http://prometheus:9090' } as const;
const istio = { kind: 'istio' } as const;
const loadtester = 'http://loadtester.flagger';

const canary = Strategy.canary({
  steps: [
    { weight: 5, hold: '10m' },
    { weight: 50, hold: '10m' },
  ],
  guards: [Guard.errorRate({ max: '1%', over: '10m' })],
  checks: { beforeTraffic: [Check.http({ path: '/health' })] },
  bake: '10m',
});
const blueGreen = Strategy.blueGreen({ preview: { hold: '10m' } });

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  // biome-ignore lint/suspicious/noExplicitAny: a manifest of any kind
  readonly spec: any;
}

const labels = { app: 'web' };

function deploymentIn(chart: Chart, plus: typeof kplus33 = kplus as unknown as typeof kplus33) {
  const deployment = new plus.Deployment(chart, 'Web', {
    metadata: { name: 'web' },
    podMetadata: { labels },
    select: false,
    containers: [{ image: 'shop/web:1', portNumber: 8080, readiness: plus.Probe.fromHttpGet('/ready') }],
  });
  deployment.select(plus.LabelSelector.of({ labels }));
  return deployment;
}

/** A Canary over a Deployment in a chart with a namespace. */
function canaryOf(
  props: Partial<FlaggerCanaryProps> = {},
  chart = new Chart(Testing.app(), 'test', { namespace: 'shop' }),
) {
  const deployment = props.targetRef || 'deployment' in props ? undefined : deploymentIn(chart);
  return new FlaggerCanary(chart, 'Release', { strategy: blueGreen, ...(deployment && { deployment }), ...props });
}

const synth = (release: FlaggerCanary): Manifest[] => Testing.synth(Chart.of(release));
const find = (manifests: readonly Manifest[], kind: string, name = 'web') =>
  manifests.find((one) => one.kind === kind && one.metadata.name === name)?.spec;

/** The ids of what a release throws. */
function refused(props: Partial<FlaggerCanaryProps>): string[] {
  try {
    canaryOf(props);
  } catch (error) {
    if (error instanceof CutoverError) return error.findings.map(({ id, path }) => `${id} ${path}`);
    throw error;
  }
  return [];
}

const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
beforeEach(() => emitWarning.mockClear());

describe('FlaggerCanary', () => {
  test('a canary on Istio, whole', () => {
    const manifests = synth(canaryOf({ strategy: canary, provider: istio, metrics: prometheus, loadtester }));
    expectValidManifests(manifests);
    expect(manifests).toMatchSnapshot();
    expect(find(manifests, 'Canary')).toMatchObject({
      provider: 'istio',
      targetRef: { kind: 'Deployment', name: 'web' },
      service: { port: 8080, targetPort: 8080 },
      analysis: { interval: '10m', threshold: 1, stepWeights: [5, 50, 100] },
    });
  });

  test('Services alone, whole', () => {
    const manifests = synth(canaryOf());
    expectValidManifests(manifests);
    expect(manifests).toMatchSnapshot();
    expect(find(manifests, 'Canary').analysis).toEqual({ interval: '1m', threshold: 1, iterations: 9 });
  });

  test('warnings are announced once, and in the findings', () => {
    const release = canaryOf({ strategy: canary, provider: { kind: 'nginx' }, metrics: prometheus, loadtester });
    expect(release.findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['approximated.release.length', 'flagger-retired']),
    );
    expect(emitWarning.mock.calls.map(([, options]) => (options as unknown as { code: string }).code)).toContain(
      'flagger-retired',
    );
    const accept = [{ id: 'flagger-retired', reason: 'we move in spring' }];
    const accepted = canaryOf({
      strategy: Strategy.blueGreen({ preview: { hold: '10m' }, accept }),
      provider: { kind: 'nginx' },
    });
    expect(accepted.findings.map(({ id }) => id)).not.toContain('flagger-retired');
  });

  test.each([
    ['cdk8s-plus-27', kplus as unknown as typeof kplus33],
    ['cdk8s-plus-33', kplus33],
  ])('takes a Deployment of %s, and what is added to it afterwards', (_, plus) => {
    const chart = new Chart(Testing.app(), 'test', { namespace: 'shop' });
    const deployment = deploymentIn(chart, plus);
    const release = new FlaggerCanary(chart, 'Release', { deployment, strategy: blueGreen });
    deployment.addContainer({ name: 'metrics', image: 'shop/exporter:1', ports: [{ number: 9100 }] });
    expect(find(synth(release), 'Canary').service).toEqual({ port: 8080, targetPort: 8080, portDiscovery: true });
  });

  test('takes an ApiObject, and a workload that is elsewhere', () => {
    const chart = new Chart(Testing.app(), 'test', { namespace: 'shop' });
    const deployment = new ApiObject(chart, 'Web', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api' },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'api', image: 'api:1', ports: [{ containerPort: 80 }] }] },
        },
      },
    } as never);
    const release = new FlaggerCanary(chart, 'Release', { deployment, strategy: blueGreen });
    expect(find(synth(release), 'Canary', 'api').targetRef.name).toBe('api');
    const targetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    const other = canaryOf({ targetRef, port: 80, targetPort: 'http' });
    expect(find(synth(other), 'Canary').service).toEqual({ port: 80, targetPort: 'http' });
  });

  test('the drain of the strategy is in the pods, and the Deployment is there once', () => {
    const manifests = synth(canaryOf({ strategy: Strategy.blueGreen({ preview: { hold: '10m' }, drain: '30s' }) }));
    expect(manifests.filter(({ kind }) => kind === 'Deployment')).toHaveLength(1);
    const { spec } = find(manifests, 'Deployment').template;
    expect(spec).toMatchObject({
      terminationGracePeriodSeconds: 35,
      containers: [{ lifecycle: { preStop: { sleep: { seconds: 5 } } } }],
    });
  });

  test('alerts, an autoscaler and webhooks of your own', () => {
    const chart = new Chart(Testing.app(), 'test', { namespace: 'shop' });
    const deployment = deploymentIn(chart);
    const autoscaler = new kplus.HorizontalPodAutoscaler(chart, 'Scaler', {
      metadata: { name: 'web' },
      target: deployment as unknown as kplus.Deployment,
      maxReplicas: 10,
    });
    const release = new FlaggerCanary(chart, 'Release', {
      deployment,
      strategy: blueGreen,
      autoscaler,
      alerts: [
        { name: 'team', severity: 'error', provider: { type: 'slack', secret: 'slack-url', channel: 'releases' } },
        { name: 'ops', provider: { name: 'on-call', namespace: 'flagger' } },
      ],
      webhooks: [{ name: 'load', url: 'http://loadtester/', metadata: { type: 'cmd', cmd: 'hey http://web-canary' } }],
    });
    const manifests = synth(release);
    expectValidManifests(manifests);
    const spec = find(manifests, 'Canary');
    expect(spec.autoscalerRef).toEqual({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'web' });
    expect(spec.analysis.webhooks.map(({ name }: { name: string }) => name)).toEqual(['load']);
    expect(spec.analysis.alerts).toEqual([
      { name: 'team', severity: 'error', providerRef: { name: 'web-team' } },
      { name: 'ops', severity: 'info', providerRef: { name: 'on-call', namespace: 'flagger' } },
    ]);
    expect(find(manifests, 'AlertProvider', 'web-team')).toEqual({
      type: 'slack',
      channel: 'releases',
      secretRef: { name: 'slack-url' },
    });
  });
});

describe('refusals before the synthesis', () => {
  test.each([
    ['no workload', { deployment: undefined as never }, 'flagger-target deployment'],
    [
      'two workloads',
      {
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        deployment: deploymentIn(Testing.chart()),
      },
      'flagger-target deployment',
    ],
    ['guards without metrics', { strategy: canary, provider: istio, loadtester }, 'flagger-metrics metrics'],
    [
      'checks without a loadtester',
      { strategy: canary, provider: istio, metrics: prometheus },
      'flagger-loadtester loadtester',
    ],
    [
      'approvals without a gate',
      { strategy: Strategy.blueGreen({ preview: { approve: true } }) },
      'flagger-loadtester loadtester',
    ],
    ['an interval that is too short', { interval: '5s' as const }, 'flagger-interval interval'],
    [
      'steps without weights',
      { strategy: canary, provider: { kind: 'kubernetes' as const }, metrics: prometheus, loadtester },
      'refused.weight steps[0].weight',
    ],
    ['steps, and no provider', { strategy: canary, metrics: prometheus, loadtester }, 'flagger-provider provider'],
    [
      'a Service of Knative that is reverted',
      {
        provider: { kind: 'knative' as const },
        targetRef: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'web' },
        revertOnDeletion: true,
      },
      'flagger-revert revertOnDeletion',
    ],
    ['a Deployment, and Knative', { provider: { kind: 'knative' as const } }, 'flagger-target targetRef'],
    [
      'a Service of Knative, and Istio',
      {
        provider: istio,
        targetRef: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'web' },
      },
      'flagger-target targetRef',
    ],
  ])('%s', (_, props, expected) => {
    expect(refused(props)).toContain(expected);
  });

  test('a gate of your own needs no loadtester', () => {
    const strategy = Strategy.blueGreen({ preview: { approve: true } });
    const release = canaryOf({ strategy, gate: { confirm: 'https://gate.example.com/confirm' } });
    expect(find(synth(release), 'Canary').analysis.webhooks).toEqual([
      { name: 'approval', type: 'confirm-promotion', url: 'https://gate.example.com/confirm', timeout: '10s' },
    ]);
  });

  test('a name whose pods the guards would not find', () => {
    const targetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a'.repeat(39) };
    const settings = { strategy: canary, provider: istio, metrics: prometheus, loadtester };
    expect(refused({ targetRef, ...settings })).toContain('flagger-name metadata.name');
    expect(refused({ targetRef, strategy: blueGreen })).toEqual([]);
  });
});

describe('refusals at synthesis', () => {
  const chartOf = () => new Chart(Testing.app(), 'test', { namespace: 'shop' });

  test('the selector that cdk8s-plus makes itself', () => {
    const chart = chartOf();
    const deployment = new kplus.Deployment(chart, 'Web', {
      metadata: { name: 'web' },
      containers: [{ image: 'shop/web:1', portNumber: 8080 }],
    });
    new FlaggerCanary(chart, 'Release', { deployment, strategy: blueGreen });
    expect(() => Testing.synth(chart)).toThrow(
      /\[flagger-selector\]\s+received: cdk8s\.io\/metadata\.addr[\s\S]*select: false/,
    );
  });

  test.each([
    ['Service', 'v1', 'web'],
    ['Service', 'v1', 'web-canary'],
    ['Deployment', 'apps/v1', 'web-primary'],
    ['VirtualService', 'networking.istio.io/v1', 'web'],
    ['HTTPRoute', 'gateway.networking.k8s.io/v1', 'web'],
  ])('a %s that Flagger makes', (kind, apiVersion, name) => {
    const chart = chartOf();
    canaryOf({}, chart);
    new ApiObject(chart, 'Twice', { apiVersion, kind, metadata: { name } });
    expect(() => Testing.synth(chart)).toThrow(
      new RegExp(`The chart has the ${kind} ${name}, which Flagger makes \\[flagger-created\\]`),
    );
  });

  test('a Service that would be empty between two releases', () => {
    const chart = chartOf();
    canaryOf({}, chart);
    new ApiObject(chart, 'Other', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'other' },
      spec: { selector: labels },
    } as never);
    expect(() => Testing.synth(chart)).toThrow(
      /other selects app=web, which the pods of web-primary do not have \[flagger-service-empty\]/,
    );
  });

  test('an autoscaler that Flagger does not know', () => {
    const chart = chartOf();
    canaryOf({}, chart);
    const spec = { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } };
    new ApiObject(chart, 'Scaler', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'scaler' },
      spec,
    } as never);
    expect(() => Testing.synth(chart)).toThrow(/HorizontalPodAutoscaler scaler scales web \[flagger-autoscaler\]/);
  });

  test('an Ingress that does not lead to the Service', () => {
    const chart = chartOf();
    canaryOf({ provider: { kind: 'nginx', ingress: 'shop' } }, chart);
    const backend = { service: { name: 'old', port: { number: 80 } } };
    const spec = { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] };
    new ApiObject(chart, 'Ingress', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'shop' },
      spec,
    } as never);
    expect(() => Testing.synth(chart)).toThrow(/No rule of the Ingress shop leads to web \[flagger-ingress\]/);
  });

  test('an Ingress of Skipper without annotations, which ends Flagger’s process', () => {
    const withIngress = (metadata: object) => {
      const chart = chartOf();
      canaryOf({ provider: { kind: 'skipper' } }, chart);
      const backend = { service: { name: 'web', port: { number: 80 } } };
      const spec = { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] };
      const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web', ...metadata } };
      new ApiObject(chart, 'Ingress', { ...ingress, spec } as never);
      return () => Testing.synth(chart);
    };
    expect(withIngress({})).toThrow(/The Ingress web has no annotation \[flagger-annotations\]/);
    expect(withIngress({ annotations: { 'kubernetes.io/ingress.class': 'skipper' } })).not.toThrow();
  });

  test('two Canaries of one workload', () => {
    const chart = chartOf();
    canaryOf({}, chart);
    const targetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    new FlaggerCanary(chart, 'Again', { targetRef, strategy: blueGreen });
    expect(() => Testing.synth(chart)).toThrow(/There are 2 Canaries of Deployment web \[flagger-duplicate\]/);
  });

  test('pods without a port', () => {
    const chart = chartOf();
    const deployment = new kplus.Deployment(chart, 'Web', {
      metadata: { name: 'web' },
      podMetadata: { labels },
      select: false,
      containers: [{ image: 'shop/web:1' }],
    });
    deployment.select(kplus.LabelSelector.of({ labels }));
    new FlaggerCanary(chart, 'Release', { deployment, strategy: blueGreen });
    expect(() => Testing.synth(chart)).toThrow(/The pods have no port \[flagger-ports\]/);
  });
});
