import { App, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { context } from '../../cdk.json';
import { shop } from '../../examples/shop';
import { expectValidTemplate } from '../support/cloudformation';

const app = new App({ context });
const stacks = shop(app);
const templates = new Map<Stack, Template>();

/** A stack's template; an app is synthesised once. */
function templateOf(stack: Stack): Template {
  const template = templates.get(stack) ?? Template.fromStack(stack);
  templates.set(stack, template);
  return template;
}

const entries = Object.entries(stacks);

test.each(entries)('The template of %s is what it was.', (_, stack) => {
  expect(templateOf(stack).toJSON()).toMatchSnapshot();
});

test('CloudFormation and cdk-nag have nothing to say about any of them.', () => {
  expectValidTemplate(app);
});

test.each(entries)('Nothing is left to be said about %s.', (_, stack) => {
  const findings = stack.node.findAll().flatMap((node) => ('findings' in node ? node.findings : []));
  expect(findings).toEqual([]);
});

describe('checkout', () => {
  const template = () => templateOf(stacks.checkout);

  test('A tenth of the orders for a quarter of an hour, then half an hour of bake.', () => {
    template().hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: {
        Strategy: 'CANARY',
        CanaryConfiguration: { CanaryPercent: 10, CanaryBakeTimeInMinutes: 15 },
        BakeTimeInMinutes: 30,
        Alarms: { Enable: true, Rollback: true },
      },
    });
  });

  test('The health check comes with test traffic, and a person continues within four hours.', () => {
    template().hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: {
        LifecycleHooks: [
          Match.objectLike({ LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] }),
          Match.objectLike({
            TargetType: 'PAUSE',
            LifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'],
            TimeoutConfiguration: { TimeoutInMinutes: 240, Action: 'ROLLBACK' },
          }),
        ],
      },
    });
  });

  test('Each guard is an alarm on both colours, and the service lists them all.', () => {
    const alarms = Object.values(template().findResources('AWS::CloudWatch::Alarm'));
    expect(alarms.map(({ Properties }) => Properties.Threshold).sort()).toEqual([1, 1, 1500, 1500]);
    template().hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: {
        Alarms: { AlarmNames: Match.arrayEquals(alarms.map(({ Properties }) => Properties.AlarmName)) },
      },
    });
  });

  test('Both target groups are on both rules, and let orders in flight end.', () => {
    template().resourceCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', 2);
    template().allResourcesProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetGroupAttributes: Match.arrayWith([{ Key: 'deregistration_delay.timeout_seconds', Value: '60' }]),
    });
    template().allResourcesProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Actions: [
        Match.objectLike({
          ForwardConfig: {
            TargetGroups: [Match.objectLike({ Weight: 100 }), Match.objectLike({ Weight: 0 })],
          },
        }),
      ],
    });
  });
});

describe('pricing', () => {
  test('Ten equal steps, three minutes each: CodeDeploy has a configuration for that.', () => {
    templateOf(stacks.pricing).hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentConfigName: 'CodeDeployDefault.LambdaLinear10PercentEvery3Minutes',
      AutoRollbackConfiguration: { Enabled: true, Events: Match.arrayWith(['DEPLOYMENT_STOP_ON_ALARM']) },
    });
  });

  test('The guards watch the new version alone, and a known price is asked before the traffic.', () => {
    const template = templateOf(stacks.pricing);
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
    expect(alarms.map(({ Properties }) => Properties.Threshold)).toEqual([1, 400]);
    for (const { Properties } of alarms) expect(JSON.stringify(Properties)).toContain('ExecutedVersion');
    template.hasResource('AWS::Lambda::Alias', {
      Properties: { Name: 'live' },
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: {
          BeforeAllowTrafficHook: Match.anyValue(),
          AfterAllowTrafficHook: Match.absent(),
        },
      },
    });
    template.hasResource('AWS::Lambda::Version', { DeletionPolicy: 'Retain' });
  });

  test('With SAM, the same release is a deployment preference.', () => {
    const template = templateOf(stacks.pricingSam);
    template.templateMatches({ Transform: 'AWS::Serverless-2016-10-31' });
    template.hasResourceProperties('AWS::Serverless::Function', {
      AutoPublishAlias: 'live',
      DeploymentPreference: {
        Enabled: true,
        Type: 'Linear10PercentEvery3Minutes',
        Alarms: [Match.anyValue(), Match.anyValue()],
        Hooks: { PreTraffic: Match.anyValue() },
      },
    });
  });
});

describe('admin', () => {
  test('Test traffic first, a pause of ten minutes and a person, then everybody at once and twenty minutes of bake.', () => {
    templateOf(stacks.admin).hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: {
        Strategy: 'BLUE_GREEN',
        BakeTimeInMinutes: 20,
        LifecycleHooks: Match.arrayWith([
          Match.objectLike({ TargetType: 'PAUSE', TimeoutConfiguration: { TimeoutInMinutes: 10, Action: 'CONTINUE' } }),
          Match.objectLike({
            TargetType: 'PAUSE',
            TimeoutConfiguration: { TimeoutInMinutes: 1440, Action: 'ROLLBACK' },
          }),
        ]),
      },
    });
  });

  test('The header of test traffic wins over the rule for everybody.', () => {
    templateOf(stacks.admin).hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Priority: 99,
      Conditions: Match.arrayWith([
        { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-shop-preview', Values: ['yes'] } },
      ]),
    });
  });
});

describe('search', () => {
  test('Half as many tasks more, none less, with a circuit breaker and a quarter of an hour of bake.', () => {
    templateOf(stacks.search).hasResourceProperties('AWS::ECS::Service', {
      DesiredCount: 6,
      DeploymentConfiguration: {
        Strategy: 'ROLLING',
        MaximumPercent: 150,
        MinimumHealthyPercent: 100,
        BakeTimeInMinutes: 15,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
    });
  });
});
