import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployment, ecs, judged, said, service, shown, template } from './lint';

const EXAMPLES = join(__dirname, '../simulate/examples');
const example = (file: string) => readFileSync(join(EXAMPLES, file), 'utf8');
const state = (id: string, value: string | object) => judged(id, value).state;

const canary = (parts: object = {}) =>
  deployment({
    kind: 'Rollout',
    spec: { strategy: { canary: { steps: [{ setWeight: 10 }, { pause: { duration: '10m' } }], ...parts } } },
  });

const flagger = (analysis: object, webhooks: object[] = []) => ({
  apiVersion: 'flagger.app/v1beta1',
  kind: 'Canary',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    service: { port: 80, targetPort: 'http' },
    analysis: { interval: '1m', threshold: 5, stepWeight: 10, maxWeight: 50, webhooks, ...analysis },
  },
});

const METRICS = [{ name: 'request-success-rate', thresholdRange: { min: 99 }, interval: '1m' }];

const analysis = (provider: object) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisTemplate',
  metadata: { name: 'smoke', namespace: 'shop' },
  spec: { metrics: [{ name: 'smoke', provider }] },
});

describe('insufficient-monitoring', () => {
  test.each(['argo.yaml', 'ecs.yaml', 'flagger.yaml', 'sam.yaml'])(
    'a guarded release of %s is played and stopped',
    (file) => {
      const item = judged('insufficient-monitoring', example(file));
      expect(item.state).toBe('passed');
      expect(said(item, 'good')[0]).toMatch(/played with every second request failing, it is (taken back|stopped)$/);
    },
  );

  test('a canary on time alone', () => {
    const item = judged('insufficient-monitoring', [canary(), service()]);
    expect(item).toMatchObject({ state: 'failed', level: 'error' });
    expect(said(item, 'bad')).toEqual([
      'Rollout shop/web: it moves its users on time alone: nothing watches the new version',
    ]);
  });

  test('a canary at which a person decides is asked', () => {
    expect(state('insufficient-monitoring', [canary({ steps: [{ setWeight: 10 }, { pause: {} }] }), service()])).toBe(
      'open',
    );
  });

  test('an analysis that is not among the files cannot be seen', () => {
    const item = judged('insufficient-monitoring', [
      canary({ analysis: { templates: [{ templateName: 'elsewhere' }] } }),
      service(),
    ]);
    expect(item.state).toBe('open');
    expect(said(item, 'unseen')[0]).toContain('AnalysisTemplate elsewhere');
  });

  test('a guard that begins after the last step stops nothing', () => {
    const guard = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: 'errors', namespace: 'shop' },
      spec: {
        metrics: [
          {
            name: 'errors',
            interval: '1h',
            initialDelay: '1h',
            failureLimit: 0,
            successCondition: 'len(result) == 0 || result[0] < 0.05',
            provider: {
              prometheus: {
                address: 'http://prometheus',
                query:
                  'sum(rate(http_requests_total{service="web-canary",status=~"5.."}[5m])) / sum(rate(http_requests_total{service="web-canary"}[5m]))',
              },
            },
          },
        ],
      },
    };
    const late = canary({
      canaryService: 'web-canary',
      stableService: 'web',
      analysis: { templates: [{ templateName: 'errors' }] },
    });
    const item = judged('insufficient-monitoring', [late, service(), guard]);
    expect(said(item, 'bad')).toEqual([
      'Rollout shop/web: played with every second request of the new version failing, it goes through all the same',
    ]);
  });

  test('a Canary of Flagger without metrics', () => {
    const item = judged('insufficient-monitoring', [deployment(), flagger({ metrics: [] })]);
    expect(item.state).toBe('failed');
    expect(shown(item, 'bad')[0]).toContain('spec.analysis.metrics');
    expect(state('insufficient-monitoring', [deployment(), flagger({ metrics: METRICS })])).toBe('passed');
  });

  test('a plain Deployment is watched from outside, or not: it is asked', () => {
    expect(state('insufficient-monitoring', [deployment(), service()])).toBe('open');
  });

  test('a function that CodeDeploy moves without alarms', () => {
    const value = template({
      Fn: {
        Type: 'AWS::Serverless::Function',
        Properties: { DeploymentPreference: { Type: 'Linear10PercentEvery1Minute' } },
      },
    });
    expect(judged('insufficient-monitoring', value)).toMatchObject({ state: 'failed', level: 'error' });
    const unknown = template({
      Fn: { Type: 'AWS::Serverless::Function', Properties: { DeploymentPreference: { Type: { Ref: 'Type' } } } },
    });
    expect(state('insufficient-monitoring', unknown)).toBe('open');
  });

  test('a release that lasts for ever is not played', () => {
    const endless = canary({
      steps: [{ setWeight: 10 }, { pause: { duration: '900000000h' } }],
      analysis: { templates: [{ templateName: 'smoke' }] },
    });
    const metrics = {
      prometheus: { address: 'http://x', query: 'sum(rate(http_requests_total{service="web-canary"}[1m]))' },
    };
    const template = analysis(metrics);
    const every = {
      ...template,
      spec: { metrics: [{ name: 'x', interval: '1s', provider: metrics, failureCondition: 'result[0] > 5' }] },
    };
    expect(state('insufficient-monitoring', [endless, every, service()])).toBe('passed');
  });
});

describe('tested-rollback and no-rollback-plan', () => {
  test('what goes back by itself is shown beside the question', () => {
    const item = judged('tested-rollback', example('ecs.yaml'));
    expect(item.state).toBe('open');
    expect(said(item, 'seen').join()).toContain('ECS goes back when an alarm is raised');
    expect(state('no-rollback-plan', example('ecs.yaml'))).toBe('passed');
  });

  test.each([
    ['shop/web', 'container web has no tag, which moves: going back starts the same image again'],
    ['registry:5000/shop/web', 'container web has no tag, which moves: going back starts the same image again'],
    ['shop/web:latest', 'container web has the tag latest, which moves: going back starts the same image again'],
    ['shop/web:main', 'container web has the tag main, which moves: going back starts the same image again'],
  ])('the image %s', (image, message) => {
    const item = judged('no-rollback-plan', deployment({ container: { image } }));
    expect(said(item, 'bad')).toEqual([`Deployment shop/web: ${message}`]);
  });

  test.each(['shop/web:1.2', `shop/web@sha256:${'0'.repeat(64)}`, 'shop/web:stable-2024', 'shop/web:<TAG>'])(
    'the image %s does not move',
    (image) => expect(state('no-rollback-plan', deployment({ container: { image } }))).toBe('open'),
  );

  test('no revision is kept', () => {
    expect(state('no-rollback-plan', deployment({ spec: { revisionHistoryLimit: 0 } }))).toBe('failed');
  });

  test('Helm and Flux that go back', () => {
    const workflow = {
      name: 'deploy',
      on: { push: {} },
      jobs: { deploy: { steps: [{ run: 'helm upgrade --install web . --atomic' }] } },
    };
    expect(state('no-rollback-plan', [deployment(), JSON.stringify(workflow)])).toBe('passed');
    const release = {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'web' },
      spec: { upgrade: { remediation: { retries: 3 } } },
    };
    expect(state('no-rollback-plan', [deployment(), release])).toBe('passed');
  });

  test('engines that are told not to', () => {
    const group = (AutoRollbackConfiguration?: object) =>
      template({ Group: { Type: 'AWS::CodeDeploy::DeploymentGroup', Properties: { AutoRollbackConfiguration } } });
    expect(state('no-rollback-plan', group())).toBe('failed');
    expect(state('no-rollback-plan', group({ Enabled: true, Events: ['DEPLOYMENT_FAILURE'] }))).toBe('passed');
    const skipped = flagger({ metrics: METRICS });
    const item = judged('no-rollback-plan', [
      deployment(),
      { ...skipped, spec: { ...skipped.spec, skipAnalysis: true } },
    ]);
    expect(said(item, 'bad')).toEqual([
      'Canary shop/web: Flagger promotes each version without a look at it, and never goes back',
    ]);
    const stopped = ecs({
      service: { DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: false } } },
    });
    expect(said(judged('no-rollback-plan', stopped), 'bad')[0]).toContain('is stopped half-way');
  });
});

describe('tests around a release', () => {
  test('hooks of every platform', () => {
    const hook = (stage: string) =>
      ecs({
        service: { DeploymentConfiguration: { LifecycleHooks: [{ LifecycleStages: [stage], HookTargetArn: 'arn' }] } },
      });
    expect(state('smoke-tests', hook('POST_TEST_TRAFFIC_SHIFT'))).toBe('passed');
    expect(state('post-deployment-validation', hook('POST_PRODUCTION_TRAFFIC_SHIFT'))).toBe('passed');
    expect(state('smoke-tests', hook('POST_PRODUCTION_TRAFFIC_SHIFT'))).toBe('open');
    const pause = ecs({
      service: {
        DeploymentConfiguration: {
          LifecycleHooks: [{ LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'], TargetType: 'PAUSE' }],
        },
      },
    });
    expect(state('smoke-tests', pause)).toBe('open');
    const sam = template({
      Fn: {
        Type: 'AWS::Serverless::Function',
        Properties: { DeploymentPreference: { Type: 'AllAtOnce', Hooks: { PreTraffic: 'a', PostTraffic: 'b' } } },
      },
    });
    expect(state('smoke-tests', sam)).toBe('passed');
    expect(state('post-deployment-validation', sam)).toBe('passed');
  });

  test('analyses of Argo Rollouts that run or call something', () => {
    const templates = [{ templateName: 'smoke' }];
    const blueGreen = deployment({
      kind: 'Rollout',
      spec: { strategy: { blueGreen: { prePromotionAnalysis: { templates }, postPromotionAnalysis: { templates } } } },
    });
    const [job, web, query] = [{ job: { spec: {} } }, { web: { url: 'http://web' } }, { prometheus: { query: 'up' } }];
    for (const provider of [job, web]) expect(state('smoke-tests', [blueGreen, analysis(provider)])).toBe('passed');
    const measured = judged('smoke-tests', [blueGreen, analysis(query)]);
    expect(measured.state).toBe('open');
    expect(said(measured, 'seen')).toEqual([
      'Rollout shop/web: the analysis before the switch measures; whether anything makes requests meanwhile cannot be seen',
    ]);
    expect(said(judged('smoke-tests', blueGreen), 'seen')).toEqual([
      'Rollout shop/web: the analysis before the switch runs before users come; what it does is not among these files',
    ]);
    expect(state('post-deployment-validation', blueGreen)).toBe('passed');
    const step = { analysis: { templates: [{ templateName: 'smoke' }] } };
    const tested = canary({ steps: [step, { setWeight: 10 }, { pause: { duration: '1m' } }] });
    expect(state('smoke-tests', [tested, analysis({ job: { spec: {} } })])).toBe('passed');
    expect(state('smoke-tests', [tested, analysis({ prometheus: { query: 'up' } })])).toBe('open');
  });

  test('webhooks of Flagger; the one after a release counts for nothing', () => {
    const hooks = [
      { name: 'smoke', type: 'pre-rollout', url: 'http://tester', metadata: { cmd: 'curl -sf http://web-canary' } },
      { name: 'load', url: 'http://tester', metadata: { cmd: 'hey -z 1m -q 10 http://web-canary' } },
      { name: 'after', type: 'post-rollout', url: 'http://tester' },
    ];
    const manifests = [deployment(), flagger({ metrics: METRICS }, hooks)];
    expect(state('smoke-tests', manifests)).toBe('passed');
    expect(said(judged('post-deployment-validation', manifests), 'seen')[0]).toContain('also after a rollback');
    const load = judged('load-test', manifests);
    expect(load.state).toBe('open');
    expect(shown(load, 'seen')).toEqual(['spec.analysis.webhooks[1].metadata.cmd: hey -z 1m -q 10 http://web-canary']);
  });

  test('jobs, tests of Helm and steps of pipelines', () => {
    const job = (name: string, annotations: object, command: string[]) => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, annotations },
      spec: { template: { spec: { containers: [{ name: 'x', image: 'shop/tests:1', command }] } } },
    });
    expect(state('smoke-tests', job('check', { 'helm.sh/hook': 'test' }, ['run']))).toBe('passed');
    expect(state('smoke-tests', job('smoke-web', {}, ['run']))).toBe('passed');
    expect(
      state('post-deployment-validation', job('smoke-web', { 'argocd.argoproj.io/hook': 'PostSync' }, ['run'])),
    ).toBe('passed');
    expect(state('load-test', job('peak', {}, ['k6', 'run', 'peak.js']))).toBe('passed');
    expect(
      state('load-test', { apiVersion: 'k6.io/v1alpha1', kind: 'TestRun', metadata: { name: 'peak' }, spec: {} }),
    ).toBe('passed');
    expect(state('load-test', job('web', {}, ['node', 'server.js']))).toBe('open');
    const generator = deployment({
      name: 'loadgenerator',
      container: { ports: undefined, image: 'shop/loadgenerator:1' },
    });
    expect(said(judged('load-test', generator), 'seen')[0]).toContain('a load tool makes traffic');
    const workflow = 'on: push\njobs: { test: { steps: [{ run: npx playwright test }] } }';
    expect(state('smoke-tests', workflow)).toBe('passed');
  });

  test('a watched bake is a validation; an unwatched one is none', () => {
    expect(said(judged('post-deployment-validation', example('ecs.yaml')), 'good')[0]).toMatch(
      /it is watched for \d+ min/,
    );
    expect(state('post-deployment-validation', canary())).toBe('open');
  });
});

describe('weights that a person moves', () => {
  const istio = (weights: number[]) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { hosts: ['web'], http: [{ route: weights.map((weight) => ({ destination: { host: 'web' }, weight })) }] },
  });
  const gateway = (weights: number[]) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { rules: [{ backendRefs: weights.map((weight) => ({ name: 'web', port: 80, weight })) }] },
  });
  const nginx = (weight: string) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: 'web-canary',
      annotations: {
        'nginx.ingress.kubernetes.io/canary': 'true',
        'nginx.ingress.kubernetes.io/canary-weight': weight,
      },
    },
    spec: {},
  });
  const alb = (weights: number[]) =>
    template({
      Rule: {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        Properties: {
          Actions: [{ ForwardConfig: { TargetGroups: weights.map((Weight) => ({ TargetGroupArn: 'arn', Weight })) } }],
        },
      },
    });

  test.each([
    ['a VirtualService', istio([90, 10]), istio([100, 0])],
    ['an HTTPRoute', gateway([9, 1]), gateway([1, 0])],
    ['an Ingress of nginx', nginx('10'), nginx('0')],
    ['a rule of a load balancer', alb([90, 10]), alb([100, 0])],
  ])('%s is asked about while it splits', (_, split, whole) => {
    const item = judged('insufficient-monitoring', split);
    expect(item.state).toBe('open');
    expect(said(item, 'unseen')[0]).toContain('a person moves these weights');
    expect(said(judged('manual-deployment', split), 'seen')).toHaveLength(1);
    expect(judged('insufficient-monitoring', whole).observations).toEqual([]);
  });

  test('not where an engine among the files moves them', () => {
    const rollout = canary({ trafficRouting: { istio: { virtualService: { name: 'web' } } } });
    expect(said(judged('manual-deployment', [rollout, istio([90, 10])]), 'seen')).toEqual([]);
  });
});
