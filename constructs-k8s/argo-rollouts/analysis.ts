import type { Gate, Trace, WatchedGuard } from '../../lib/plan';
import { sliceOf } from '../../lib/telemetry';
import { goSeconds } from '../shared/time';
import { guardOf, isDataMetric } from './condition';
import type { Metric, RolloutAnalysis, RolloutSpec } from './manifest';

/** The metrics of each analysis template, by its name. */
export type Templates = ReadonlyMap<string, readonly Metric[]>;

/** The metrics of an analysis, template by template. A template that is not here has none that could be read. */
export const metricsOf = (analysis: RolloutAnalysis | undefined, templates: Templates): readonly Metric[][] =>
  (analysis?.templates ?? []).map(({ templateName }) => [...(templates.get(templateName) ?? [])]);

/** Seconds of a field; absent is 0. */
export const secondsIn = (text: string | number | undefined): number =>
  text === undefined ? 0 : (goSeconds(text) ?? 0);

/** A check runs once; a guard is read again and again, even when there is room for one reading only. */
export const isCheck = ({ interval }: Metric): boolean => interval === undefined;

export const gatesOf = (metrics: readonly Metric[]): Gate[] =>
  metrics.filter(isCheck).map(({ name }) => ({ kind: 'check', name }));

/** Seconds of the period of a CloudWatch metric. */
function periodIn(queries: unknown): number | undefined {
  const all = Array.isArray(queries) ? (queries as { readonly metricStat?: { readonly period?: number } }[]) : [];
  return all.find(({ metricStat }) => metricStat?.period !== undefined)?.metricStat?.period;
}

/** Seconds that a reading looks back over, or the slices of its sum. Where the query does not say it, the first reading waits for them. */
function windowOf({ provider: { prometheus, cloudWatch, datadog } = {}, initialDelay }: Metric): number {
  const slice = sliceOf(prometheus?.query ?? '') ?? periodIn(cloudWatch?.metricDataQueries);
  return slice ?? secondsIn((datadog?.interval as string | undefined) ?? initialDelay);
}

/** The guards among metrics, as Argo reads them. */
export const watchedGuards = (metrics: readonly Metric[]): WatchedGuard[] =>
  metrics
    .filter((metric) => !isCheck(metric) && !isDataMetric(metric))
    .map((metric) => {
      const { failures, onNoData } = guardOf(metric, metrics);
      return {
        name: metric.name,
        over: windowOf(metric),
        every: secondsIn(metric.interval),
        failures,
        onNoData,
      };
    });

/** A failed measurement aborts; where every bad one is inconclusive, and no deadline aborts, a person decides. */
export function onFailureOf(
  { progressDeadlineAbort = false }: RolloutSpec,
  metrics: readonly Metric[],
): Trace['onFailure'] {
  const aborts = metrics.some((metric) => guardOf(metric, metrics).onFailure === 'rollback');
  return aborts || progressDeadlineAbort ? 'rollback' : 'halt';
}
