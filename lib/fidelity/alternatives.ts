import { outline, type Plan } from '../plan';
import { catalogue } from './catalogue';
import type { Judged } from './judge';
import { nearest } from './nearest';
import { rulingsOf } from './ruling';

/** The platforms that take a plan as it is. */
export const takers = (plan: Plan): string[] =>
  catalogue()
    .filter(({ limits }) => rulingsOf(plan, limits).every(({ verdict }) => verdict !== 'refused'))
    .map(({ id }) => id);

/** What a refusal advises: the nearest plan on this platform, and the platforms that take the plan as it is. */
export function alternatives(plan: Plan, target: Judged): string {
  const here = nearest(plan, target.limits);
  const elsewhere = takers(plan).filter((id) => id !== target.id);
  const advice: string[] = [];
  if (here !== undefined) {
    const without = here.givesUp.length === 0 ? '' : ` (without: ${here.givesUp.join(', ')})`;
    advice.push(`nearest here: ${outline(here.plan)}${without}`);
  }
  advice.push(elsewhere.length === 0 ? 'no target takes it as it is' : `as it is: ${elsewhere.join(', ')}`);
  return advice.join('; ');
}
