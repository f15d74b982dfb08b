import { refusal } from '../strategy';
import type { Plan } from './plan';

/**
 * Looks whether a value is a plan at all, for programs that are not type-checked.
 * @throws CutoverError when it is none.
 */
export function expectPlan(subject: string, value: unknown): asserts value is Plan {
  const { phases, guards, accept } = (value ?? {}) as Partial<Plan>;
  if (Array.isArray(phases) && Array.isArray(guards) && Array.isArray(accept)) return;
  throw refusal(subject, 'plan', value, 'a plan', 'write `plan(strategy)`');
}
