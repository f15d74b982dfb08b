import { ApiObject, type Chart, Testing } from 'cdk8s';
import { APP_MESH_LIMITS, AppMeshCanaryRouting as AppMeshConstruct } from '../../../constructs-k8s/app-mesh';
import { ArgoRollout as ArgoRolloutConstruct, argoLimits } from '../../../constructs-k8s/argo-rollouts';
import type { ArgoRolloutsSettings } from '../../../constructs-k8s/argo-rollouts/settings';
import { KNATIVE_LIMITS, KnativeCanaryService as KnativeConstruct } from '../../../constructs-k8s/cloud-run';
import {
  FlaggerCanary as FlaggerConstruct,
  type FlaggerEmitOptions,
  type FlaggerSettings,
  flaggerLimits,
} from '../../../constructs-k8s/flagger';
import { GATEWAY_LIMITS, GatewayCanaryRouting as GatewayConstruct } from '../../../constructs-k8s/gateway-api';
import { ISTIO_LIMITS, IstioCanaryRouting as IstioConstruct } from '../../../constructs-k8s/istio';
import { NGINX_LIMITS, NginxCanaryRouting as NginxConstruct } from '../../../constructs-k8s/nginx-ingress';
import { ReleaseObservability as ObservabilityConstruct } from '../../../constructs-k8s/observability';
import {
  AppMeshCanaryRouting,
  ArgoRollout,
  BlueGreenDeployment,
  FlaggerCanary,
  GatewayCanaryRouting,
  IstioCanaryRouting,
  KnativeCanaryService,
  NginxCanaryRouting,
  type PodTemplateArgs,
  RecreateDeployment,
  ReleaseObservability,
  RollingDeployment,
  TraefikCanaryRouting,
} from '../../../constructs-k8s/pulumi';
import { TRAEFIK_LIMITS, TraefikCanaryRouting as TraefikConstruct } from '../../../constructs-k8s/traefik';
import {
  BlueGreenDeployment as BlueGreenConstruct,
  RecreateDeployment as RecreateConstruct,
  RollingDeployment as RollingConstruct,
  workloadLimits,
} from '../../../constructs-k8s/workload';
import type { Limits } from '../../../lib/fidelity';
import type { Strategy } from '../../../lib/strategy';

/** One construct on both sides, made with the same settings. */
export interface Sides {
  readonly limits: Limits;
  readonly cdk8s: (chart: Chart, strategy: Strategy) => unknown;
  readonly pulumi: (strategy: Strategy) => unknown;
}

const labels = { app: 'web' };
const flaggerLabels = { 'app.kubernetes.io/name': 'web' };

/** cdk8s writes the fields of an object in this order, and revisions are told by what is written. */
const sorted = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(sorted) as T;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([key, inner]) => [key, sorted(inner)])) as T;
};

const template: PodTemplateArgs = sorted({
  metadata: { labels, annotations: { team: 'front' } },
  spec: {
    serviceAccountName: 'web',
    containers: [
      {
        name: 'web',
        image: 'registry.example.com/web:1',
        ports: [{ containerPort: 8080, name: 'http' }, { containerPort: 9090 }],
        env: [{ name: 'REGION', value: 'eu' }],
        readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
      },
    ],
  },
});

const prometheus = { kind: 'prometheus', address: 'http://prometheus:9090' } as const;
const series = (metric: string) => ({ namespace: 'AWS/ApplicationELB', metric, dimensions: { TargetGroup: 'tg' } });
const version = {
  requests: series('RequestCount'),
  errors: [series('HTTPCode_Target_5XX_Count')],
  latency: { ...series('TargetResponseTime'), unit: 's' as const },
};

/** The construct that takes a Deployment: its pods are those of the other side to the letter. */
function argo(settings: ArgoRolloutsSettings): Sides {
  return {
    limits: argoLimits(settings),
    cdk8s: (chart, strategy) => {
      const deployment = new ApiObject(chart, 'Deployment', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'shop' },
        spec: { replicas: 6, selector: { matchLabels: labels }, template },
      });
      return ArgoRolloutConstruct.fromDeployment(chart, 'Web', { deployment, strategy, ...settings });
    },
    pulumi: (strategy) =>
      new ArgoRollout('web', {
        metadata: { namespace: 'shop' },
        strategy,
        template,
        selector: labels,
        ...settings,
        replicas: settings.replicas ?? 6,
      }),
  };
}

function istio(
  options: Pick<ConstructorParameters<typeof IstioConstruct>[2], 'versions' | 'drivenBy' | 'trafficPolicy'>,
): Sides {
  const rest = { hosts: ['shop.example.com'], gateways: ['istio-ingress/shop'], port: 8080, ...options };
  return {
    limits: ISTIO_LIMITS,
    cdk8s: (chart, strategy) =>
      new IstioConstruct(chart, 'Routing', { name: 'web', namespace: 'shop', strategy, ...rest }),
    pulumi: (strategy) => new IstioCanaryRouting('web', { metadata: { namespace: 'shop' }, strategy, ...rest }),
  };
}

const flaggerTemplate: PodTemplateArgs = { ...template, metadata: { ...template.metadata, labels: flaggerLabels } };

/** The Deployment is the user's on one side, and of the component on the other one. */
function flagger(props: FlaggerSettings & Pick<FlaggerEmitOptions, 'autoscaler'>): Sides {
  const { autoscaler, ...settings } = props;
  return {
    limits: flaggerLimits(settings),
    cdk8s: (chart, strategy) => {
      const deployment = new ApiObject(chart, 'Deployment', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'shop' },
        spec: {
          // An autoscaler counts the pods that it cares for.
          ...(autoscaler === undefined && { replicas: 3 }),
          selector: { matchLabels: flaggerLabels },
          template: flaggerTemplate,
        },
      });
      return new FlaggerConstruct(chart, 'Web', { deployment, strategy, ...props });
    },
    pulumi: (strategy) =>
      new FlaggerCanary('web', {
        metadata: { namespace: 'shop' },
        strategy,
        replicas: 3,
        template: flaggerTemplate,
        ...props,
      }),
  };
}

type WorkloadClass = { fromDeployment: (chart: Chart, id: string, props: never) => unknown };
type WorkloadComponent = new (name: string, args: never) => unknown;

/** Both sides judge for Pulumi, whose objects wait for each other; what cdk8s emits is the same whoever applies it. */
function workload(Construct: WorkloadClass, Component: WorkloadComponent, settings: object): Sides {
  return {
    limits: workloadLimits({ replicas: 3, delivery: 'pulumi' }),
    cdk8s: (chart, strategy) => {
      const deployment = new ApiObject(chart, 'Deployment', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'shop' },
        spec: { replicas: 3, selector: { matchLabels: labels }, template },
      });
      return Construct.fromDeployment(chart, 'Web', {
        deployment,
        strategy,
        delivery: 'pulumi',
        replicas: 3,
        ...settings,
      } as never);
    },
    pulumi: (strategy) =>
      new Component('web', {
        metadata: { namespace: 'shop' },
        strategy,
        template,
        selector: labels,
        replicas: 3,
        ...settings,
      } as never),
  };
}

/** A router, made with the same settings. */
function router(
  limits: Limits,
  Construct: new (chart: Chart, id: string, props: never) => unknown,
  Component: new (name: string, args: never) => unknown,
  settings: object,
): Sides {
  return {
    limits,
    cdk8s: (chart, strategy) =>
      new Construct(chart, 'Routing', { name: 'web', namespace: 'shop', strategy, ...settings } as never),
    pulumi: (strategy) => new Component('web', { metadata: { namespace: 'shop' }, strategy, ...settings } as never),
  };
}

const services = { stable: 'web', canary: 'web-canary' };

const observability: Sides = {
  limits: argoLimits(),
  cdk8s: (chart, strategy) =>
    new ObservabilityConstruct(chart, 'Release', { strategy, application: 'web', namespace: 'shop' }),
  pulumi: (strategy) =>
    new ReleaseObservability('test-release-c85e168d', {
      metadata: { namespace: 'shop' },
      strategy,
      application: 'web',
    }),
};

/** Every construct that both sides have, in each way that it emits. */
export const SIDES: Readonly<Record<string, Sides>> = {
  'ArgoRollout by copies': argo({ metrics: prometheus }),
  'ArgoRollout with Istio': argo({
    router: { kind: 'istio', hosts: ['shop.example.com'] },
    metrics: prometheus,
    audienceCapacity: 10,
    replicas: 3,
  }),
  'ArgoRollout with the Gateway API': argo({
    router: { kind: 'gateway-api', parents: [{ gateway: 'public', namespace: 'ingress' }] },
    metrics: prometheus,
    audienceCapacity: 10,
  }),
  'ArgoRollout with a plugin and Datadog': argo({ router: { kind: 'plugin' }, metrics: { kind: 'datadog' } }),
  'ArgoRollout with CloudWatch': argo({ metrics: { kind: 'cloudwatch', candidate: version, stable: version } }),
  'FlaggerCanary with Istio': flagger({
    provider: { kind: 'istio', hosts: ['shop.example.com'] },
    metrics: prometheus,
    loadtester: 'http://flagger-loadtester.test',
  }),
  'FlaggerCanary with Services alone': flagger({
    metrics: { kind: 'datadog', secret: 'datadog' },
    loadtester: 'http://flagger-loadtester.test',
    functions: { verify: 'http://verify.test' },
  }),
  'FlaggerCanary with the Gateway API': flagger({
    provider: { kind: 'gatewayapi', gateways: [{ name: 'public', namespace: 'ingress' }] },
    metrics: prometheus,
    gate: { confirm: 'http://gate.test' },
  }),
  'FlaggerCanary with NGINX and an autoscaler': flagger({
    provider: { kind: 'nginx' },
    metrics: prometheus,
    autoscaler: { name: 'web' },
  }),
  ReleaseObservability: observability,
  RollingDeployment: workload(RollingConstruct, RollingDeployment, { autoscaler: { min: 2, max: 5 } }),
  RecreateDeployment: workload(RecreateConstruct, RecreateDeployment, {}),
  BlueGreenDeployment: workload(BlueGreenConstruct, BlueGreenDeployment, {
    live: 'green',
    images: { blue: 'web:1', green: 'web:2' },
    idleReplicas: 1,
  }),
  'GatewayCanaryRouting for people': router(GATEWAY_LIMITS, GatewayConstruct, GatewayCanaryRouting, {
    parents: [{ gateway: 'public', namespace: 'ingress' }],
    hostnames: ['shop.example.com'],
    versions: services,
  }),
  'GatewayCanaryRouting for Argo Rollouts': router(GATEWAY_LIMITS, GatewayConstruct, GatewayCanaryRouting, {
    parents: [{ service: 'web' }],
    versions: services,
    protocol: 'grpc',
    drivenBy: 'argo-rollouts',
  }),
  NginxCanaryRouting: router(NGINX_LIMITS, NginxConstruct, NginxCanaryRouting, {
    hosts: ['shop.example.com'],
    versions: services,
  }),
  TraefikCanaryRouting: router(TRAEFIK_LIMITS, TraefikConstruct, TraefikCanaryRouting, {
    hosts: ['shop.example.com'],
    versions: services,
  }),
  AppMeshCanaryRouting: router(APP_MESH_LIMITS, AppMeshConstruct, AppMeshCanaryRouting, {
    versions: {
      stable: { service: 'web', labels: { version: 'stable' } },
      canary: { service: 'web-canary', labels: { version: 'canary' } },
    },
  }),
  KnativeCanaryService: router(KNATIVE_LIMITS, KnativeConstruct, KnativeCanaryService, {
    revisions: { stable: 'web-1', candidate: 'web-2' },
    containers: template.spec.containers,
    concurrency: 80,
    minInstances: 1,
    maxInstances: 20,
    serviceAccount: 'web',
    annotations: { team: 'front' },
  }),
  'IstioCanaryRouting for people': istio({ versions: { kind: 'subsets', host: 'web' } }),
  'IstioCanaryRouting for Argo Rollouts': istio({
    versions: { kind: 'subsets', host: 'web' },
    drivenBy: 'argo-rollouts',
  }),
  'IstioCanaryRouting between Services': istio({
    versions: { kind: 'services', stable: 'web', canary: 'web-canary' },
    trafficPolicy: { outlierDetection: { consecutive5xxErrors: 5 } },
  }),
};

/** The manifests of a chart with the construct alone, validated as a synthesis does it; what that says is thrown. */
export function synthesized(sides: Sides, strategy: Strategy): Readonly<Record<string, unknown>>[] {
  const chart = Testing.chart();
  sides.cdk8s(chart, strategy);
  const manifests = Testing.synth(chart);
  const said = chart.node.findAll().flatMap(({ node }) => node.validate());
  if (said.length > 0) throw new Error(said.join('\n'));
  return manifests;
}
