const labels = { app: 'shop' };
const metadata = { name: 'shop', namespace: 'store', labels };
const selector = { matchLabels: labels };
const probe = { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 5 };
const template = {
  metadata: { labels, annotations: { 'example.com/owner': 'store' } },
  spec: {
    serviceAccountName: 'shop',
    containers: [
      {
        name: 'shop',
        image: 'registry.example.com/shop:1.4.2',
        ports: [{ name: 'http', containerPort: 8080 }],
        env: [{ name: 'MODE', valueFrom: { configMapKeyRef: { name: 'shop', key: 'mode' } } }],
        readinessProbe: probe,
        resources: { requests: { cpu: '250m', memory: '128Mi' }, limits: { memory: '256Mi' } },
      },
    ],
  },
};

const rollout = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata,
  spec: {
    replicas: 5,
    revisionHistoryLimit: 3,
    minReadySeconds: 10,
    progressDeadlineSeconds: 600,
    progressDeadlineAbort: true,
    rollbackWindow: { revisions: 3 },
    analysis: { successfulRunHistoryLimit: 5, unsuccessfulRunHistoryLimit: 5 },
    selector,
    template,
    strategy: {
      canary: {
        canaryService: 'shop-canary',
        stableService: 'shop-stable',
        steps: [
          { setWeight: 10 },
          { pause: { duration: '5m' } },
          { pause: {} },
          { analysis: { templates: [{ templateName: 'success-rate' }] } },
        ],
        trafficRouting: { istio: { virtualService: { name: 'shop', routes: ['primary'] } } },
      },
    },
  },
};

const analysisTemplate = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisTemplate',
  metadata,
  spec: {
    args: [{ name: 'service' }, { name: 'token', valueFrom: { secretKeyRef: { name: 'datadog', key: 'token' } } }],
    dryRun: [{ metricName: 'p99' }],
    measurementRetention: [{ metricName: 'p99', limit: 20 }],
    metrics: [
      {
        name: 'success-rate',
        interval: '1m',
        initialDelay: '30s',
        count: 5,
        successCondition: 'result[0] >= 0.99',
        failureCondition: 'result[0] < 0.95',
        failureLimit: 2,
        inconclusiveLimit: '{{args.limit}}',
        consecutiveErrorLimit: 4,
        consecutiveSuccessLimit: 0,
        provider: {
          prometheus: {
            address: 'http://prometheus:9090',
            query: 'up',
            timeout: 40,
            headers: [{ key: 'x', value: 'y' }],
          },
        },
      },
      {
        name: 'p99',
        provider: {
          datadog: { apiVersion: 'v2', interval: '5m', queries: { a: 'q' }, formula: 'a', aggregator: 'last' },
        },
      },
      {
        name: 'smoke',
        provider: { job: { spec: { template: { spec: { ...template.spec, restartPolicy: 'Never' } } } } },
      },
      {
        name: 'ready',
        provider: { web: { method: 'POST', url: 'http://shop/ready', jsonBody: { any: 1 }, jsonPath: '{$.ok}' } },
      },
    ],
  },
};

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata,
  spec: {
    replicas: 3,
    selector,
    template,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
  },
};

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata,
  spec: {
    type: 'ClusterIP',
    selector: labels,
    ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
  },
};

const virtualService = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata,
  spec: {
    hosts: ['shop.example.com'],
    gateways: ['istio-system/public'],
    http: [
      {
        name: 'primary',
        match: [{ uri: { prefix: '/' }, headers: { 'x-tester': { exact: 'yes' } } }],
        retries: { attempts: 2, perTryTimeout: '2s', retryOn: '5xx' },
        timeout: '10s',
        route: [
          { destination: { host: 'shop-stable', port: { number: 80 } }, weight: 90 },
          { destination: { host: 'shop-canary', port: { number: 80 } }, weight: 10 },
        ],
        mirror: { host: 'shop-canary' },
        mirrorPercentage: { value: 5 },
      },
    ],
  },
};

const destinationRule = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata,
  spec: {
    host: 'shop',
    trafficPolicy: {
      loadBalancer: { consistentHash: { httpCookie: { name: 'release', ttl: '1h' } } },
      outlierDetection: { consecutive5xxErrors: 5, interval: '30s', baseEjectionTime: '30s' },
    },
    subsets: [
      { name: 'stable', labels },
      { name: 'canary', labels },
    ],
  },
};

const httpRoute = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata,
  spec: {
    parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https' }],
    hostnames: ['shop.example.com'],
    rules: [
      {
        matches: [
          { path: { type: 'PathPrefix', value: '/' }, headers: [{ type: 'Exact', name: 'x-tester', value: 'yes' }] },
        ],
        filters: [
          { type: 'RequestMirror', requestMirror: { backendRef: { name: 'shop-canary', port: 80 }, percent: 5 } },
        ],
        backendRefs: [
          { name: 'shop-stable', port: 80, weight: 90 },
          { name: 'shop-canary', port: 80, weight: 10 },
        ],
        timeouts: { request: '10s' },
      },
    ],
  },
};

const serviceAccount = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata,
  automountServiceAccountToken: false,
};
const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata, immutable: true, data: { mode: 'fast' } };
const job = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata,
  spec: {
    backoffLimit: 0,
    ttlSecondsAfterFinished: 600,
    template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } },
  },
};
const podDisruptionBudget = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata,
  spec: { minAvailable: '50%', selector },
};
const networkPolicy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata,
  spec: {
    podSelector: selector,
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: selector }], ports: [{ port: 8080 }] }],
  },
};
const horizontalPodAutoscaler = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata,
  spec: {
    scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'shop' },
    minReplicas: 3,
    maxReplicas: 20,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
  },
};

/** One good document of each kind that the library emits. */
export const manifests = {
  rollout,
  analysisTemplate,
  deployment,
  service,
  virtualService,
  destinationRule,
  httpRoute,
  serviceAccount,
  configMap,
  job,
  podDisruptionBudget,
  networkPolicy,
  horizontalPodAutoscaler,
};
