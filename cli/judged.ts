import { type Judgement, judge } from '../lib/fidelity';
import type { Plan } from '../lib/plan';
import { type AnyTarget, TARGETS } from './targets';

/** What a target makes of a plan. Refusals name others by their own code, which knows more than the catalogue. */
export const judged = (planned: Plan, target: AnyTarget): Judgement => judge(planned, target, undefined, TARGETS);
