import type {
  AnalysisTemplateManifest,
  CanaryStep,
  CanaryStrategySpec,
  Metric,
  RolloutManifest,
  RolloutSpec,
} from '../../../constructs-k8s/argo-rollouts/manifest';
import type { Manifest, ServiceManifest } from '../../../constructs-k8s/shared/manifest';

export const labels = { app: 'web' };
export const router = { istio: { virtualService: { name: 'web' } } };
export const services = { stableService: 'web-stable', canaryService: 'web-canary' };

export const rollout = (spec: Partial<RolloutSpec>): RolloutManifest => ({
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
export const canary = (spec: CanaryStrategySpec) => rollout({ strategy: { canary: spec } });
export const steps = (...all: readonly CanaryStep[]) => canary({ ...services, trafficRouting: router, steps: all });
export const loose = (step: object) => steps(step as CanaryStep);

export const metric = (spec: Partial<Metric> = {}): Metric => ({
  name: 'errors',
  successCondition: 'len(result) == 0 || result[0] < 1',
  interval: '1m',
  count: 5,
  provider: { prometheus: { address: 'http://prometheus:9090', query: 'up' } },
  ...spec,
});
export const template = (
  metrics: readonly Metric[],
  args?: AnalysisTemplateManifest['spec']['args'],
): AnalysisTemplateManifest => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisTemplate',
  metadata: { name: 'errors' },
  spec: { metrics, ...(args && { args }) },
});
export const inline = { analysis: { templates: [{ templateName: 'errors' }] } };
export const measured = (...metrics: readonly Metric[]) =>
  [steps({ setWeight: 5 }, inline), [template(metrics)]] as const;

export const service = (
  name: string,
  selector: Readonly<Record<string, string>>,
  annotations = {},
): ServiceManifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, annotations },
  spec: { selector, ports: [{ port: 80 }] },
});

export const route = (name: string, ...hosts: readonly string[]) => ({
  name,
  route: hosts.map((host) => ({ destination: { host } })),
});
export const virtualService = (...http: readonly object[]): Manifest =>
  ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'web' },
    spec: { hosts: ['web'], http },
  }) as Manifest;
