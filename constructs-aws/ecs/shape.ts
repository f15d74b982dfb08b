import type { Phase, Plan } from '../../lib/plan';
import { shares } from '../../lib/plan';

/** Seconds of a duration that ECS counts in whole minutes: rounded up. */
export const wholeMinutes = (seconds: number): number => Math.ceil(seconds / 60 - 1e-9) * 60;

/** A weight of ECS's traffic shift, with the seconds that it is kept. */
export interface Stair {
  readonly weight: number;
  readonly seconds: number;
}

/** The weights below 100 % in order; the phases of one weight are one stair. Seconds are whole minutes. */
export function stairsOf(plan: Plan): Stair[] {
  const stairs: { weight: number; seconds: number }[] = [];
  for (const { weight, hold } of shares(plan)) {
    const last = stairs.at(-1);
    if (weight > 0 && last?.weight === weight) last.seconds += wholeMinutes(hold);
    else if (weight > 0) stairs.push({ weight, seconds: wholeMinutes(hold) });
  }
  return stairs;
}

/** The steps of a share of nothing: they come before the first shift. */
export const beforeShift = (plan: Plan): Phase[] => shares(plan).filter(({ weight }) => weight === 0);

/** The share phases after which the weight does not change at once: ECS stops only where the weight changes. */
const within = (plan: Plan): Phase[] => {
  const all = shares(plan);
  return all.filter((phase, at) => {
    const next = all[at + 1];
    return next !== undefined && next.weight === phase.weight && next.hold > 0;
  });
};

/** Whether checks and approvals stand only where the weight changes. */
export const gatesAtShifts = (plan: Plan): boolean =>
  within(plan).every(({ checks, approve }) => checks.length === 0 && approve === undefined);

/** Whether the same approval stands before every shift, the first one included. */
export function approvedAtEveryShift(plan: Plan): boolean {
  const all = shares(plan);
  const last = all.filter(({ weight }, at) => all[at + 1]?.weight !== weight);
  const approvals = new Set(last.map(({ approve }) => JSON.stringify(approve)));
  const count = all.filter(({ approve }) => approve !== undefined).length;
  return all[0]?.weight === 0 && approvals.size === 1 && count === last.length;
}

/** Seconds with test traffic only, in whole minutes. */
export const testHold = (plan: Plan): number =>
  plan.phases
    .filter(({ stage, weight }) => stage === 'test' || (stage === 'share' && weight === 0))
    .reduce((sum, { hold }) => sum + wholeMinutes(hold), 0);

/** Seconds that a plan lasts when each hold is whole minutes. */
export const settledLength = (plan: Plan): number => plan.phases.reduce((sum, { hold }) => sum + wholeMinutes(hold), 0);
