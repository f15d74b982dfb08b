import { Guard } from '../../../lib/strategy';
import type { PrometheusConventionName } from '../../../lib/telemetry';
import type { Cases } from './cases';
import { queryOf } from './emitted';
import type { PromQlCase } from './promtool';
import { counts, stays, WORDS } from './words';

/** ln 3 as it stands in the query of a threefold rise: rounded down. */
const LN3 = 1.098612;

/** What a slice adds by the definition: c·ln 3 − (c + s)·ln(1 + 2w), with c and s failures and a share w of the requests. */
const slice = (canary: number, stable: number, share: number): number =>
  canary * LN3 - (canary + stable) * Math.log(1 + 2 * share);

const sum = (...slices: readonly number[]): number => Number(slices.reduce((total, one) => total + one, 0).toFixed(6));

/** Sums of an error share over slices of a minute, asked after three of them. */
export function shareCases(convention: PrometheusConventionName): Cases {
  const { requests } = WORDS[convention];
  const of = (series: PromQlCase['series'], answer: PromQlCase['answer'], more: object = {}): PromQlCase => ({
    query: queryOf(Guard.errorShare({ rise: 3, ...more }), convention),
    series,
    at: 180,
    answer,
  });
  const NEW = { ok: requests('web-new-1', 200), failed: requests('web-new-1', 500) };
  const OLD = { ok: requests('web-old-1', 200), failed: requests('web-old-1', 500) };
  /** In each minute 6 of 60 requests fail. */
  const fresh = { [NEW.ok]: counts(9), [NEW.failed]: counts(1) };
  /** In each minute 6 of 540 requests fail. */
  const kept = { [OLD.ok]: counts(89), [OLD.failed]: counts(1) };
  const both = { ...fresh, ...kept };
  const usual = slice(6, 6, 0.1);
  return {
    'three slices add up: 13.21144': of(both, sum(usual, usual, usual)),
    'no failures add up to nothing': of({ [NEW.ok]: counts(10), [OLD.ok]: counts(90) }, 0),
    'failures of the stable version alone speak for the new one': of(
      { [NEW.ok]: counts(10), ...kept },
      sum(3 * slice(0, 6, 0.1)),
    ),
    'slices with exactly enough requests count': of(both, sum(usual, usual, usual), { minRequests: 60 }),
    'slices with one request less are left out': of(both, 'nothing', { minRequests: 61 }),
    'slices are as long as the window': of(both, sum(slice(9, 9, 0.1), slice(9, 9, 0.1)), { over: '90s' }),
    'a stable version that nobody counts leaves nothing': of(fresh, 'nothing'),
    'a new version that nobody counts leaves nothing': of(kept, 'nothing'),
    'where all requests are the new version’s, its failures say nothing': of(
      { ...fresh, [OLD.ok]: stays(500) },
      sum(3 * (6 * LN3 - 6 * Math.log(3))),
    ),
    'the first failures of a pod count from zero: 3 of 63 in the second slice': of(
      { [NEW.ok]: counts(10), [NEW.failed]: '_x8 3x20', [OLD.ok]: counts(94.5) },
      sum(slice(3, 0, 0.1)),
    ),
    'a pod that starts again counts from zero: 5 of 50 in the second slice': of(
      { [NEW.ok]: '0+9x6 0+9x12', [NEW.failed]: '0+1x6 0+1x12', ...kept },
      sum(usual, slice(5, 6, 50 / 590), usual),
    ),
    'what failed scrapes have missed is in the next slice: 12 of 120 in the third': of(
      { [NEW.ok]: '0+9x6 _x6 117+9x6', [NEW.failed]: '0+1x6 _x6 13+1x6', ...kept },
      sum(usual, slice(12, 6, 120 / 660)),
    ),
  };
}
