import type { Manifest } from './api';
import type { Space } from './space';
import type { UntilOptions } from './until';

export type Phase = 'Healthy' | 'Progressing' | 'Paused' | 'Degraded';

/** As much of a Rollout as is read here. */
export interface RolloutObject extends Manifest {
  readonly metadata: Manifest['metadata'] & { readonly generation: number };
  readonly spec: { readonly replicas?: number; readonly template?: object };
  readonly status?: {
    readonly phase?: Phase;
    readonly message?: string;
    readonly abort?: boolean;
    readonly observedGeneration?: string;
    readonly currentStepIndex?: number;
    readonly currentPodHash?: string;
    readonly stableRS?: string;
    readonly pauseConditions?: readonly { readonly reason: string; readonly startTime: string }[];
    readonly controllerPause?: boolean;
    readonly canary?: { readonly weights?: { readonly canary: { readonly weight: number } } };
    readonly blueGreen?: { readonly activeSelector?: string; readonly previewSelector?: string };
    readonly [field: string]: unknown;
  };
}

/** A Rollout of Argo, as a person works with it: release, promote, abort, and wait. */
export class Rollout {
  constructor(
    private readonly space: Space,
    readonly name: string,
  ) {}

  get(): Promise<RolloutObject> {
    return this.space.get<RolloutObject>('Rollout', this.name);
  }

  /** Waits for a phase that the controller has given to the newest spec. */
  until(phase: Phase, options?: UntilOptions): Promise<RolloutObject> {
    const will = (rollout: RolloutObject) => isObserved(rollout) && rollout.status?.phase === phase;
    return this.space.until('Rollout', this.name, `is ${phase}`, will, options);
  }

  /** Waits until the controller waits at a step. */
  untilStep(index: number, options?: UntilOptions): Promise<RolloutObject> {
    const will = (rollout: RolloutObject) => isObserved(rollout) && rollout.status?.currentStepIndex === index;
    return this.space.until('Rollout', this.name, `is at step ${index}`, will, options);
  }

  /** Releases a version: another annotation on the pods, which makes another ReplicaSet. */
  async release(version: string): Promise<void> {
    const template = { metadata: { annotations: { 'cutover.test/version': version } } };
    await this.space.patch('Rollout', this.name, { spec: { template } });
  }

  /** What `kubectl argo rollouts promote` does: ends the pause that the rollout is in. */
  async promote(): Promise<void> {
    await this.space.patch('Rollout', this.name, { spec: { paused: false } });
    await this.space.patch('Rollout', this.name, { status: { pauseConditions: null } }, 'status');
  }

  /** What `kubectl argo rollouts abort` does. */
  async abort(): Promise<void> {
    await this.space.patch('Rollout', this.name, { status: { abort: true } }, 'status');
  }
}

function isObserved({ metadata, status }: RolloutObject): boolean {
  return status?.observedGeneration === String(metadata.generation);
}
