import { lint } from '../../lib/lint';
import { deployment, ecs, judged, said, service, shown, template } from './lint';

const state = (id: string, value: string | object) => judged(id, value).state;
const text = (file: string, content: string) => ({ file, text: content });

describe('templates of CloudFormation', () => {
  const alarm = (actions: string) =>
    text(
      'alarms.yaml',
      `Resources:
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      MetricName: Errors
      AlarmActions:
        ${actions}
`,
    );

  test('what a condition chooses is looked at, and stands in its line', () => {
    const item = judged(
      'monitoring',
      alarm('!If\n          - IsProduction\n          -\n            - Ref: OnCall\n          - !Ref AWS::NoValue'),
    );
    expect(item.state).toBe('passed');
    expect(item.observations[0]?.evidence[0]).toMatchObject({
      line: 10,
      path: 'Resources.Errors.Properties.AlarmActions["Fn::If"][1][0]',
    });
    expect(state('monitoring', alarm('!If [IsProduction, !Ref AWS::NoValue, [!Ref OnCall]]'))).toBe('passed');
  });

  test('a value that is known at the deploy alone is asked about; none at all is none', () => {
    const item = judged('monitoring', alarm('!Split [",", !Ref Topics]'));
    expect(said(item, 'unseen')).toEqual([
      'AWS::CloudWatch::Alarm Errors: whom it calls is not known before the deploy',
    ]);
    expect(state('monitoring', alarm('!Ref AWS::NoValue'))).toBe('failed');
    const database = template({
      Data: { Type: 'AWS::RDS::DBInstance', Properties: { BackupRetentionPeriod: { Ref: 'Days' } } },
    });
    expect(said(judged('database-rollback', database), 'unseen')[0]).toContain('is not known before the deploy');
  });

  const conditional = { 'Fn::If': ['Safe', { Enable: true, Rollback: true }, { Ref: 'AWS::NoValue' }] };

  test('a circuit breaker behind a condition is one', () => {
    const value = ecs({ service: { DeploymentConfiguration: { DeploymentCircuitBreaker: conditional } } });
    expect(state('no-rollback-plan', value)).toBe('passed');
  });

  test('conditions within conditions end', () => {
    let actions: unknown = ['arn'];
    for (let depth = 0; depth < 5000; depth += 1) actions = { 'Fn::If': ['A', actions, { Ref: 'AWS::NoValue' }] };
    const value = template({ A: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: actions } } });
    expect(() => lint(value)).not.toThrow();
  });

  test('a function that CloudFormation itself calls serves no user', () => {
    const value = template({
      Seed: { Type: 'AWS::Lambda::Function', Properties: {} },
      Run: { Type: 'Custom::Seed', Properties: { ServiceToken: { 'Fn::GetAtt': ['Seed', 'Arn'] } } },
      Shop: { Type: 'AWS::Lambda::Function', Properties: {} },
    });
    expect(state('one-strategy-for-all', value)).toBe('not applicable');
  });
});

describe('services of ECS that CodeDeploy releases', () => {
  const service = { DeploymentController: { Type: 'CODE_DEPLOY' }, DeploymentConfiguration: undefined };
  const withGroup = (properties: object) => {
    const { Resources } = ecs({ service }) as { Resources: object };
    const group = {
      Type: 'AWS::CodeDeploy::DeploymentGroup',
      Properties: { ECSServices: [{}], AutoRollbackConfiguration: { Enabled: true }, ...properties },
    };
    return { Resources: { ...Resources, Group2: group } };
  };

  test('are asked about while their deployment group is elsewhere', () => {
    const alone = ecs({ service });
    for (const id of ['insufficient-monitoring', 'no-rollback-plan']) {
      expect(state(id, alone)).toBe('open');
      expect(said(judged(id, alone), 'unseen')[0]).toContain('CodeDeploy releases it');
    }
  });

  test('are judged by it', () => {
    const watched = withGroup({ AlarmConfiguration: { Enabled: true, Alarms: [{ Name: 'errors' }] } });
    expect(state('insufficient-monitoring', watched)).toBe('passed');
    expect(state('no-rollback-plan', watched)).toBe('passed');
    expect(state('insufficient-monitoring', withGroup({}))).toBe('failed');
  });

  test('an AppSpec says what is called', () => {
    const appspec = (hook: string) =>
      text(
        'appspec.yml',
        `version: 0.0\nResources: [{ Service: { Type: AWS::ECS::Service } }]\nHooks: [{ ${hook} }]\n`,
      );
    expect(state('smoke-tests', appspec('AfterAllowTestTraffic: "arn:fn"'))).toBe('passed');
    expect(state('post-deployment-validation', appspec('AfterAllowTraffic: "arn:fn"'))).toBe('passed');
    expect(state('smoke-tests', appspec('AfterAllowTestTraffic: " "'))).toBe('open');
    expect(state('smoke-tests', appspec('constructor: "arn:fn"'))).toBe('open');
    const machine =
      'version: 0.0\nos: linux\nhooks: { ValidateService: [{ location: check.sh }], BeforeInstall: [] }\n';
    expect(state('smoke-tests', text('appspec.yml', machine))).toBe('passed');
  });

  test('and so does the section of hooks of a template', () => {
    const value = {
      Hooks: {
        Shift: {
          Type: 'AWS::CodeDeploy::BlueGreen',
          Properties: { LifecycleEventHooks: { AfterAllowTestTraffic: 'smoke' } },
        },
      },
      ...ecs({ service: { DeploymentController: { Type: 'EXTERNAL' }, DeploymentConfiguration: undefined } }),
    };
    expect(shown(judged('smoke-tests', value), 'good')).toEqual([
      'Hooks.Shift.Properties.LifecycleEventHooks.AfterAllowTestTraffic: smoke',
    ]);
    expect(state('no-rollback-plan', value)).toBe('passed');
  });
});

test('a circuit breaker is no advice for a release of ECS that is not rolling', () => {
  const canary = (more: object) =>
    ecs({ service: { DeploymentConfiguration: { Strategy: 'CANARY', CanaryConfiguration: {}, ...more } } });
  const item = judged('no-rollback-plan', canary({}));
  expect(said(item, 'bad')).toEqual(['AWS::ECS::Service Service: no alarm and no hook takes a release back']);
  expect(JSON.stringify(item.observations)).not.toContain('DeploymentCircuitBreaker');
  const hook = { LifecycleHooks: [{ HookTargetArn: 'arn:fn', LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] }] };
  expect(said(judged('no-rollback-plan', canary(hook)), 'good')).toEqual([
    'AWS::ECS::Service Service: ECS goes back when this hook fails',
  ]);
});

describe('kinds that people use', () => {
  const controller = {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name: 'front', namespace: 'shop' },
    spec: {
      selector: { app: 'web' },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'php', image: 'shop/front:3', ports: [{ name: 'http', containerPort: 80 }] }] },
      },
    },
  };

  test('a ReplicationController runs for long, and nothing replaces its pods', () => {
    expect(said(judged('health-checks', [controller, service()]), 'bad')[0]).toContain(
      'ReplicationController shop/front',
    );
    expect(said(judged('abrupt-shutdown', [controller, service()]), 'unseen')[0]).toContain(
      'nothing replaces its copies',
    );
  });

  test('a pod of its own does when a Service sends to it; any other is a tool', () => {
    const pod = (labels: object) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'shop', labels },
      spec: controller.spec.template.spec,
    });
    expect(said(judged('health-checks', [pod({ app: 'web' }), service()]), 'bad')[0]).toContain('Pod shop/web');
    expect(judged('no-health-checks', [pod({ app: 'debug' }), service()]).observations).toEqual([]);
  });

  test('pods that only hold a place need no probe', () => {
    const pause = {
      image: 'registry.example.com/pause:3.10',
      ports: undefined,
      readinessProbe: undefined,
      livenessProbe: undefined,
    };
    expect(state('no-health-checks', deployment({ container: pause }))).toBe('not applicable');
  });

  test('the probes of what reloads a configuration are nobody’s', () => {
    const [container] = (deployment() as { spec: { template: { spec: { containers: object[] } } } }).spec.template.spec
      .containers;
    const probe = { httpGet: { path: '/healthz', port: 9 } };
    const reloader = { name: 'reloader', image: 'shop/config-reloader:1', readinessProbe: probe, livenessProbe: probe };
    expect(state('health-checks', [deployment({ pod: { containers: [reloader, container] } }), service()])).toBe(
      'passed',
    );
  });

  test('a database is one by its port and its name, whatever its image is called', () => {
    const container = (name: string) => ({ name, image: `shop/examples-${name}:1`, ports: [{ containerPort: 3306 }] });
    expect(state('ignored-database', deployment({ container: container('mysqldb') }))).toBe('failed');
    expect(state('ignored-database', deployment({ container: container('zabbix') }))).toBe('open');
    const cache = { image: 'shop/my-redis:1', ports: [{ name: 'http', containerPort: 6379 }], lifecycle: undefined };
    expect(state('connection-draining', [deployment({ container: cache }), service()])).toBe('not applicable');
  });

  test('images that ko resolves do not move', () => {
    expect(state('no-rollback-plan', deployment({ container: { image: 'ko://example.com/cmd/web' } }))).toBe('open');
  });
});

describe('blue/green of two Deployments', () => {
  const colour = (version: string, more: object = {}) =>
    deployment({ name: `web-${version}`, template: { labels: { app: 'web', version } }, ...more });
  const switched = (selector: object, name = 'web') => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector, ports: [{ port: 80, targetPort: 'http' }] },
  });
  const image = { container: { image: 'registry.example.com/shop/web:1.4.2' } };
  const pair = [colour('blue', image), colour('green', image)];

  test('is one strategy, with the selector that is switched', () => {
    const files = [...pair, switched({ app: 'web', version: 'blue' })];
    const item = judged('one-strategy-for-all', files);
    expect(said(item, 'good')[0]).toContain('one strategy: blue/green');
    expect(shown(item, 'good')[0]).toBe('spec.selector.version: blue');
    expect(said(judged('insufficient-monitoring', files), 'unseen')).toEqual([
      'Service shop/web: a person or a pipeline switches all its users with this selector; who watches the new version then, and switches back, cannot be seen',
    ]);
    expect(said(judged('no-rollback-plan', files), 'unseen')[0]).toContain('to switch this selector again');
    expect(said(judged('health-checks', files), 'good')).toHaveLength(2);
  });

  test.each([
    ['one Service sends to both', [...pair, switched({ app: 'web' })]],
    [
      'each has a Service of its own',
      [...pair, switched({ version: 'blue' }, 'web-blue'), switched({ version: 'green' }, 'web-green')],
    ],
    [
      'they run something else',
      [colour('blue', image), colour('green', { container: { image: 'shop/api:2' } }), switched({ version: 'blue' })],
    ],
  ])('is not what it is where %s', (_, files) => {
    expect(JSON.stringify(judged('one-strategy-for-all', files).observations)).not.toContain('blue/green');
  });
});

describe('templates and patches', () => {
  test('templates are said once, of whatever engine, with the first names', () => {
    const helm = ['a', 'b', 'c', 'd', 'e'].map((name) => text(`${name}.yaml`, 'name: {{ .Values.name }}\n'));
    expect(lint([...helm, deployment()]).findings).toMatchObject([
      {
        id: 'lint-unrendered',
        path: 'a.yaml',
        message: expect.stringContaining('nor b.yaml, c.yaml, d.yaml and 1 more: it is a template of Helm'),
      },
    ]);
    const named = text('x.yaml', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ template "x" . }}-web\n');
    expect(lint([named, deployment()]).findings).toMatchObject([{ id: 'lint-unrendered', severity: 'warning' }]);
  });

  test('what is broken beside the braces of an alert is broken', () => {
    const rule = "kind: PrometheusRule\nsummary: '{{ $labels.pod }}'\nspec: [\n";
    expect(lint(text('rule.yaml', rule)).findings).toMatchObject([{ id: 'lint-unreadable' }, { id: 'lint-nothing' }]);
  });

  test('a patch with an image is one when its customization says so, also without a kind', () => {
    const patch = deployment({ container: { readinessProbe: undefined, livenessProbe: undefined } });
    const files = [
      text('overlays/prod/kustomization.yaml', 'resources: [../../base]\npatches: [{ path: ./image.yaml }]\n'),
      text('overlays/prod/image.yaml', JSON.stringify(patch)),
      text('base/web.yaml', JSON.stringify(deployment())),
    ];
    expect(lint(files).findings).toMatchObject([{ id: 'lint-unrendered', severity: 'note' }]);
    expect(state('no-health-checks', files)).toBe('passed');
  });

  test('what is neither manifest nor template is skipped, and named', () => {
    const checklist = lint([
      text('k8s/web.yaml', JSON.stringify(deployment())),
      text('docker-compose.yaml', 'services: { web: { image: web } }\n'),
      text('values.yaml', 'replicas: 3\n'),
    ]);
    expect(checklist).toMatchObject({
      files: 1,
      resources: 1,
      skipped: ['docker-compose.yaml', 'values.yaml'],
      findings: [],
    });
  });

  test('lists, comments, carriage returns and anchors', () => {
    const yaml = `# a list\r\napiVersion: v1\r\nkind: List\r\nitems:\r\n- &web\r\n  apiVersion: apps/v1\r\n  kind: Deployment\r\n  metadata: { name: web }\r\n  spec: { template: { spec: { containers: [{ name: web, image: web }] } } }\r\n- <<: *web\r\n  metadata: { name: admin }\r\n---\r\n# nothing\r\n`;
    const item = judged('no-rollback-plan', text('list.yaml', yaml));
    expect(said(item, 'bad').map((one) => one.split(':')[0])).toEqual(['Deployment web', 'Deployment admin']);
    expect(item.observations[0]?.evidence[0]).toMatchObject({
      line: 9,
      path: 'items[0].spec.template.spec.containers[0].image',
    });
  });
});

describe('tests and releases', () => {
  const workflow = (run: string) => `on: push\njobs: { build: { steps: [{ run: ${JSON.stringify(run)} }] } }`;

  test.each([
    ['curl -f https://shop.example.com/health', 'passed'],
    ['curl --fail -o /dev/null https://shop.example.com', 'passed'],
    ['npm ci\nfor i in 1 2; do\n  curl -sSf http://web-canary/ || exit 1\ndone', 'passed'],
    ['curl -sSfL https://example.com/install.sh | sh', 'open'],
    ['curl -fsSL https://example.com/tool.tgz -o tool.tgz', 'open'],
    ['curl -fsSLO https://example.com/tool', 'open'],
    ['KEY=$(curl -sf https://example.com/key)', 'open'],
    ['gh api /artifacts?name=integration-tests', 'open'],
  ])('a step that runs %s', (run, expected) => expect(state('smoke-tests', workflow(run))).toBe(expected));

  test('a smoke test after a sync comes when the users have come', () => {
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'smoke', annotations: { 'argocd.argoproj.io/hook': 'PostSync' } },
      spec: { template: { spec: { containers: [{ name: 'smoke', image: 'shop/smoke:1' }] } } },
    };
    expect(said(judged('smoke-tests', job), 'seen')).toEqual([
      'Job smoke: it tries the new version when its users have come',
    ]);
  });

  const rollout = (strategy: object) => deployment({ kind: 'Rollout', spec: { strategy } });

  test('an experiment with an analysis takes a Rollout back; what the simulator cannot play, it says', () => {
    const steps = [
      { experiment: { templates: [{}], analyses: [{ name: 'a', templateName: 'a' }] } },
      { setWeight: 50 },
    ];
    const value = [rollout({ canary: { steps } }), service()];
    expect(said(judged('no-rollback-plan', value), 'good')).toEqual([
      'Rollout shop/web: Argo Rollouts goes back when an analysis fails',
    ]);
    expect(said(judged('insufficient-monitoring', value), 'unseen')[0]).toContain(
      '(steps[0]: experiment is not understood)',
    );
  });

  test('a person who promotes looks first', () => {
    const value = [rollout({ blueGreen: { activeService: 'web', autoPromotionEnabled: false } }), service()];
    expect(said(judged('insufficient-monitoring', value), 'unseen')[0]).toContain('a person decides before the switch');
    expect(state('insufficient-monitoring', [rollout({ blueGreen: { activeService: 'web' } }), service()])).toBe(
      'failed',
    );
  });

  test('the load test of an analysis is shown beside the question', () => {
    const job = {
      spec: { template: { spec: { containers: [{ name: 'peak', image: 'grafana/k6:1', command: ['k6', 'run'] }] } } },
    };
    const analysis = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: 'peak' },
      spec: { metrics: [{ name: 'peak', provider: { job } }] },
    };
    expect(said(judged('load-test', analysis), 'seen')).toHaveLength(1);
  });

  test.each([
    [
      'a Service of Knative',
      {
        apiVersion: 'serving.knative.dev/v1',
        kind: 'Service',
        metadata: { name: 'web' },
        spec: { traffic: [{ percent: 90 }, { percent: 10 }] },
      },
    ],
    [
      'a router of App Mesh',
      {
        apiVersion: 'appmesh.k8s.aws/v1beta2',
        kind: 'VirtualRouter',
        metadata: { name: 'web' },
        spec: { routes: [{ httpRoute: { action: { weightedTargets: [{ weight: 9 }, { weight: 1 }] } } }] },
      },
    ],
    [
      'a TrafficSplit',
      {
        apiVersion: 'split.smi-spec.io/v1alpha2',
        kind: 'TrafficSplit',
        metadata: { name: 'web' },
        spec: { backends: [{ weight: 9 }, { weight: 1 }] },
      },
    ],
    [
      'a listener',
      template({
        L: {
          Type: 'AWS::ElasticLoadBalancingV2::Listener',
          Properties: { DefaultActions: [{ ForwardConfig: { TargetGroups: [{ Weight: 9 }, { Weight: 1 }] } }] },
        },
      }),
    ],
    [
      'an alias',
      template({
        A: {
          Type: 'AWS::Lambda::Alias',
          Properties: { RoutingConfig: { AdditionalVersionWeights: [{ FunctionVersion: '2', FunctionWeight: 0.1 }] } },
        },
      }),
    ],
  ])('%s is asked about while it splits', (_, split) => {
    expect(said(judged('insufficient-monitoring', split), 'unseen')[0]).toContain('a person moves these weights');
  });

  test('a route that spreads its requests without a weight is no release', () => {
    const route = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web' },
      spec: { rules: [{ backendRefs: [{ name: 'a' }, { name: 'b' }] }] },
    };
    expect(judged('insufficient-monitoring', route).observations).toEqual([]);
  });

  test('folders are environments by their name’s end', () => {
    const at = (file: string) => text(file, JSON.stringify(deployment()));
    expect(state('production-only-testing', at('k8s/overlays/staging-eu-west-1/web.yaml'))).toBe('passed');
    expect(state('production-only-testing', at('k8s/overlays/shop-pre-prod/web.yaml'))).toBe('passed');
    expect(state('production-only-testing', at('apps/k8s/testing-manifests/web.yaml'))).toBe('open');
  });

  test('a namespace of a tool is no environment', () => {
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'a', namespace: 'testing' },
    };
    expect(state('production-only-testing', slice)).toBe('open');
  });
});

describe('Cloud Deploy', () => {
  const pipeline = (...strategies: object[]) => ({
    apiVersion: 'deploy.cloud.google.com/v1',
    kind: 'DeliveryPipeline',
    metadata: { name: 'web' },
    serialPipeline: { stages: strategies.map((strategy) => ({ targetId: 'x', strategy })) },
  });
  const verified = { standard: { verify: true } };

  test('a stage before the last one is a smoke test, the last one comes with users', () => {
    expect(state('smoke-tests', pipeline(verified, {}))).toBe('passed');
    expect(state('smoke-tests', pipeline({}, verified))).toBe('open');
    expect(state('post-deployment-validation', pipeline({}, verified))).toBe('passed');
  });

  test('a phase without users is one', () => {
    const phases = (percentage: number) =>
      pipeline({ canary: { customCanaryDeployment: { phaseConfigs: [{ percentage, verify: true }] } } });
    expect(state('smoke-tests', phases(0))).toBe('passed');
    expect(state('smoke-tests', phases(25))).toBe('open');
    expect(said(judged('insufficient-monitoring', phases(25)), 'unseen')[0]).toContain('reads no metric');
  });

  test('an automation that repairs takes it back', () => {
    const automation = (repairPhases: object[]) => ({
      apiVersion: 'deploy.cloud.google.com/v1',
      kind: 'Automation',
      metadata: { name: 'web' },
      rules: [{ repairRolloutRule: { repairPhases } }],
    });
    expect(state('no-rollback-plan', automation([{ rollback: {} }]))).toBe('passed');
    expect(state('no-rollback-plan', automation([{ retry: {} }]))).toBe('open');
  });
});
