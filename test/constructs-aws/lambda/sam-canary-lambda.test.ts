import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, type CfnFunctionProps } from 'aws-cdk-lib/aws-sam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { App, CfnCondition, Fn, Stack } from 'aws-cdk-lib/core';
import {
  CheckFunction,
  lambdaSamTarget,
  SamCanaryLambda,
  type SamCanaryLambdaProps,
  samFragments,
} from '../../../constructs-aws/lambda';
import { trace } from '../../../lib/plan';
import { Check, Guard, Strategy } from '../../../lib/strategy';
import { expectValidTemplate } from '../../support/cloudformation';
import { carefully, newStack, thrown } from './fixtures';

const pricing: CfnFunctionProps = {
  runtime: 'nodejs24.x',
  handler: 'index.handler',
  codeUri: 's3://artifacts/pricing.zip',
};

const checked = Strategy.linear({
  step: 10,
  every: '1m',
  guards: [Guard.errorRate({ max: '1%' })],
  checks: {
    beforeTraffic: [Check.function({ function: 'smoke', name: 'smoke' })],
    afterTraffic: [Check.function({ function: 'arn:aws:lambda:eu-west-1:123456789012:function:tell', name: 'tell' })],
  },
});
const functions = { smoke: CheckFunction.newVersion({ payload: { sku: 'book-1' } }) };

function synthesised(props: Partial<SamCanaryLambdaProps> = {}) {
  const stack = newStack();
  const release = new SamCanaryLambda(stack, 'Pricing', { strategy: carefully, function: pricing, ...props });
  return { stack, release, template: Template.fromStack(stack) };
}

describe('A linear release with checks', () => {
  const { stack, release, template } = synthesised({ strategy: checked, functions });

  test('is this template', () => {
    expect(template.toJSON()).toMatchSnapshot();
  });

  test('publishes a version when anything changes, and prefers what the strategy says', () => {
    template.hasResourceProperties('AWS::Serverless::Function', {
      AutoPublishAlias: 'live',
      AutoPublishAliasAllProperties: true,
      DeploymentPreference: {
        Enabled: true,
        Type: 'Linear10PercentEvery1Minute',
        Alarms: [{ Ref: Match.stringLikeRegexp('errorrate') }],
        Hooks: {
          PreTraffic: { Ref: Match.stringLikeRegexp('BeforeAllowTraffic') },
          PostTraffic: { Ref: Match.stringLikeRegexp('AfterAllowTraffic') },
        },
        PassthroughCondition: Match.absent(),
      },
    });
    template.resourceCountIs('AWS::CodeDeploy::DeploymentConfig', 0);
  });

  test('names its hooks so that SAM’s role may invoke them', () => {
    const names = Object.values(template.findResources('AWS::Lambda::Function')).map(
      ({ Properties }) => Properties.FunctionName,
    );
    expect(names).toEqual([
      expect.stringMatching(/^CodeDeployHook_\w{1,49}$/),
      expect.stringMatching(/^CodeDeployHook_\w{1,49}$/),
    ]);
    expect(new Set(names).size).toBe(2);
  });

  test('runs as the plan says', () => {
    const [fragment] = Object.values(samFragments(template.toJSON()));
    expect(fragment && lambdaSamTarget.trace(fragment)).toEqual(trace(release.plan));
  });

  test('is a valid template', () => expectValidTemplate(stack));
});

test('Another shift than SAM’s nine gets a configuration without a name.', () => {
  const { template, release } = synthesised();
  template.hasResourceProperties('AWS::CodeDeploy::DeploymentConfig', {
    DeploymentConfigName: Match.absent(),
    TrafficRoutingConfig: { TimeBasedCanary: { CanaryPercentage: 20, CanaryInterval: 7 } },
  });
  template.hasResourceProperties('AWS::Serverless::Function', {
    DeploymentPreference: { Type: { Ref: Match.stringLikeRegexp('Config') }, Hooks: Match.absent() },
  });
  const [fragment] = Object.values(samFragments(template.toJSON()));
  expect(fragment && lambdaSamTarget.trace(fragment)).toEqual(trace(release.plan));
});

test('A function that exists, a role, a condition and triggers are taken.', () => {
  const stack = newStack();
  const mine = new CfnFunction(stack, 'Mine', pricing);
  mine.cfnOptions.condition = new CfnCondition(stack, 'InEurope', { expression: Fn.conditionEquals('eu', 'eu') });
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('codedeploy.amazonaws.com') });
  const topic = new Topic(stack, 'Releases');
  const props = {
    strategy: checked,
    function: mine,
    functions,
    role,
    triggers: [{ topic, events: ['DeploymentStop'] }] as const,
  };
  const release = new SamCanaryLambda(stack, 'Pricing', props);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Serverless::Function', {
    DeploymentPreference: {
      Role: { 'Fn::GetAtt': [Match.stringLikeRegexp('Role'), 'Arn'] },
      PassthroughCondition: true,
      TriggerConfigurations: [{ TriggerEvents: ['DeploymentStop'], TriggerName: 'trigger-1' }],
    },
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    Roles: [{ Ref: Match.stringLikeRegexp('Role') }],
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Action: 'lambda:InvokeFunction' }),
        Match.objectLike({ Action: 'sns:Publish', Resource: { Ref: Match.stringLikeRegexp('Releases') } }),
      ],
    },
  });
  const conditional = Object.entries(template.toJSON().Resources as Record<string, { readonly Condition?: string }>);
  const always = conditional.filter(([, { Condition }]) => Condition === undefined).map(([id]) => id);
  expect(always).toEqual([expect.stringMatching(/^Role/), expect.stringMatching(/^Releases/)]);
  expect(stack.resolve(release.aliasArn)).toEqual({ Ref: 'Mine.Alias' });
});

test('A function of another stack is refused: the template of this one does not have it.', () => {
  const app = new App();
  const mine = new CfnFunction(new Stack(app, 'Functions'), 'Mine', pricing);
  const props = { strategy: checked, function: mine, functions };
  expect(thrown(() => new SamCanaryLambda(new Stack(app, 'Shop'), 'Pricing', props))).toMatchObject([
    { id: 'lambda-function-elsewhere', path: 'function' },
  ]);
});

test('A preference of the function’s own is refused, together with all else.', () => {
  const taken = { ...pricing, autoPublishAlias: 'prod', deploymentPreference: { type: 'AllAtOnce', enabled: true } };
  const strategy = Strategy.canary({
    steps: [
      { weight: 5, hold: '5m' },
      { weight: 50, hold: '10m' },
    ],
  });
  const findings = thrown(() => new SamCanaryLambda(newStack(), 'Pricing', { strategy, function: taken }));
  expect(findings.map(({ id, path }) => `${id} at ${path}`)).toEqual([
    'refused.shift.uneven-steps at steps',
    'lambda-sam-preference-taken at function.autoPublishAlias',
    'lambda-sam-preference-taken at function.deploymentPreference',
  ]);
});
