import { logBeta, logGamma } from './gamma';
import { solve } from './solve';

/** The normal mixture's tuning: tightest at the intrinsic time v (Howard et al. 2021, one-sided alpha). */
export function mixtureRho(v: number, alpha: number): number {
  return v / (2 * Math.log(1 / alpha) + Math.log(1 + 2 * Math.log(1 / alpha)));
}

/** The boundary of a two-sided normal mixture at intrinsic time v (Robbins): the sum leaves it with a probability of at most alpha, ever. */
export const mixtureBound = (v: number, rho: number, alpha: number): number =>
  Math.sqrt((v + rho) * Math.log((v + rho) / (rho * alpha * alpha)));

/** The logarithm of the two-sided normal mixture at the sum s and intrinsic time v. */
export const logMixture = (s: number, v: number, rho: number): number =>
  0.5 * Math.log(rho / (v + rho)) + (s * s) / (2 * (v + rho));

/** The logarithm of the evidence against a probability p after k of n tries; a beta mixture, tightest around `tightAt` tries. */
function logEvidenceAgainst(p: number, k: number, n: number, tightAt: number): number {
  const variance = p * (1 - p);
  const prior = Math.max(mixtureRho(tightAt * variance, 0.05) - variance, 1e-3 * variance);
  const [a, b] = [prior / (1 - p), prior / p];
  return logBeta(a + k, b + n - k) - logBeta(a, b) - k * Math.log(p) - (n - k) * Math.log1p(-p);
}

/** A confidence interval for a probability that holds at every time at once (Howard et al. 2021): k of n seen, tightest around `tightAt` tries. */
export function alwaysValidInterval(
  k: number,
  n: number,
  alpha: number,
  tightAt: number,
): readonly [low: number, high: number] {
  const limit = Math.log(1 / alpha);
  const seen = k / n;
  const against = (p: number) => logEvidenceAgainst(p, k, n, tightAt);
  const low = k === 0 ? 0 : seen - solve((below) => against(seen - below), limit, 0, seen - 1e-12);
  const high = k === n ? 1 : seen + solve((above) => against(seen + above), limit, 0, 1 - seen - 1e-12);
  return [low, high];
}

/** The logarithm of the chance of counts under a Dirichlet prior, for a sequential test of a traffic split. */
export function logDirichletMultinomial(counts: readonly number[], prior: readonly number[]): number {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const each = counts.reduce((total, count, at) => {
    const weight = prior[at] ?? 1;
    return total + logGamma(count + weight) - logGamma(weight) - logGamma(count + 1);
  }, 0);
  return each + logGamma(sum(counts) + 1) + logGamma(sum(prior)) - logGamma(sum(counts) + sum(prior));
}

/** The logarithm of the chance of counts when the shares are known. */
export function logMultinomial(counts: readonly number[], shares: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce(
    (sum, count, at) => sum + (count === 0 ? 0 : count * Math.log(shares[at] ?? 0)) - logGamma(count + 1),
    logGamma(total + 1),
  );
}
