import { setTimeout as sleep } from 'node:timers/promises';
import type { CanaryStep, RolloutManifest } from '../../../constructs-k8s/argo-rollouts/manifest';
import type { ArgoRolloutsSettings } from '../../../constructs-k8s/argo-rollouts/settings';
import { argoRollouts } from '../../../constructs-k8s/argo-rollouts/target';
import type { Plan, Trace } from '../../../lib/plan';
import { type Space, until } from '../cluster';
import type { Log, Note, ReleasedRollout } from './log';

/** A release that the controller plays. */
export interface Part {
  readonly name: string;
  readonly plan: Plan;
  readonly settings: ArgoRolloutsSettings;
}

/** What is drawn of a release before it, and what was noted of it. */
export interface Played {
  readonly part: Part;
  readonly rollout: RolloutManifest;
  readonly trace: Trace;
  readonly notes: readonly Note[];
}

/** What a person does with a release of theirs, called until it ends. Nothing is done by default but what is waited for. */
export type Person = (rollout: ReleasedRollout) => Promise<unknown> | undefined;

/** Seconds that the controller may take for everything that nobody asked for, on a machine that has other things to do. */
const PATIENCE = 150;

/** The manifests of a version of a part. */
export function manifestsOf({ name, plan, settings }: Part, version: string) {
  const template = {
    metadata: { labels: { 'app.kubernetes.io/name': name } },
    spec: { containers: [{ name: 'app', image: `app:${version}`, ports: [{ containerPort: 8080 }] }] },
  };
  return argoRollouts(settings).emit(plan, { name, template });
}

const lengthOf = ({ segments }: Trace): number => segments.at(-1)?.to ?? 0;

const isPerson = (step: CanaryStep | undefined): boolean =>
  step?.pause !== undefined && step.pause.duration === undefined;

const isAsked = ({ status }: ReleasedRollout): boolean =>
  (status?.pauseConditions ?? []).some(({ reason }) => reason === 'InconclusiveAnalysisRun');

/** Releases a second version of a part with the manifests alone, says yes where a person is waited for, and notes what happens. */
export class Play {
  readonly trace: Trace;
  readonly rollout: RolloutManifest;
  /** The hash of the first version. */
  #first: string | undefined;

  constructor(
    private readonly space: Space,
    private readonly log: Log,
    private readonly part: Part,
  ) {
    const manifests = manifestsOf(part, '1');
    this.trace = argoRollouts(part.settings).trace(manifests);
    this.rollout = manifests[0] as RolloutManifest;
  }

  /** The first version, which needs no strategy. */
  async begin(): Promise<void> {
    await this.space.apply(manifestsOf(this.part, '1'));
    const { status } = await this.space.rollout(this.part.name).until('Healthy', { within: PATIENCE });
    this.#first = status?.currentPodHash;
    // Argo Rollouts writes what it has done back into its cache, over a change that comes in the same moment: it would not see it for a quarter of an hour.
    await this.quiet();
  }

  /** The second version: of its manifests, only the Rollout is another one. */
  async release(): Promise<void> {
    const [rollout] = manifestsOf(this.part, '2');
    await this.space.apply([rollout as RolloutManifest]);
  }

  /** The newest state of the Rollout that is noted. */
  get now(): ReleasedRollout {
    const rollouts = this.log.of(this.part.name).filter(({ kind }) => kind === 'Rollout');
    return rollouts.at(-1)?.object as ReleasedRollout;
  }

  /** Waits for the end of the release while a person answers, or until a person is asked what to make of a measurement. */
  async end(person: Person = this.yes(), asked = false): Promise<void> {
    const look = async () => {
      await person(this.now);
      return this.now;
    };
    await until(`${this.part.name} is over`, look, (now) => (asked ? isAsked(now) : this.#isOver(now)), {
      within: PATIENCE + lengthOf(this.trace),
      every: 200,
      explain: () => this.space.events(),
    });
  }

  /** Waits until the controller changes nothing any more. */
  async quiet(): Promise<void> {
    let before = -1;
    const isSame = (count: number): boolean => {
      const same = count === before;
      before = count;
      return same;
    };
    const look = () => this.log.of(this.part.name).length;
    await until(`${this.part.name} is quiet`, look, isSame, { within: PATIENCE, every: 2000 });
  }

  /** Waits until the copies of the old version are gone. */
  async gone(): Promise<void> {
    const old = () =>
      this.space.list<{ spec: { replicas: number } } & object>(
        'ReplicaSet',
        `app.kubernetes.io/name=${this.part.name}`,
      );
    await until(
      `the old copies of ${this.part.name} are gone`,
      old,
      (sets) => sets.length === 2 && sets.filter(({ spec }) => spec.replicas > 0).length === 1,
      { within: PATIENCE + lengthOf(this.trace), every: 1000 },
    );
  }

  async play(): Promise<Played> {
    await this.begin();
    await this.release();
    await this.end();
    if (this.rollout.spec.strategy.blueGreen !== undefined) await this.gone();
    await this.quiet();
    return { part: this.part, rollout: this.rollout, trace: this.trace, notes: this.log.of(this.part.name) };
  }

  /** Whether the controller is done with the second version, or has given it up. */
  #isOver({ status: { phase, currentPodHash, stableRS } = {} }: ReleasedRollout): boolean {
    if (currentPodHash === undefined || currentPodHash === this.#first) return false;
    return phase === 'Degraded' || (phase === 'Healthy' && stableRS === currentPodHash);
  }

  /** A person who says yes, a second after they are asked. */
  yes(): Person {
    let answered = '';
    return ({ spec, status, metadata }) => {
      const [condition] = status?.pauseConditions ?? [];
      const { canary, blueGreen } = spec.strategy;
      const asks =
        blueGreen === undefined
          ? isPerson(canary?.steps?.[status?.currentStepIndex ?? 0])
          : blueGreen.autoPromotionEnabled === false;
      const question = `${status?.currentStepIndex} ${condition?.startTime}`;
      if (condition === undefined || !asks || question === answered) return undefined;
      answered = question;
      return sleep(1000).then(() => this.space.rollout(metadata.name).promote());
    };
  }
}
