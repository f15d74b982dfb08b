import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { cdkCase } from './cdk';
import { ANSWER, CODE, HOOK, PAYLOAD } from './lambda';

const period = Duration.minutes(1);

export function addService(stack: Stack): void {
  const fn = new LambdaFunction(stack, 'Function', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline(CODE),
  });
  const version = fn.currentVersion;
  version.applyRemovalPolicy(RemovalPolicy.RETAIN);
  const alias = new Alias(stack, 'Alias', { aliasName: 'live', version });

  const metric = (metricName: string, statistic: string) =>
    new Metric({
      namespace: 'AWS/Lambda',
      metricName,
      statistic,
      period,
      dimensionsMap: {
        FunctionName: fn.functionName,
        Resource: `${fn.functionName}:live`,
        ExecutedVersion: version.version,
      },
    });
  const guard = (id: string, label: string, expression: string, threshold: number, measured: Record<string, Metric>) =>
    new Alarm(stack, id, {
      alarmDescription: `Pricing: the guard ${label} on the version that is being released. It has data only while two versions get requests.`,
      metric: new MathExpression({
        label,
        expression,
        period,
        usingMetrics: { ...measured, requests: metric('Invocations', 'Sum') },
      }),
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 10,
      datapointsToAlarm: 2,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  const rate = 'IF(requests >= 100, 100 * FILL(errors, 0) / requests, 0)';
  const errorRate = guard('ErrorRate', 'error-rate', rate, 1, { errors: metric('Errors', 'Sum') });
  const latency = guard('Latency', 'latency-p95', 'IF(requests >= 100, latency, 0)', 400, {
    latency: metric('Duration', 'p95'),
  });

  const logGroup = new LogGroup(stack, 'HookLogs', {
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(stack, 'HookRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: 'Runs the checks of a release',
    inlinePolicies: {
      Checks: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [logGroup.logGroupArn],
          }),
          new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [version.functionArn] }),
        ],
      }),
    },
  });
  const hook = new LambdaFunction(stack, 'Hook', {
    code: Code.fromInline(HOOK),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    description: 'Runs the checks beforeTraffic for CodeDeploy',
    timeout: Duration.seconds(40),
    environment: {
      CUTOVER_STAGE: 'beforeTraffic',
      CUTOVER_VERSION: version.functionArn,
      CUTOVER_CHECKS: JSON.stringify([{ name: 'known-price', timeout: 10, payload: PAYLOAD, answer: ANSWER }]),
    },
    logGroup,
    role,
  });

  const group = new LambdaDeploymentGroup(stack, 'DeploymentGroup', {
    alias,
    alarms: [errorRate, latency],
    preHook: hook,
    deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES,
    autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
  });
  alias.node.addDependency(group, hook, role, logGroup);
}

export const { synthesize } = cdkCase(addService);
