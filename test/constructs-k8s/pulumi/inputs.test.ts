import * as pulumi from '@pulumi/pulumi';
import {
  AppMeshCanaryRouting,
  ArgoRollout,
  BlueGreenDeployment,
  GatewayCanaryRouting,
  IstioCanaryRouting,
  KnativeCanaryService,
  NginxCanaryRouting,
  RecreateDeployment,
  ReleaseObservability,
  RollingDeployment,
  TraefikCanaryRouting,
} from '../../../constructs-k8s/pulumi';
import { Guard, Strategy } from '../../../lib';
import { refusedByServer } from '../../support/api-server';
import { objectsOf, run } from '../../support/pulumi';
import { sweep } from '../../support/sweep';

const routed = Strategy.canary({
  steps: [{ weight: 10, hold: '10m' }],
  accept: [
    ...['istio', 'gateway', 'nginx', 'traefik', 'app-mesh', 'cloud-run'].map((router) => `${router}-nobody-watches`),
    'app-mesh-ended',
  ].map((id) => ({ id, reason: 'people watch' })),
});
const guarded = Strategy.canary({ steps: [{ weight: 50, hold: '10m' }], guards: [Guard.errorRate({ max: '5%' })] });
const metadata = { name: 'web', namespace: 'shop', labels: { team: 'front' } };
const versions = { stable: 'web', canary: 'web-canary' };
const template = {
  metadata: { labels: { app: 'web' }, annotations: { owner: 'me' } },
  spec: {
    serviceAccountName: 'web',
    terminationGracePeriodSeconds: 60,
    containers: [
      {
        name: 'web',
        image: pulumi.output('web:1'),
        ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
        env: [{ name: 'REGION', value: 'eu' }],
        readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 5 },
        resources: { requests: { cpu: '100m' } },
      },
    ],
  },
};
const pods = {
  metadata,
  template,
  selector: { app: 'web' },
  replicas: 4,
  progressDeadline: '10m',
  revisionHistoryLimit: 3,
  ports: [{ port: 80, targetPort: 8080, name: 'http', protocol: 'TCP' }],
  checkImage: 'curl:8',
  kubernetes: '1.31',
  loadBalancer: { targets: 'pods', takesOut: 20, healthCheck: { interval: 5, timeout: 2, healthy: 2, unhealthy: 2 } },
};
const workload = {
  ...pods,
  pageImage: 'nginx:1',
  budget: { maxUnavailable: '25%' },
  topologySpread: true,
};

type Component = new (name: string, args: never) => unknown;

/** Every component, with everything that it can be told. */
const COMPONENTS: Readonly<Record<string, readonly [Component, object]>> = {
  GatewayCanaryRouting: [
    GatewayCanaryRouting,
    {
      metadata,
      strategy: routed,
      phase: 'step 1',
      parents: [{ gateway: 'public', namespace: 'infra', listener: 'https' }],
      hostnames: [pulumi.output('shop.example.com'), 'www.example.com'],
      versions,
      port: 8080,
      path: '/shop',
      timeouts: { request: '2s' },
    },
  ],
  IstioCanaryRouting: [
    IstioCanaryRouting,
    {
      metadata,
      strategy: routed,
      hosts: ['shop.example.com'],
      gateways: ['istio-ingress/shop'],
      versions: { kind: 'subsets', host: 'web' },
      retries: { attempts: 2, perTryTimeout: '500ms', retryOn: ['connect-failure'] },
      trafficPolicy: { outlierDetection: { consecutive5xxErrors: 5 } },
    },
  ],
  NginxCanaryRouting: [
    NginxCanaryRouting,
    {
      metadata,
      strategy: routed,
      hosts: ['shop.example.com'],
      versions,
      tls: [{ hosts: ['shop.example.com'], secretName: 'cert' }],
    },
  ],
  TraefikCanaryRouting: [
    TraefikCanaryRouting,
    {
      metadata,
      strategy: routed,
      hosts: ['shop.example.com'],
      versions,
      tls: { secretName: 'cert' },
      entryPoints: ['web'],
    },
  ],
  AppMeshCanaryRouting: [
    AppMeshCanaryRouting,
    {
      metadata,
      strategy: routed,
      versions: {
        stable: { service: 'web', labels: { version: 'stable' } },
        canary: { service: 'web-canary', labels: { version: 'canary' } },
      },
      port: 8080,
      protocol: 'http',
    },
  ],
  KnativeCanaryService: [
    KnativeCanaryService,
    {
      metadata,
      strategy: routed,
      containers: [{ name: 'web', image: pulumi.output('web:1') }],
      revisions: { stable: 'web-1', candidate: 'web-2' },
      concurrency: 80,
      minInstances: 1,
      maxInstances: 20,
      timeout: 60,
      serviceAccount: 'web',
      annotations: { owner: 'me' },
    },
  ],
  ReleaseObservability: [
    ReleaseObservability,
    {
      metadata: { name: 'web-release', namespace: 'shop' },
      strategy: guarded,
      application: 'web',
      ruleLabels: { release: 'prometheus' },
      dashboard: { label: { grafana_dashboard: '1' }, folder: 'Shop' },
      versions: { newest: '[0-9a-f]+' },
      slo: '99.9%',
      window: '30d',
    },
  ],
  'ArgoRollout by copies': [
    ArgoRollout,
    {
      ...pods,
      strategy: guarded,
      wait: '1h',
      autoscaled: false,
      minReady: '10s',
      surge: '25%',
      unavailable: 0,
      audienceCapacity: 50,
      metrics: {
        kind: 'prometheus',
        address: pulumi.output('http://prometheus:9090'),
        convention: 'http',
        timeout: 10,
      },
    },
  ],
  'ArgoRollout with Istio': [
    ArgoRollout,
    {
      metadata,
      template,
      strategy: guarded,
      router: { kind: 'istio', hosts: [pulumi.output('shop.example.com')], gateways: ['public'] },
      metrics: { kind: 'datadog', secret: 'datadog' },
      wait: false,
      service: 'shop',
    },
  ],
  RollingDeployment: [
    RollingDeployment,
    { ...workload, strategy: Strategy.rolling({}), service: 'shop', autoscaler: { min: 4, max: 8, cpu: 60 } },
  ],
  RecreateDeployment: [
    RecreateDeployment,
    {
      ...workload,
      strategy: Strategy.recreate({ maintenance: {} }),
      mode: 'maintenance',
      migration: { image: pulumi.output('migrate:1'), command: ['migrate'], env: { DB: 'shop' }, timeout: 300 },
    },
  ],
  BlueGreenDeployment: [
    BlueGreenDeployment,
    {
      ...workload,
      strategy: Strategy.blueGreen({}),
      live: 'blue',
      images: { blue: 'web:1', green: pulumi.output('web:2') },
      idleReplicas: 9,
    },
  ],
};

test.each(Object.entries(COMPONENTS))('%s takes every mistake well', async (_, [Made, good]) => {
  const make = async (args: unknown) => {
    const ran = await run(() => void new Made('web', args as never));
    return objectsOf(ran).map(({ inputs }) => inputs);
  };
  // Fields of Kubernetes that nothing is known of are for its next version.
  const refused = (made: never) => refusedByServer(made).filter((one) => !one.includes('/unknownKey: unknown field'));
  expect(await sweep(good, make, refused)).toEqual([]);
});
