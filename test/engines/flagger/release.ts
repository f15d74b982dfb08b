import type { CanaryManifest } from '../../../constructs-k8s/flagger/manifest';
import type { FlaggerEmitOptions, FlaggerSettings } from '../../../constructs-k8s/flagger/settings';
import { flagger } from '../../../constructs-k8s/flagger/target';
import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import { type Plan, plan, type Trace } from '../../../lib/plan';
import type { Strategy } from '../../../lib/strategy';
import { type Daemon, type Sight, Space, until } from '../cluster';
import type { Health, Outside } from './outside';

/** As much of a Canary as is read here. */
export interface CanaryObject extends CanaryManifest {
  readonly status?: {
    readonly phase?: string;
    readonly canaryWeight?: number;
    readonly iterations?: number;
    readonly failedChecks?: number;
  };
}

/** A state of a Canary, in seconds since the recording began. */
export interface Step {
  readonly at: number;
  readonly phase: string;
  readonly weight: number;
  readonly iterations: number;
  readonly failed: number;
}

export interface ReleaseOptions {
  readonly name: string;
  readonly strategy: Strategy;
  readonly settings: (space: Space) => FlaggerSettings;
  readonly health?: Health;
  /** The routes that are recorded: a kind, and the object's name. Default: `web`, or `web-canary` of an Ingress. */
  readonly routes?: string;
  readonly routed?: string;
  /** How another version is released. Default: another annotation on the pods of the Deployment. */
  readonly change?: (space: Space, version: string) => Promise<void>;
  /** What is done before the first version is deployed. */
  readonly begin?: (release: Release) => Promise<void>;
  /** What is done from the moment at which the second version is released. */
  readonly play?: (release: Release) => Promise<void>;
  /** Objects that are there before. */
  readonly before?: readonly object[];
  readonly emit?: Partial<FlaggerEmitOptions>;
}

/** A release of one application in a namespace of its own: the first version is initialised, then a second one is released. */
export class Release {
  readonly plan: Plan;
  readonly trace: Trace;
  readonly manifests: readonly Manifest[];
  /** Every state of the routes since the second version. */
  routes: readonly Sight<object>[] = [];
  #sights: readonly Sight<CanaryObject>[] = [];
  readonly #stop: Array<() => void> = [];

  private constructor(
    readonly space: Space,
    readonly outside: Outside,
    private readonly daemon: Daemon,
    private readonly options: ReleaseOptions,
  ) {
    const { strategy, settings, emit = {} } = options;
    const target = flagger(settings(space));
    this.plan = plan(strategy);
    this.manifests = target.emit(this.plan, { name: 'web', namespace: space.namespace, ...emit });
    this.trace = target.trace(this.manifests);
  }

  /** Deploys the first version, waits until Flagger has its primary, releases a second one, and plays it to its end. */
  static async play(outside: Outside, daemon: Daemon, options: ReleaseOptions): Promise<Release> {
    const space = await Space.create(`flagger-${options.name}`);
    const release = new Release(space, outside, daemon, options);
    const { before = [], health = 'good', routes, play } = options;
    const { routed = routes === 'Ingress' ? 'web-canary' : 'web' } = options;
    outside.health(space.namespace, health);
    try {
      await options.begin?.(release);
      await space.apply([...before, ...release.manifests] as never);
      await release.untilPhase('Initialized');
      release.#sights = await release.#record<CanaryObject>('Canary', 'web');
      if (routes !== undefined) release.routes = await release.#record(routes, routed);
      await release.version('2');
      await (play?.(release) ?? release.untilPhase('Succeeded'));
    } finally {
      for (const stop of release.#stop) stop();
    }
    return release;
  }

  async #record<T extends object>(kind: string, name: string): Promise<readonly Sight<T>[]> {
    const { seen, stop } = await this.space.record<T>(kind, name);
    this.#stop.push(stop);
    return seen;
  }

  /** Another version. */
  async version(version: string): Promise<void> {
    const { change } = this.options;
    if (change !== undefined) return change(this.space, version);
    const template = { metadata: { annotations: { 'cutover.test/version': version } } };
    await this.space.patch('Deployment', 'web', { spec: { template } });
  }

  /** What `kubectl rollout undo` does: the pods of the version before. */
  async undo(): Promise<void> {
    const template = { metadata: { annotations: { 'cutover.test/version': null } } };
    await this.space.patch('Deployment', 'web', { spec: { template } });
  }

  /** Waits for a phase, and until it has been recorded. */
  async untilPhase(phase: string, within = 200): Promise<void> {
    await this.#until(`is ${phase}`, ({ status }) => status?.phase === phase, within);
    if (this.#sights.length === 0) return;
    await until(
      `${phase} is recorded`,
      () => this.steps,
      (steps) => steps.some((step) => step.phase === phase),
    );
  }

  async untilWeight(weight: number, within = 120): Promise<void> {
    await this.#until(`has ${weight} %`, ({ status }) => status?.canaryWeight === weight, within);
  }

  #until(what: string, will: (canary: CanaryObject) => boolean, within: number): Promise<CanaryObject> {
    return this.space.until<CanaryObject>('Canary', 'web', what, will, {
      within,
      explain: () => this.space.said(this.daemon),
    });
  }

  /** Every state of the Canary since the second version, once each. */
  get steps(): readonly Step[] {
    const all = this.#sights.map(
      ({ at, object: { status = {} } }): Step => ({
        at: at / 1000,
        phase: status.phase ?? '',
        weight: status.canaryWeight ?? 0,
        iterations: status.iterations ?? 0,
        failed: status.failedChecks ?? 0,
      }),
    );
    const told = (step: Step | undefined) => step && `${step.phase} ${step.weight} ${step.iterations} ${step.failed}`;
    return all.filter((step, at) => told(step) !== told(all[at - 1]));
  }

  /** When a state was first seen, in seconds. */
  at(will: (step: Step) => boolean): number {
    return this.steps.find(will)?.at ?? Number.NaN;
  }

  async delete(): Promise<void> {
    await this.space.delete();
  }
}
