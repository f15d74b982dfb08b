import type { Plan } from '../plan';
import { evidence } from './evidence';
import type { EvidenceFinding } from './findings';
import type { EvidenceOptions } from './options';

const DEFAULTS: EvidenceOptions = {};
const known = new WeakMap<Plan, WeakMap<EvidenceOptions, readonly EvidenceFinding[]>>();

/**
 * What is weak about the guards of a plan, as constructs say it at synthesis; `off` says nothing. A plan is looked at once, however many
 * services are released by it.
 * @throws CutoverError when an option is out of its range.
 */
export function weaknessesOf(plan: Plan, options: EvidenceOptions | 'off' = DEFAULTS): readonly EvidenceFinding[] {
  if (options === 'off') return [];
  const ofPlan = known.get(plan) ?? new WeakMap<EvidenceOptions, readonly EvidenceFinding[]>();
  known.set(plan, ofPlan);
  const findings = ofPlan.get(options) ?? evidence(plan, options).weak;
  ofPlan.set(options, findings);
  return findings;
}
