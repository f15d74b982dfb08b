import fc from 'fast-check';
import { type Answer, answerOf, type ClauseKey, clausesOf, type Rule } from '../../lib/fidelity';
import { type Plan, plan } from '../../lib/plan';
import { parseStrategy } from '../../lib/strategy';
import { strategies } from '../../test/support/arbitrary';

const SAMPLE = { seed: 1, numRuns: 1500 } as const;

let sampled: ReadonlyMap<ClauseKey, readonly Plan[]> | undefined;

/** Plans that ask for a clause, the same ones in every run. */
function plansWith(key: ClauseKey): readonly Plan[] {
  if (sampled === undefined) {
    const plans = new Map<ClauseKey, Plan[]>();
    for (const input of fc.sample(strategies(), SAMPLE)) {
      const { strategy } = parseStrategy(input);
      if (strategy === undefined) continue;
      const planned = plan(strategy);
      for (const one of new Set(clausesOf(planned).map((clause) => clause.key))) {
        plans.set(one, [...(plans.get(one) ?? []), planned]);
      }
    }
    sampled = plans;
  }
  return sampled.get(key) ?? [];
}

const textOf = (answer: Answer): string => JSON.stringify(answer).replace(/\d+(\.\d+)?/g, '0');

/** Every kind of answer that a rule gives, the most frequent one first. */
export function answersOf(key: ClauseKey, rule: Rule): readonly Answer[] {
  if (rule.verdict !== 'depends') return [rule];
  const counts = new Map<string, { answer: Answer; count: number }>();
  for (const planned of plansWith(key)) {
    const answer = answerOf(rule, planned);
    const seen = counts.get(textOf(answer));
    counts.set(textOf(answer), { answer: seen?.answer ?? answer, count: (seen?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ answer }) => answer);
}
