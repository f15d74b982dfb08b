import { type EvidenceOptions, weaknessesOf } from '../../lib/evidence';
import { errorsOf, type Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';

/** Findings without the warnings that the strategy accepts; where nothing is an error, with what is weak about the guards. */
export function openFindings(
  plan: Plan,
  problems: readonly Finding[],
  evidence: EvidenceOptions | 'off' | undefined,
): readonly Finding[] {
  const accepted = new Set(plan.accept.map(({ id }) => id));
  const open = problems.filter(({ id, severity }) => severity !== 'warning' || !accepted.has(id));
  return errorsOf(open).length > 0 ? open : [...open, ...weaknessesOf(plan, evidence)];
}
