import type { Plan } from '../plan';
import { expectPlan } from '../plan';
import { formatDuration, refusal } from '../strategy';
import { type Clause, type ClauseKey, clauseDoc } from './clause';
import { clausesOf } from './clauses';
import { type Answer, answerOf, fit, type Limits, type Rule } from './limits';

/** What a target makes of one clause of a plan. */
export interface Ruling {
  readonly clause: Clause;
  readonly verdict: 'exact' | 'approximated' | 'refused';
  /** The native field that carries it; absent when it is refused. */
  readonly by?: string;
  /** What is different, or why it cannot be. */
  readonly why?: string;
  /** The number that the platform will really use. */
  readonly becomes?: number;
  readonly allowed?: string;
  readonly instead?: string;
  /** The nearest number that the platform takes. */
  readonly nearest?: number;
  readonly source?: string;
}

/** A clause's number with its unit: `10%`, `1h30m`, `500ms`. */
export function showNumber(key: ClauseKey, value: number): string {
  const { unit } = clauseDoc(key);
  if (unit === 'seconds') return formatDuration(value);
  return `${Number(value.toFixed(3))}${unit ?? ''}`;
}

type RangeRule = Extract<Answer, { verdict: 'range' }>;
type NeedsRule = Extract<Answer, { verdict: 'needs' }>;
type BecomesRule = Extract<Answer, { verdict: 'becomes' }>;

const sourceOf = ({ source }: Answer) => source !== undefined && { source };

/** The numbers of a range in words: `1% to 100% in steps of 1%`. */
function allowedText({ min, max, step }: RangeRule, show: (value: number) => string): string {
  const bounds =
    max === Number.POSITIVE_INFINITY
      ? `${show(min)} or more`
      : min === max
        ? `only ${show(min)}`
        : `${show(min)} to ${show(max)}`;
  return step === undefined ? bounds : `${bounds} in steps of ${show(step)}`;
}

/** The nearest number that a range allows. */
const nearestIn = (rule: RangeRule, value: number): number =>
  fit(rule, Math.min(rule.max, Math.max(rule.min, value))) ?? rule.min;

const exactly = (clause: Clause, { by, source }: { readonly by: string; readonly source?: string }): Ruling =>
  source === undefined ? { clause, verdict: 'exact', by } : { clause, verdict: 'exact', by, source };

function needed(clause: Clause, rule: NeedsRule): Ruling {
  if (clause.queries?.some((query) => (rule.query as readonly string[]).includes(query))) return exactly(clause, rule);
  const query = rule.query.join(' or ');
  const why = `there is no ${query} query`;
  return { clause, verdict: 'refused', why, instead: `give the guard a query for ${query}`, ...sourceOf(rule) };
}

function become(clause: Clause, rule: BecomesRule): Ruling {
  const { key, value = 0 } = clause;
  const real = rule.becomes(value);
  if (Math.abs(real - value) < 0.05) return exactly(clause, rule);
  const why = `${showNumber(key, value)} becomes ${rule.into?.(value) ?? showNumber(key, real)}: ${rule.loses}`;
  return { clause, verdict: 'approximated', by: rule.by, why, becomes: real, ...sourceOf(rule) };
}

function fitted(clause: Clause, rule: RangeRule): Ruling {
  const { key, value = 0 } = clause;
  const real = fit(rule, value);
  if (real === value) return exactly(clause, rule);
  const { by } = rule;
  const show = (number: number) => showNumber(key, number);
  const allowed = allowedText(rule, show);
  if (real === undefined) {
    const nearest = nearestIn(rule, value);
    const instead = `write ${show(nearest)}`;
    const why = `${by} takes ${allowed}`;
    return { clause, verdict: 'refused', why, allowed, instead, nearest, ...sourceOf(rule) };
  }
  const why = `${by} counts in steps of ${show(rule.step ?? 0)}: ${show(value)} becomes ${show(real)}`;
  const instead = `write ${show(real)}`;
  return { clause, verdict: 'approximated', by, why, allowed, instead, becomes: real, ...sourceOf(rule) };
}

/** Applies a platform's rule to a clause. */
export function ruleOn(clause: Clause, rule: Answer): Ruling {
  switch (rule.verdict) {
    case 'exact':
      return exactly(clause, rule);
    case 'approximated':
      return { clause, verdict: 'approximated', by: rule.by, why: rule.loses, ...sourceOf(rule) };
    case 'refused':
      return {
        clause,
        verdict: 'refused',
        why: rule.why,
        ...(rule.instead && { instead: rule.instead }),
        ...sourceOf(rule),
      };
    case 'needs':
      return needed(clause, rule);
    case 'becomes':
      return become(clause, rule);
    case 'range':
      return fitted(clause, rule);
  }
}

/** The rulings of a platform on all clauses of a plan. */
export function rulingsOf(plan: Plan, limits: Limits): Ruling[] {
  expectPlan('judge', plan);
  if (typeof limits !== 'object' || limits === null)
    throw refusal('judge', 'limits', limits, 'the limits of a target', 'give a target, such as `ecsTarget`');
  const answers = new Map<Rule, Answer>();
  return clausesOf(plan).map((clause) => {
    const rule = limits[clause.key];
    if (rule.verdict !== 'depends') return ruleOn(clause, rule);
    const answer = answers.get(rule) ?? answerOf(rule, plan);
    answers.set(rule, answer);
    return ruleOn(clause, answer);
  });
}
