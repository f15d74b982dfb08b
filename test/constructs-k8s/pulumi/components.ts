import * as pulumi from '@pulumi/pulumi';
import {
  AppMeshCanaryRouting,
  ArgoRollout,
  BlueGreenDeployment,
  FlaggerCanary,
  GatewayCanaryRouting,
  IstioCanaryRouting,
  KnativeCanaryService,
  NginxCanaryRouting,
  RecreateDeployment,
  type ReleaseComponent,
  ReleaseObservability,
  RollingDeployment,
  TraefikCanaryRouting,
} from '../../../constructs-k8s/pulumi';
import { Check, Guard, Strategy } from '../../../lib/strategy';

/** How a text of a user's program is known: at once, or as an output. */
export type Text = <T extends string>(value: T) => pulumi.Input<T>;

export interface Component {
  readonly make: (text: Text, opts?: pulumi.ComponentResourceOptions) => ReleaseComponent;
  /** The keys of `objects`, each with the properties that are left to a controller. */
  readonly objects: Readonly<Record<string, readonly string[]>>;
  /** The others that its objects come from, and go to. */
  readonly family: readonly string[];
}

const releases = [
  'ArgoRollout',
  'RollingDeployment',
  'RecreateDeployment',
  'BlueGreenDeployment',
  'FlaggerCanary',
  'KnativeCanaryService',
];
const routers = [
  'IstioCanaryRouting',
  'GatewayCanaryRouting',
  'NginxCanaryRouting',
  'TraefikCanaryRouting',
  'AppMeshCanaryRouting',
];

const accept = (...ids: string[]) => ids.map((id) => ({ id, reason: 'A test.' }));
const undo = 'approximated.on-failure.rollback';

const steps = [
  { weight: 10, hold: '1m' },
  { weight: 50, hold: '1m' },
] as const;
const canary = Strategy.canary({
  steps,
  guards: [Guard.errorRate({ max: '1%', over: '1m' })],
});
const unguarded = Strategy.canary({ steps });
const routed = Strategy.canary({ steps, accept: accept('app-mesh-ended') });
const smoke = Check.job({ name: 'smoke', image: 'smoke:1' });

const metadata = (text: Text) => ({ name: 'web', namespace: text('shop'), labels: { team: text('front') } });

const container = (text: Text) => ({
  name: 'web',
  image: text('registry.example.com/web:1'),
  ports: [{ containerPort: 8080 }],
  env: [{ name: 'REGION', value: text('eu') }],
  envFrom: [{ configMapRef: { name: text('settings') } }],
  readinessProbe: { httpGet: { path: text('/ready'), port: 8080 } },
  lifecycle: { preStop: { exec: { command: [text('sleep'), '5'] } } },
});
const template = (text: Text) => ({
  metadata: { labels: { tier: text('web') }, annotations: { owner: text('ann') } },
  spec: { serviceAccountName: text('runner'), containers: [container(text)] },
});
const prometheus = (text: Text) => ({ kind: 'prometheus' as const, address: text('http://prometheus:9090') });
const versions = (text: Text) => ({ stable: text('web'), canary: text('web-canary') });
const drivenBy = 'argo-rollouts' as const;

/** Every component, with an output wherever a user has one. */
export const COMPONENTS: Readonly<Record<string, Component>> = {
  ArgoRollout: {
    make: (text, opts) =>
      new ArgoRollout(
        'front',
        {
          metadata: metadata(text),
          strategy: canary,
          selector: { app: text('web') },
          router: { kind: 'istio', hosts: [text('shop.example.com')], gateways: [text('ingress/shop')] },
          metrics: prometheus(text),
          service: text('existing'),
          template: template(text),
        },
        opts,
      ),
    objects: {
      'AnalysisTemplate/web-guards': [],
      'Rollout/web': [],
      'Service/web-canary': ['spec.selector'],
      'VirtualService/web': ['spec.http'],
    },
    family: releases,
  },
  RollingDeployment: {
    make: (text, opts) =>
      new RollingDeployment(
        'front',
        {
          metadata: metadata(text),
          strategy: Strategy.rolling({ checks: { beforeTraffic: [smoke] }, accept: accept(undo) }),
          selector: { app: text('web') },
          autoscaler: { min: 2, max: 5 },
          checkImage: text('curl:1'),
          template: template(text),
        },
        opts,
      ),
    objects: {
      'Deployment/web': ['spec.replicas'],
      'HorizontalPodAutoscaler/web': [],
      'Job/web-smoke': [],
      'PodDisruptionBudget/web': [],
      'Service/web': [],
    },
    family: releases,
  },
  RecreateDeployment: {
    make: (text, opts) =>
      new RecreateDeployment(
        'front',
        {
          metadata: metadata(text),
          strategy: Strategy.recreate({
            maintenance: { message: 'Back soon.' },
            accept: accept(undo, 'approximated.maintenance'),
          }),
          mode: 'maintenance',
          pageImage: text('nginx:1'),
          migration: { image: text('migrate:1'), env: { URL: text('postgres://') } },
          template: template(text),
        },
        opts,
      ),
    objects: {
      'ConfigMap/web-maintenance': [],
      'Deployment/web': [],
      'Deployment/web-maintenance': [],
      'Job/web-migrate': [],
      'PodDisruptionBudget/web': [],
      'Service/web': [],
      'Service/web-maintenance': [],
    },
    family: releases,
  },
  BlueGreenDeployment: {
    make: (text, opts) =>
      new BlueGreenDeployment(
        'front',
        {
          metadata: metadata(text),
          strategy: Strategy.blueGreen({ checks: { beforeTraffic: [smoke] } }),
          live: 'blue',
          images: { blue: text('web:1'), green: text('web:2') },
          template: template(text),
        },
        opts,
      ),
    objects: {
      'Deployment/web-blue': [],
      'Deployment/web-green': [],
      'Job/web-smoke-blue': [],
      'Job/web-smoke-green': [],
      'PodDisruptionBudget/web': [],
      'Service/web': [],
      'Service/web-blue': [],
      'Service/web-green': [],
      'Service/web-preview': [],
    },
    family: releases,
  },
  FlaggerCanary: {
    make: (text, opts) =>
      new FlaggerCanary(
        'front',
        {
          metadata: metadata(text),
          strategy: canary,
          provider: { kind: 'istio', hosts: [text('shop.example.com')], gateways: [text('ingress/shop')] },
          metrics: prometheus(text),
          loadtester: text('http://loadtester.test'),
          autoscaler: { name: text('web-scaler') },
          alerts: [{ name: 'team', provider: { type: 'slack', address: text('https://hooks.example.com/1') } }],
          template: template(text),
        },
        opts,
      ),
    objects: {
      'AlertProvider/web-team': [],
      'Canary/web': [],
      'ConfigMap/web-release': [],
      'Deployment/web': ['spec.replicas'],
      'MetricTemplate/web-error-rate': [],
    },
    family: releases,
  },
  KnativeCanaryService: {
    make: (text, opts) =>
      new KnativeCanaryService(
        'front',
        {
          metadata: metadata(text),
          strategy: unguarded,
          revisions: { stable: 'web-1', candidate: 'web-2' },
          containers: [container(text)],
          annotations: { owner: text('ann') },
          serviceAccount: text('runner'),
        },
        opts,
      ),
    objects: {
      'Service/web': [
        'metadata.annotations["serving.knative.dev/creator"]',
        'metadata.annotations["serving.knative.dev/lastModifier"]',
      ],
    },
    family: releases,
  },
  IstioCanaryRouting: {
    make: (text, opts) =>
      new IstioCanaryRouting(
        'front',
        {
          metadata: metadata(text),
          strategy: routed,
          drivenBy,
          hosts: [text('shop.example.com')],
          gateways: [text('ingress/shop')],
          versions: { kind: 'subsets', host: text('web') },
        },
        opts,
      ),
    objects: { 'DestinationRule/web': ['spec.subsets'], 'VirtualService/web': ['spec.http'] },
    family: routers,
  },
  GatewayCanaryRouting: {
    make: (text, opts) =>
      new GatewayCanaryRouting(
        'front',
        {
          metadata: metadata(text),
          strategy: routed,
          drivenBy,
          parents: [{ gateway: text('public'), namespace: text('ingress') }],
          hostnames: [text('shop.example.com')],
          versions: versions(text),
        },
        opts,
      ),
    objects: { 'HTTPRoute/web': ['spec.rules'] },
    family: routers,
  },
  NginxCanaryRouting: {
    make: (text, opts) =>
      new NginxCanaryRouting(
        'front',
        {
          metadata: metadata(text),
          strategy: routed,
          ingressClass: text('nginx'),
          hosts: [text('shop.example.com')],
          versions: versions(text),
        },
        opts,
      ),
    objects: { 'Ingress/web': [], 'Ingress/web-canary': [] },
    family: routers,
  },
  TraefikCanaryRouting: {
    make: (text, opts) =>
      new TraefikCanaryRouting(
        'front',
        {
          metadata: metadata(text),
          strategy: routed,
          drivenBy,
          hosts: [text('shop.example.com')],
          versions: versions(text),
        },
        opts,
      ),
    objects: { 'IngressRoute/web': [], 'TraefikService/web': ['spec.weighted'] },
    family: routers,
  },
  AppMeshCanaryRouting: {
    make: (text, opts) =>
      new AppMeshCanaryRouting(
        'front',
        {
          metadata: metadata(text),
          strategy: routed,
          drivenBy,
          versions: {
            stable: { service: text('web'), labels: { version: text('stable') } },
            canary: { service: text('web-canary'), labels: { version: text('canary') } },
          },
        },
        opts,
      ),
    objects: {
      'VirtualNode/web-canary': ['spec.podSelector'],
      'VirtualNode/web-stable': ['spec.podSelector'],
      'VirtualRouter/web': ['spec.routes'],
      'VirtualService/web': [],
    },
    family: routers,
  },
  ReleaseObservability: {
    make: (_text, opts) =>
      new ReleaseObservability(
        'front',
        { metadata: { name: 'web', namespace: 'shop' }, strategy: canary, application: 'web' },
        opts,
      ),
    objects: { 'ConfigMap/web-dashboard': [], 'PrometheusRule/web': [] },
    family: ['ReleaseObservability'],
  },
};

export const known: Text = (value) => value;
export const late: Text = (value) => pulumi.output(Promise.resolve(value)) as pulumi.Output<typeof value>;
