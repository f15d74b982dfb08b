import { ApiObject, App, Chart, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import {
  AppMeshCanaryRouting,
  ArgoRollout,
  BlueGreenDeployment,
  CloudDeployPipeline,
  FlaggerCanary,
  GatewayCanaryRouting,
  IstioCanaryRouting,
  KnativeCanaryService,
  NginxCanaryRouting,
  RecreateDeployment,
  ReleaseObservability,
  RollingDeployment,
  TraefikCanaryRouting,
} from '../../constructs-k8s';
import { Check, Guard, Strategy } from '../../lib';
import { refusedByServer } from '../support/api-server';
import { sweep } from '../support/sweep';

jest.spyOn(process, 'emitWarning').mockImplementation(() => {});

const routed = Strategy.canary({
  steps: [{ weight: 10, hold: '10m' }],
  accept: [
    ...['istio', 'gateway', 'nginx', 'traefik', 'app-mesh', 'cloud-run'].map((router) => `${router}-nobody-watches`),
    'app-mesh-ended',
  ].map((id) => ({ id, reason: 'people watch' })),
});
const guarded = Strategy.canary({ steps: [{ weight: 50, hold: '10m' }], guards: [Guard.errorRate({ max: '5%' })] });
const versions = { stable: 'web', canary: 'web-canary' };
const metadata = { name: 'web', namespace: 'shop', labels: { team: 'front' }, annotations: { owner: 'me' } };
const container = {
  name: 'web',
  image: 'web:1',
  portNumber: 8080,
  command: ['serve'],
  args: ['--all'],
  workingDir: '/srv',
  envVariables: { REGION: kplus.EnvValue.fromValue('eu') },
  resources: { cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(200) } },
  securityContext: { ensureNonRoot: true, user: 1000, group: 1000 },
  readiness: kplus.Probe.fromHttpGet('/ready', { port: 8080 }),
};
const pods = {
  metadata,
  replicas: 4,
  containers: [container],
  terminationGracePeriod: Duration.seconds(60),
  podMetadata: { labels: { app: 'web' } },
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }],
  dns: { policy: kplus.DnsPolicy.CLUSTER_FIRST, hostname: 'web' },
  securityContext: { fsGroup: 1000 },
  select: true,
  spread: true,
  checkImage: 'curl:8',
  kubernetes: '1.31',
  loadBalancer: {
    targets: 'pods',
    takesOut: 20,
    deregistrationDelay: 20,
    healthCheck: { interval: 5, timeout: 2, healthy: 2, unhealthy: 2 },
  },
  revisionHistoryLimit: 3,
  progressDeadline: Duration.minutes(10),
};
const workload = {
  ...pods,
  autoscaler: { min: 4, max: 8, cpu: 60 },
  budget: { maxUnavailable: '25%' },
  topologySpread: true,
  delivery: 'argo-cd',
  pageImage: 'nginx:1',
};
const prometheus = {
  kind: 'prometheus',
  address: 'http://prometheus:9090',
  convention: 'http',
  timeout: 10,
  insecure: false,
  headers: [{ key: 'x-scope', value: 'shop' }],
};
const series = (metric: string) => ({ namespace: 'AWS/ApplicationELB', metric, dimensions: { TargetGroup: 'tg' } });
const watched = {
  requests: series('RequestCount'),
  errors: [series('HTTPCode_Target_5XX_Count')],
  latency: { ...series('TargetResponseTime'), unit: 's' },
};

const deploymentIn = (chart: Construct, selected = { app: 'web' }) =>
  new ApiObject(chart, 'Deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      replicas: 3,
      selector: { matchLabels: selected },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 8080 }] }] },
      },
    },
  });

type Make = (chart: Chart, props: never) => unknown;

/** Every construct, with everything that it can be told. */
const CONSTRUCTS: Readonly<Record<string, readonly [good: object, make: Make]>> = {
  'GatewayCanaryRouting on a Gateway': [
    {
      strategy: routed,
      phase: 'step 1',
      drivenBy: 'people',
      name: 'web',
      namespace: 'shop',
      labels: { team: 'front' },
      protocol: 'http',
      parents: [{ gateway: 'public', namespace: 'infra', listener: 'https' }],
      hostnames: ['shop.example.com'],
      versions,
      port: 8080,
      path: '/shop',
      ruleName: 'weighted',
      rules: [
        {
          name: 'own',
          matches: [{ path: { type: 'PathPrefix', value: '/shop/own' } }],
          backendRefs: [{ name: 'own', port: 80 }],
        },
      ],
      timeouts: { request: '2s', backendRequest: '500ms' },
    },
    (chart, props) => new GatewayCanaryRouting(chart, 'Made', props),
  ],
  'GatewayCanaryRouting in a mesh': [
    {
      strategy: routed,
      parents: [{ service: 'web', port: 80 }],
      versions,
      protocol: 'grpc',
      drivenBy: 'argo-rollouts',
    },
    (chart, props) => new GatewayCanaryRouting(chart, 'Made', props),
  ],
  'IstioCanaryRouting of subsets': [
    {
      strategy: routed,
      name: 'web',
      namespace: 'shop',
      labels: { team: 'front' },
      hosts: ['shop.example.com'],
      gateways: ['istio-ingress/shop'],
      port: 8080,
      versions: { kind: 'subsets', host: 'web', stable: { name: 'stable', labels: { version: '1' } } },
      routeName: 'weighted',
      routes: [
        {
          name: 'own',
          match: [{ uri: { prefix: '/own' } }],
          route: [{ destination: { host: 'own', port: { number: 80 } } }],
        },
      ],
      timeout: '2s',
      retries: { attempts: 2, perTryTimeout: '500ms', retryOn: ['connect-failure'] },
      trafficPolicy: {
        connectionPool: {
          tcp: { maxConnections: 10, connectTimeout: '1s' },
          http: { http1MaxPendingRequests: 5, idleTimeout: '10s' },
        },
        outlierDetection: { consecutive5xxErrors: 5, interval: '5s', baseEjectionTime: '30s', maxEjectionPercent: 50 },
        loadBalancer: 'RANDOM',
      },
    },
    (chart, props) => new IstioCanaryRouting(chart, 'Made', props),
  ],
  'IstioCanaryRouting of Services': [
    { strategy: routed, versions: { kind: 'services', ...versions } },
    (chart, props) => new IstioCanaryRouting(chart, 'Made', props),
  ],
  NginxCanaryRouting: [
    {
      strategy: routed,
      name: 'web',
      namespace: 'shop',
      labels: { team: 'front' },
      ingressClass: 'nginx',
      hosts: ['shop.example.com'],
      path: '/shop',
      tls: [{ hosts: ['shop.example.com'], secretName: 'cert' }],
      versions,
      port: 8080,
      annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '1m' },
      annotationPrefix: 'nginx.ingress.kubernetes.io',
    },
    (chart, props) => new NginxCanaryRouting(chart, 'Made', props),
  ],
  TraefikCanaryRouting: [
    {
      strategy: routed,
      name: 'web',
      namespace: 'shop',
      labels: { team: 'front' },
      entryPoints: ['websecure'],
      hosts: ['shop.example.com'],
      path: '/shop',
      tls: { secretName: 'cert' },
      versions,
      port: 8080,
      routes: [{ kind: 'Rule', match: 'Path(`/own`)', services: [{ name: 'own', port: 80 }] }],
    },
    (chart, props) => new TraefikCanaryRouting(chart, 'Made', props),
  ],
  AppMeshCanaryRouting: [
    {
      strategy: routed,
      name: 'web',
      namespace: 'shop',
      labels: { team: 'front' },
      service: 'web',
      versions: {
        stable: { service: 'web', labels: { version: 'stable' } },
        canary: { service: 'web-canary', labels: { version: 'canary' } },
      },
      port: 8080,
      protocol: 'http2',
      path: '/shop',
    },
    (chart, props) => new AppMeshCanaryRouting(chart, 'Made', props),
  ],
  KnativeCanaryService: [
    {
      strategy: routed,
      name: 'web',
      namespace: 'shop',
      labels: { team: 'front' },
      annotations: { owner: 'me' },
      containers: [{ name: 'web', image: 'web:1' }],
      revisions: { stable: 'web-1', candidate: 'web-2' },
      platform: 'knative',
      concurrency: 80,
      minInstances: 1,
      maxInstances: 20,
      timeout: 60,
      serviceAccount: 'web',
    },
    (chart, props) => new KnativeCanaryService(chart, 'Made', props),
  ],
  CloudDeployPipeline: [
    {
      strategy: Strategy.canary({
        steps: [{ weight: 10, hold: '10m' }],
        checks: { testTraffic: [Check.http({ path: '/' })] },
      }),
      name: 'web',
      targets: [
        {
          id: 'production',
          location: 'projects/shop/locations/europe-west1',
          requireApproval: true,
          executionServiceAccount: 'd@shop.iam.gserviceaccount.com',
        },
      ],
      automationServiceAccount: 'a@shop.iam.gserviceaccount.com',
      url: 'https://web.example.com',
      manifest: 'service.yaml',
      checkImage: 'curl:8',
      description: 'The shop',
      labels: { team: 'front' },
    },
    (chart, props) => new CloudDeployPipeline(chart, 'Made', props),
  ],
  ReleaseObservability: [
    {
      strategy: guarded,
      application: 'web',
      namespace: 'shop',
      ruleLabels: { release: 'prometheus' },
      dashboard: { label: { grafana_dashboard: '1' }, folder: 'Shop' },
      labels: { team: 'front' },
      versions: { stable: 'web-1', candidate: 'web-2' },
      convention: 'http',
      slo: '99.9%',
      window: '30d',
      saturation: '90%',
      runbookUrl: 'https://example.com/runbook',
      dashboardUrl: 'https://example.com/dashboard',
    },
    (chart, props) => new ReleaseObservability(chart, 'Made', props),
  ],
  'ArgoRollout by copies': [
    {
      ...pods,
      strategy: guarded,
      evidence: {
        power: 0.8,
        detect: 10,
        slo: '99.9%',
        window: '30d',
        falseAborts: '5%',
        severity: { 'weak-guard': 'note' },
      },
      minReady: Duration.seconds(10),
      surge: '25%',
      unavailable: 0,
      metrics: prometheus,
      audienceCapacity: 50,
    },
    (chart, props) => new ArgoRollout(chart, 'Made', props),
  ],
  'ArgoRollout with Istio': [
    {
      metadata: { name: 'web' },
      containers: [{ image: 'web:1', portNumber: 8080 }],
      strategy: guarded,
      router: { kind: 'istio', hosts: ['shop.example.com'], gateways: ['public'] },
      metrics: { kind: 'cloudwatch', candidate: watched, stable: watched },
    },
    (chart, props) => new ArgoRollout(chart, 'Made', props),
  ],
  'ArgoRollout with the Gateway API': [
    {
      metadata: { name: 'web' },
      containers: [{ image: 'web:1', portNumber: 8080 }],
      strategy: guarded,
      router: {
        kind: 'gateway-api',
        parents: [{ gateway: 'public' }],
        hostnames: ['shop.example.com'],
        path: '/',
        timeouts: { request: '2s' },
      },
      metrics: { kind: 'datadog', secret: 'datadog' },
    },
    (chart, props) => new ArgoRollout(chart, 'Made', props),
  ],
  'ArgoRollout with a plugin': [
    {
      metadata: { name: 'web' },
      containers: [{ image: 'web:1', portNumber: 8080 }],
      strategy: guarded,
      metrics: { kind: 'prometheus', address: 'http://prometheus:9090' },
      router: { kind: 'plugin', name: 'argoproj-labs/gatewayAPI', config: { httpRoute: 'web', namespace: 'shop' } },
    },
    (chart, props) => new ArgoRollout(chart, 'Made', props),
  ],
  'ArgoRollout.fromDeployment': [
    { strategy: guarded, replicas: 4, service: 'shop', revisionHistoryLimit: 3, metrics: prometheus },
    (chart, props) =>
      ArgoRollout.fromDeployment(chart, 'Made', { deployment: deploymentIn(chart), ...(props as object) } as never),
  ],
  RollingDeployment: [
    { ...workload, strategy: Strategy.rolling({ surge: '25%' }), service: 'shop' },
    (chart, props) => new RollingDeployment(chart, 'Made', props),
  ],
  RecreateDeployment: [
    {
      ...workload,
      strategy: Strategy.recreate({ maintenance: {} }),
      mode: 'maintenance',
      migration: { image: 'migrate:1', command: ['migrate'], env: { DB: 'shop' }, timeout: 300 },
    },
    (chart, props) => new RecreateDeployment(chart, 'Made', props),
  ],
  BlueGreenDeployment: [
    {
      ...pods,
      strategy: Strategy.blueGreen({}),
      live: 'blue',
      images: { blue: 'web:1', green: 'web:2' },
      idleReplicas: 9,
    },
    (chart, props) => new BlueGreenDeployment(chart, 'Made', props),
  ],
  'RollingDeployment.fromDeployment': [
    { strategy: Strategy.rolling({}), replicas: 4 },
    (chart, props) =>
      RollingDeployment.fromDeployment(chart, 'Made', {
        deployment: deploymentIn(chart),
        ...(props as object),
      } as never),
  ],
};

function manifestsOf(make: Make, props: unknown): readonly unknown[] {
  const app = new App();
  const chart = new Chart(app, 'shop');
  make(chart, props as never);
  app.synthYaml();
  return Testing.synth(chart);
}

test.each(Object.entries(CONSTRUCTS))('%s takes every mistake well', async (_, [good, make]) => {
  // The metadata of cdk8s takes any field.
  const refused = (made: never) => refusedByServer(made).filter((one) => !one.includes('/metadata/unknownKey'));
  expect(await sweep(good, (props) => manifestsOf(make, props), refused)).toEqual([]);
});

test.each([
  ['ArgoRollout', ArgoRollout],
  ['RollingDeployment', RollingDeployment],
  ['RecreateDeployment', RecreateDeployment],
  ['BlueGreenDeployment', BlueGreenDeployment],
])('%s.fromDeployment names what is no Deployment', async (_, { fromDeployment }) => {
  const colours = { live: 'blue', images: { blue: 'web:1', green: 'web:2' } };
  const more = fromDeployment === BlueGreenDeployment.fromDeployment ? colours : {};
  const found = await sweep({ deployment: 'the Deployment' as unknown }, ({ deployment }) => {
    const chart = new Chart(new App(), 'shop');
    const given = deployment === 'the Deployment' ? deploymentIn(chart) : deployment;
    return void fromDeployment(chart, 'Made', { strategy: Strategy.rolling({}), ...more, deployment: given } as never);
  });
  expect(found).toEqual([]);
});

test.each<[string, string, (chart: Chart, deployment: ApiObject) => unknown]>([
  [
    'ArgoRollout',
    'argo-selector',
    (chart, deployment) =>
      ArgoRollout.fromDeployment(chart, 'Made', {
        deployment,
        strategy: Strategy.canary({ steps: [{ weight: 50, hold: '10m' }] }),
      }),
  ],
  [
    'RollingDeployment',
    'workload-selector',
    (chart, deployment) =>
      RollingDeployment.fromDeployment(chart, 'Made', { deployment, strategy: Strategy.rolling({}) }),
  ],
  [
    'RecreateDeployment',
    'workload-selector',
    (chart, deployment) =>
      RecreateDeployment.fromDeployment(chart, 'Made', { deployment, strategy: Strategy.recreate({}) }),
  ],
  [
    'BlueGreenDeployment',
    'workload-selector',
    (chart, deployment) =>
      BlueGreenDeployment.fromDeployment(chart, 'Made', {
        deployment,
        strategy: Strategy.blueGreen({}),
        live: 'blue',
        images: { blue: 'web:1', green: 'web:2' },
      }),
  ],
  [
    'FlaggerCanary',
    'flagger-unselected',
    (chart, deployment) =>
      new FlaggerCanary(chart, 'Made', {
        deployment,
        strategy: Strategy.canary({ steps: [{ weight: 50, hold: '10m' }] }),
        provider: { kind: 'istio', hosts: ['shop.example.com'] },
      }),
  ],
])('%s refuses a Deployment that does not select its own pods', (_, id, make) => {
  const app = new App();
  const chart = new Chart(app, 'shop');
  make(chart, deploymentIn(chart, { app: 'wob' }));
  expect(() => app.synthYaml()).toThrow(new RegExp(`The pods have no label app of this value \\[${id}\\]`));
});
