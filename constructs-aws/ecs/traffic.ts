import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acknowledge } from '../shared/acknowledge';
import { attempt } from '../shared/attempt';
import type { TargetGroupProperties } from './fragment';
import type { EcsServiceProps, TestHeader } from './props';

/** The header of test traffic when nobody says another. */
export const TEST_HEADER: TestHeader = { name: 'x-cutover-test', value: 'new' };

/** ECS registers each task with its own port; another one here would replace the target groups of a service that runs. */
const TARGET_PORT = 80;

/** The way of the requests to the tasks. */
export interface Traffic {
  /** Absent when only a listener of yours is known. */
  readonly loadBalancer?: elbv2.IApplicationLoadBalancer;
  readonly listener: elbv2.IApplicationListener;
  readonly blue: elbv2.ApplicationTargetGroup;
  /** Absent in a rolling deployment. */
  readonly green?: elbv2.ApplicationTargetGroup;
  readonly productionRule: elbv2.ApplicationListenerRule;
  readonly testRule?: elbv2.ApplicationListenerRule;
  /** Whether what is outside of the network reaches the listeners. */
  readonly isPublic: boolean;
  /** Of the production listener, when it is made here. */
  readonly port: number | undefined;
}

function loadBalancerOf(scope: Construct, props: EcsServiceProps, vpc: ec2.IVpc): elbv2.IApplicationLoadBalancer {
  if (props.loadBalancer !== undefined) return props.loadBalancer;
  const internetFacing = props.internetFacing ?? true;
  const made = attempt(
    scope,
    'internetFacing',
    () => new elbv2.ApplicationLoadBalancer(scope, 'LoadBalancer', { vpc, internetFacing }),
  );
  acknowledge(made, {
    'AwsSolutions-ELB2': 'Access logs need a bucket of yours: `loadBalancer.logAccessLogs(bucket)`.',
    'AwsSolutions-EC23':
      'It serves users, wherever they are; `internetFacing: false` or a `loadBalancer` of yours narrows it.',
  });
  return made;
}

function listenerOf(
  scope: Construct,
  props: EcsServiceProps,
  loadBalancer: elbv2.IApplicationLoadBalancer,
): elbv2.IApplicationListener {
  const { certificate } = props;
  return new elbv2.ApplicationListener(scope, 'Listener', {
    loadBalancer,
    port: portOf(props),
    protocol: certificate === undefined ? elbv2.ApplicationProtocol.HTTP : elbv2.ApplicationProtocol.HTTPS,
    open: props.openListener ?? true,
    ...(certificate === undefined ? {} : { certificates: [certificate] }),
    defaultAction: elbv2.ListenerAction.fixedResponse(404),
  });
}

const portOf = ({ listenerPort, certificate }: EcsServiceProps): number =>
  listenerPort ?? (certificate === undefined ? 80 : 443);

function targetGroup(
  scope: Construct,
  id: string,
  props: EcsServiceProps,
  vpc: ec2.IVpc,
  fragment: TargetGroupProperties,
) {
  const group = new elbv2.ApplicationTargetGroup(scope, id, {
    vpc,
    targetType: elbv2.TargetType.IP,
    protocol: elbv2.ApplicationProtocol.HTTP,
    port: TARGET_PORT,
    healthCheck: { path: '/', interval: Duration.seconds(30), ...props.healthCheck },
  });
  for (const { Key, Value } of fragment.TargetGroupAttributes) group.setAttribute(Key, Value);
  return group;
}

/**
 * The load balancer's side of a service. The rules and the target groups depend on nothing that the strategy says: ECS rewrites the
 * weights with every release, and a rule that CloudFormation applies again sends the requests to a target group without tasks.
 */
export function traffic(
  scope: Construct,
  props: EcsServiceProps,
  vpc: ec2.IVpc,
  groups: Readonly<Record<string, TargetGroupProperties>>,
): Traffic {
  const { productionListener } = props;
  const loadBalancer = productionListener === undefined ? loadBalancerOf(scope, props, vpc) : props.loadBalancer;
  const listener = productionListener ?? listenerOf(scope, props, loadBalancer as elbv2.IApplicationLoadBalancer);
  const blue = targetGroup(scope, 'Blue', props, vpc, groups.Blue as TargetGroupProperties);
  const green = groups.Green && targetGroup(scope, 'Green', props, vpc, groups.Green);
  const conditions = [...(props.conditions ?? [elbv2.ListenerCondition.pathPatterns(['/*'])])];
  const priority = props.priority ?? 100;
  const forward = () =>
    green === undefined
      ? elbv2.ListenerAction.forward([blue])
      : elbv2.ListenerAction.weightedForward([
          { targetGroup: blue, weight: 100 },
          { targetGroup: green, weight: 0 },
        ]);
  const productionRule = new elbv2.ApplicationListenerRule(scope, 'ProductionRule', {
    listener,
    priority,
    conditions,
    action: forward(),
  });
  const { name, value } = props.testHeader ?? TEST_HEADER;
  const testRule =
    green &&
    new elbv2.ApplicationListenerRule(scope, 'TestRule', {
      listener: props.testListener ?? listener,
      priority: props.testPriority ?? priority - 1,
      conditions:
        props.testListener === undefined
          ? [elbv2.ListenerCondition.httpHeader(name, [value]), ...conditions]
          : conditions,
      action: forward(),
    });
  return {
    listener,
    blue,
    productionRule,
    ...(loadBalancer && { loadBalancer }),
    ...(green && { green }),
    ...(testRule && { testRule }),
    isPublic: productionListener === undefined && props.loadBalancer === undefined && (props.internetFacing ?? true),
    port: productionListener === undefined ? portOf(props) : undefined,
  };
}
