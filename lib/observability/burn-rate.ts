import { burnRateFor } from '../evidence';
import type { Finding } from '../findings';
import type { Plan } from '../plan';
import { formatDuration } from '../strategy';
import { conventionOf, PrometheusVersion } from '../telemetry';
import { alert, promDuration, VALUE } from './alert';
import { finding } from './findings';
import type { ObservabilitySettings } from './options';
import type { AlertingRule, AlertSeverity } from './rule';
import type { VersionQueries } from './versions';

interface BurnRate {
  /** Percent of the error budget that is used up within `long`. */
  readonly used: number;
  /** Seconds of both windows: the long one says that it matters, the short one that it goes on. */
  readonly long: number;
  readonly short: number;
  readonly severity: AlertSeverity;
}

/**
 * Four pairs of windows: 14.4, 6, 3 and 1 times the budget of 30 days.
 * Source: https://sre.google/workbook/alerting-on-slos/, “Multiwindow, Multi-Burn-Rate Alerts”.
 */
export const BURN_RATES: readonly BurnRate[] = [
  { used: 2, long: 3_600, short: 300, severity: 'critical' },
  { used: 5, long: 21_600, short: 1_800, severity: 'critical' },
  { used: 10, long: 86_400, short: 7_200, severity: 'warning' },
  { used: 10, long: 259_200, short: 21_600, severity: 'warning' },
];

/** Without digits that only the arithmetic made. */
const rounded = (value: number): number => Number(value.toPrecision(6));

/** Requests of the long window below which a burn rate says nothing: the most that a guard of the errors asks for. */
const enough = ({ guards }: Plan): number =>
  Math.max(
    0,
    ...guards
      .filter(({ measure }) => measure.metric === 'errorRate' || measure.metric === 'successRate')
      .map(({ minRequests }) => minRequests),
  );

/** The alerts of the error budget, as if the new version answered every request. */
export function burnRateAlerts(
  plan: Plan,
  settings: ObservabilitySettings,
  { candidate }: VersionQueries,
): { readonly rules: readonly AlertingRule[]; readonly findings: readonly Finding[] } {
  const convention = conventionOf(settings.convention);
  const { objective } = settings;
  const within = (seconds: number) => new PrometheusVersion(convention, candidate, formatDuration(seconds));
  const least = enough(plan);
  const rows = BURN_RATES.map((row) => {
    const burn = rounded(burnRateFor(row.used, row.long, objective));
    return { ...row, burn, limit: rounded(burn * (100 - objective.slo)) };
  });
  const rules = rows
    .filter(({ limit }) => limit < 100)
    .map(({ burn, limit, long, short, severity, used }) => {
      const bad = [long, short].map((seconds) => `(${within(seconds).errorRate()}) > ${limit}`);
      const counted = least > 0 ? [`${within(long).count()} >= ${least}`] : [];
      return alert(
        {
          about: 'BurnsBudget',
          expr: [...bad, ...counted].map((part) => `(${part})`).join(' and on () '),
          severity,
          guard: `burn-rate-${promDuration(long)}`,
          summary: `the new version uses up the error budget ${burn === 1 ? '' : `${burn} times `}as fast as allowed`,
          description: `${VALUE} % of the new version’s requests failed within ${promDuration(long)}, and more than ${limit} % of the last ${promDuration(short)}. If it answered every request, ${used} % of the budget of ${objective.slo} % in ${promDuration(objective.window)} would be gone in ${promDuration(long)}.`,
        },
        settings,
      );
    });
  const findings = rows
    .filter(({ limit }) => limit >= 100)
    .map(({ burn, long }) =>
      finding(
        'observe-burn-rate',
        'slo',
        `${burn} times the budget within ${promDuration(long)} is more than every request`,
        {
          received: `${objective.slo}%`,
        },
      ),
    );
  return { rules, findings };
}
