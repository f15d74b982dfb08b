import { NotUnderstood } from '../../formula/expression';
import { type Metric, metricMath } from '../../formula/metric-math';
import { GOOD, said } from '../../plan-guard';
import type { PlayableGuard, Reading, Unplayed } from '../../playable';
import { dig, type Fields, fieldsOf, listOf, numberOf, textOf } from '../value';
import { seriesOf, type VersionOf } from './series';
import { type Resource, spoken, type Template } from './template';

/** Seconds from the end of a period to the moment an alarm acts on it; between one and two minutes as a rule. */
export const CLOUDWATCH_LAG = 90;

/** Seconds between two looks of an alarm; the ones with periods under a minute look every ten seconds. */
const LOOKS = { usual: 60, fast: 10 } as const;

const OPERATORS: Readonly<Record<string, readonly [words: string, bad: (value: number, limit: number) => boolean]>> = {
  GreaterThanThreshold: ['above', (value, limit) => value > limit],
  GreaterThanOrEqualToThreshold: ['at or above', (value, limit) => value >= limit],
  LessThanThreshold: ['below', (value, limit) => value < limit],
  LessThanOrEqualToThreshold: ['at or below', (value, limit) => value <= limit],
};

const MISSING: Readonly<Record<string, Reading>> = {
  breaching: { verdict: 'bad', why: () => 'no data' },
  notBreaching: GOOD,
  missing: { verdict: 'nothing' },
  ignore: { verdict: 'nothing' },
};

const needed = (value: unknown, field: string): number => {
  const number = numberOf(value);
  if (number === undefined) throw new NotUnderstood(`its ${field} is ${spoken(value)}, not a number`);
  return number;
};

interface Value {
  readonly metric: Metric;
  readonly period: number;
  readonly label?: string;
}

function single(properties: Fields, versionOf: VersionOf): Value {
  const period = needed(properties.Period, 'Period');
  const statistic = properties.Statistic ?? properties.ExtendedStatistic;
  return { metric: seriesOf(properties, statistic, period, versionOf), period };
}

function math(queries: readonly unknown[], versionOf: VersionOf): Value {
  const metrics = new Map<string, Metric>();
  const periods: number[] = [];
  const result = queries.find((query) => dig(query, 'ReturnData') !== false);
  const label = textOf(dig(result, 'Label'));
  for (const query of queries) {
    const stat = fieldsOf(dig(query, 'MetricStat'));
    if (Object.keys(stat).length === 0) continue;
    const period = needed(stat.Period, 'Period');
    periods.push(period);
    metrics.set(String(dig(query, 'Id')), seriesOf(fieldsOf(stat.Metric), stat.Stat, period, versionOf));
  }
  const pending = queries.filter((query) => textOf(dig(query, 'Expression')) !== undefined);
  for (let round = 0; round < queries.length && pending.length > 0; round += 1) {
    const query = pending.shift();
    const expression = String(dig(query, 'Expression'));
    const names = new Set(pending.map((other) => String(dig(other, 'Id'))));
    const waits = Array.from(expression.matchAll(/[A-Za-z_]\w*/g), ([name]) => name).some((name) => names.has(name));
    if (waits && round < queries.length - 1) pending.push(query);
    else metrics.set(String(dig(query, 'Id')), metricMath(expression, metrics));
  }
  const metric = metrics.get(String(dig(result, 'Id')));
  const [period] = periods;
  if (metric === undefined || period === undefined) throw new NotUnderstood('it has no metric that returns data');
  if (periods.some((other) => other !== period)) throw new NotUnderstood('its metrics have different periods');
  return { metric, period, ...(label === undefined ? {} : { label }) };
}

/** @throws NotUnderstood */
function guardOf({ id, properties }: Resource, versionOf: VersionOf): PlayableGuard {
  if (properties.ThresholdMetricId !== undefined) throw new NotUnderstood('anomaly detection is not understood');
  const queries = listOf(properties.Metrics);
  const { metric, period, label } = queries.length > 0 ? math(queries, versionOf) : single(properties, versionOf);
  const operator = OPERATORS[textOf(properties.ComparisonOperator) ?? ''];
  if (operator === undefined) throw new NotUnderstood(`${spoken(properties.ComparisonOperator)} is not understood`);
  const [words, bad] = operator;
  const threshold = needed(properties.Threshold, 'Threshold');
  const of = needed(properties.EvaluationPeriods, 'EvaluationPeriods');
  const datapoints =
    properties.DatapointsToAlarm === undefined ? of : needed(properties.DatapointsToAlarm, 'DatapointsToAlarm');
  const treat = textOf(properties.TreatMissingData) ?? 'missing';
  const missing = MISSING[treat];
  if (missing === undefined) throw new NotUnderstood(`TreatMissingData ${treat} is not understood`);
  const every = period < LOOKS.usual ? LOOKS.fast : LOOKS.usual;
  const read = (value: number | undefined): Reading => {
    if (value === undefined) return missing;
    if (!bad(value, threshold)) return GOOD;
    return { verdict: 'bad', why: () => `${said(value)} is ${words} ${said(threshold)}` };
  };
  return {
    name: label ?? textOf(properties.AlarmName) ?? id,
    over: period,
    every,
    first: 0,
    failures: datapoints - 1,
    onNoData: treat === 'breaching' ? 'fail' : 'pass',
    counting: { rule: 'window', bad: datapoints, of, stride: Math.max(1, Math.round(period / every)) },
    unclear: 0,
    open: () => (seen) => read(metric(seen)),
  };
}

const ALARM = 'AWS::CloudWatch::Alarm';

/** The alarms that names or references mean. Two of one name are told apart by their logical ids. */
export function alarmsOf(
  names: readonly unknown[],
  template: Template,
  versionOf: VersionOf,
): { readonly guards: readonly PlayableGuard[]; readonly unplayed: readonly Unplayed[] } {
  const guards: PlayableGuard[] = [];
  const unplayed: Unplayed[] = [];
  const taken = new Set<string>();
  for (const name of names) {
    const resource = alarmOf(name, template);
    if (resource === undefined) {
      unplayed.push({ name: `alarm ${spoken(name)}`, why: 'it is not in this template' });
      continue;
    }
    try {
      if (resource.type !== ALARM) throw new NotUnderstood(`an ${resource.type} is not understood`);
      const guard = guardOf(resource, versionOf);
      const own = taken.has(guard.name) ? `${guard.name} (${resource.id})` : guard.name;
      taken.add(guard.name);
      guards.push({ ...guard, name: own });
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      unplayed.push({ name: `alarm ${resource.id}`, why: error.message });
    }
  }
  return { guards, unplayed };
}

function alarmOf(name: unknown, template: Template): Resource | undefined {
  const id = typeof name === 'string' ? undefined : spoken(name);
  const wanted = JSON.stringify(name);
  const alarms = [...template.values()].filter(
    ({ type }) => type === ALARM || type === 'AWS::CloudWatch::CompositeAlarm',
  );
  return (
    alarms.find((alarm) => alarm.id === id) ??
    alarms.find(({ properties }) => JSON.stringify(properties.AlarmName) === wanted)
  );
}
