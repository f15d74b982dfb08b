import { type PodRelease, podFindings } from '../../lib/drain';

const ready = { httpGet: { path: '/ready', port: 8080 } };
const pod = (more: object = {}, spec: object = {}) => ({
  spec: {
    containers: [
      {
        name: 'web',
        image: 'shop/web:1',
        ports: [{ containerPort: 8080 }],
        readinessProbe: ready,
        lifecycle: { preStop: { sleep: { seconds: 5 } } },
        ...more,
      },
    ],
    ...spec,
  },
});
const said = (template: object, release: PodRelease = {}) =>
  podFindings(template, release).map(({ id, message }) => `${id}: ${message}`);

describe('a pod that comes', () => {
  test('with probes that tell readiness from liveness is fine', () => {
    const live = {
      livenessProbe: { httpGet: { path: '/live', port: 8080 } },
      startupProbe: { ...ready, failureThreshold: 30 },
    };
    expect(said(pod(live))).toEqual([]);
  });

  test('without a readiness probe', () => {
    expect(said(pod({ readinessProbe: undefined }))).toEqual([
      'drain-readiness: web has a port and no readiness probe: it gets requests as soon as its process runs',
    ]);
  });

  test('whose liveness asks the same, and gives up no later', () => {
    expect(said(pod({ livenessProbe: ready, startupProbe: ready }))).toEqual([
      'drain-liveness: Readiness and liveness of web both ask GET /ready on 8080, and liveness kills it after 30 s, no later than readiness takes it out',
    ]);
  });

  test('whose liveness asks the same, and is more patient', () => {
    expect(said(pod({ livenessProbe: { ...ready, failureThreshold: 6 }, startupProbe: ready }))).toEqual([]);
  });

  test('that is killed while it starts', () => {
    const livenessProbe = { tcpSocket: { port: 8080 }, initialDelaySeconds: 15, periodSeconds: 5 };
    expect(podFindings(pod({ livenessProbe }))).toEqual([
      expect.objectContaining({
        id: 'drain-startup',
        severity: 'note',
        message: 'web is killed when it takes longer than 30 s to start',
      }),
    ]);
  });

  test('that a load balancer does not trust yet', () => {
    const loadBalancer = { targets: 'pods', takesOut: 5, healthCheck: { interval: 10 } } as const;
    expect(said(pod(), { loadBalancer, minReady: 10 })).toEqual([
      'drain-min-ready: The load balancer needs 30 s to trust a new pod, and the release waits 10 s: for 20 s there are fewer targets than pods',
    ]);
    expect(said(pod(), { loadBalancer, minReady: 30 })).toEqual([]);
    const gated = pod({}, { readinessGates: [{ conditionType: 'target-health.elbv2.k8s.aws/web' }] });
    expect(said(gated, { loadBalancer })).toEqual([]);
  });

  test('that starts more slowly than the release may take', () => {
    const startupProbe = { ...ready, periodSeconds: 10, failureThreshold: 60 };
    expect(said(pod({ startupProbe }), { minReady: 30 })).toEqual([
      'drain-deadline: A pod may take 630 s to start and to count, and the release has failed after 600 s without progress',
    ]);
    expect(said(pod({ startupProbe }), { minReady: 30, progressDeadline: 631 })).toEqual([]);
  });

  test('that is spread together with the old ones', () => {
    const spread = (more: object) =>
      pod({}, { topologySpreadConstraints: [{ topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, ...more }] });
    expect(podFindings(spread({}))).toEqual([
      expect.objectContaining({
        id: 'drain-spread',
        severity: 'note',
        path: 'spec.template.spec.topologySpreadConstraints[0].matchLabelKeys',
        message: 'Old and new pods are counted together over topology.kubernetes.io/zone',
        expected: "['pod-template-hash']",
      }),
    ]);
    const keys = { matchLabelKeys: ['pod-template-hash'] };
    expect(podFindings(spread(keys))).toEqual([]);
    expect(podFindings(spread(keys), { revisionLabel: 'rollouts-pod-template-hash' })).toHaveLength(1);
  });
});
