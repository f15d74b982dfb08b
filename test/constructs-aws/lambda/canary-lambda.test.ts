import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication } from 'aws-cdk-lib/aws-codedeploy';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import { CanaryLambda, CheckFunction, lambdaFragments } from '../../../constructs-aws/lambda';
import { lambdaTarget } from '../../../constructs-aws/lambda/target';
import { nearest } from '../../../lib/fidelity';
import { CutoverError, errorsOf } from '../../../lib/findings';
import { plan, strategyOf, trace } from '../../../lib/plan';
import { Check, Guard, Strategy } from '../../../lib/strategy';
import { runs, strategies } from '../../support/arbitrary';
import { expectValidTemplate } from '../../support/cloudformation';
import { carefully, dependencies, newStack, pricing, synthesised, thrown, waitsFor } from './fixtures';

const checked = Strategy.canary({
  steps: [{ weight: 20, hold: '7m' }],
  guards: [Guard.errorRate({ max: '1%' }), Guard.errorRate({ versusStable: 2, name: 'worse-than-stable' })],
  checks: {
    beforeTraffic: [
      Check.function({ function: 'smoke', name: 'smoke' }),
      Check.function({ function: 'arn:aws:lambda:eu-west-1:123456789012:function:contract', name: 'contract' }),
    ],
    afterTraffic: [Check.function({ function: 'smoke', name: 'again', timeout: '5m' })],
  },
});
const smoke = CheckFunction.newVersion({ payload: { sku: 'book-1' }, answer: { price: 1 } });

const alarmOf = (stack: Stack, id: string) =>
  new Alarm(stack, id, {
    metric: new Metric({ namespace: 'Shop', metricName: id, period: Duration.minutes(1) }),
    threshold: 1,
    evaluationPeriods: 1,
  });

describe('A canary', () => {
  const { stack, release, template, resources } = synthesised();

  test('is this template', () => {
    expect(template.toJSON()).toMatchSnapshot();
  });

  test('has an unnamed configuration, because a named one cannot be changed', () => {
    template.hasResource('AWS::CodeDeploy::DeploymentConfig', {
      Properties: {
        DeploymentConfigName: Match.absent(),
        ComputePlatform: 'Lambda',
        TrafficRoutingConfig: {
          Type: 'TimeBasedCanary',
          TimeBasedCanary: { CanaryPercentage: 20, CanaryInterval: 7 },
        },
      },
    });
  });

  test('moves the alias by CodeDeploy in each deploy', () => {
    template.hasResource('AWS::Lambda::Alias', {
      Properties: { Name: 'live' },
      UpdatePolicy: { CodeDeployLambdaAliasUpdate: { DeploymentGroupName: Match.anyValue() } },
    });
  });

  test('keeps its versions', () => {
    template.hasResource('AWS::Lambda::Version', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('aborts by all of its alarms, and goes back', () => {
    expect(release.alarms).toHaveLength(2);
    template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: Match.anyValue() }, { Name: Match.anyValue() }] },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
      },
    });
  });

  test('makes its version, then the alarms on it, then the group, then moves the alias', () => {
    const graph = dependencies(resources);
    const idOf = (type: string) => Object.keys(resources).filter((id) => resources[id]?.Type === type);
    const [version = ''] = idOf('AWS::Lambda::Version');
    const [group = ''] = idOf('AWS::CodeDeploy::DeploymentGroup');
    const [alias = ''] = idOf('AWS::Lambda::Alias');
    for (const alarm of idOf('AWS::CloudWatch::Alarm')) {
      expect(graph.get(alarm)).toContain(version);
      expect(graph.get(group)).toContain(alarm);
    }
    expect(graph.get(alias)).toContain(group);
    for (const id of Object.keys(resources)) expect(`${id} in a circle: ${waitsFor(graph, id, id)}`).toMatch(/false$/);
  });

  test('runs as the plan says', () => {
    const [fragment] = Object.values(lambdaFragments(template.toJSON()));
    expect(fragment && lambdaTarget.trace(fragment)).toEqual(trace(release.plan));
  });

  test('has nothing to warn of', () => {
    expect(release.findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('is a valid template', () => expectValidTemplate(stack));
});

describe('Checks', () => {
  const { stack, release, template, resources } = synthesised({ strategy: checked, functions: { smoke } });
  const [alias = ''] = Object.keys(resources).filter((id) => resources[id]?.Type === 'AWS::Lambda::Alias');

  test('are this template', () => {
    expect(template.toJSON()).toMatchSnapshot();
  });

  test('run in one hook before and one after the traffic, which the alias waits for with their rights', () => {
    const graph = dependencies(resources);
    const hooks = Object.keys(resources).filter(
      (id) => resources[id]?.Properties.Handler === 'index.handler' && id.includes('Hook'),
    );
    expect(hooks).toHaveLength(2);
    const policies = Object.keys(resources).filter((id) => resources[id]?.Type === 'AWS::IAM::Policy');
    expect(policies).toHaveLength(3);
    for (const id of [...hooks, ...policies]) expect(graph.get(alias)).toContain(id);
    for (const id of Object.keys(resources)) expect(`${id} in a circle: ${waitsFor(graph, id, id)}`).toMatch(/false$/);
  });

  test('may invoke what they name, and nothing else', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyDocument: {
            Statement: Match.arrayWith([
              {
                Action: 'lambda:InvokeFunction',
                Effect: 'Allow',
                Resource: [
                  'arn:aws:lambda:eu-west-1:123456789012:function:contract',
                  { Ref: Match.stringLikeRegexp('CurrentVersion') },
                ],
              },
            ]),
          },
        },
      ],
    });
  });

  test('run as the plan says', () => {
    const [fragment] = Object.values(lambdaFragments(template.toJSON()));
    expect(fragment && lambdaTarget.trace(fragment)).toEqual(trace(release.plan));
  });

  test('are a valid template', () => expectValidTemplate(stack));
});

describe('Versions', () => {
  const versionOf = (environment: Record<string, string>) => {
    const { resources } = synthesised({ function: pricing({ environment }) });
    const ids = (type: string) => Object.keys(resources).filter((id) => resources[id]?.Type === type);
    return { version: ids('AWS::Lambda::Version'), config: ids('AWS::CodeDeploy::DeploymentConfig') };
  };

  test('another environment is another version under the same configuration', () => {
    const before = versionOf({ CURRENCY: 'EUR' });
    const after = versionOf({ CURRENCY: 'USD' });
    expect(after.version).not.toEqual(before.version);
    expect(after.config).toEqual(before.config);
    expect(versionOf({ CURRENCY: 'EUR' })).toEqual(before);
  });

  test('another strategy publishes none', () => {
    const one = synthesised({ strategy: Strategy.linear({ step: 10, every: '1m' }) }).release.version;
    const other = synthesised({ strategy: Strategy.blueGreen({}) }).release.version;
    expect(Stack.of(one).resolve(one.version)).toEqual(Stack.of(other).resolve(other.version));
  });

  test('of a layer are warned about when CDK does not notice them', () => {
    const layered = (context: Record<string, boolean>) => {
      const stack = new Stack(new App({ context }), 'Shop');
      const arn = 'arn:aws:lambda:eu-west-1:123456789012:layer:tax:3';
      const layers = [lambda.LayerVersion.fromLayerVersionArn(stack, 'Layer', arn)];
      const mine = new lambda.Function(stack, 'Mine', pricing({ layers }));
      const one = new CanaryLambda(stack, 'Pricing', {
        strategy: carefully,
        evidence: 'off',
        function: pricing({ layers }),
      });
      const other = new CanaryLambda(stack, 'Prices', { strategy: carefully, evidence: 'off', function: mine });
      return { stack, findings: [...one.findings, ...other.findings].map(({ id }) => id) };
    };
    const { stack, findings } = layered({});
    expect(findings).toEqual(['lambda-layer-flag', 'lambda-layer-flag']);
    Annotations.fromStack(stack).hasWarning('/Shop/Pricing', Match.stringLikeRegexp('recognizeLayerVersion'));
    expect(layered({ '@aws-cdk/aws-lambda:recognizeLayerVersion': true }).findings).toEqual([]);
  });
});

describe('Wiring', () => {
  test('takes a function that exists, and keeps its versions too', () => {
    const stack = newStack();
    const mine = new lambda.Function(stack, 'Mine', pricing());
    const release = new CanaryLambda(stack, 'Pricing', { strategy: carefully, function: mine });
    expect(release.function).toBe(mine);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.hasResource('AWS::Lambda::Version', { DeletionPolicy: 'Retain' });
  });

  test('takes an alias name, provisioned concurrency, an application, triggers and more alarms', () => {
    const stack = newStack();
    const topic = new Topic(stack, 'Releases');
    new CanaryLambda(stack, 'Pricing', {
      strategy: carefully,
      function: pricing(),
      aliasName: 'stable',
      aliasOptions: { provisionedConcurrentExecutions: 2 },
      application: new LambdaApplication(stack, 'Application'),
      triggers: [{ topic }],
      extraAlarms: [alarmOf(stack, 'Refunds')],
    });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::CodeDeploy::Application', 1);
    template.hasResourceProperties('AWS::Lambda::Alias', {
      Name: 'stable',
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 },
    });
    template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      AlarmConfiguration: { Alarms: [{}, {}, { Name: { Ref: Match.stringLikeRegexp('Refunds') } }] },
      TriggerConfigurations: [
        {
          TriggerName: 'trigger-1',
          TriggerTargetArn: { Ref: Match.stringLikeRegexp('Releases') },
          TriggerEvents: ['DeploymentFailure', 'DeploymentStop', 'DeploymentRollback'],
        },
      ],
    });
  });

  test('lets CodeDeploy publish to the topics of the triggers, which its own policy does not', () => {
    const stack = newStack();
    const topic = new Topic(stack, 'Releases');
    new CanaryLambda(stack, 'Pricing', { strategy: carefully, function: pricing(), triggers: [{ topic }] });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{ Action: 'sns:Publish', Effect: 'Allow', Resource: { Ref: Match.stringLikeRegexp('Releases') } }],
      },
    });
  });

  test('refuses a function of another stack, whose version could not be exchanged, and one that is imported', () => {
    const app = new App();
    const mine = new lambda.Function(new Stack(app, 'Functions'), 'Mine', pricing());
    const stack = new Stack(app, 'Shop');
    const foreign = lambda.Function.fromFunctionName(stack, 'Foreign', 'pricing') as lambda.Function;
    for (const [id, given] of Object.entries({ mine, foreign })) {
      expect(thrown(() => new CanaryLambda(stack, id, { strategy: carefully, function: given }))).toMatchObject([
        { id: 'lambda-function-elsewhere', path: 'function' },
      ]);
    }
  });

  test('refuses provisioned concurrency of versions, which are kept with it', () => {
    const stack = newStack();
    const props = pricing({ currentVersionOptions: { provisionedConcurrentExecutions: 2 } });
    const mine = new lambda.Function(stack, 'Mine', props);
    for (const [id, given] of Object.entries({ props, mine })) {
      expect(thrown(() => new CanaryLambda(stack, id, { strategy: carefully, function: given }))).toMatchObject([
        { id: 'lambda-version-concurrency', path: 'function.currentVersionOptions' },
      ]);
    }
  });

  test('goes back for an alarm of yours even when the strategy has no guards', () => {
    const stack = newStack();
    const strategy = Strategy.blueGreen({});
    new CanaryLambda(stack, 'Pricing', { strategy, function: pricing(), extraAlarms: [alarmOf(stack, 'Refunds')] });
    Template.fromStack(stack).hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
      AutoRollbackConfiguration: { Events: Match.arrayWith(['DEPLOYMENT_STOP_ON_ALARM']) },
    });
  });

  test('switches the alarms off when the strategy has none any more', () => {
    synthesised({ strategy: Strategy.blueGreen({}) }).template.hasResourceProperties(
      'AWS::CodeDeploy::DeploymentGroup',
      {
        AlarmConfiguration: { Enabled: false, Alarms: Match.absent() },
      },
    );
  });

  test('counts the alarms that are added to the group later', () => {
    const stack = newStack();
    const { deploymentGroup } = new CanaryLambda(stack, 'Pricing', { strategy: carefully, function: pricing() });
    for (let at = 0; at < 9; at += 1) deploymentGroup.addAlarm(alarmOf(stack, `Extra${at}`));
    expect(() => Template.fromStack(stack)).toThrow(/lambda-too-many-alarms/);
  });

  test('grants the alias, not the function', () => {
    const stack = newStack();
    const release = new CanaryLambda(stack, 'Pricing', { strategy: carefully, function: pricing() });
    const caller = new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    release.grantInvoke(caller);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{ Action: 'lambda:InvokeFunction', Resource: { Ref: Match.stringLikeRegexp('Alias') } }],
      },
    });
  });

  test('says all that is wrong at once, the strategy’s and its own', () => {
    const stack = newStack();
    const topic = new Topic(stack, 'Releases');
    const strategy = Strategy.canary({
      steps: [{ weight: 0.5, hold: '5m' }],
      guards: [Guard.errorRate({ max: 1 })],
      checks: { beforeTraffic: [Check.function({ function: 'smok' })] },
    });
    const findings = thrown(
      () =>
        new CanaryLambda(stack, 'Pricing', {
          strategy,
          function: pricing(),
          aliasName: '42',
          functions: { smoke },
          extraAlarms: Array.from({ length: 10 }, (_, at) => alarmOf(stack, `Extra${at}`)),
          triggers: Array.from({ length: 11 }, () => ({ topic })),
        }),
    );
    expect(findings.map(({ id, path, severity }) => `${severity} ${id} at ${path}`)).toEqual([
      'error refused.weight at steps[0].weight',
      'error lambda-alias-name at aliasName',
      'error lambda-too-many-alarms at extraAlarms',
      'error lambda-too-many-triggers at triggers',
      'error lambda-unknown-function at checks.beforeTraffic[0]',
      'warning lambda-unused-function at functions.smoke',
    ]);
    expect(errorsOf(findings).every(({ fix }) => fix !== undefined)).toBe(true);
  });

  test('refuses checks that do not fit into one hook', () => {
    const strategy = Strategy.blueGreen({ checks: { beforeTraffic: [Check.function({ function: 'smoke' })] } });
    const functions = { smoke: CheckFunction.newVersion({ payload: 'x'.repeat(5000) }) };
    expect(
      thrown(() => new CanaryLambda(newStack(), 'Pricing', { strategy, function: pricing(), functions })),
    ).toMatchObject([{ id: 'lambda-checks-too-large', path: 'checks.beforeTraffic' }]);
  });
});

test('Any strategy is a template that runs as asked, or is refused with findings.', () => {
  const seen = { made: 0, exact: 0, refused: 0 };
  const make = (strategy: Strategy) => {
    const stack = newStack();
    const names = [...JSON.stringify(strategy).matchAll(/"function":"([^"]+)"/g)].map(([, name]) => name as string);
    const functions = Object.fromEntries(names.map((name) => [name, smoke]));
    const release = new CanaryLambda(stack, 'Pricing', { strategy, evidence: 'off', function: pricing(), functions });
    seen.made += 1;
    const [fragment] = Object.values(lambdaFragments(Template.fromStack(stack).toJSON()));
    if (release.findings.length > 0 || fragment === undefined) return;
    seen.exact += 1;
    expect(lambdaTarget.trace(fragment)).toEqual(trace(release.plan));
  };
  const attempt = (strategy: Strategy) => {
    try {
      make(strategy);
    } catch (error) {
      if (!(error instanceof CutoverError)) throw error;
      expect(errorsOf(error.findings)).not.toEqual([]);
      seen.refused += 1;
    }
  };
  fc.assert(
    fc.property(strategies({ kinds: ['blueGreen', 'canary', 'linear'] }), (written) => {
      const strategy = Strategy.parse(written);
      attempt(strategy);
      const near = nearest(plan(strategy), lambdaTarget.limits);
      if (near !== undefined) attempt(strategyOf(near.plan));
    }),
    { ...runs, numRuns: Math.ceil((runs.numRuns ?? 2000) / 50) },
  );
  expect(seen.refused).toBeGreaterThan(0);
  expect(seen.exact).toBeGreaterThan(0);
});
