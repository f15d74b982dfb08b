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
export const EXACT_UP_TO = 50;

/** How far the sum is beyond the stop when it gets there, on average, in steps of one error of the new version. */
const OVERSHOOT = 0.4;

/** More errors than these do not come when {@link EXACT_UP_TO} are expected. */
const MOST_ERRORS = 2 * EXACT_UP_TO + 20;

/** A chance too small to follow. */
const NEGLIGIBLE = 1e-9;

/** The chance that the rule has stopped after each number of errors, of which a share q is the new version's. Exact. */
class StopsAfter {
  /** The chance to go on with c errors of the new version, from #low to #high. */
  readonly #going = new Float64Array(MOST_ERRORS + 2);
  readonly #stopped = new Float64Array(MOST_ERRORS + 1);
  #known = 0;
  #low = 0;
  #high = 0;

  constructor(
    readonly rule: ErrorShareRule,
    readonly q: number,
  ) {
    this.#going[0] = 1;
  }

  #learn(n: number): void {
    const { canary, stable, stop } = this.rule;
    const { q } = this;
    const going = this.#going;
    const most = Math.ceil((stop - n * stable) / (canary - stable) - 1e-12) - 1;
    let stopped = this.#stopped[n - 1] as number;
    for (let c = this.#high + 1; c >= this.#low; c -= 1) {
      const chance = (going[c] as number) * (1 - q) + (c > 0 ? (going[c - 1] as number) * q : 0);
      if (c <= most) going[c] = chance;
      else {
        stopped += chance;
        going[c] = 0;
      }
    }
    this.#high = Math.min(this.#high + 1, most);
    while (this.#low < this.#high && (going[this.#low] as number) < NEGLIGIBLE) {
      going[this.#low] = 0;
      this.#low += 1;
    }
    this.#stopped[n] = stopped;
    this.#known = n;
  }

  /** The chance after a Poisson number of errors. */
  around(expected: number): number {
    let chance = Math.exp(-expected);
    let [sum, left] = [0, 1 - chance];
    for (let n = 1; left > NEGLIGIBLE && n <= MOST_ERRORS; n += 1) {
      if (n > this.#known) this.#learn(n);
      chance *= expected / n;
      sum += chance * (this.#stopped[n] as number);
      left -= chance;
    }
    return sum;
  }
}

/** The chance that a rule stops a version, as a function of the expected errors of both versions together. */
export interface ErrorSharePower {
  /** Error by error up to {@link EXACT_UP_TO} expected errors, then as a random walk. */
  (errors: number): number;
  /** As a random walk: quick, and within three points of the exact chance from about twenty errors on. */
  readonly walk: (errors: number) => number;
}

/** The chance that the rule stops a version that fails `m` times as often. */
export function errorSharePower(rule: ErrorShareRule, w: number, m: number): ErrorSharePower {
  const q = shareOfErrors(w, m);
  const { canary, stable, stop } = rule;
  const drift = q * canary + (1 - q) * stable;
  const variance = q * canary * canary + (1 - q) * stable * stable;
  const walk = (errors: number): number =>
    errors > 0 ? reaches(stop + OVERSHOOT * canary, drift, variance, errors) : 0;
  let exact: StopsAfter | undefined;
  const power = (errors: number): number => {
    if (!(errors > 0)) return 0;
    if (errors > EXACT_UP_TO) return walk(errors);
    exact ??= new StopsAfter(rule, q);
    return exact.around(errors);
  };
  return Object.assign(power, { walk });
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
