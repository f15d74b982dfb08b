/** What the judge of Kayenta computes with: the rank sum test of Mann and Whitney, and the interval of Hodges and Lehmann around it. */
export interface RankSum {
  /** The shift of the canary against the baseline, and its interval. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** The ranks of values; equal ones share theirs. */
function ranksOf(values: readonly number[]): { readonly ranks: readonly number[]; readonly ties: number } {
  const order = values.map((_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  let ties = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let at = from; at < to; at += 1) ranks[order[at] ?? 0] = (from + 1 + to) / 2;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { ranks, ties };
}

/** How far the rank sum of the canary, shifted by `shift`, is from its mean, in standard deviations; with continuity correction. */
function distance(canary: readonly number[], baseline: readonly number[], shift: number): number {
  const [m, n] = [canary.length, baseline.length];
  const { ranks, ties } = ranksOf([...canary.map((value) => value - shift), ...baseline]);
  const sum = ranks.slice(0, m).reduce((all, rank) => all + rank, 0) - (m * (m + 1)) / 2 - (m * n) / 2;
  const variance = ((m * n) / 12) * (m + n + 1 - ties / ((m + n) * (m + n - 1)));
  return variance <= 0 ? 0 : (sum - Math.sign(sum) * 0.5) / Math.sqrt(variance);
}

/** The quantiles of the normal distribution that the test needs: 98 % and 95 %, two-sided. */
const QUANTILES: Readonly<Record<number, number>> = { 0.98: 2.3263478740408408, 0.95: 1.959963984540054 };

const PRECISION = 1e-4;

/** The interval as R's `wilcox.test` has it, asymptotically, and Kayenta after it. `confidence` is 0.98 or 0.95. */
export function rankSum(canary: readonly number[], baseline: readonly number[], confidence: 0.98 | 0.95): RankSum {
  const low = Math.min(...canary) - Math.max(...baseline);
  const high = Math.max(...canary) - Math.min(...baseline);
  const root = (quantile: number): number => {
    if (distance(canary, baseline, low) <= quantile) return low;
    if (distance(canary, baseline, high) >= quantile) return high;
    let [below, above] = [low, high];
    while (above - below > PRECISION) {
      const middle = (below + above) / 2;
      if (distance(canary, baseline, middle) > quantile) below = middle;
      else above = middle;
    }
    return (below + above) / 2;
  };
  const quantile = QUANTILES[confidence] ?? Number.NaN;
  return { estimate: root(0), low: root(quantile), high: root(-quantile) };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);

/** The difference of two means in pooled standard deviations. */
export const cohensD = (a: readonly number[], b: readonly number[]): number =>
  (mean(a) - mean(b)) / Math.sqrt((variance(a) + variance(b)) / 2);

/** A percentile between the two nearest values, as R does by default. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? below) - below);
}

/** Beyond these, a value is an outlier. */
export const outliersBeyond = (q1: number, q3: number, factor: number): readonly [low: number, high: number] => [
  q1 - factor * (q3 - q1),
  q3 + factor * (q3 - q1),
];

export type Classification = 'Pass' | 'High' | 'Low' | 'Nodata';

/** Kayenta's NetflixACAJudge: 98 % confidence, and a tolerance of a quarter of the estimated shift. */
export function classify(
  canary: readonly number[],
  baseline: readonly number[],
  confidence: 0.98 | 0.95 = 0.98,
  tolerance = 0.25,
): Classification {
  if (canary.length === 0 || baseline.length === 0) return 'Nodata';
  if (canary.length === baseline.length && canary.every((value, at) => value === baseline[at])) return 'Pass';
  const { estimate, low, high } = rankSum(canary, baseline, confidence);
  const bound = tolerance * Math.abs(estimate);
  if (low > bound) return 'High';
  return high < -bound ? 'Low' : 'Pass';
}
