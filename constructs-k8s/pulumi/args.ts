import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { EvidenceOptions } from '../../lib/evidence';
import type { Strategy } from '../../lib/strategy';
import type { Late } from './late';

/** Labels or annotations: the keys are plain, the values may be outputs. */
export type LabelArgs = Readonly<Record<string, pulumi.Input<string>>>;

/** What the objects of a component are called, and where they are. */
export interface MetadataArgs {
  /** The name of the application; plain, since objects refer to each other by it. @default - the component's own name */
  readonly name?: string;
  /**
   * @default - the provider's namespace, or `default`
   * @format dns-label
   */
  readonly namespace?: pulumi.Input<string>;
  /** Labels of every object. @default - none */
  readonly labels?: LabelArgs;
}

/** What every component is told. */
export interface ComponentArgs {
  /** The name, the namespace and the labels of the objects. @default - the component's name, the provider's namespace */
  readonly metadata?: MetadataArgs;
  /** How the application is released; plain, since it decides which objects there are. */
  readonly strategy: Strategy;
}

/** What a component that runs guards is told. */
export interface GuardedArgs extends ComponentArgs {
  /**
   * What is said about guards that can see too little, or stop healthy releases too often: thresholds and severities, or `'off'`.
   * @default - warnings by the default thresholds; one note when the strategy has no `traffic`
   */
  readonly evidence?: EvidenceOptions | 'off';
}

type PodSpec = k8s.types.input.core.v1.PodSpec;
type Container = k8s.types.input.core.v1.Container;

/** Written out, since it is judged or added to; its texts may be outputs. */
type Shaped<T> = Late<pulumi.Unwrap<NonNullable<T>>>;

/** A port of a container; plain, since Services are made of it. */
export interface ContainerPortArgs {
  /** The port at which the container listens. */
  readonly containerPort: number;
  /**
   * Its name, by which probes and Services may refer to it.
   * @format dns-label
   */
  readonly name?: string;
  /** @default TCP */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
}

type ProbeKey = 'readinessProbe' | 'livenessProbe' | 'startupProbe';

/** A container as in a pod's manifest. */
export interface ContainerArgs extends Omit<Container, 'name' | 'ports' | 'lifecycle' | ProbeKey> {
  /** Its name in the pod; plain. */
  readonly name: string;
  /** Its ports; the first one gets the requests. */
  readonly ports?: readonly ContainerPortArgs[];
  /** Its hooks, to which the strategy's drain adds a sleep. @default - none */
  readonly lifecycle?: Shaped<Container['lifecycle']>;
  /** When it gets requests. @default - always */
  readonly readinessProbe?: Shaped<Container['readinessProbe']>;
  /** When it is started again. @default - when its process ends */
  readonly livenessProbe?: Shaped<Container['livenessProbe']>;
  /** How long it may take to start. @default - as long as `livenessProbe` lets it */
  readonly startupProbe?: Shaped<Container['startupProbe']>;
}

/** The pods of an application: the `spec.template` of a Deployment. Its containers are listed plainly; what is in them may be outputs. */
export interface PodTemplateArgs {
  /** Labels and annotations of the pods. */
  readonly metadata?: { readonly labels?: LabelArgs; readonly annotations?: LabelArgs };
  /** As in a manifest. */
  readonly spec: Omit<PodSpec, 'containers' | 'terminationGracePeriodSeconds'> & {
    readonly containers: readonly ContainerArgs[];
    readonly terminationGracePeriodSeconds?: number;
  };
}
