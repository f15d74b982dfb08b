import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Budget } from '../../lib/drain';
import type { BlueGreenStrategy, RecreateStrategy, RollingStrategy, Strategy } from '../../lib/strategy';
import type { Colour, ColourImages, CpuAutoscaler, Migration, WorkloadEmitOptions, WorkloadSettings } from './settings';

/** The release of a Deployment's pods, whatever they are made with. */
interface ReleaseProps<S extends Strategy> extends WorkloadSettings {
  /** How the application is released. */
  readonly strategy: S;
  /** The disruption budget over the pods of all versions, or `'none'`. @default - one pod at a time, where there are several */
  readonly budget?: Budget | 'none';
  /** Whether pods that say nothing themselves are spread over zones and nodes, revision by revision. @default true */
  readonly topologySpread?: boolean;
  /** An autoscaler by CPU. @default - none */
  readonly autoscaler?: CpuAutoscaler;
  /** The time without progress after which a release has failed. @default - 10 minutes, plus the strategy's minReady */
  readonly progressDeadline?: Duration;
  /** Old ReplicaSets that are kept, for `kubectl rollout undo`. @default 10 */
  readonly revisionHistoryLimit?: number;
}

/** A few pods at a time. */
export interface RollingReleaseProps extends ReleaseProps<RollingStrategy> {
  /** A Service that exists already. @default - one of the Deployment's name is made */
  readonly service?: string;
}

/** Everything stops, then everything starts. */
export interface RecreateReleaseProps extends ReleaseProps<RecreateStrategy> {
  /**
   * Whether the application serves, or the maintenance page: the application has no copies then, and the migration runs. Change it in one commit
   * before the release, and back in the one that brings the new version.
   * @default 'live'
   */
  readonly mode?: 'live' | 'maintenance';
  /** What runs in maintenance, once the application has stopped. @default - nothing */
  readonly migration?: Migration;
}

/** Two versions side by side, and a Service that is switched. */
export interface BlueGreenReleaseProps extends ReleaseProps<BlueGreenStrategy> {
  /** The version that clients are sent to. To release, change the other version's image; to switch, change this. */
  readonly live: Colour;
  /** The image of the first container in each version. */
  readonly images: ColourImages;
  /**
   * Pods of the version that does not serve. @default - as many as of the other
   * @asType integer
   * @minimum 0
   * @maximum 100000
   */
  readonly idleReplicas?: number;
}

export type AnyReleaseProps = RollingReleaseProps | RecreateReleaseProps | BlueGreenReleaseProps;

/** A Deployment that is taken over. */
export interface FromDeployment {
  /** The Deployment: of any version of cdk8s-plus, or an ApiObject of kind Deployment. */
  readonly deployment: IConstruct;
}

/** What {@link RollingDeployment.fromDeployment} is told. */
export interface WrappedRollingProps extends FromDeployment, RollingReleaseProps {}

/** What {@link RecreateDeployment.fromDeployment} is told. */
export interface WrappedRecreateProps extends FromDeployment, RecreateReleaseProps {}

/** What {@link BlueGreenDeployment.fromDeployment} is told. */
export interface WrappedBlueGreenProps extends FromDeployment, BlueGreenReleaseProps {}

/** What a {@link WrappedDeployment} is made of. */
export type WrappedDeploymentProps = WrappedRollingProps | WrappedRecreateProps | WrappedBlueGreenProps;

const FIELDS = [
  'budget',
  'topologySpread',
  'autoscaler',
  'revisionHistoryLimit',
  'service',
  'mode',
  'migration',
  'live',
  'images',
  'idleReplicas',
] as const satisfies ReadonlyArray<keyof WorkloadEmitOptions>;

/** What of the properties is for the emitter. */
export function emitOptionsOf(props: AnyReleaseProps): Partial<WorkloadEmitOptions> {
  const said = Object.entries(props).filter(([field, value]) => FIELDS.includes(field as never) && value !== undefined);
  const { progressDeadline } = props;
  return {
    ...Object.fromEntries(said),
    ...(progressDeadline && { progressDeadline: progressDeadline.toSeconds() }),
  };
}
