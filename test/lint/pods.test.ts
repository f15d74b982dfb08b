import { noticeOf } from '../../lib/drain';
import { deployment, judged, said, service, shown, worker } from './lint';

const state = (id: string, ...manifests: object[]) => judged(id, manifests).state;

const ALB = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: 'shop', annotations: { 'alb.ingress.kubernetes.io/target-type': 'ip' } },
  spec: {
    ingressClassName: 'alb',
    rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'web', port: { number: 80 } } } }] } }],
  },
};

describe('health-checks', () => {
  test('a readiness probe behind a Service passes, with its place as evidence', () => {
    const item = judged('health-checks', [deployment(), service()]);
    expect(item.state).toBe('passed');
    expect(shown(item, 'good')[0]).toMatch(/^spec\.template\.spec\.containers\[0\]\.readinessProbe: \{/);
  });

  test('none behind a Service fails', () => {
    const item = judged('health-checks', [deployment({ container: { readinessProbe: undefined } }), service()]);
    expect(item).toMatchObject({ state: 'failed', level: 'error' });
    expect(said(item, 'bad')).toEqual([
      'Deployment shop/web: web has a port and no readiness probe: it gets requests as soon as its process runs',
    ]);
    expect(shown(item, 'bad')).toEqual(['spec.template.spec.containers[0].readinessProbe']);
  });

  test('without a Service among the files it cannot be seen', () => {
    const item = judged('health-checks', deployment({ container: { readinessProbe: undefined } }));
    expect(item.state).toBe('open');
    expect(said(item, 'unseen')[0]).toContain('no Service is among these files');
  });

  test('a Service of another namespace or other labels sends nothing', () => {
    const other = { ...service(), metadata: { name: 'web', namespace: 'other' } };
    expect(state('health-checks', deployment({ container: { readinessProbe: undefined } }), other)).toBe('open');
    expect(state('health-checks', deployment({ container: { readinessProbe: undefined } }), service('api'))).toBe(
      'open',
    );
  });

  test('liveness that asks what readiness asks, as soon, is a warning; a more patient one is none', () => {
    const probe = { httpGet: { path: '/health', port: 'http' } };
    const same = deployment({ container: { readinessProbe: probe, livenessProbe: probe } });
    expect(judged('health-checks', [same, service()])).toMatchObject({ state: 'failed', level: 'warning' });
    const patient = deployment({
      container: { readinessProbe: probe, livenessProbe: { ...probe, failureThreshold: 10 } },
    });
    expect(state('health-checks', patient, service())).toBe('passed');
  });

  test('of a pod with a proxy beside it, the container of the Service’s port is asked', () => {
    const proxy = { name: 'proxy', image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.0' };
    const web = { name: 'web', image: 'shop/web:1', ports: [{ name: 'http', containerPort: 8080 }] };
    const item = judged('health-checks', [deployment({ pod: { containers: [proxy, web] } }), service()]);
    expect(shown(item, 'bad')).toEqual(['spec.template.spec.containers[1].readinessProbe']);
  });

  test('what the load balancer of a release trusts is asked where the namespace may add a gate', () => {
    const item = judged('health-checks', [deployment(), service(), ALB]);
    expect(said(item, 'unseen')[0]).toContain('needs 30 s to trust a new pod');
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: {} } };
    expect(state('health-checks', deployment(), service(), ALB, namespace)).toBe('failed');
    const labels = { 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' };
    const gate = { ...namespace, metadata: { name: 'shop', labels } };
    expect(state('health-checks', deployment(), service(), ALB, gate)).toBe('passed');
  });

  test('Knative asks the port itself; its Service is no Service of the core group', () => {
    const knative = {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: { name: 'hello' },
      spec: {
        template: {
          spec: { containers: [{ image: 'ghcr.io/knative/helloworld-go:1', ports: [{ containerPort: 8080 }] }] },
        },
      },
    };
    expect(judged('health-checks', knative).state).toBe('passed');
    expect(judged('connection-draining', knative).state).toBe('passed');
  });

  test('a Rollout stands for the Deployment that it refers to', () => {
    const deployed = deployment({ container: { readinessProbe: undefined } });
    const rollout = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'web-release', namespace: 'shop' },
      spec: { workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, strategy: { canary: {} } },
    };
    expect(said(judged('health-checks', [deployed, rollout, service()]), 'bad')).toHaveLength(1);
  });

  test('nothing that gets requests: not applicable', () => {
    expect(state('health-checks', worker())).toBe('not applicable');
  });
});

describe('no-health-checks', () => {
  test('a worker without any probe is a warning, a server without any an error', () => {
    expect(judged('no-health-checks', worker({ livenessProbe: undefined }))).toMatchObject({
      state: 'failed',
      level: 'warning',
    });
    const bare = deployment({ container: { readinessProbe: undefined, livenessProbe: undefined } });
    expect(judged('no-health-checks', [bare, service()])).toMatchObject({ state: 'failed', level: 'error' });
    expect(state('no-health-checks', worker())).toBe('passed');
  });

  test.each([[['true']], [['sh', '-c', 'exit 0']], [['/bin/echo', 'ok']], [['ls', '/']]])(
    'a probe that runs %j checks nothing',
    (command) => {
      const item = judged('no-health-checks', worker({ livenessProbe: { exec: { command } } }));
      expect(said(item, 'bad')[0]).toContain('succeeds whatever the application does');
    },
  );

  test.each([[['cat', '/tmp/healthy']], [['pg_isready', '-U', 'shop']], [['sh', '-c', 'test -f /tmp/alive && true']]])(
    'a probe that runs %j checks something',
    (command) => expect(state('no-health-checks', worker({ livenessProbe: { exec: { command } } }))).toBe('passed'),
  );
});

describe('graceful-shutdown', () => {
  test('what is left after the preStop hook counts', () => {
    expect(said(judged('graceful-shutdown', [deployment(), service()]), 'good')).toEqual([
      'Deployment shop/web: its process has 30 s between SIGTERM and the kill',
    ]);
    const item = judged('graceful-shutdown', [deployment({ pod: { terminationGracePeriodSeconds: 8 } }), service()]);
    expect(item).toMatchObject({ state: 'failed', level: 'warning' });
    expect(said(item, 'bad')).toEqual([
      'Deployment shop/web: of 8 s the preStop hook takes 5 s: its process has 3 s to end requests',
    ]);
  });

  test('the default grace period counts', () => {
    const item = judged('graceful-shutdown', [
      deployment({ pod: { terminationGracePeriodSeconds: undefined } }),
      service(),
    ]);
    expect(said(item, 'good')).toEqual([
      'Deployment shop/web: its process has 25 s between SIGTERM and the kill, by default',
    ]);
  });

  test('a hook that nobody can time is asked about', () => {
    const preStop = { exec: { command: ['/drain.sh'] } };
    expect(state('graceful-shutdown', deployment({ container: { lifecycle: { preStop } } }), service())).toBe('open');
  });

  test.each([
    [['sh', '-c', 'migrate && node server.js'], 'open'],
    [['sh', '-c', 'migrate && exec node server.js'], 'passed'],
    [['sh', '-c', 'node server.js'], 'passed'],
    [['node', 'server.js'], 'passed'],
  ])('a process that %j starts', (command, expected) => {
    expect(state('graceful-shutdown', deployment({ container: { command } }), service())).toBe(expected);
  });
});

describe('abrupt-shutdown', () => {
  test.each([
    [0, 'its process is killed at once'],
    [1, 'its process is killed after 1 s'],
    [5, 'its preStop hook waits 5 s of 5 s: container web is killed without a chance to end'],
  ])('a grace period of %i', (terminationGracePeriodSeconds, message) => {
    const item = judged('abrupt-shutdown', [deployment({ pod: { terminationGracePeriodSeconds } }), service()]);
    expect(item).toMatchObject({ state: 'failed', level: 'error' });
    expect(said(item, 'bad')).toEqual([`Deployment shop/web: ${message}`]);
  });

  test('a hook that kills', () => {
    const preStop = { exec: { command: ['sh', '-c', 'kill -9 1'] } };
    expect(state('abrupt-shutdown', deployment({ container: { lifecycle: { preStop } } }), service())).toBe('failed');
  });

  test('Recreate behind a Service is a downtime; of a worker or of a database it is right', () => {
    const spec = { strategy: { type: 'Recreate' } };
    expect(judged('abrupt-shutdown', [deployment({ spec }), service()])).toMatchObject({
      state: 'failed',
      level: 'warning',
    });
    expect(state('abrupt-shutdown', deployment({ spec }))).toBe('passed');
    const database = deployment({ spec, container: { image: 'postgres:16.4' } });
    expect(state('abrupt-shutdown', database, service())).toBe('passed');
  });

  test.each([
    [1, 1, 'failed'],
    [4, '100%', 'failed'],
    [4, '25%', 'passed'],
    [1, '25%', 'passed'],
  ])('%i copies of which %s may be unavailable: %s', (replicas, maxUnavailable, expected) => {
    const spec = { replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable } } };
    expect(state('abrupt-shutdown', deployment({ spec }), service())).toBe(expected);
  });

  test('a budget that lets no pod go', () => {
    const budget = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
    };
    const item = judged('abrupt-shutdown', [deployment({ spec: { replicas: 2 } }), service(), budget]);
    expect(shown(item, 'bad')).toEqual(['spec.minAvailable: 2', 'spec.replicas: 2']);
    expect(state('abrupt-shutdown', deployment({ spec: { replicas: 3 } }), service(), budget)).toBe('passed');
  });

  test('an autoscaler beside written replicas', () => {
    const autoscaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicas: 3,
        maxReplicas: 9,
      },
    };
    const item = judged('abrupt-shutdown', [deployment({ spec: { replicas: 3 } }), service(), autoscaler]);
    expect(said(item, 'bad')).toEqual([
      'Deployment shop/web: An autoscaler scales the pods, and each apply sets their number back',
    ]);
    expect(state('abrupt-shutdown', deployment(), service(), autoscaler)).toBe('passed');
    const live = { ...deployment({ spec: { replicas: 3 } }), status: { readyReplicas: 3 } };
    expect(state('abrupt-shutdown', live, service(), autoscaler)).toBe('passed');
  });
});

describe('connection-draining', () => {
  test('a preStop hook as long as the cluster needs passes', () => {
    expect(said(judged('connection-draining', [deployment(), service()]), 'good')).toEqual([
      'Deployment shop/web: container web answers 5 s longer, until the cluster has noticed',
    ]);
  });

  test('none at all, with the seconds of errors', () => {
    const item = judged('connection-draining', [deployment({ container: { lifecycle: undefined } }), service()]);
    expect(item).toMatchObject({ state: 'failed', level: 'warning' });
    expect(said(item, 'bad')).toEqual([
      'Deployment shop/web: the cluster needs 5 s to notice that a pod leaves, web has no preStop: 5 s of errors on each pod',
    ]);
  });

  test('too short for a load balancer that sends to the pods themselves', () => {
    const { seconds } = noticeOf({ targets: 'pods' });
    expect(seconds).toBeGreaterThan(5);
    const item = judged('connection-draining', [deployment(), service(), ALB]);
    expect(said(item, 'bad')).toEqual([
      `Deployment shop/web: the load balancer needs ${seconds} s to notice that a pod leaves, preStop of web waits 5 s: ${seconds - 5} s of errors on each pod`,
    ]);
    expect(shown(item, 'bad')).toContain('metadata.annotations["alb.ingress.kubernetes.io/target-type"]: ip');
    const longer = { lifecycle: { preStop: { exec: { command: ['/bin/sh', '-c', `sleep ${seconds}`] } } } };
    const pod = { terminationGracePeriodSeconds: seconds + 30 };
    expect(state('connection-draining', deployment({ container: longer, pod }), service(), ALB)).toBe('passed');
  });

  test('a hook that nobody can time is asked about; a worker and a database are not', () => {
    const other = { lifecycle: { preStop: { httpGet: { path: '/drain', port: 8080 } } } };
    expect(state('connection-draining', deployment({ container: other }), service())).toBe('open');
    expect(state('connection-draining', worker())).toBe('not applicable');
    const database = deployment({ container: { image: 'docker.io/library/postgres:16', lifecycle: undefined } });
    expect(state('connection-draining', database, service())).toBe('not applicable');
  });
});
