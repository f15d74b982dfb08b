import type { ArgoFindingId } from '../../../constructs-k8s/argo-rollouts/findings';
import type { RolloutManifest } from '../../../constructs-k8s/argo-rollouts/manifest';
import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import { REFUSED_METRICS } from './refused-metrics';
import { REFUSED_STEPS } from './refused-steps';
import { canary, labels, rollout, route, router, service, services, virtualService } from './written';

/** Manifests that break one rule of Argo. */
export type Refused = readonly [
  rule: string,
  manifest: RolloutManifest,
  id: ArgoFindingId,
  path: string,
  others?: readonly Manifest[],
];

const at = 'spec.strategy.canary';
const green = 'spec.strategy.blueGreen';

export const REFUSED: readonly Refused[] = [
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
    rollout({ strategy: { blueGreen: { activeService: 'a', scaleDownDelayRevisionLimit: 11 } } }),
    'argo-revision-limit',
    `${green}.scaleDownDelayRevisionLimit`,
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
  ...REFUSED_STEPS,
  ...REFUSED_METRICS,
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
];

/** What the plugin of the Gateway API would not do; it cannot be had, so that no engine is asked. */
export const REFUSED_FOR_PLUGIN: readonly Refused[] = [
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
