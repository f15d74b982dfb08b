import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { EvidenceOptions } from '../../lib/evidence';
import type { Strategy } from '../../lib/strategy';

/** How many tasks the service has. */
export interface EcsAutoScaling {
  /** Tasks at least. */
  readonly minCapacity: number;
  /** Tasks at most. */
  readonly maxCapacity: number;
  /**
   * Percent of the processor time, of all tasks of both versions. While two versions run, the idle one halves it.
   * @default - not scaled by processor time
   */
  readonly cpuUtilization?: number;
  /**
   * Requests per minute and task. Both target groups are counted, so that it holds before, during and after a release.
   * @default - not scaled by requests
   */
  readonly requestsPerTarget?: number;
}

/** A header that brings a request to the new version before anybody else gets it. */
export interface TestHeader {
  /** Its name, in any case. */
  readonly name: string;
  /** The value that it must have; `*` and `?` stand for other letters. */
  readonly value: string;
}

/** Properties that all ECS constructs share. */
export interface EcsServiceProps<S extends Strategy = Strategy> {
  /** How a new version gets its traffic. */
  readonly strategy: S;

  /**
   * What is said about guards that can see too little, or stop healthy releases too often: thresholds and severities, or `'off'`.
   * @default - warnings by the default thresholds; one note when the strategy has no `traffic`
   */
  readonly evidence?: EvidenceOptions | 'off';

  /**
   * The image of the only container. This or {@link taskDefinition}.
   * @default - the task definition says it
   */
  readonly image?: ecs.ContainerImage;
  /**
   * A task definition of yours, with a port mapping for {@link containerPort}. This or {@link image}.
   * @default - one container with the image
   */
  readonly taskDefinition?: ecs.FargateTaskDefinition;
  /**
   * The port at which the application listens.
   * @default 80
   */
  readonly containerPort?: number;
  /**
   * CPU units of a task: 256 is a quarter of a processor. Only with {@link image}.
   * @default 256
   * @asType integer
   * @minimum 256
   * @maximum 16384
   */
  readonly cpu?: number;
  /**
   * MiB of memory of a task. Only with {@link image}.
   * @default 512
   * @asType integer
   * @minimum 512
   * @maximum 122880
   */
  readonly memoryLimitMiB?: number;
  /**
   * Variables that are no secrets. Only with {@link image}.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Variables that are. Only with {@link image}.
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, ecs.Secret>>;

  /**
   * The number of tasks.
   * @default 2, or what autoscaling finds
   */
  readonly desiredCount?: number;
  /**
   * @default - the number of tasks does not change
   */
  readonly autoScaling?: EcsAutoScaling;
  /**
   * The service's name. Renaming replaces the service.
   * @default - CloudFormation names it
   */
  readonly serviceName?: string;
  /**
   * What alarms are called after; literal, unique in account and region.
   * @default - from the stack's name and the path of the construct
   */
  readonly releaseName?: string;

  /**
   * @default - a new cluster with Container Insights
   */
  readonly cluster?: ecs.ICluster;
  /**
   * @default - that of the cluster or load balancer, else a new one
   */
  readonly vpc?: ec2.IVpc;
  /**
   * Where the tasks run.
   * @default - private subnets
   */
  readonly taskSubnets?: ec2.SubnetSelection;

  /**
   * @default - that of the production listener, else a new one
   */
  readonly loadBalancer?: elbv2.IApplicationLoadBalancer;
  /**
   * Whether a new load balancer can be reached from the internet.
   * @default true
   */
  readonly internetFacing?: boolean;
  /**
   * A listener of yours, to which the production rule is added.
   * @default - a new one at {@link listenerPort}
   */
  readonly productionListener?: elbv2.IApplicationListener;
  /**
   * Whether a new production listener can be reached from everywhere that its load balancer can be reached from.
   * @default true
   */
  readonly openListener?: boolean;
  /**
   * The port of a new production listener.
   * @default 443 with a certificate, else 80
   */
  readonly listenerPort?: number;
  /**
   * Makes a new production listener HTTPS.
   * @default - HTTP
   */
  readonly certificate?: ICertificate;
  /**
   * The name that the certificate is good for; HTTPS checks ask for it.
   * @default - that of the load balancer
   */
  readonly domainName?: string;
  /**
   * A listener of yours for test traffic.
   * @default - the production listener, for requests with {@link testHeader}
   */
  readonly testListener?: elbv2.IApplicationListener;
  /**
   * Which requests of the production listener are test traffic.
   * @default - `x-cutover-test: new`
   */
  readonly testHeader?: TestHeader;
  /**
   * Which requests are for this service. Changing them during a release is dangerous: see docs/ecs.md.
   * @default - all paths
   * @minItems 1
   */
  readonly conditions?: readonly elbv2.ListenerCondition[];
  /**
   * The priority of the production rule.
   * @default 100
   */
  readonly priority?: number;
  /**
   * The priority of the test rule; on the same listener below {@link priority}.
   * @default - one before the production rule
   */
  readonly testPriority?: number;
  /**
   * How the load balancer finds out that a task is well.
   * @default - `GET /` with status 200, every 30 seconds
   */
  readonly healthCheck?: elbv2.HealthCheck;

  /**
   * What the names in the function checks of the strategy mean. A function answers as a lifecycle hook does: `{ hookStatus: 'SUCCEEDED' }`.
   * @default - the checks name functions by ARN
   */
  readonly functions?: Readonly<Record<string, IFunction>>;
  /**
   * Where HTTP checks go.
   * @default - the address of the listeners that are made here
   */
  readonly checkAddresses?: { readonly production: string; readonly test: string };
  /**
   * The subnets of the function that runs the checks. It needs a way to the ECS and Lambda endpoints there.
   * @default - outside of the VPC when the load balancer can be reached from the internet, else private subnets
   */
  readonly checkSubnets?: ec2.SubnetSelection;
  /**
   * Alarms of yours that also abort the release. Their names must be literal.
   * @default - the guards of the strategy
   */
  readonly extraAlarms?: readonly IAlarm[];
}
