import { type PodRelease, podFindings, shutdownFor } from '../../lib/drain';

const container = (more: object = {}) => ({
  name: 'web',
  image: 'shop/web:1',
  ports: [{ containerPort: 8080 }],
  readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
  ...more,
});
const pod = (more: object = {}, spec: object = {}) => ({ spec: { containers: [container(more)], ...spec } });
const sleeping = (seconds: number) => ({ lifecycle: { preStop: { sleep: { seconds } } } });
const said = (template: object, release: PodRelease = {}) =>
  podFindings(template, release).map(({ id, severity, path, message }) => ({ id, severity, path, message }));

describe('the numbers of a drain', () => {
  test.each([
    ['without a load balancer', {}, { preStop: 5, gracePeriod: 35, deregistrationDelay: 30 }],
    [
      'pods as targets',
      { loadBalancer: { targets: 'pods' } },
      { preStop: 30, gracePeriod: 60, deregistrationDelay: 30 },
    ],
    [
      'pods as targets, taken out slowly',
      { loadBalancer: { targets: 'pods', takesOut: 40 } },
      { preStop: 40, gracePeriod: 70, deregistrationDelay: 30 },
    ],
    [
      'all nodes as targets, where its health check asks the node',
      { loadBalancer: { targets: 'nodes', healthCheck: { interval: 10 } } },
      { preStop: 5, gracePeriod: 35, deregistrationDelay: 30 },
    ],
    [
      'nodes with a pod as targets: three checks ten seconds apart, and the last one hangs',
      { loadBalancer: { targets: 'localNodes', healthCheck: { interval: 10 } } },
      { preStop: 35, gracePeriod: 65, deregistrationDelay: 30 },
    ],
    [
      'a fast health check is not faster than the nodes',
      { loadBalancer: { targets: 'localNodes', healthCheck: { interval: 1, unhealthy: 1, timeout: 1 } } },
      { preStop: 5, gracePeriod: 35, deregistrationDelay: 30 },
    ],
  ] as const)('%s', (_name, surroundings, expected) => {
    expect(shutdownFor(30, surroundings)).toEqual(expected);
  });

  test('no drain leaves the process a second to be told', () => {
    expect(shutdownFor(0)).toEqual({ preStop: 5, gracePeriod: 6, deregistrationDelay: 0 });
  });
});

describe('a pod that leaves', () => {
  test('with a load balancer that notices late: the arithmetic, as an error of a strategy with a drain', () => {
    const loadBalancer = { targets: 'localNodes', healthCheck: { interval: 10 } } as const;
    expect(said(pod(sleeping(5)), { loadBalancer, drain: 20 })).toEqual([
      {
        id: 'drain-pre-stop',
        severity: 'error',
        path: 'spec.template.spec.containers[0].lifecycle.preStop',
        message:
          'the load balancer needs 35 s to notice that a pod leaves, preStop of web waits 5 s: 30 s of errors on each pod',
      },
    ]);
    expect(said(pod(sleeping(35), { terminationGracePeriodSeconds: 55 }), { loadBalancer, drain: 20 })).toEqual([]);
  });

  test('without a hook: a warning, also where the strategy says nothing', () => {
    expect(said(pod())).toEqual([
      expect.objectContaining({
        id: 'drain-pre-stop',
        severity: 'warning',
        message: 'the cluster needs 5 s to notice that a pod leaves, web has no preStop: 5 s of errors on each pod',
      }),
    ]);
  });

  test.each([
    ['a sleep', ['sleep', '5']],
    ['a sleep by its path', ['/bin/sleep', '5s']],
    ['a shell that sleeps', ['/bin/sh', '-c', 'sleep 5']],
    ['another command, whose length nobody knows', ['/app/leave', '--quietly']],
  ])('%s as a command is enough', (_name, command) => {
    expect(said(pod({ lifecycle: { preStop: { exec: { command } } } }))).toEqual([]);
  });

  test('a shell that does more than sleep is not read', () => {
    const command = ['sh', '-c', 'touch /tmp/leaving && sleep 2'];
    expect(said(pod({ lifecycle: { preStop: { exec: { command } } } }))).toEqual([]);
  });

  test('nobody sends requests to a container without a port', () => {
    expect(said(pod({ ports: [], readinessProbe: undefined }))).toEqual([]);
  });

  test('a grace period that ends with requests in flight', () => {
    const [finding] = podFindings(pod(sleeping(10), { terminationGracePeriodSeconds: 30 }), { drain: 60 });
    expect(finding).toMatchObject({
      id: 'drain-grace-period',
      severity: 'error',
      message: 'preStop waits 10 s of a grace period of 30 s: requests in flight get 20 s, not 60 s',
      received: '30 s',
      expected: 'at least 70 s',
    });
  });

  test('a sleep as long as the grace period, which is 30 s by default', () => {
    expect(said(pod(sleeping(29)))).toEqual([]);
    expect(said(pod(sleeping(30)))).toEqual([
      expect.objectContaining({
        id: 'drain-grace-period',
        message: 'preStop waits 30 s of a grace period of 30 s: the process is killed before it is told to stop',
      }),
    ]);
  });

  test('a cluster that drops the sleep', () => {
    expect(said(pod(sleeping(5)), { kubernetes: '1.29' })).toEqual([
      expect.objectContaining({
        id: 'drain-sleep-version',
        message: 'Kubernetes 1.29 drops the sleep of web: 5 s of errors on each pod',
      }),
    ]);
    expect(said(pod(sleeping(5)), { kubernetes: '1.30' })).toEqual([]);
  });

  test('a load balancer that cuts what is in flight', () => {
    const loadBalancer = { targets: 'pods', deregistrationDelay: 20 } as const;
    expect(said(pod(sleeping(30), { terminationGracePeriodSeconds: 75 }), { loadBalancer, drain: 45 })).toEqual([
      expect.objectContaining({
        id: 'drain-deregistration',
        message:
          'The load balancer closes connections after 20 s, and requests in flight get 45 s: the last 25 s are cut',
      }),
    ]);
  });

  test('what is accepted is not said', () => {
    expect(podFindings(pod(), { accept: [{ id: 'drain-pre-stop', reason: 'a proxy retries' }] })).toEqual([]);
  });
});
