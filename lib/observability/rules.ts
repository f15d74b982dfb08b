import type { Finding } from '../findings';
import type { Plan } from '../plan';
import { expectPlan } from '../plan';
import { promDuration } from './alert';
import { burnRateAlerts } from './burn-rate';
import { guardAlerts } from './guard-alerts';
import { type ObservabilityOptions, settledOptions } from './options';
import type { RuleGroup } from './rule';
import { usualAlerts } from './usual-alerts';
import { versionQueries } from './versions';

/** Rules of Prometheus about a release. */
export interface ObservabilityRules {
  /** As a rule file and a PrometheusRule have them. */
  readonly groups: readonly RuleGroup[];
  /** What has no alert, and why. */
  readonly findings: readonly Finding[];
}

/** Seconds between two evaluations, at the most: that of most servers. */
const INTERVAL = 60;

/**
 * The alerts about the new version of an application: one for each guard, with the guard's own query; what the traffic profile calls usual, where no
 * guard watches it; and the burn rates of the error budget. Pure.
 * @throws CutoverError with everything that is wrong with the options.
 */
export function alertRules(plan: Plan, options: ObservabilityOptions): ObservabilityRules {
  expectPlan('alertRules', plan);
  const settings = settledOptions(options);
  const versions = versionQueries(settings);
  const guards = guardAlerts(plan, settings, versions);
  const burn = burnRateAlerts(plan, settings, versions);
  const interval = promDuration(Math.min(INTERVAL, ...plan.guards.map(({ every }) => every)));
  const groups: RuleGroup[] = [
    {
      name: `${settings.namespace}-${settings.name}-release`,
      interval,
      rules: [...versions.records, ...guards.rules, ...usualAlerts(plan, settings, versions)],
    },
    { name: `${settings.namespace}-${settings.name}-burn-rate`, rules: burn.rules },
  ];
  return {
    groups: groups.filter(({ rules }) => rules.length > 0),
    findings: [...guards.findings, ...burn.findings],
  };
}
