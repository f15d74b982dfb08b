import { outline, type Plan } from '../plan';
import { catalogue } from './catalogue';
import type { Judged } from './judge';
import { nearest } from './nearest';
import { rulingsOf } from './ruling';

/** The platforms that take a plan, by their ids. */
export interface Takers {
  /** They do just what the plan asks. */
  readonly exact: readonly string[];
  /** They refuse nothing, and approximate something. */
  readonly approximated: readonly string[];
}

/** The platforms that take a plan; of all that there are, unless others are given. */
export function takers(plan: Plan, platforms: readonly Judged[] = catalogue()): Takers {
  const takes: { exact: string[]; approximated: string[] } = { exact: [], approximated: [] };
  for (const { id, limits } of platforms) {
    const verdicts = new Set(rulingsOf(plan, limits).map(({ verdict }) => verdict));
    if (!verdicts.has('refused')) takes[verdicts.has('approximated') ? 'approximated' : 'exact'].push(id);
  }
  return takes;
}

/** What a refusal advises: the nearest plan on this platform, and the platforms that take the plan as it is. */
export function alternatives(plan: Plan, target: Judged, platforms?: readonly Judged[]): string {
  const advice: string[] = [];
  const here = nearest(plan, target.limits);
  if (here !== undefined) {
    const without = here.givesUp.length === 0 ? '' : ` (without: ${here.givesUp.join(', ')})`;
    advice.push(`nearest here: ${outline(here.plan)}${without}`);
  }
  const { exact, approximated } = takers(plan, platforms);
  if (exact.length > 0) advice.push(`as it is: ${exact.join(', ')}`);
  else if (approximated.length > 0) advice.push(`as it is, with approximations: ${approximated.join(', ')}`);
  else advice.push('no target takes it as it is');
  return advice.join('; ');
}
