import { reaches } from './sprt';

/** The error-share guard's rule, linear in two counters. */
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

/** The chance that the rule stops a version that really fails `m` times as often, within a number of errors of both versions together. */
export function errorSharePower(rule: ErrorShareRule, w: number, m: number, errors: number): number {
  const q = shareOfErrors(w, m);
  const drift = q * rule.canary + (1 - q) * rule.stable;
  const variance = q * (1 - q) * (rule.canary - rule.stable) ** 2;
  return reaches(rule.stop, drift, variance, errors);
}
