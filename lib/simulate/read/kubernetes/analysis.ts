import { ConditionError, conditionOf } from '../../formula/condition';
import { NotUnderstood } from '../../formula/expression';
import { type Metric, metricMath } from '../../formula/metric-math';
import { promQl } from '../../formula/promql';
import { GOOD, said } from '../../plan-guard';
import type { PlayableGuard, Reading, Unplayed } from '../../playable';
import type { Seen } from '../../seen';
import { seriesOf } from '../cloudformation/series';
import { dig, type Fields, fieldsOf, listOf, numberOf, textOf } from '../value';
import { secondsIn } from './manifests';
import { HASH, type Names, versionBy } from './versions';

/** What Argo Rollouts takes when a field is missing, and how soon it tries again after an error. */
const ARGO = { consecutiveErrors: 4, retry: 10 } as const;

/** The value of a provider as a condition gets it, and the number that is in it. */
interface Provided {
  readonly result: (value: number | undefined) => unknown;
  readonly value: (seen: Seen) => number | undefined;
  readonly window: number;
}

type Arguments = ReadonlyMap<string, string>;

/** The values of a run's arguments; a hash becomes a mark that tells the versions apart. */
export function argumentsOf(...lists: readonly unknown[]): Arguments {
  const all = new Map<string, string>();
  for (const argument of lists.flatMap(listOf)) {
    const name = textOf(dig(argument, 'name')) ?? '';
    const hash = dig(argument, 'valueFrom', 'podTemplateHashValue');
    const value = textOf(dig(argument, 'value'));
    if (hash !== undefined) all.set(name, hash === 'Latest' ? HASH.canary : HASH.stable);
    else if (value !== undefined) all.set(name, value);
  }
  return all;
}

const filled = (text: string, args: Arguments): string =>
  text.replace(/\{\{\s*args\.([\w.-]+)\s*\}\}/g, (_, name: string) => args.get(name) ?? 'unknown');

function cloudWatch(queries: readonly unknown[]): Metric {
  const metrics = new Map<string, Metric>();
  for (const query of queries) {
    const stat = fieldsOf(dig(query, 'metricStat'));
    const metric = fieldsOf(stat.metric);
    if (Object.keys(metric).length === 0) continue;
    const dimensions = listOf(metric.dimensions).map((one) => ({ Name: dig(one, 'name'), Value: dig(one, 'value') }));
    const named = { Namespace: metric.namespace, MetricName: metric.metricName, Dimensions: dimensions };
    const versionOf = (values: Fields) =>
      Object.values(values).some((value) => typeof value === 'string' && value.includes(HASH.canary))
        ? 'canary'
        : 'both';
    metrics.set(String(dig(query, 'id')), seriesOf(named, stat.stat, numberOf(stat.period) ?? 60, versionOf));
  }
  const returned = queries.find((query) => dig(query, 'returnData') !== false);
  const expression = textOf(dig(returned, 'expression'));
  const metric = expression === undefined ? metrics.get(String(dig(returned, 'id'))) : metricMath(expression, metrics);
  if (metric === undefined) throw new NotUnderstood('it has no metric that returns data');
  return metric;
}

function providedOf(provider: Fields, args: Arguments, names: Names): Provided {
  const query = textOf(dig(provider.prometheus, 'query'));
  if (query !== undefined) {
    if (dig(provider.prometheus, 'rangeQuery') !== undefined)
      throw new NotUnderstood('a range query is not understood');
    const { query: value, window } = promQl(filled(query, args), versionBy(names));
    const scalar = /^\s*scalar\s*\(/.test(query);
    return { value, window, result: (found) => (scalar ? found : found === undefined ? [] : [found]) };
  }
  const queries = dig(provider.cloudWatch, 'metricDataQueries');
  if (queries !== undefined) {
    const value = cloudWatch(listOf(JSON.parse(filled(JSON.stringify(queries), args))));
    const window = secondsIn(dig(provider.cloudWatch, 'interval')) ?? 300;
    return { value, window, result: (found) => [{ Values: found === undefined ? [] : [found] }] };
  }
  const [kind = 'nothing'] = Object.keys(provider);
  throw new NotUnderstood(`the simulator reads Prometheus and CloudWatch, not ${kind}`);
}

/** What the conditions of a metric make of a result; an error is one that Argo tries again. */
function verdictOf(metric: Fields): (result: unknown) => Reading['verdict'] {
  const condition = (text: unknown) =>
    textOf(text) === undefined || text === '' ? undefined : conditionOf(text as string);
  const [success, failure] = [condition(metric.successCondition), condition(metric.failureCondition)];
  return (result) => {
    const [good, bad] = [success?.(result), failure?.(result)];
    if (bad === true) return 'bad';
    if (good === true || (good === undefined && bad === false)) return 'good';
    return good === false && bad === undefined ? 'bad' : good === undefined ? 'good' : 'unclear';
  };
}

/** A metric of an analysis as a guard. @throws NotUnderstood */
export function guardOf(metric: Fields, args: Arguments, names: Names): PlayableGuard {
  const resolve = (value: unknown) => numberOf(typeof value === 'string' ? filled(value, args) : value);
  const { value, result, window } = providedOf(fieldsOf(metric.provider), args, names);
  const judge = verdictOf(metric);
  const interval = secondsIn(metric.interval);
  const first = secondsIn(metric.initialDelay) ?? 0;
  const every = interval ?? 1;
  const count = resolve(metric.count) ?? (interval === undefined ? 1 : undefined);
  const failures = resolve(metric.failureLimit) ?? 0;
  const read = (seen: Seen): Reading => {
    if (seen.down) return { verdict: 'error', why: () => 'the metrics backend does not answer' };
    const found = value(seen);
    try {
      const verdict = judge(result(found));
      if (verdict === 'good') return GOOD;
      return { verdict, why: () => (found === undefined ? 'no data' : `it was ${said(found)}`) };
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      const { message } = error;
      return { verdict: 'error', why: () => (found === undefined ? `no data: ${message}` : message) };
    }
  };
  return {
    name: textOf(metric.name) ?? 'metric',
    over: Math.max(window, 1),
    every,
    first,
    failures,
    onNoData: 'fail',
    counting: { rule: 'total', tolerated: failures < 0 ? Number.POSITIVE_INFINITY : failures },
    unclear: resolve(metric.inconclusiveLimit) ?? 0,
    errors: { tolerated: resolve(metric.consecutiveErrorLimit) ?? ARGO.consecutiveErrors, retry: ARGO.retry },
    ...(count === undefined || count === 0 ? {} : { count }),
    open: () => read,
  };
}

/** Metrics that are read, a metric that is a job or a call, and what is not understood. */
export interface Analysis {
  readonly guards: readonly PlayableGuard[];
  readonly checks: readonly { readonly name: string /** Seconds before it. */; readonly delay: number }[];
  readonly unplayed: readonly Unplayed[];
  /** Seconds until the last measurement, also of what is not understood. */
  readonly seconds: number;
}

const secondsOf = ({ initialDelay, interval, count }: Fields): number =>
  (secondsIn(initialDelay) ?? 0) + ((numberOf(count) ?? 1) - 1) * (secondsIn(interval) ?? 0);

const CHECKS = ['job', 'web'] as const;

/** The metrics of the templates that an analysis names. */
export function analysisOf(analysis: unknown, templates: ReadonlyMap<string, Fields>, names: Names): Analysis {
  const guards: PlayableGuard[] = [];
  const checks: Analysis['checks'][number][] = [];
  const unplayed: Unplayed[] = [];
  let seconds = 0;
  for (const { templateName } of listOf(dig(analysis, 'templates')).map(fieldsOf)) {
    const template = templates.get(String(templateName));
    if (template === undefined) {
      unplayed.push({ name: `AnalysisTemplate ${String(templateName)}`, why: 'it is not among these manifests' });
      continue;
    }
    const args = argumentsOf(template.args, dig(analysis, 'args'));
    for (const metric of listOf(template.metrics).map(fieldsOf)) {
      const provider = fieldsOf(metric.provider);
      seconds = Math.max(seconds, secondsOf(metric));
      const name = textOf(metric.name) ?? 'metric';
      if (CHECKS.some((kind) => provider[kind] !== undefined) && metric.interval === undefined) {
        checks.push({ name, delay: secondsIn(metric.initialDelay) ?? 0 });
        continue;
      }
      try {
        guards.push(guardOf(metric, args, names));
      } catch (error) {
        if (!(error instanceof NotUnderstood)) throw error;
        unplayed.push({ name: `metric ${name} of AnalysisTemplate ${String(templateName)}`, why: error.message });
      }
    }
  }
  return { guards, checks, unplayed, seconds };
}
