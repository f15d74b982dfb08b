import { outline, type Plan } from '../plan';
import { type Catalogued, catalogue } from './catalogue';
import type { Judged } from './judge';
import { nearest } from './nearest';
import { rulingsOf } from './ruling';

/** The platforms that take a plan, by their ids. */
export interface Takers {
  /** They do just what the plan asks. */
  readonly exact: readonly string[];
  /** They refuse nothing, and approximate something. */
  readonly approximated: readonly string[];
  /** Nothing speaks against them, but only their own code can say: `cutover targets` asks it. */
  readonly perhaps: readonly string[];
}

/** The platforms that take a plan; of all that there are, unless others are given. */
export function takers(plan: Plan, platforms: readonly Catalogued[] = catalogue()): Takers {
  const takes: Record<keyof Takers, string[]> = { exact: [], approximated: [], perhaps: [] };
  for (const { id, limits, depends = [] } of platforms) {
    const rulings = rulingsOf(plan, limits);
    const verdicts = new Set(rulings.map(({ verdict }) => verdict));
    if (verdicts.has('refused')) continue;
    const isOpen = rulings.some(({ clause }) => depends.includes(clause.key));
    takes[isOpen ? 'perhaps' : verdicts.has('approximated') ? 'approximated' : 'exact'].push(id);
  }
  return takes;
}

/** What a refusal advises: the nearest plan on this platform, and the platforms that take the plan as it is; of all that there are, unless others are given. */
export function alternatives(plan: Plan, target: Judged, platforms: readonly Catalogued[] = catalogue()): string {
  const advice: string[] = [];
  const here = nearest(plan, target.limits);
  if (here !== undefined) {
    const without = here.givesUp.length === 0 ? '' : ` (without: ${here.givesUp.join(', ')})`;
    advice.push(`nearest here: ${outline(here.plan)}${without}`);
  }
  const elsewhere = platforms.filter(({ id }) => id !== target.id);
  const { exact, approximated, perhaps } = takers(plan, elsewhere);
  if (exact.length > 0) advice.push(`as it is: ${exact.join(', ')}`);
  else if (approximated.length > 0) advice.push(`as it is, with approximations: ${approximated.join(', ')}`);
  if (perhaps.length > 0) advice.push(`perhaps: ${perhaps.join(', ')} (\`cutover targets\` knows)`);
  if (exact.length + approximated.length + perhaps.length === 0) advice.push('no other target takes it as it is');
  return advice.join('; ');
}
