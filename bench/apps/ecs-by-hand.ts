import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, MathExpression, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AlarmBehavior,
  AlternateTarget,
  DeploymentControllerType,
  DeploymentStrategy,
  FargateService,
  FargateTaskDefinition,
  ListenerRuleConfiguration,
  LogDrivers,
} from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationListenerRule,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerAction,
  ListenerCondition,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { cdkCase } from './cdk';
import { clusterOf, IMAGE, releaseNameOf } from './ecs';

const period = Duration.minutes(1);

export function addService(stack: Stack): void {
  const name = releaseNameOf(stack);
  const cluster = clusterOf(stack);
  const { vpc } = cluster;

  const taskDefinition = new FargateTaskDefinition(stack, 'TaskDefinition', { cpu: 256, memoryLimitMiB: 512 });
  taskDefinition.applyRemovalPolicy(RemovalPolicy.RETAIN);
  const logGroup = new LogGroup(stack, 'Logs', { retention: RetentionDays.ONE_MONTH });
  taskDefinition.addContainer('app', {
    image: IMAGE,
    portMappings: [{ containerPort: 80 }],
    logging: LogDrivers.awsLogs({ logGroup, streamPrefix: 'app' }),
  });

  const loadBalancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc, internetFacing: true });
  const listener = loadBalancer.addListener('Listener', { port: 80, defaultAction: ListenerAction.fixedResponse(404) });
  const targetGroup = (id: string) =>
    new ApplicationTargetGroup(stack, id, {
      vpc,
      targetType: TargetType.IP,
      protocol: ApplicationProtocol.HTTP,
      port: 80,
      healthCheck: { path: '/', interval: Duration.seconds(30) },
    });
  const blue = targetGroup('Blue');
  const green = targetGroup('Green');
  const rule = (id: string, priority: number, conditions: ListenerCondition[]) =>
    new ApplicationListenerRule(stack, id, {
      listener,
      priority,
      conditions,
      action: ListenerAction.weightedForward([
        { targetGroup: blue, weight: 100 },
        { targetGroup: green, weight: 0 },
      ]),
    });
  const all = ListenerCondition.pathPatterns(['/*']);
  const production = rule('ProductionRule', 100, [all]);
  const test = rule('TestRule', 99, [ListenerCondition.httpHeader('x-cutover-test', ['new']), all]);

  const alarms = Object.entries({ blue, green }).flatMap(([color, group]) => {
    const metric = (metricName: string, statistic: string) =>
      new Metric({
        namespace: 'AWS/ApplicationELB',
        metricName,
        statistic,
        period,
        dimensionsMap: {
          LoadBalancer: loadBalancer.loadBalancerFullName,
          TargetGroup: group.targetGroupFullName,
        },
      });
    const guard = (label: string, limit: string, expression: string, measured: Record<string, Metric>, max: number) =>
      new Alarm(stack, `${label}-${color}`, {
        alarmName: `${name}-${label}-${color}`,
        alarmDescription: `Aborts the release of ${name}: ${label} above ${limit} over 1m, from 100 requests on`,
        metric: new MathExpression({
          label,
          expression,
          period,
          usingMetrics: { ...measured, requests: metric('RequestCount', Stats.SUM) },
        }),
        threshold: max,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
    const rate = 'IF(requests >= 100, 100 * (FILL(errors, 0) + FILL(errors2, 0)) / requests, 0)';
    const failed = {
      errors: metric('HTTPCode_Target_5XX_Count', Stats.SUM),
      errors2: metric('TargetConnectionErrorCount', Stats.SUM),
    };
    const slow = { latency: metric('TargetResponseTime', 'p99') };
    return [
      guard('error-rate', '1%', rate, failed, 1),
      guard('latency-p99', '1s', 'IF(requests >= 100, 1000 * latency, 0)', slow, 1000),
    ];
  });

  const service = new FargateService(stack, 'Service', {
    cluster,
    taskDefinition,
    desiredCount: 2,
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    deploymentController: { type: DeploymentControllerType.ECS },
    deploymentStrategy: DeploymentStrategy.CANARY,
    canaryConfiguration: { stepPercent: 10, stepBakeTime: Duration.minutes(10) },
    bakeTime: Duration.minutes(15),
    deploymentAlarms: {
      alarmNames: ['error-rate-blue', 'error-rate-green', 'latency-p99-blue', 'latency-p99-green'].map(
        (guard) => `${name}-${guard}`,
      ),
      behavior: AlarmBehavior.ROLLBACK_ON_ALARM,
    },
  });
  const role = new Role(stack, 'TrafficRole', {
    assumedBy: new ServicePrincipal('ecs.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInfrastructureRolePolicyForLoadBalancers')],
  });
  const alternateTarget = new AlternateTarget('Alternate', {
    alternateTargetGroup: green,
    productionListener: ListenerRuleConfiguration.applicationListenerRule(production),
    testListener: ListenerRuleConfiguration.applicationListenerRule(test),
    role,
  });
  service
    .loadBalancerTarget({ containerName: 'app', containerPort: 80, alternateTarget })
    .attachToApplicationTargetGroup(blue);
  service.node.defaultChild?.node.addDependency(...alarms);
}

export const { synthesize } = cdkCase(addService);
