import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acknowledge } from '../shared/acknowledge';
import type { EcsServiceProps } from './props';

/** What runs, and where. */
export interface Workload {
  readonly cluster: ecs.ICluster;
  readonly vpc: ec2.IVpc;
  readonly taskDefinition: ecs.FargateTaskDefinition;
  readonly container: ecs.ContainerDefinition;
  readonly containerPort: number;
}

function networkOf(scope: Construct, { vpc, cluster, loadBalancer }: EcsServiceProps): ec2.IVpc {
  const given = vpc ?? cluster?.vpc ?? loadBalancer?.vpc;
  if (given !== undefined) return given;
  const made = new ec2.Vpc(scope, 'Vpc', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false });
  acknowledge(made, {
    'AwsSolutions-VPC7': 'A network that is made for one service; give `vpc` to use one with flow logs.',
  });
  return made;
}

function taskDefinitionOf(scope: Construct, props: EcsServiceProps, port: number): ecs.FargateTaskDefinition {
  if (props.taskDefinition !== undefined || props.image === undefined) {
    return props.taskDefinition as ecs.FargateTaskDefinition;
  }
  const made = new ecs.FargateTaskDefinition(scope, 'TaskDefinition', {
    cpu: props.cpu ?? 256,
    memoryLimitMiB: props.memoryLimitMiB ?? 512,
  });
  // CloudFormation would deregister the revision that a rollback goes back to.
  made.applyRemovalPolicy(RemovalPolicy.RETAIN);
  const logGroup = new logs.LogGroup(scope, 'Logs', { retention: logs.RetentionDays.ONE_MONTH });
  made.addContainer('app', {
    image: props.image,
    portMappings: [{ containerPort: port }],
    logging: ecs.LogDrivers.awsLogs({ logGroup, streamPrefix: 'app' }),
    ...(props.environment === undefined ? {} : { environment: { ...props.environment } }),
    ...(props.secrets === undefined ? {} : { secrets: { ...props.secrets } }),
  });
  if (props.environment !== undefined) {
    acknowledge(made, { 'AwsSolutions-ECS2': '`environment` is for what is no secret; `secrets` is for what is.' });
  }
  return made;
}

const isContainer = (child: unknown): child is ecs.ContainerDefinition => child instanceof ecs.ContainerDefinition;

/** The containers of a task definition, the first essential one first. */
export const containersOf = ({ node, defaultContainer }: ecs.FargateTaskDefinition): ecs.ContainerDefinition[] => [
  ...new Set([...(defaultContainer === undefined ? [] : [defaultContainer]), ...node.children.filter(isContainer)]),
];

/** The container that maps a port, wherever it stands among its sidecars. */
export const containerOf = (definition: ecs.FargateTaskDefinition, port: number): ecs.ContainerDefinition | undefined =>
  containersOf(definition).find(({ portMappings }) => portMappings.some(({ containerPort }) => containerPort === port));

/** The cluster, its network and the task definition: yours, or new ones. */
export function workload(scope: Construct, props: EcsServiceProps): Workload {
  const vpc = networkOf(scope, props);
  const cluster =
    props.cluster ?? new ecs.Cluster(scope, 'Cluster', { vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED });
  const containerPort = props.containerPort ?? 80;
  const taskDefinition = taskDefinitionOf(scope, props, containerPort);
  const container = containerOf(taskDefinition, containerPort) as ecs.ContainerDefinition;
  return { cluster, vpc, taskDefinition, container, containerPort };
}
