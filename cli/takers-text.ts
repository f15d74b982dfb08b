import { type Takers, takers } from '../lib/fidelity';
import type { Plan } from '../lib/plan';
import type { Paint } from './style';
import { TARGETS } from './targets';

/** Lines that say which targets take a plan. */
export function takersLines(planned: Plan, paint: Paint = (_, text) => text): string[] {
  const { exact, approximated }: Omit<Takers, 'perhaps'> = takers(planned, TARGETS);
  if (exact.length + approximated.length === 0) return [paint('red', 'no target takes it as it is')];
  return [
    ...(exact.length > 0 ? [`${paint('green', 'taken as it is')} by: ${exact.join(', ')}`] : []),
    ...(approximated.length > 0
      ? [`${paint('yellow', 'taken with approximations')} by: ${approximated.join(', ')}`]
      : []),
  ];
}
