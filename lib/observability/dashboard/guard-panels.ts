import { guardText, type Plan, type PlannedGuard } from '../../plan';
import type { Good } from '../../telemetry';
import { readingOf } from '../guard-alerts';
import type { ObservabilitySettings } from '../options';
import type { VersionQueries } from '../versions';
import type { Threshold } from './grafana';
import { COLORS, chart, type Drawing, LEGENDS } from './panels';

/** Where a reading is bad, as Grafana colours a picture from below. */
function thresholdsOf({ operator, threshold }: Good): readonly Threshold[] {
  const [below, above] = operator === '>=' ? [COLORS.bad, COLORS.good] : [COLORS.good, COLORS.bad];
  return [
    { value: null, color: below },
    { value: threshold, color: above },
  ];
}

function unitOf({ measure, bad }: PlannedGuard): 'percent' | 'ms' | 'short' {
  if (bad.kind === 'sequential') return 'short';
  switch (measure.metric) {
    case 'errorRate':
    case 'successRate':
    case 'saturation':
      return 'percent';
    case 'latency':
      return 'ms';
    default:
      return 'short';
  }
}

const hasQuery = ({ measure }: PlannedGuard): boolean =>
  measure.metric !== 'custom' || measure.query.prometheus !== undefined;

/** A chart for each guard, of just what it reads. */
export const guardPanels = (plan: Plan, settings: ObservabilitySettings, versions: VersionQueries): Drawing[] =>
  plan.guards.filter(hasQuery).map((guard) => {
    const { query, good } = readingOf(guard, plan, settings, versions);
    return chart({
      title: `Guard ${guard.name}`,
      about: `What the guard reads. Bad: ${guardText(guard)}.`,
      unit: unitOf(guard),
      isSigned: guard.bad.kind === 'versusStable' || guard.bad.kind === 'sequential',
      queries: { [LEGENDS.candidate]: query },
      thresholds: thresholdsOf(good),
    });
  });
