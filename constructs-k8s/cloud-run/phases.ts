import { settle } from '../../lib/fidelity';
import type { Phase, Plan, PlannedCheck } from '../../lib/plan';
import { CLOUD_RUN_LIMITS, isFollowed } from './limits';

/** The phase in which the new version gets everything: its name is Cloud Deploy's. */
export const STABLE = 'stable';

/** A phase of a rollout. Times are seconds. */
export interface DeployPhase {
  /** `step-1`, `stable`. */
  readonly id: string;
  /** Percent. */
  readonly weight: number;
  /** What is checked as soon as the phase is deployed. */
  readonly verify: readonly PlannedCheck[];
  /** How long a job of the phase waits before what follows. */
  readonly hold: number;
  /** What is checked after the hold. */
  readonly postdeploy: readonly PlannedCheck[];
  /** After which the rollout goes on by itself; absent: a person says so. */
  readonly wait?: number;
}

const idOf = ({ name }: Phase): string => name.replaceAll(' ', '-');

/** A phase, with what is checked before its hold begins. */
function deployed(phase: Phase, first: readonly PlannedCheck[], plan: Plan): DeployPhase {
  const { checks, approve } = phase;
  const key = phase.stage === 'test' ? 'preview.hold' : 'hold';
  const hold = settle(CLOUD_RUN_LIMITS, key, phase.hold, plan);
  const holdsByJob = hold > 0 && isFollowed(phase);
  return {
    id: idOf(phase),
    weight: settle(CLOUD_RUN_LIMITS, 'weight', phase.weight),
    verify: hold > 0 ? first : [...first, ...checks],
    hold: holdsByJob ? hold : 0,
    postdeploy: holdsByJob ? checks : [],
    ...(approve === undefined && { wait: holdsByJob ? 0 : hold }),
  };
}

/** What only checks, at the same share as the phase after it, is a part of that one. */
const isPrelude = (phase: Phase, next: Phase | undefined): boolean =>
  next !== undefined &&
  next.stage !== 'full' &&
  next.weight === phase.weight &&
  phase.hold === 0 &&
  phase.approve === undefined;

/** The phases of a rollout, in order; the last one is `stable`, and what is checked there is checked after the shift. */
export function deployPhases(plan: Plan): DeployPhase[] {
  const phases: DeployPhase[] = [];
  let first: readonly PlannedCheck[] = [];
  const before = plan.phases.filter(({ stage }) => stage !== 'full' && stage !== 'bake');
  before.forEach((phase, at) => {
    if (isPrelude(phase, before[at + 1])) {
      first = [...first, ...phase.checks];
      return;
    }
    phases.push(deployed(phase, first, plan));
    first = [];
  });
  const after = plan.phases.filter(({ stage }) => stage === 'full' || stage === 'bake');
  const postdeploy = after.flatMap(({ checks }) => checks);
  return [...phases, { id: STABLE, weight: 100, verify: [], hold: 0, postdeploy, wait: 0 }];
}
