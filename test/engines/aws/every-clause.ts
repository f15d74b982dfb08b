import { App, Stack } from 'aws-cdk-lib';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { context } from '../../../cdk.json';
import {
  BlueGreenEcsService,
  CanaryEcsService,
  CanaryLambda,
  CheckFunction,
  RollingEcsService,
  SamCanaryLambda,
} from '../../../constructs-aws';
import { ecs } from '../../../constructs-aws/ecs/target';
import { lambdaSamTarget } from '../../../constructs-aws/lambda/sam/target';
import { lambdaTarget } from '../../../constructs-aws/lambda/target';
import { PlatformStack } from '../../../examples/platform/platform-stack';
import { type Judged, judge } from '../../../lib/fidelity';
import { errorsOf } from '../../../lib/findings';
import { type Plan, strategyOf } from '../../../lib/plan';
import type { Strategy } from '../../../lib/strategy';
import { fewestPlans } from '../../support/every-clause';

/** The strategy of a plan, with every error about it accepted. */
function accepted(plan: Plan, target: Judged): Strategy {
  const ids = new Set(errorsOf(judge(plan, target).findings).map(({ id }) => id));
  return { ...strategyOf(plan), accept: [...ids].map((id) => ({ id, reason: 'The template is looked at.' })) };
}

function ecsService(stack: Stack, strategy: Strategy, cluster: ICluster): void {
  const props = {
    cluster,
    image: ContainerImage.fromRegistry('registry.example.com/shop/web:1'),
    desiredCount: 10,
    serviceName: 'web',
    functions: { verify: LambdaFunction.fromFunctionName(stack, 'Verify', 'verify') },
  };
  const { kind } = strategy;
  if (kind === 'recreate' || kind === 'rolling') new RollingEcsService(stack, 'Web', { ...props, strategy });
  else if (kind === 'blueGreen') new BlueGreenEcsService(stack, 'Web', { ...props, strategy });
  else if (kind === 'canary' || kind === 'linear') new CanaryEcsService(stack, 'Web', { ...props, strategy });
  else throw new Error(`no service of ECS takes ${kind}`);
}

const handler = 'index.handler';
const functions = { verify: CheckFunction.newVersion({ payload: { sku: 'book-1' } }) };

const lambda = (scope: Construct, strategy: Strategy) =>
  new CanaryLambda(scope, 'Web', {
    strategy,
    functions,
    function: { runtime: Runtime.NODEJS_24_X, handler, code: Code.fromInline('exports.handler = async () => 1;') },
  });

const sam = (scope: Construct, strategy: Strategy) =>
  new SamCanaryLambda(scope, 'Web', {
    strategy,
    functions,
    function: { runtime: 'nodejs24.x', handler, codeUri: 's3://shop-artifacts/pricing.zip' },
  });

/** A stack for each plan that it takes to ask every target of AWS for every clause, with the plans by target. */
export function everyClause() {
  const app = new App({ context, analyticsReporting: false });
  const { cluster } = new PlatformStack(app, 'Platform');
  const made = [
    { target: ecs, make: (stack: Stack, strategy: Strategy) => ecsService(stack, strategy, cluster) },
    { target: lambdaTarget, make: lambda },
    { target: lambdaSamTarget, make: sam },
  ].map(({ target, make }) => {
    const plans = fewestPlans(target.limits);
    for (const [at, plan] of plans.entries()) make(new Stack(app, `${target.id}-${at}`), accepted(plan, target));
    return { target: target.id, plans };
  });
  return { app, stacks: app.node.findAll().filter(Stack.isStack), made };
}
