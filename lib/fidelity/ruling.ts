import type { Plan } from '../plan';
import { formatDuration } from '../strategy';
import { type Clause, type ClauseKey, clauseDoc } from './clause';
import { clausesOf } from './clauses';
import { type Answer, answerOf, fit, type Limits } from './limits';

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

/** Applies a platform's rule to a clause. */
export function ruleOn(clause: Clause, rule: Answer): Ruling {
  const source = rule.source === undefined ? {} : { source: rule.source };
  const show = (value: number) => showNumber(clause.key, value);
  switch (rule.verdict) {
    case 'exact':
      return exactly(clause, rule);
    case 'approximated':
      return { clause, verdict: 'approximated', by: rule.by, why: rule.loses, ...source };
    case 'refused':
      return { clause, verdict: 'refused', why: rule.why, ...(rule.instead && { instead: rule.instead }), ...source };
    case 'needs': {
      const has = clause.queries?.some((query) => (rule.query as readonly string[]).includes(query));
      if (has) return exactly(clause, rule);
      const query = rule.query.join(' or ');
      return {
        clause,
        verdict: 'refused',
        why: `there is no ${query} query`,
        instead: `give the guard a query for ${query}`,
        ...source,
      };
    }
    case 'becomes': {
      const value = clause.value ?? 0;
      const real = rule.becomes(value);
      if (Math.abs(real - value) < 0.05) return exactly(clause, rule);
      return {
        clause,
        verdict: 'approximated',
        by: rule.by,
        why: `${show(value)} becomes ${rule.into?.(value) ?? show(real)}: ${rule.loses}`,
        becomes: real,
        ...source,
      };
    }
    case 'range': {
      const value = clause.value ?? 0;
      const real = fit(rule, value);
      if (real === value) return exactly(clause, rule);
      const allowed = allowedText(rule, show);
      if (real === undefined) {
        const why = `${rule.by} takes ${allowed}`;
        const nearest = nearestIn(rule, value);
        return { clause, verdict: 'refused', why, allowed, instead: `write ${show(nearest)}`, nearest, ...source };
      }
      const why = `${rule.by} counts in steps of ${show(rule.step ?? 0)}: ${show(value)} becomes ${show(real)}`;
      return {
        clause,
        verdict: 'approximated',
        by: rule.by,
        why,
        allowed,
        instead: `write ${show(real)}`,
        becomes: real,
        ...source,
      };
    }
  }
}

/** The rulings of a platform on all clauses of a plan. */
export function rulingsOf(plan: Plan, limits: Limits): Ruling[] {
  const answers: Partial<Record<ClauseKey, Answer>> = {};
  return clausesOf(plan).map((clause) => {
    answers[clause.key] ??= answerOf(limits[clause.key], plan);
    return ruleOn(clause, answers[clause.key] as Answer);
  });
}
