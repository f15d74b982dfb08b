import type { Finding } from '../findings';
import type { Acceptance, Answer } from './answers';
import type { Level, Observation, Rule } from './rule';

/** What the files say of a rule; `asked`: they do not tell, and a person must. */
export type Verdict = 'passed' | 'failed' | 'asked' | 'not applicable';

/** A verdict together with what people said of it. */
export type State = 'passed' | 'failed' | 'accepted' | 'answered' | 'open' | 'not applicable';

/** An observation, and the acceptance of what is wrong with it. */
export interface Observed extends Observation {
  readonly accepted?: Acceptance;
}

/** One line of the checklist. */
export interface Item {
  readonly rule: Rule;
  readonly verdict: Verdict;
  readonly state: State;
  /** Of what failed: the worst that is not accepted. */
  readonly level?: Level;
  readonly observations: readonly Observed[];
  /** Why there is nothing to judge, or why a person is asked, where nothing was observed. */
  readonly note?: string;
  readonly answer?: Answer;
}

/** All rules, over all that was read. */
export interface Checklist {
  readonly items: readonly Item[];
  /** How much was looked at. */
  readonly files: number;
  readonly resources: number;
  /** Files that hold nothing of a release: values of a chart, a compose file. */
  readonly skipped: readonly string[];
  /** What could not be read, and what is wrong with the answers. */
  readonly findings: readonly Finding[];
}

const worst = (levels: readonly (Level | undefined)[]): Level => (levels.includes('error') ? 'error' : 'warning');

function verdictOf(rule: Rule, observations: readonly Observation[]): Verdict {
  const has = (outcome: Observation['outcome']) => observations.some((one) => one.outcome === outcome);
  if (has('bad')) return 'failed';
  if (has('unseen')) return 'asked';
  if (has('good')) return 'passed';
  if (has('seen')) return 'asked';
  return 'asked' in rule.unless ? 'asked' : 'not applicable';
}

const takes = ({ id, on }: Acceptance, rule: Rule, { about }: Observation): boolean =>
  id === rule.id && (on === undefined || on === about);

/** What a rule makes of what it saw, with what people said. */
export function itemOf(
  rule: Rule,
  saw: readonly Observation[],
  answer: Answer | undefined,
  accept: readonly Acceptance[],
): Item {
  const verdict = verdictOf(rule, saw);
  const observations = saw.map((one): Observed => {
    const accepted = one.outcome === 'bad' ? accept.find((each) => takes(each, rule, one)) : undefined;
    return accepted === undefined ? one : { ...one, accepted };
  });
  const note = saw.length === 0 ? ('asked' in rule.unless ? rule.unless.asked : rule.unless.notApplicable) : undefined;
  const base = { rule, verdict, observations, ...(note === undefined ? {} : { note }) };
  if (verdict === 'failed') {
    const left = observations.filter(({ outcome, accepted }) => outcome === 'bad' && accepted === undefined);
    if (left.length === 0) return { ...base, state: 'accepted' };
    return { ...base, state: 'failed', level: worst(left.map(({ level }) => level)) };
  }
  if (verdict !== 'asked') return { ...base, state: verdict };
  if (answer === undefined) return { ...base, state: 'open' };
  if (answer.answer === 'yes') return { ...base, state: 'answered', answer };
  if (answer.answer === 'not applicable') return { ...base, state: 'not applicable', answer };
  const taken = accept.some(({ id, on }) => id === rule.id && on === undefined);
  return taken ? { ...base, state: 'accepted', answer } : { ...base, state: 'failed', level: 'warning', answer };
}

/** How many items are in each state. */
export function counted({ items }: Checklist): Readonly<Record<State, number>> {
  const counts = { passed: 0, failed: 0, accepted: 0, answered: 0, open: 0, 'not applicable': 0 };
  for (const { state } of items) counts[state] += 1;
  return counts;
}

/** From when on a pipeline fails. */
export type Threshold = 'error' | 'warning' | 'open' | 'never';

/** What counts against a checklist: failures of the level and above, and with `open` also what nobody answered. */
export function blocking({ items, findings }: Checklist, threshold: Threshold): boolean {
  if (threshold === 'never') return false;
  const levels: readonly string[] = threshold === 'error' ? ['error'] : ['error', 'warning'];
  return (
    findings.some(({ severity }) => levels.includes(severity)) ||
    items.some(({ state, level = '' }) => levels.includes(level) || (threshold === 'open' && state === 'open'))
  );
}
