import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Annotations, Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { weaknessesOf } from '../../lib/evidence';
import { judge } from '../../lib/fidelity';
import { CutoverError, errorsOf, type Finding } from '../../lib/findings';
import { type Plan, plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { acknowledgeManagedPolicy } from '../shared/acknowledge';
import { annotate } from '../shared/annotate';
import { attempt } from '../shared/attempt';
import { guardAlarm } from '../shared/guard-alarm';
import { CheckFunction } from './check-function';
import { emit, shiftOf, targetGroupsOf } from './emit';
import type { EcsFragment, EcsReferences } from './fragment';
import { planFindings, rollingFindings } from './plan-rules';
import type { EcsServiceProps } from './props';
import { scale } from './scaling';
import { ecs as target } from './target';
import { type Traffic, traffic } from './traffic';
import { wiringFindings } from './wiring-rules';
import { type Workload, workload } from './workload';

/** What ECS needs to move traffic. */
const TRAFFIC_POLICY = 'AmazonECSInfrastructureRolePolicyForLoadBalancers';

/** CDK's advice to every service that it made without a circuit breaker. */
const CIRCUIT_BREAKER = '@aws-cdk/aws-ecs:shouldUseCircuitBreaker';

const releaseNameOf = (scope: Construct, { releaseName }: EcsServiceProps): string =>
  releaseName ?? Names.uniqueResourceName(scope, { maxLength: 120, separator: '-' });

/** What the ECS constructs have in common: a Fargate service behind an Application Load Balancer, released by a strategy. */
export abstract class EcsService extends Construct implements ec2.IConnectable, iam.IGrantable {
  readonly cluster: ecs.ICluster;
  readonly vpc: ec2.IVpc;
  readonly taskDefinition: ecs.FargateTaskDefinition;
  readonly service: ecs.FargateService;
  /** Absent when you gave a listener, and not its load balancer. */
  readonly loadBalancer?: elbv2.IApplicationLoadBalancer;
  /** The production listener. */
  readonly listener: elbv2.IApplicationListener;
  readonly productionRule: elbv2.ApplicationListenerRule;
  /** Absent in a rolling deployment. */
  readonly testRule?: elbv2.ApplicationListenerRule;
  /** The target group that has the first version. With each release the two change roles. */
  readonly blue: elbv2.ApplicationTargetGroup;
  /** Absent in a rolling deployment. */
  readonly green?: elbv2.ApplicationTargetGroup;
  /** One alarm for each guard and colour. */
  readonly alarms: readonly CfnAlarm[];
  /** The function that runs the checks; absent without checks. */
  readonly checkFunction?: lambda.Function;
  readonly scaling?: ecs.ScalableTaskCount;
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** What is to be said about the strategy and the wiring; also annotated. */
  readonly findings: readonly Finding[];
  readonly connections: ec2.Connections;
  /** The role of the tasks. */
  readonly grantPrincipal: iam.IPrincipal;

  /** @throws CutoverError with everything that ECS cannot do of the strategy, and every mistake of the wiring */
  constructor(scope: Construct, id: string, props: EcsServiceProps) {
    super(scope, id);
    const name = releaseNameOf(this, props);
    this.plan = plan(Strategy.parse(props.strategy));
    this.findings = this.#look(props, name);

    const load = workload(this, props);
    const way = traffic(this, props, load.vpc, targetGroupsOf(this.plan));
    this.cluster = load.cluster;
    this.vpc = load.vpc;
    this.taskDefinition = load.taskDefinition;
    this.listener = way.listener;
    this.productionRule = way.productionRule;
    this.blue = way.blue;
    if (way.loadBalancer) this.loadBalancer = way.loadBalancer;
    if (way.testRule) this.testRule = way.testRule;
    if (way.green) this.green = way.green;

    const checks = this.plan.phases.flatMap((phase) => phase.checks);
    const hook =
      checks.length === 0
        ? undefined
        : new CheckFunction(this, 'Checks', { checks, traffic: way, vpc: load.vpc, service: props });
    if (hook) this.checkFunction = hook.function;

    const fragment = emit(this.plan, {
      name,
      references: this.#references(way, hook, props),
      extraAlarms: (props.extraAlarms ?? []).map(({ alarmName }) => alarmName),
    });
    this.alarms = Object.entries(fragment.alarms).map(([key, alarm]) => guardAlarm(this, key, alarm));
    this.service = this.#service(props, load, way, fragment);
    const resource = this.service.node.defaultChild as ecs.CfnService;
    resource.node.addDependency(...this.alarms, ...(hook ? [hook.invocation] : []));
    this.connections = this.service.connections;
    this.grantPrincipal = this.taskDefinition.taskRole;
    if (props.autoScaling) this.scaling = scale(this.service, props.autoScaling, way, this.#loadBalancerName(way));
  }

  /** Judges the strategy and looks at the wiring, and says the warnings. */
  #look(props: EcsServiceProps, name: string): Finding[] {
    const judged = judge(this.plan, target).findings;
    const wiring = wiringFindings(props, this.plan, name);
    const more =
      errorsOf(judged).length > 0
        ? []
        : [
            ...planFindings(this.plan),
            ...rollingFindings(shiftOf(this.plan), this.#count(props) ?? props.autoScaling?.minCapacity),
          ];
    const mistakes = [...judged, ...wiring, ...more];
    CutoverError.throwIfAny(`${this.node.path} on ${target.title}`, mistakes);
    const weak = weaknessesOf(this.plan, props.evidence);
    CutoverError.throwIfAny(`${this.node.path} on ${target.title}`, weak);
    const findings = [...mistakes, ...weak];
    annotate(this, findings);
    return findings;
  }

  #count({ desiredCount, autoScaling }: EcsServiceProps): number | undefined {
    return desiredCount ?? (autoScaling === undefined ? 2 : undefined);
  }

  #loadBalancerName({ loadBalancer, blue }: Traffic): string {
    return loadBalancer instanceof elbv2.ApplicationLoadBalancer
      ? loadBalancer.loadBalancerFullName
      : blue.firstLoadBalancerFullName;
  }

  #references(way: Traffic, hook: CheckFunction | undefined, props: EcsServiceProps): Partial<EcsReferences> {
    const functions = Object.entries(props.functions ?? {}).map(([name, { functionArn }]) => [name, functionArn]);
    return {
      loadBalancer: this.#loadBalancerName(way),
      blue: way.blue.targetGroupFullName,
      ...(way.green && { green: way.green.targetGroupFullName }),
      cluster: this.cluster.clusterName,
      ...(props.serviceName === undefined ? {} : { service: props.serviceName }),
      ...(hook && { hookFunction: hook.function.functionArn, hookRole: hook.invocation.roleArn }),
      functions: Object.fromEntries(functions),
    };
  }

  #service(
    props: EcsServiceProps,
    load: Workload,
    way: Traffic,
    { service: release }: EcsFragment,
  ): ecs.FargateService {
    const { DeploymentConfiguration: configuration } = release;
    const desiredCount = this.#count(props);
    const service = new ecs.FargateService(this, 'Service', {
      cluster: load.cluster,
      taskDefinition: load.taskDefinition,
      minHealthyPercent: configuration.MinimumHealthyPercent,
      maxHealthyPercent: configuration.MaximumPercent,
      deploymentController: { type: ecs.DeploymentControllerType.ECS },
      ...(desiredCount === undefined ? {} : { desiredCount }),
      ...(props.serviceName === undefined ? {} : { serviceName: props.serviceName }),
      ...(props.taskSubnets === undefined ? {} : { vpcSubnets: props.taskSubnets }),
      // Without an address of its own, a task in a public subnet cannot get its image.
      ...(attempt(this, 'taskSubnets', () => load.cluster.vpc.selectSubnets(props.taskSubnets)).hasPublic
        ? { assignPublicIp: true }
        : {}),
      ...(release.AvailabilityZoneRebalancing && {
        availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.DISABLED,
      }),
    });
    Annotations.of(service).acknowledgeWarning(
      '@aws-cdk/aws-ecs:shouldUseCircuitBreaker',
      'ECS has a circuit breaker for rolling deployments only, and they have it.',
    );
    this.#attach(service, load, way);
    const resource = service.node.defaultChild as ecs.CfnService;
    resource.addPropertyOverride('DeploymentConfiguration', configuration);
    Annotations.of(service).acknowledgeWarning(CIRCUIT_BREAKER, 'Rolling releases have it here, and others cannot.');
    return service;
  }

  #attach(service: ecs.FargateService, { container, containerPort }: Workload, way: Traffic): void {
    const { blue, green, productionRule, testRule } = way;
    const at = { containerName: container.containerName, containerPort };
    if (green === undefined || testRule === undefined) {
      service.loadBalancerTarget(at).attachToApplicationTargetGroup(blue);
    } else {
      const role = new iam.Role(this, 'TrafficRole', {
        assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
        managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(TRAFFIC_POLICY)],
      });
      acknowledgeManagedPolicy(role, TRAFFIC_POLICY, 'The policy that AWS maintains for ECS and load balancers.');
      const alternateTarget = new ecs.AlternateTarget('Green', {
        alternateTargetGroup: green,
        productionListener: ecs.ListenerRuleConfiguration.applicationListenerRule(productionRule),
        testListener: ecs.ListenerRuleConfiguration.applicationListenerRule(testRule),
        role,
      });
      service.loadBalancerTarget({ ...at, alternateTarget }).attachToApplicationTargetGroup(blue);
    }
    (service.node.defaultChild as ecs.CfnService).node.addDependency(productionRule);
  }
}
