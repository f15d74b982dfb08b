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

/** Seconds with test traffic only, in whole minutes. */
export const testHold = (plan: Plan): number =>
  plan.phases
    .filter(({ stage, weight }) => stage === 'test' || (stage === 'share' && weight === 0))
    .reduce((sum, { hold }) => sum + wholeMinutes(hold), 0);

/** Seconds that a plan lasts when each hold is whole minutes. */
export const settledLength = (plan: Plan): number => plan.phases.reduce((sum, { hold }) => sum + wholeMinutes(hold), 0);
