import type { GuardEvidence } from '../evidence';
import { audienceText, type Phase, type Plan, seesTraffic } from '../plan';

/** A stretch of the time axis: one phase, or the wait for a person behind it. */
export interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Percent. */
  readonly weight: number;
  readonly mirror: number;
  readonly audience: readonly string[];
  readonly stage: Phase['stage'];
  /** A wait for a person, of unknown length: it has no seconds on the axis. */
  readonly approval: boolean;
  readonly checks: readonly string[];
}

/** What a guard can see during a stretch. */
export interface GuardSight {
  readonly stretch: number;
  /** `sees` a tenfold rise with the wanted power, is `weak`, or nothing is `unknown` without a traffic profile. */
  readonly sight: 'sees' | 'weak' | 'unknown';
  /** In words: `sees ×4.5`. */
  readonly label: string;
}

export interface GuardLane {
  readonly name: string;
  readonly sights: readonly GuardSight[];
}

/** How long a rollback takes when it is begun in a stretch. */
export interface RollbackSight {
  readonly stretch: number;
  readonly cost: 'nothing to undo' | 'traffic back at once' | 'copy by copy' | 'a new deployment';
}

/** Everything that a picture of a release shows, before anything is drawn. */
export interface PreviewModel {
  readonly stretches: readonly Stretch[];
  readonly guards: readonly GuardLane[];
  readonly rollback: readonly RollbackSight[];
  /** Seconds, without the waits for people and checks. */
  readonly length: number;
  readonly approvals: number;
}

/** The power below which a guard is drawn as weak. */
const POWER = 0.8;

function stretchesOf(plan: Plan): Stretch[] {
  let now = 0;
  return plan.phases.flatMap((phase): Stretch[] => {
    const from = now;
    now += phase.hold;
    const state = {
      name: phase.name,
      weight: phase.weight,
      mirror: phase.mirror,
      audience: phase.audience.map(audienceText),
      stage: phase.stage,
    };
    const held = { ...state, from, to: now, approval: false, checks: phase.checks.map(({ name }) => name) };
    const wait = { ...state, from: now, to: now, approval: true, checks: [] };
    return phase.approve === undefined ? [held] : [held, wait];
  });
}

const rounded = (rise: number): string => `×${rise < 10 ? rise.toFixed(1) : Math.round(rise)}`;

function lane(plan: Plan, name: string, stretches: readonly Stretch[], evidence: readonly GuardEvidence[]): GuardLane {
  const known = evidence.find(({ guard }) => guard === name);
  const watched = new Set(plan.phases.filter(seesTraffic).map((phase) => phase.name));
  const sights = stretches.flatMap((stretch, index): GuardSight[] => {
    if (!watched.has(stretch.name) || (!stretch.approval && stretch.to === stretch.from)) return [];
    const phase = known?.phases.find((each) => each.phase === stretch.name);
    if (phase === undefined) return [{ stretch: index, sight: 'unknown', label: 'watched' }];
    const label = phase.smallestRise === undefined ? 'sees nothing' : `sees ${rounded(phase.smallestRise)}`;
    return [{ stretch: index, sight: phase.seesTenfold >= POWER ? 'sees' : 'weak', label }];
  });
  return { name, sights };
}

function rollbackOf(plan: Plan, stretches: readonly Stretch[]): RollbackSight[] {
  const swift =
    plan.replacement === 'side-by-side'
      ? 'traffic back at once'
      : plan.replacement === 'in-place'
        ? 'copy by copy'
        : 'a new deployment';
  return stretches.map(({ weight, mirror, audience }, stretch) => ({
    stretch,
    cost: weight === 0 && mirror === 0 && audience.length === 0 ? 'nothing to undo' : swift,
  }));
}

/** What there is to see in a plan; with evidence, also what its guards can see. */
export function previewModel(plan: Plan, evidence: readonly GuardEvidence[] = []): PreviewModel {
  const stretches = stretchesOf(plan);
  return {
    stretches,
    guards: plan.guards.map(({ name }) => lane(plan, name, stretches, evidence)),
    rollback: rollbackOf(plan, stretches),
    length: stretches.at(-1)?.to ?? 0,
    approvals: stretches.filter(({ approval }) => approval).length,
  };
}
