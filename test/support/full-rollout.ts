import { manifests } from './manifests';

const { rollout } = manifests;
const analysis = {
  templates: [{ templateName: 'success-rate', clusterScope: false }],
  args: [{ name: 'service', value: 'shop' }],
};
const annotated = { labels: { role: 'canary' }, annotations: { 'example.com/role': 'canary' } };

const experiment = {
  duration: '1h',
  scaleDownDelaySeconds: 30,
  dryRun: [{ metricName: 'latency' }],
  analysisRunMetadata: annotated,
  templates: [
    {
      name: 'baseline',
      specRef: 'stable',
      replicas: 1,
      metadata: annotated,
      selector: rollout.spec.selector,
      weight: 5,
      service: { name: 'shop-baseline' },
    },
  ],
  analyses: [
    {
      name: 'success',
      templateName: 'success-rate',
      clusterScope: false,
      requiredForCompletion: true,
      args: [{ name: 'a', value: 'b' }],
    },
  ],
};

/**
 * Every field of the strategies of Argo Rollouts 1.9.1: valid for its schema, although no controller would take them all at
 * once.
 */
export const fullRollout = {
  ...rollout,
  spec: {
    ...rollout.spec,
    paused: false,
    restartAt: '2026-11-23T09:00:00Z',
    workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop', scaleDown: 'progressively' },
    strategy: {
      blueGreen: {
        activeService: 'shop-active',
        previewService: 'shop-preview',
        previewReplicaCount: 1,
        autoPromotionEnabled: false,
        autoPromotionSeconds: 60,
        maxUnavailable: '25%',
        scaleDownDelaySeconds: 30,
        scaleDownDelayRevisionLimit: 2,
        abortScaleDownDelaySeconds: 30,
        prePromotionAnalysis: analysis,
        postPromotionAnalysis: analysis,
        antiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} },
        activeMetadata: annotated,
        previewMetadata: annotated,
      },
      canary: {
        canaryService: 'shop-canary',
        stableService: 'shop-stable',
        maxSurge: '25%',
        maxUnavailable: 0,
        minPodsPerReplicaSet: 2,
        dynamicStableScale: true,
        scaleDownDelaySeconds: 30,
        scaleDownDelayRevisionLimit: 2,
        abortScaleDownDelaySeconds: 30,
        replicaProgressThreshold: { type: 'Percent', value: 90 },
        pingPong: { pingService: 'shop-ping', pongService: 'shop-pong' },
        antiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: { weight: 50 } },
        canaryMetadata: annotated,
        stableMetadata: annotated,
        analysis: {
          ...analysis,
          startingStep: 1,
          dryRun: [{ metricName: '.*' }],
          measurementRetention: [{ metricName: '.*', limit: 10 }],
          analysisRunMetadata: annotated,
          args: [
            { name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } },
            { name: 'region', valueFrom: { fieldRef: { fieldPath: "metadata.labels['region']" } } },
          ],
        },
        steps: [
          { setWeight: 5 },
          { pause: { duration: 30 } },
          { setCanaryScale: { replicas: 1, weight: 10, matchTrafficWeight: false } },
          {
            setHeaderRoute: {
              name: 'testers',
              match: [{ headerName: 'x-tester', headerValue: { exact: 'a', prefix: 'b', regex: 'c' } }],
            },
          },
          {
            setMirrorRoute: {
              name: 'mirror',
              percentage: 10,
              match: [{ method: { exact: 'GET' }, path: { prefix: '/' }, headers: { 'x-mirror': { regex: '.+' } } }],
            },
          },
          { analysis },
          { experiment },
          { plugin: { name: 'example/step', config: { any: [{ thing: null }] } } },
        ],
        trafficRouting: {
          managedRoutes: [{ name: 'testers' }, { name: 'mirror' }],
          maxTrafficWeight: 1000,
          alb: {
            ingress: 'shop',
            ingresses: ['shop'],
            servicePort: 80,
            rootService: 'shop',
            annotationPrefix: 'alb.ingress.kubernetes.io',
            stickinessConfig: { enabled: true, durationSeconds: 60 },
          },
          ambassador: { mappings: ['shop'] },
          apisix: { route: { name: 'shop', rules: ['primary'] } },
          appMesh: {
            virtualService: { name: 'shop', routes: ['primary'] },
            virtualNodeGroup: { canaryVirtualNodeRef: { name: 'canary' }, stableVirtualNodeRef: { name: 'stable' } },
          },
          istio: {
            virtualService: {
              name: 'shop',
              routes: ['primary'],
              tlsRoutes: [{ port: 443, sniHosts: ['shop.example.com'] }],
              tcpRoutes: [{ port: 5432 }],
            },
            virtualServices: [{ name: 'shop', routes: ['primary'] }],
            destinationRule: {
              name: 'shop',
              canarySubsetName: 'canary',
              stableSubsetName: 'stable',
              additionalSubsetNames: ['preview'],
            },
          },
          nginx: {
            stableIngress: 'shop',
            stableIngresses: ['shop'],
            annotationPrefix: 'nginx.ingress.kubernetes.io',
            additionalIngressAnnotations: { 'canary-by-header': 'x-canary' },
            canaryIngressAnnotations: { 'example.com/a': 'b' },
          },
          plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: 'shop', namespace: 'store' } },
          smi: { rootService: 'shop', trafficSplitName: 'shop' },
          traefik: { weightedTraefikServiceName: 'shop' },
        },
      },
    },
  },
};
