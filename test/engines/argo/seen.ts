import { WAIT } from '../../../constructs-k8s/argo-rollouts/checks';
import type { CanaryStep } from '../../../constructs-k8s/argo-rollouts/manifest';
import { type Gate, type Segment, type Stretch, segmentsOf } from '../../../lib/plan';
import type { RolloutObject } from '../cluster';
import type { AnalysisRunObject, Note } from './log';
import { hashOf, World } from './world';

/** What a release was seen to do. */
export interface Seen {
  readonly segments: readonly Segment[];
  /** Changes of the traffic while the controller said that it waits. */
  readonly stirred: readonly string[];
  /** The last state of the Rollout. */
  readonly end: NonNullable<RolloutObject['status']>;
}

const statusOf = ({ object }: Note): NonNullable<RolloutObject['status']> => (object as RolloutObject).status ?? {};

const isGuard = ({ name, interval }: AnalysisRunObject['spec']['metrics'][number]): boolean =>
  interval !== undefined && !name.includes('.');

/** The guards of an analysis: what it reads again and again. */
const guardNames = (run: AnalysisRunObject | undefined): string[] =>
  (run?.spec.metrics ?? []).filter(isGuard).map(({ name }) => name);

/** The checks that an analysis has run. */
const checkGates = (run: AnalysisRunObject | undefined): Gate[] =>
  (run?.spec.metrics ?? [])
    .filter(({ name, interval }) => interval === undefined && name !== WAIT)
    .map(({ name }) => ({ kind: 'check', name }));

const watching = (run: AnalysisRunObject | undefined): string[] =>
  run?.status?.phase === 'Running' ? guardNames(run) : [];

const PERSON: Gate = { kind: 'approval', onTimeout: 'rollback' };

/** What a person sees who looks at the cluster at every step at which the controller of a canary waits. */
export function seenCanary(notes: readonly Note[], name: string, steps: readonly CanaryStep[]): Seen {
  const rollouts = notes.filter(({ kind }) => kind === 'Rollout');
  const end = statusOf(rollouts.at(-1) as Note);
  const world = new World(name, end.currentPodHash ?? '');
  const routed = notes.some(({ kind }) => kind === 'VirtualService');
  const stretches: Stretch[] = [];
  const stirred: string[] = [];
  let step: { readonly index: number; readonly since: number; readonly traffic: string } | undefined;
  const look = (): Omit<Stretch, 'seconds' | 'gates'> => ({
    ...world.traffic,
    reached: world.traffic.weight === 100 && !routed ? 'copy by copy' : 'at once',
    guards: watching(world.analysis('Background')),
  });
  const leave = (at: number): void => {
    const { pause, analysis } = step === undefined ? {} : (steps[step.index] ?? {});
    if (step === undefined || (pause === undefined && analysis === undefined)) return;
    const now = JSON.stringify(world.traffic);
    if (routed && now !== step.traffic) stirred.push(`step ${step.index}: ${step.traffic} became ${now}`);
    const timed = pause?.duration !== undefined;
    const gates = pause === undefined ? checkGates(world.analysis('Step', step.index)) : timed ? [] : [PERSON];
    stretches.push({ ...look(), seconds: timed ? (at - step.since) / 1000 : 0, gates });
  };
  for (const note of notes) {
    if (note.kind === 'Rollout') {
      const { currentPodHash, currentStepIndex: index, stableRS } = statusOf(note);
      const releases = currentPodHash === end.currentPodHash && stableRS !== undefined;
      if (releases && index !== undefined && index !== step?.index) {
        leave(note.at);
        step = { index, since: note.at, traffic: JSON.stringify(world.traffic) };
      }
    }
    world.take(note);
  }
  const last = look();
  if (stretches.at(-1)?.weight !== last.weight) stretches.push({ ...last, seconds: 0, gates: [] });
  return { segments: segmentsOf(stretches), stirred, end };
}

/** The times at which something of a blue/green release was seen first, in seconds. */
export interface Switch {
  /** All copies of the new version are ready. */
  readonly ready: number;
  /** The Service that clients call leads to the new version. */
  readonly switched: number;
  /** The old version has no copies any more. */
  readonly gone: number;
  /** The gates that were passed before the switch, and after it. */
  readonly before: readonly Gate[];
  readonly after: readonly Gate[];
  readonly guards: readonly string[];
  readonly end: NonNullable<RolloutObject['status']>;
}

/** What a person sees who looks at the Services of a blue/green release. */
export function seenBlueGreen(notes: readonly Note[], name: string): Switch {
  const end = statusOf(notes.filter(({ kind }) => kind === 'Rollout').at(-1) as Note);
  const hash = end.currentPodHash ?? '';
  const world = new World(name, hash);
  const first = { ready: Number.NaN, switched: Number.NaN, gone: Number.NaN };
  let before: Gate[] = [];
  let waited = false;
  const mark = (moment: keyof typeof first, at: number, is: boolean): void => {
    if (is && Number.isNaN(first[moment])) first[moment] = at / 1000;
  };
  for (const note of notes) {
    world.take(note);
    const { ready, wanted } = world.freshCopies;
    mark('ready', note.at, wanted > 0 && ready === wanted);
    if (note.kind === 'Rollout') {
      const { currentPodHash, pauseConditions = [] } = statusOf(note);
      waited ||= currentPodHash === hash && pauseConditions.length > 0;
    }
    if (note.kind === 'Service' && note.object.metadata.name === name && hashOf(note.object.spec.selector) === hash) {
      mark('switched', note.at, true);
      before = checkGates(world.analysis('PrePromotion'));
    }
    mark('gone', note.at, !Number.isNaN(first.switched) && world.stableCopies.wanted === 0);
  }
  const { autoPromotionEnabled = true } = world.find('Rollout', name)?.spec.strategy.blueGreen ?? {};
  if (waited && !autoPromotionEnabled) before.push(PERSON);
  const after = world.analysis('PostPromotion');
  return { ...first, before, after: checkGates(after), guards: guardNames(after), end };
}
