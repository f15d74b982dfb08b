import type { Evidence, GuardEvidence, PhaseEvidence } from '../evidence';
import { missesIn } from '../evidence/guard-evidence';
import { spansOf } from '../evidence/span';
import { short } from '../evidence/words';
import { type Plan, seesTraffic } from '../plan';
import { badText } from '../plan/guard-text';
import type { Stretch } from './stretch';

/** What a guard can see during a stretch. */
export interface GuardSight {
  /** The index of the stretch. */
  readonly stretch: number;
  /** It `sees` the fault that it is for with the wanted power, is `weak`, or what it sees is `unknown`. */
  readonly sight: 'sees' | 'weak' | 'unknown';
  /** The smallest rise that it sees with the wanted power: 3 is three times the usual; absent: none, or not known. */
  readonly smallestRise?: number;
}

/** A guard over the whole release. */
export interface GuardLane {
  readonly name: string;
  /** When a reading is bad: `above 1%`. */
  readonly rule: string;
  readonly sights: readonly GuardSight[];
  /** The rise that it is for: 10 is ten times the usual; absent: not known. */
  readonly rise?: number;
  /** The chance that it stops a healthy release, 0–1; absent: not known. */
  readonly falseAborts?: number;
}

function sightOf(guard: GuardEvidence | undefined, stretch: number, phase: PhaseEvidence | undefined): GuardSight {
  if (guard === undefined || phase === undefined) return { stretch, sight: 'unknown' };
  const sight = missesIn(guard, phase) ? 'weak' : 'sees';
  return { stretch, sight, ...(phase.smallestRise === undefined ? {} : { smallestRise: phase.smallestRise }) };
}

/** The names under which the evidence speaks of the phases, by their index. */
const spokenNames = (plan: Plan): ReadonlyMap<number, string> =>
  new Map(spansOf(plan).flatMap(({ phases, name }) => phases.map((phase) => [phase, name] as const)));

/** What the guards of a plan see, stretch by stretch. */
export function guardLanes(plan: Plan, stretches: readonly Stretch[], evidence?: Evidence): GuardLane[] {
  const isWatched = ({ kind, phase }: Stretch): boolean => {
    const watched = plan.phases[phase];
    return (kind === 'hold' || kind === 'approval') && watched !== undefined && seesTraffic(watched);
  };
  const names = spokenNames(plan);
  return plan.guards.map((guard) => {
    const known = evidence?.guards.find(({ guard: name }) => name === guard.name);
    const phases = new Map(known?.phases.map((phase) => [phase.phase, phase]));
    const sights = stretches.flatMap((stretch, index) =>
      isWatched(stretch) ? [sightOf(known, index, phases.get(names.get(stretch.phase) ?? ''))] : [],
    );
    const isKnown = known !== undefined && known.phases.length > 0;
    return {
      name: guard.name,
      rule: badText(guard),
      sights,
      ...(isKnown ? { rise: known.rise, falseAborts: known.falseAborts } : {}),
    };
  });
}

/** The smallest rise in words: `×3.4`. */
export function riseText({ sight, smallestRise }: GuardSight): string {
  if (sight === 'unknown') return 'watched';
  return smallestRise === undefined ? 'nothing' : `×${short(smallestRise)}`;
}
