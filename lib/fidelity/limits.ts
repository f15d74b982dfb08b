import type { Plan } from '../plan';
import { CLAUSES, type ClauseKey } from './clause';

/** The platform does just this. */
interface Exact {
  readonly verdict: 'exact';
  /** The native field or resource that carries it. */
  readonly by: string;
  readonly source?: string;
}

/** The platform does something near to this. */
interface Approximated {
  readonly verdict: 'approximated';
  readonly by: string;
  /** What is different from what was asked. */
  readonly loses: string;
  readonly source?: string;
}

/** The platform cannot do this. */
interface Refused {
  readonly verdict: 'refused';
  readonly why: string;
  /** What to write instead. */
  readonly instead?: string;
  readonly source?: string;
}

/** The platform does just this for some numbers; outside they are refused, between the steps they are rounded. */
interface Range {
  readonly verdict: 'range';
  readonly by: string;
  readonly min: number;
  readonly max: number;
  /** The grain: only `min`, or multiples of this, exist. */
  readonly step?: number;
  /** Which way a number between the steps goes. Default: up. */
  readonly round?: 'up' | 'nearest';
  /** The numbers that exist below the grain's first multiple. */
  readonly also?: readonly number[];
  readonly source?: string;
}

/** The platform reads one metric backend; a query for it must be given. */
interface Needs {
  readonly verdict: 'needs';
  readonly by: string;
  readonly query: readonly ('prometheus' | 'cloudwatch' | 'datadog')[];
  readonly source?: string;
}

/** The platform does another number than the one asked for, known beforehand. */
interface Becomes {
  readonly verdict: 'becomes';
  readonly by: string;
  /** The real number. */
  readonly becomes: (value: number) => number;
  /** The real number in the platform's own words: `3 intervals of 10m`. Default: the number with its unit. */
  readonly into?: ((value: number) => string) | undefined;
  readonly loses: string;
  readonly source?: string;
}

/** What a platform does with a clause, by itself. */
export type Answer = Exact | Approximated | Refused | Range | Needs | Becomes;

/** What the platform does with a clause depends on what else the plan asks. */
interface Depends {
  readonly verdict: 'depends';
  readonly on: (plan: Plan) => Answer;
  readonly source?: string;
}

/** What a platform does with a clause. */
export type Rule = Answer | Depends;

/** A platform's answer to every clause: its numbers and rules as data, each with its source. */
export type Limits = Readonly<Record<ClauseKey, Rule>>;

export const exact = (by: string, source?: string): Exact => ({ verdict: 'exact', by, ...(source && { source }) });
export const approximated = (by: string, loses: string, source?: string): Approximated => ({
  verdict: 'approximated',
  by,
  loses,
  ...(source && { source }),
});
export const refused = (why: string, source?: string, instead?: string): Refused => ({
  verdict: 'refused',
  why,
  ...(instead && { instead }),
  ...(source && { source }),
});
export const range = (rule: Omit<Range, 'verdict'>): Range => ({ verdict: 'range', ...rule });
export const needs = (by: string, query: Needs['query'], source?: string): Needs => ({
  verdict: 'needs',
  by,
  query,
  ...(source && { source }),
});
export const depends = (on: Depends['on'], source?: string): Depends => ({
  verdict: 'depends',
  on,
  ...(source && { source }),
});
export const becomes = (rule: Omit<Becomes, 'verdict'>): Becomes => ({ verdict: 'becomes', ...rule });

const every =
  <Family extends string>(family: Family) =>
  (rule: Rule): Pick<Limits, Extract<ClauseKey, `${Family}.${string}`>> =>
    Object.fromEntries(
      Object.keys(CLAUSES).flatMap((key) => (key.startsWith(`${family}.`) ? [[key, rule]] : [])),
    ) as Limits;

/** One answer to every clause of guards: of a platform that reads no metric. */
export const everyGuard = every('guard');

/** One answer to every clause of checks: of a platform that runs none. */
export const everyCheck = every('check');

/** The number that a range makes of a number; undefined when it is outside. */
export function fit(rule: Range, value: number): number | undefined {
  if (rule.also?.includes(value)) return value;
  if (value < rule.min || value > rule.max) return undefined;
  if (rule.step === undefined) return value;
  const steps = value / rule.step;
  const whole =
    Math.abs(steps - Math.round(steps)) < 1e-6
      ? Math.round(steps)
      : rule.round === 'nearest'
        ? Math.round(steps)
        : Math.ceil(steps);
  const exactly = whole * rule.step;
  return Math.min(rule.max, Number.isInteger(exactly) ? exactly : Number(exactly.toFixed(6)));
}

/** What a rule says of a plan. */
export const answerOf = (rule: Rule, plan: Plan): Answer => (rule.verdict === 'depends' ? rule.on(plan) : rule);

/** The number that the platform will really use for a clause: emitters take it from here, so that they say what the judge said. */
export function settle(limits: Limits, key: ClauseKey, value: number, plan?: Plan): number {
  const asked = limits[key];
  const rule = plan === undefined ? asked : answerOf(asked, plan);
  if (rule.verdict === 'range') return fit(rule, value) ?? value;
  return rule.verdict === 'becomes' ? rule.becomes(value) : value;
}
