import type { Plan } from '../../plan';
import type { ObservabilitySettings } from '../options';
import { createdQuery, newestOf, type VersionQueries } from '../versions';
import type { Annotation } from './grafana';
import { COLORS, DATA_SOURCE } from './panels';
import { type Stair, stairs } from './staircase';

/** Grafana's own marks: what people write on the dashboard. */
const NOTES: Annotation = {
  name: 'Notes',
  datasource: { type: 'grafana', uid: '-- Grafana --' },
  enable: true,
  hide: true,
  iconColor: COLORS.stable,
  type: 'dashboard',
  builtIn: 1,
};

const percent = (value: number): string => `${Number(value.toFixed(2))}%`;

const stairText = ({ weight, mirror, audience }: Stair): string =>
  [
    percent(weight),
    ...(mirror > 0 ? [`a copy of ${percent(mirror)}`] : []),
    ...(audience.length > 0 ? ['an audience'] : []),
  ].join(' and ');

/** When each change of the traffic is planned, in milliseconds, with its text as a label. */
function plannedTimes(plan: Plan, settings: ObservabilitySettings, begun: string): string {
  const times = stairs(plan, settings).map(
    (stair) => `label_replace(${begun} + ${stair.at}, "phase", "${stairText(stair)}", "", "")`,
  );
  return `1000 * (${times.join(' or ')})`;
}

/** The marks on the time axis: where releases began, where the traffic was to change, and where alerts fire. */
export function marks(plan: Plan, settings: ObservabilitySettings, queries: VersionQueries): Annotation[] {
  const { name, namespace, versions } = settings;
  const created = (version: string) => createdQuery(namespace, `${name}-${version}`);
  return [
    NOTES,
    {
      name: 'Releases',
      datasource: DATA_SOURCE,
      enable: true,
      iconColor: COLORS.candidate,
      expr: `1000 * ${created(newestOf(versions) ?? queries.candidate.version)}`,
      step: '60s',
      titleFormat: 'release',
      textFormat: '{{replicaset}}',
      useValueForTime: true,
    },
    {
      name: 'Planned changes of the traffic',
      datasource: DATA_SOURCE,
      enable: true,
      iconColor: COLORS.step,
      expr: plannedTimes(plan, settings, created(queries.candidate.version)),
      step: '60s',
      titleFormat: 'planned, without waits',
      textFormat: '{{phase}}',
      useValueForTime: true,
    },
    {
      name: 'Alerts',
      datasource: DATA_SOURCE,
      enable: true,
      iconColor: COLORS.bad,
      expr: `ALERTS{alertstate="firing",namespace="${namespace}",service="${name}"}`,
      step: '60s',
      titleFormat: '{{alertname}}',
      textFormat: '{{guard}}',
    },
  ];
}
