import type { Plan, PlannedGuard } from '../plan';
import { type Span, spansOf } from './span';
import { reaches } from './sprt';

/** The error-share guard's rule, linear in two counters that start at zero when the share changes. */
export interface ErrorShareRule {
  /** Added for each failed request of the new version. */
  readonly canary: number;
  /** Added for each failed request of the stable version; negative. */
  readonly stable: number;
  /** The release stops when the sum reaches this. */
  readonly stop: number;
}

/** The share of the errors that a new version with a share w of the requests has when it fails m times as often. */
export const shareOfErrors = (w: number, m: number): number => (w * m) / (w * m + 1 - w);

/**
 * The rule for a new version with a share `w` (0–1) of the requests, watching for a rise by the factor `rise`. A healthy release is stopped with a
 * probability of at most `falseAborts` (0–1), however often the sum is read (Ville's inequality).
 */
export function errorShareRule(w: number, rise: number, falseAborts: number): ErrorShareRule {
  const q = shareOfErrors(w, rise);
  return { canary: Math.log(q / w), stable: Math.log((1 - q) / (1 - w)), stop: Math.log(1 / falseAborts) };
}

/** Up to so many expected errors the chance is computed error by error, beyond as that of a random walk. */
const EXACT_UP_TO = 50;

/** How far the sum is beyond the stop when it gets there, on average, in steps of one error of the new version. */
const OVERSHOOT = 0.4;

/** The chance that the rule has stopped after each number of errors, of which a share q is the new version's. Exact. */
class StopsAfter {
  readonly #going: number[] = [1];
  readonly #stopped: number[] = [0];

  constructor(
    readonly rule: ErrorShareRule,
    readonly q: number,
  ) {}

  at(errors: number): number {
    const { canary, stable, stop } = this.rule;
    while (this.#stopped.length <= errors) {
      const n = this.#stopped.length;
      let stopped = this.#stopped[n - 1] ?? 0;
      const going = this.#going;
      for (let c = going.length; c >= 0; c -= 1) {
        const chance = (going[c] ?? 0) * (1 - this.q) + (c > 0 ? (going[c - 1] ?? 0) * this.q : 0);
        if (c * canary + (n - c) * stable < stop) going[c] = chance;
        else {
          stopped += chance;
          if (c < going.length) going[c] = 0;
        }
      }
      this.#stopped.push(stopped);
    }
    return this.#stopped[errors] ?? 0;
  }

  /** The same when the number of errors is a Poisson one. */
  around(expected: number): number {
    let chance = Math.exp(-expected);
    let [sum, left] = [0, 1];
    for (let n = 0; left > 1e-9 && n < 4 * EXACT_UP_TO; n += 1) {
      sum += chance * this.at(n);
      left -= chance;
      chance *= expected / (n + 1);
    }
    return sum;
  }
}

/**
 * The chance that the rule stops a version that fails `m` times as often, as a function of the expected errors of both versions together.
 */
export function errorSharePower(rule: ErrorShareRule, w: number, m: number): (errors: number) => number {
  const q = shareOfErrors(w, m);
  const { canary, stable, stop } = rule;
  const drift = q * canary + (1 - q) * stable;
  const variance = q * canary * canary + (1 - q) * stable * stable;
  let exact: StopsAfter | undefined;
  return (errors) => {
    if (!(errors > 0)) return 0;
    if (errors > EXACT_UP_TO) return reaches(stop + OVERSHOOT * canary, drift, variance, errors);
    exact ??= new StopsAfter(rule, q);
    return exact.around(errors);
  };
}

/** Whether both versions get requests in a span, so that their errors can be compared. */
export const comparable = (span: Span): span is Span & { readonly canary: number } =>
  span.canary !== undefined && span.canary > 0 && span.stable > 0 && span.hold > 0;

/** The new version's share of the requests of both. */
export const weightIn = ({ canary, stable }: Span & { readonly canary: number }): number => canary / (canary + stable);

/** The rule of a span. */
export interface SpanRule {
  /** The span's longest phase. */
  readonly phase: string;
  /** The share of the requests that the rule is for; 0–1. */
  readonly weight: number;
  readonly rule: ErrorShareRule;
}

/**
 * The rules of an error-share guard, one for each share at which both versions get requests. The chance of a false abort is that of the whole
 * release: each rule gets an equal part.
 */
export function errorShareRules(plan: Plan, guard: PlannedGuard): SpanRule[] {
  const { bad } = guard;
  if (bad.kind !== 'sequential') return [];
  const spans = spansOf(plan).filter(comparable);
  return spans.map((span) => {
    const weight = weightIn(span);
    const rule = errorShareRule(weight, bad.rise, bad.falseAborts / 100 / spans.length);
    return { phase: span.name, weight, rule };
  });
}
