import { deployment, judged, said, service, shown, template, worker } from './lint';

const state = (id: string, ...values: (string | object)[]) => judged(id, values).state;

const alarm = (properties: object, id = 'Errors') => ({
  [id]: { Type: 'AWS::CloudWatch::Alarm', Properties: properties },
});

const rules = (...alerts: object[]) => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: 'web' },
  spec: { groups: [{ name: 'web', rules: alerts }] },
});

describe('monitoring', () => {
  test('an alarm that calls somebody, and one that nobody hears', () => {
    expect(state('monitoring', template(alarm({ AlarmActions: ['arn:aws:sns:eu-west-1:1:on-call'] })))).toBe('passed');
    const item = judged('monitoring', template(alarm({ MetricName: 'Errors' })));
    expect(item).toMatchObject({ state: 'failed', level: 'warning' });
    expect(shown(item, 'bad')).toEqual(['Resources.Errors.Properties.AlarmActions']);
    expect(state('monitoring', template(alarm({ AlarmActions: ['arn'], ActionsEnabled: false })))).toBe('failed');
  });

  test('an alarm that a deployment names is heard by it, and calls nobody', () => {
    const DeploymentConfiguration = { Alarms: { AlarmNames: ['shop-errors'], Enable: true, Rollback: true } };
    const value = template({
      ...alarm({ AlarmName: 'shop-errors' }),
      Service: { Type: 'AWS::ECS::Service', Properties: { DeploymentConfiguration } },
    });
    const item = judged('monitoring', value);
    expect(item.state).toBe('open');
    expect(said(item, 'seen')).toEqual(['AWS::ECS::Service Service: Errors is heard by this, and calls nobody']);
  });

  test('an alarm of a composite one, by Ref or by Sub', () => {
    const composite = (AlarmRule: object) => ({
      Both: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmRule, AlarmActions: ['arn'] } },
    });
    const sub = composite({ 'Fn::Sub': `ALARM("\${Other}") OR ALARM("\${Errors}")` });
    expect(state('monitoring', template({ ...alarm({}), ...sub }))).toBe('passed');
  });

  test('an alarm that only scales is no alert', () => {
    const value = template({
      ...alarm({ AlarmActions: [{ Ref: 'Out' }] }),
      Out: { Type: 'AWS::AutoScaling::ScalingPolicy', Properties: {} },
    });
    expect(state('monitoring', value)).toBe('open');
  });

  test('alerts of Prometheus; recording rules and scraping are no alerts', () => {
    expect(state('monitoring', rules({ alert: 'Errors', expr: 'x > 1' }))).toBe('passed');
    expect(state('monitoring', rules({ record: 'x', expr: 'y' }))).toBe('open');
    const monitor = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name: 'web' },
      spec: {},
    };
    expect(said(judged('monitoring', monitor), 'seen')).toEqual(['ServiceMonitor web: its numbers are collected']);
  });
});

describe('runbook', () => {
  const link = { annotations: { runbook_url: 'https://wiki.example.com/web' } };

  test('each alert has one, some have, none has', () => {
    expect(state('runbook', rules({ alert: 'A', ...link }))).toBe('passed');
    const item = judged('runbook', rules({ alert: 'A', ...link }, { alert: 'B' }));
    expect(item).toMatchObject({ state: 'failed', level: 'warning' });
    expect(shown(item, 'bad')).toEqual(['spec.groups[0].rules[1].alert: B']);
    expect(state('runbook', rules({ alert: 'A' }))).toBe('open');
  });

  test('in the description of an alarm, and on a workload', () => {
    expect(state('runbook', template(alarm({ AlarmDescription: 'Runbook: https://wiki.example.com/web' })))).toBe(
      'passed',
    );
    expect(state('runbook', template(alarm({ AlarmDescription: 'Read the runbook' })))).toBe('open');
    expect(state('runbook', deployment({ metadata: { annotations: { 'example.com/runbook': 'https://wiki' } } }))).toBe(
      'passed',
    );
  });
});

describe('feature-flags and no-feature-flags', () => {
  const env = (name: string, value: string) => deployment({ container: { env: [{ name, value }] } });

  test.each([
    [
      'a resource of OpenFeature',
      { apiVersion: 'core.openfeature.dev/v1beta1', kind: 'FeatureFlag', metadata: { name: 'web' }, spec: {} },
    ],
    [
      'a profile of AppConfig',
      template({
        P: { Type: 'AWS::AppConfig::ConfigurationProfile', Properties: { Type: 'AWS.AppConfig.FeatureFlags' } },
      }),
    ],
    ['the key of a client', env('LAUNCHDARKLY_SDK_KEY', 'sdk-1')],
    ['a flag server', deployment({ container: { image: 'ghcr.io/open-feature/flagd:v0.11.1' } })],
  ])('%s is a system of flags', (_, value) => {
    expect(state('feature-flags', value)).toBe('passed');
    expect(state('no-feature-flags', value)).toBe('passed');
  });

  test('the key of a client is not shown', () => {
    expect(JSON.stringify(judged('feature-flags', env('UNLEASH_API_TOKEN', 'secret-7')))).not.toContain('secret-7');
  });

  test('a switch in the environment', () => {
    const item = judged('no-feature-flags', env('FEATURE_NEW_CHECKOUT', 'true'));
    expect(item).toMatchObject({ state: 'failed', level: 'warning' });
    expect(said(item, 'bad')[0]).toContain('FEATURE_NEW_CHECKOUT is switched by another release alone');
  });

  test.each([
    ['FEATURE_STORE_URL', 'https://features'],
    ['LOG_LEVEL', 'debug'],
    ['ENABLE_TLS', 'true'],
  ])('%s is no switch', (name, value) => expect(state('no-feature-flags', env(name, value))).toBe('open'));
});

describe('manual-deployment', () => {
  const workflow = (on: string, run: string) =>
    `name: deploy\non: ${on}\njobs: { deploy: { steps: [{ run: ${JSON.stringify(run)} }] } }`;

  test.each([
    ['[push]', 'kubectl apply -f k8s', 'passed'],
    ['{ push: { branches: [main] } }', 'npx cdk deploy --all', 'passed'],
    ['workflow_dispatch', 'helm upgrade web .', 'open'],
    ['push', 'npm test', 'open'],
  ])('a workflow on %s that runs %s: %s', (on, run, expected) => {
    expect(state('manual-deployment', workflow(on, run))).toBe(expected);
  });

  test('Argo CD that syncs by itself, or waits for somebody', () => {
    const application = (syncPolicy: object) => ({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'web' },
      spec: { syncPolicy },
    });
    expect(state('manual-deployment', application({ automated: { prune: true } }))).toBe('passed');
    expect(state('manual-deployment', application({}))).toBe('open');
  });

  test('a Kustomization of Flux deploys; one of Kustomize does not', () => {
    const flux = {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'web' },
      spec: {},
    };
    expect(state('manual-deployment', flux)).toBe('passed');
    expect(state('manual-deployment', { ...flux, apiVersion: 'kustomize.config.k8s.io/v1beta1' })).toBe('open');
  });

  test('an exported object that was edited in the cluster', () => {
    const edited = deployment({ metadata: { managedFields: [{ manager: 'helm' }, { manager: 'kubectl-edit' }] } });
    expect(shown(judged('manual-deployment', edited), 'bad')).toEqual([
      'metadata.managedFields[1].manager: kubectl-edit',
    ]);
  });
});

describe('production-only-testing', () => {
  test('folders, namespaces and stages before production', () => {
    const inNamespace = (namespace: string) => deployment({ metadata: { namespace } });
    expect(state('production-only-testing', inNamespace('shop-staging'))).toBe('passed');
    expect(state('production-only-testing', inNamespace('shop-production'))).toBe('open');
    expect(state('production-only-testing', inNamespace('contest'))).toBe('open');
    const text = JSON.stringify(inNamespace('shop'));
    expect(state('production-only-testing', { file: 'k8s/overlays/staging/web.yaml', text })).toBe('passed');
    expect(state('production-only-testing', { file: 'k8s/overlays/prod/web.yaml', text })).toBe('open');
    expect(state('production-only-testing', { file: '/home/dev/test/web.yaml', text })).toBe('open');
    const stages = [{ Name: 'Source' }, { Name: 'Beta' }, { Name: 'Production' }];
    expect(
      state(
        'production-only-testing',
        template({ P: { Type: 'AWS::CodePipeline::Pipeline', Properties: { Stages: stages } } }),
      ),
    ).toBe('passed');
  });
});

describe('one-strategy-for-all', () => {
  test('one workload has nothing to compare with', () => {
    expect(state('one-strategy-for-all', deployment(), service())).toBe('not applicable');
  });

  test('servers of one nature may have one strategy; different natures with one are asked; several pass', () => {
    const pair = [deployment(), service(), deployment({ name: 'api' }), service('api')];
    expect(state('one-strategy-for-all', ...pair)).toBe('passed');
    const mixed = judged('one-strategy-for-all', [deployment(), service(), worker()]);
    expect(mixed.state).toBe('open');
    expect(said(mixed, 'unseen')[0]).toContain(
      '2 workloads of different natures (servers, workers) all have the same strategy: rolling',
    );
    const chosen = deployment({ kind: 'Rollout', spec: { strategy: { blueGreen: {} } } });
    expect(state('one-strategy-for-all', chosen, service(), worker())).toBe('passed');
  });

  test('the default on a volume that one node alone may write to', () => {
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'files', namespace: 'shop' },
      spec: { accessModes: ['ReadWriteOnce'] },
    };
    const pod = { volumes: [{ name: 'files', persistentVolumeClaim: { claimName: 'files' } }] };
    expect(state('one-strategy-for-all', deployment({ pod }), claim)).toBe('failed');
    expect(state('one-strategy-for-all', deployment({ pod, spec: { strategy: { type: 'Recreate' } } }), claim)).toBe(
      'not applicable',
    );
    const shared = { ...claim, spec: { accessModes: ['ReadWriteMany'] } };
    expect(state('one-strategy-for-all', deployment({ pod }), shared)).toBe('not applicable');
  });
});
