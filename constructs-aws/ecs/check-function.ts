import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { PlannedCheck } from '../../lib/plan';
import { acknowledgeEvery, acknowledgeManagedPolicy } from '../shared/acknowledge';
import { attempt } from '../shared/attempt';
import { type Addresses, addressesOf, portOf } from './addresses';
import { HOOK_SOURCE } from './hook-source';
import type { EcsServiceProps } from './props';
import type { Traffic } from './traffic';

/** Seconds that the function has to answer after a check has run out of time. */
const GRACE = 10;

const VPC_ACCESS = 'service-role/AWSLambdaVPCAccessExecutionRole';

export interface CheckFunctionProps {
  readonly checks: readonly PlannedCheck[];
  readonly traffic: Traffic;
  readonly vpc: ec2.IVpc;
  readonly service: EcsServiceProps;
}

/** The function that runs the checks of a release, and the role with which ECS invokes it. */
export class CheckFunction extends Construct {
  readonly function: lambda.Function;
  readonly invocation: iam.Role;

  constructor(scope: Construct, id: string, props: CheckFunctionProps) {
    super(scope, id);
    const { traffic } = props;
    const asks = props.checks.some(({ kind }) => kind === 'http');
    const addresses = asks ? addressesOf(props.service, traffic) : undefined;
    const inside = props.service.checkSubnets !== undefined || (asks && !traffic.isPublic);
    const subnets = props.service.checkSubnets ?? { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS };
    if (inside) attempt(this, 'checkSubnets', () => props.vpc.selectSubnets(subnets));
    const logGroup = new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.ONE_MONTH });
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.function = new lambda.Function(this, 'Function', {
      description: 'Runs the checks of a release',
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(HOOK_SOURCE),
      timeout: Duration.seconds(Math.max(...props.checks.map(({ timeout }) => Math.ceil(timeout))) + GRACE),
      role,
      logGroup,
      environment: this.#environment(addresses),
      ...(inside && { vpc: props.vpc, vpcSubnets: subnets }),
    });
    this.#allowReading(role);
    if (inside) this.#allowNetwork(role, traffic, addresses, props.service);
    this.#allowCalls(role, props);
    this.invocation = new iam.Role(this, 'Invocation', { assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com') });
    this.invocation.addToPolicy(
      new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] }),
    );
  }

  #environment(addresses: Addresses | undefined): Record<string, string> {
    const text = (value: unknown) => Stack.of(this).toJsonString(value);
    return addresses === undefined ? {} : { TEST: text(addresses.test), PRODUCTION: text(addresses.production) };
  }

  /** ECS names the deployment only when it runs. */
  #allowReading(role: iam.Role): void {
    const resource = Stack.of(this).formatArn({ service: 'ecs', resource: 'service-deployment', resourceName: '*' });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['ecs:DescribeServiceDeployments'], resources: [resource] }));
    acknowledgeEvery(role, 'ecs', 'service-deployment', 'ECS gives a deployment its name when it begins.');
  }

  /** The rules belong to the stack of the function: the listener may be in another one, which this one depends on. */
  #allowNetwork(
    role: iam.Role,
    { listener, port }: Traffic,
    addresses: Addresses | undefined,
    { testListener }: EcsServiceProps,
  ): void {
    role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(VPC_ACCESS));
    acknowledgeManagedPolicy(role, VPC_ACCESS, 'The policy that AWS maintains for functions in a network.');
    const open = (to: elbv2.IApplicationListener, at: number | undefined) => {
      if (at !== undefined) this.function.connections.allowTo(to, ec2.Port.tcp(at), 'Checks of a release');
    };
    open(listener, port ?? (addresses && portOf(addresses.production)));
    if (testListener !== undefined) open(testListener, addresses && portOf(addresses.test));
  }

  #allowCalls(role: iam.Role, { checks, service }: CheckFunctionProps): void {
    const names = new Set(checks.flatMap((check) => (check.kind === 'function' ? [check.function] : [])));
    if (names.size === 0) return;
    const resources = [...names].map((name) => service.functions?.[name]?.functionArn ?? name);
    role.addToPolicy(new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources }));
  }
}
