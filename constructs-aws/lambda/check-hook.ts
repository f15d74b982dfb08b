import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { HookProperties } from './hook';
import { HOOK_SOURCE } from './hook-source';

/** Properties of {@link CheckHook}. */
export interface CheckHookProps {
  /** What it runs. */
  readonly hook: HookProperties;
  /** The ARN of the version that is being released. */
  readonly versionArn: string;
  /** The ARN of the deployment group whose deployments it may answer. */
  readonly deploymentGroupArn?: string;
  /** @default - CloudFormation names it */
  readonly functionName?: string;
}

/** The function that CodeDeploy calls before or after the traffic; it runs the checks and tells CodeDeploy the result. */
export class CheckHook extends Construct {
  readonly function: lambda.Function;

  constructor(scope: Construct, id: string, props: CheckHookProps) {
    super(scope, id);
    const { Environment, Timeout } = props.hook;
    const environment = Environment.Variables as Record<string, string>;
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const functions = Object.keys(environment).filter((name) => name.startsWith('CUTOVER_FUNCTION_'));
    const invokes = new Set(functions.map((name) => environment[name] as string));
    const checks = JSON.parse(environment.CUTOVER_CHECKS ?? '[]') as unknown[];
    if (functions.length < checks.length) invokes.add(props.versionArn);
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: 'Runs the checks of a release',
      inlinePolicies: {
        Checks: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [logGroup.logGroupArn],
            }),
            new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [...invokes] }),
            ...(props.deploymentGroupArn === undefined
              ? []
              : [
                  new iam.PolicyStatement({
                    actions: ['codedeploy:PutLifecycleEventHookExecutionStatus'],
                    resources: [props.deploymentGroupArn],
                  }),
                ]),
          ],
        }),
      },
    });
    this.function = new lambda.Function(this, 'Function', {
      code: lambda.Code.fromInline(HOOK_SOURCE),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      description: `Runs the checks ${environment.CUTOVER_STAGE} for CodeDeploy`,
      timeout: Duration.seconds(Timeout),
      environment,
      logGroup,
      role,
      ...(props.functionName === undefined ? {} : { functionName: props.functionName }),
    });
  }
}
