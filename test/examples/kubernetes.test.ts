import { Testing } from 'cdk8s';
import { AccountsChart } from '../../examples/accounts/accounts-chart';
import { CatalogueChart } from '../../examples/catalogue/catalogue-chart';
import { LedgerChart } from '../../examples/ledger/ledger-chart';
import { WebChart } from '../../examples/web/web-chart';
import { expectValidManifests } from '../support/kubernetes';

const chart = new WebChart(Testing.app(), 'web', { namespace: 'shop' });
const manifests: { kind: string; metadata: { name: string }; spec: Record<string, unknown> }[] = Testing.synth(chart);
const ofKind = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);

test('The manifests of web are what they were.', () => {
  expect(manifests).toMatchSnapshot();
});

test('The API server would take every one of them, strictly.', () => {
  expectValidManifests(manifests);
});

test('Nothing is left to be said about web.', () => {
  expect(chart.web.findings).toEqual([]);
});

test('Staff first, until a person says go on; then a mirror; then 5, 25 and 50 percent; then everything and an hour of bake.', () => {
  const [rollout] = ofKind('Rollout');
  expect(rollout?.spec).toMatchObject({
    replicas: 10,
    progressDeadlineAbort: true,
    strategy: {
      canary: {
        stableService: 'web',
        canaryService: 'web-canary',
        steps: [
          { setCanaryScale: { weight: 10 } },
          { setWeight: 0 },
          { setHeaderRoute: { match: [{ headerName: 'x-shop-staff', headerValue: { exact: 'yes' } }] } },
          { pause: { duration: '30m' } },
          { pause: {} },
          { setWeight: 0 },
          { setMirrorRoute: { percentage: 10 } },
          { pause: { duration: '10m' } },
          { setMirrorRoute: { name: 'mirror' } },
          { setWeight: 5 },
          { pause: { duration: '10m' } },
          { setCanaryScale: { weight: 25 } },
          { setWeight: 25 },
          { pause: { duration: '20m' } },
          { setCanaryScale: { weight: 50 } },
          { setWeight: 50 },
          { pause: { duration: '20m' } },
          { setCanaryScale: { weight: 100 } },
          { setWeight: 100 },
          expect.anything(),
          { pause: { duration: '1h' } },
        ],
      },
    },
  });
});

test('The guards are read all the time from the first staff request on, and survive a minute without traffic.', () => {
  const [rollout] = ofKind('Rollout');
  expect(rollout?.spec).toMatchObject({
    strategy: { canary: { analysis: { startingStep: 3, templates: [{ templateName: 'web-guards' }] } } },
  });
  const [template] = ofKind('AnalysisTemplate');
  const metrics = template?.spec.metrics as { name: string; failureLimit: number; successCondition: string }[];
  expect(metrics.map(({ name, failureLimit }) => [name, failureLimit])).toEqual([
    ['success-rate', 1],
    ['latency-p99', 2],
    ['error-rate-versus-stable', 1],
  ]);
  for (const { successCondition } of metrics)
    expect(successCondition).toMatch(/^len\(result\) == 0 \|\| isNaN\(result\[0\]\) \|\| /);
});

test('Clients of the gateway start at the stable version.', () => {
  const [virtualService] = ofKind('VirtualService');
  expect(virtualService?.spec).toMatchObject({
    hosts: ['shop.example.com'],
    gateways: ['istio-ingress/shop'],
    http: [
      {
        name: 'primary',
        route: [
          { destination: { host: 'web' }, weight: 100 },
          { destination: { host: 'web-canary' }, weight: 0 },
        ],
      },
    ],
  });
});

describe('The plain Deployments', () => {
  const accounts = (): AccountsChart => new AccountsChart(Testing.app(), 'accounts', { namespace: 'shop' });
  const ledger = (mode: 'live' | 'maintenance'): LedgerChart =>
    new LedgerChart(Testing.app(), 'ledger', { namespace: 'shop', mode });

  test('are what they were, and the API server would take them strictly.', () => {
    for (const one of [accounts(), ledger('live'), ledger('maintenance')]) {
      const rendered = Testing.synth(one);
      expect(rendered).toMatchSnapshot();
      expectValidManifests(rendered);
    }
  });

  test('have nothing left to be said about them, at synthesis neither.', () => {
    const said: unknown[] = [];
    const spy = jest.spyOn(process, 'emitWarning').mockImplementation((message) => said.push(message));
    const charts = [accounts(), ledger('live'), ledger('maintenance')];
    for (const one of charts) Testing.synth(one);
    spy.mockRestore();
    expect(said).toEqual([]);
    expect([accounts().accounts.findings, ledger('live').ledger.findings]).toEqual([[], []]);
  });

  test('sleep for as long as the load balancer needs, and then have their drain.', () => {
    const deployment = Testing.synth(ledger('live')).find(({ metadata }) => metadata.name === 'ledger');
    expect(deployment.spec.template.spec).toMatchObject({
      terminationGracePeriodSeconds: 55,
      containers: [{ lifecycle: { preStop: { sleep: { seconds: 35 } } } }],
    });
  });
});

describe('catalogue', () => {
  const synth = () => {
    const said: unknown[] = [];
    const spy = jest.spyOn(process, 'emitWarning').mockImplementation((message) => said.push(message));
    const chart = new CatalogueChart(Testing.app(), 'catalogue', { namespace: 'shop' });
    const rendered = Testing.synth(chart);
    spy.mockRestore();
    return { rendered, said, findings: chart.catalogue.findings };
  };

  test('is what it was, the API server would take it strictly, and nothing is left to be said.', () => {
    const { rendered, said, findings } = synth();
    expect(rendered).toMatchSnapshot();
    expectValidManifests(rendered);
    expect([...said, ...findings]).toEqual([]);
  });

  test('moves a weight in every interval of ten minutes, and reads both guards in each.', () => {
    const canary = synth().rendered.find(({ kind }) => kind === 'Canary');
    expect(canary.spec.analysis).toMatchObject({
      interval: '10m',
      threshold: 1,
      stepWeights: [5, 20, 50, 100],
      metrics: [{ name: 'error-rate' }, { name: 'latency-p99' }],
    });
    expect(canary.spec.autoscalerRef).toMatchObject({ kind: 'HorizontalPodAutoscaler', name: 'catalogue' });
  });

  test('lets requests in flight end.', () => {
    const deployment = synth().rendered.find(({ kind }) => kind === 'Deployment');
    expect(deployment.spec.template.spec.terminationGracePeriodSeconds).toBe(35);
    expect(deployment.spec.replicas).toBeUndefined();
  });
});
