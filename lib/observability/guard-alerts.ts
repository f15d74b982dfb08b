import type { Finding } from '../findings';
import { guardText, type Plan, type PlannedGuard } from '../plan';
import { errorShareStop, type Good, prometheusReading, watchedSeconds } from '../telemetry';
import { alert, pascal, VALUE } from './alert';
import { finding } from './findings';
import type { ObservabilitySettings } from './options';
import { reactionText } from './platform';
import type { AlertingRule } from './rule';
import { newestOf, type VersionQueries } from './versions';

/** What is bad, where a reading says what is good. */
const BAD = { '<=': '>', '>=': '<', '<': '>=' } as const satisfies Record<Good['operator'], string>;

/** Seconds that a platform takes for a change of the traffic, at the most; a sequential guard adds up over them as well. */
const CHANGING = 600;

const UNITS: Readonly<Partial<Record<PlannedGuard['measure']['metric'], string>>> = {
  errorRate: ' %',
  successRate: ' %',
  saturation: ' %',
  latency: ' ms',
  queueDepth: ' messages',
};

function valueText({ bad, measure }: PlannedGuard): string {
  const value = `${VALUE}${UNITS[measure.metric] ?? ''}`;
  switch (bad.kind) {
    case 'max':
    case 'min':
      return `It is ${value}.`;
    case 'versusStable':
      return `It is ${value} more than ${bad.ratio} times the stable version’s.`;
    case 'sequential':
      return `The sum of its scores is ${value}; ${errorShareStop(bad)} is too much.`;
  }
}

/** Why a guard has no alert; undefined when it has one. */
function obstacle({ measure }: PlannedGuard, { versions }: ObservabilitySettings): string | undefined {
  if (measure.metric !== 'custom') return undefined;
  const query = measure.query.prometheus;
  if (query === undefined) return 'it has no query for Prometheus';
  return newestOf(versions) !== undefined && /\{\{(?:canary|stable)\}\}/.test(query)
    ? 'its query asks for a version by a name that only the release knows'
    : undefined;
}

/** The guard's own query, and what is good. */
export const readingOf = (guard: PlannedGuard, plan: Plan, settings: ObservabilitySettings, versions: VersionQueries) =>
  prometheusReading(guard, {
    candidate: versions.candidate,
    stable: versions.stable,
    ...(settings.convention !== undefined && { convention: settings.convention }),
    release: watchedSeconds(plan, CHANGING),
  });

/** Nothing, or nothing that is a number, where both versions run. */
const noData = (query: string, { bothRun }: VersionQueries): string =>
  `absent((${query}) > -Inf) and on () (${bothRun})`;

function alertsOf(
  guard: PlannedGuard,
  plan: Plan,
  settings: ObservabilitySettings,
  versions: VersionQueries,
): AlertingRule[] {
  const { query, good } = readingOf(guard, plan, settings, versions);
  const { name, onNoData, over, every, failures } = guard;
  const about = pascal(name);
  const bad = alert(
    {
      about,
      expr: `(${query}) ${BAD[good.operator]} ${good.threshold}`,
      lasts: failures * every,
      severity: 'critical',
      guard: name,
      summary: `${name} of the new version is bad`,
      description: `The guard says: ${guardText(guard)}. ${valueText(guard)} ${reactionText(guard, plan, settings)}`,
    },
    settings,
  );
  if (onNoData === 'pass') return [bad];
  const missing = alert(
    {
      about: `${about}NoData`,
      expr: noData(query, versions),
      lasts: 2 * over,
      severity: onNoData === 'fail' ? 'critical' : 'warning',
      guard: name,
      summary: `${name} of the new version has no data`,
      description: `Both versions run, and the guard reads nothing: ${guardText(guard)}.`,
    },
    settings,
  );
  return [bad, missing];
}

/** The alerts of the guards, each with the guard's own query and limit. */
export function guardAlerts(
  plan: Plan,
  settings: ObservabilitySettings,
  versions: VersionQueries,
): { readonly rules: readonly AlertingRule[]; readonly findings: readonly Finding[] } {
  const findings = plan.guards.flatMap((guard) => {
    const why = obstacle(guard, settings);
    return why === undefined
      ? []
      : finding('observe-no-alert', guard.path, `The guard ${guard.name} has no alert: ${why}`);
  });
  const alerted = plan.guards.filter((guard) => obstacle(guard, settings) === undefined);
  return { rules: alerted.flatMap((guard) => alertsOf(guard, plan, settings, versions)), findings };
}
