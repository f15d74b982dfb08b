import { settle } from '../../lib/fidelity';
import { bakeOf, lengthOf, type Plan, type PlannedGuard, seesTraffic } from '../../lib/plan';
import {
  CLOUDWATCH,
  cloudWatchReading,
  comparedSeconds,
  datadogReading,
  type Good,
  prometheusReading,
  type WatchedVersions,
  watchedSeconds,
} from '../../lib/telemetry';
import { goDuration } from '../shared/time';
import { ARGO, isBlueGreen, readingsIn } from './argo';
import { conditionsOf } from './condition';
import { argoLimits } from './limits';
import type { AnalysisArgument, AnalysisTemplateManifest, Metric, MetricProvider } from './manifest';
import type { Settled } from './settings';

/** What Argo knows about a release, by the name that a query asks for it. */
const ARGUMENTS: readonly AnalysisArgument[] = [
  { name: 'latest-hash', valueFrom: { podTemplateHashValue: 'Latest' } },
  { name: 'stable-hash', valueFrom: { podTemplateHashValue: 'Stable' } },
  { name: 'namespace', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
];

const placeholder = (name: string) => `{{args.${name}}}`;

/** The arguments that metrics ask for. */
export const argumentsOf = (metrics: readonly Metric[]): AnalysisArgument[] => {
  const text = JSON.stringify(metrics);
  return ARGUMENTS.filter(({ name }) => text.includes(placeholder(name)));
};

function versionsOf(name: string): WatchedVersions {
  const version = (hash: string) => ({ name, namespace: placeholder('namespace'), version: placeholder(hash) });
  return { candidate: version('latest-hash'), stable: version('stable-hash') };
}

/** What is good, when a CloudWatch alarm would say what is bad. */
const OPERATORS = {
  GreaterThanThreshold: '<=',
  GreaterThanOrEqualToThreshold: '<',
  LessThanThreshold: '>=',
} as const satisfies Record<string, Good['operator']>;

interface Read {
  readonly provider: MetricProvider;
  readonly good: Good;
}

/** Seconds that Argo lets a change of the traffic take, at the most. */
const changing = ({ pace }: Plan): number => ARGO.progressDeadline + (pace?.minReady ?? 0);

function read(guard: PlannedGuard, name: string, plan: Plan, { metrics, router }: Settled): Read {
  switch (metrics.kind) {
    case 'prometheus': {
      const { kind, convention = router.kind === 'istio' ? 'istio' : 'http', ...server } = metrics;
      const { query, good } = prometheusReading(guard, {
        ...versionsOf(name),
        convention,
        release: watchedSeconds(plan, changing(plan)),
      });
      return { provider: { prometheus: { ...server, query } }, good };
    }
    case 'datadog': {
      const { convention, secret } = metrics;
      const { queries, formula, aggregator, interval, good } = datadogReading(guard, {
        ...versionsOf(name),
        ...(convention && { convention }),
        compared: comparedSeconds(plan),
      });
      const secretRef = secret && { secretRef: { name: secret, namespaced: true } };
      return {
        provider: {
          datadog: { apiVersion: 'v2', interval: goDuration(interval), queries, formula, aggregator, ...secretRef },
        },
        good,
      };
    }
    case 'cloudwatch': {
      const reading = cloudWatchReading(guard, metrics, { compared: comparedSeconds(plan) });
      const own = reading.metrics.map(({ id, namespace, metric, dimensions, statistic, period }) => ({
        id,
        returnData: false,
        metricStat: {
          metric: {
            namespace,
            metricName: metric,
            dimensions: Object.entries(dimensions).map(([key, value]) => ({ name: key, value })),
          },
          period,
          stat: statistic,
        },
      }));
      const value = { id: 'guard', expression: reading.expression, returnData: true };
      const operator = OPERATORS[reading.comparisonOperator];
      return {
        provider: {
          cloudWatch: { interval: goDuration(reading.period + CLOUDWATCH.lag), metricDataQueries: [value, ...own] },
        },
        good: { operator, threshold: reading.threshold },
      };
    }
  }
}

/** Prometheus cuts slices at whole multiples of their length: the first whole one is over after two of them at the latest. */
const firstLook = ({ bad, onNoData }: PlannedGuard, over: number, { metrics }: Settled): number =>
  bad.kind === 'sequential' && metrics.kind === 'prometheus' && onNoData !== 'pass' ? 2 * over : over;

/** Seconds before the end of a release in which a try that fails may be too late to stop it. */
const LAST_MOMENT = 5;

/**
 * Queries in a row that may fail. Where no data is not good, a metrics server that is away stops the release before it ends: a short one has no
 * time for as many tries as Argo has by itself. After a blue/green switch every reading is waited for.
 */
function errorLimit({ onNoData }: PlannedGuard, firstTry: number, plan: Plan): number {
  if (onNoData === 'pass' || isBlueGreen(plan)) return ARGO.consecutiveErrors;
  const watched = lengthOf({ ...plan, phases: plan.phases.filter(seesTraffic) });
  const tries = Math.ceil((watched - LAST_MOMENT - firstTry) / ARGO.errorRetry);
  return Math.min(ARGO.consecutiveErrors, Math.max(0, tries - 1));
}

/**
 * The metrics of a guard. The first reading waits for a whole window. In the background there is no end to them, so that nothing goes
 * unwatched; after a blue/green switch there are as many as the bake has room for.
 */
function metricsOf(guard: PlannedGuard, name: string, plan: Plan, settings: Settled): Metric[] {
  const over = settle(argoLimits(settings), 'guard.window', guard.over);
  const firstTry = firstLook(guard, over, settings);
  const { provider, good } = read(guard, name, plan, settings);
  const count = isBlueGreen(plan) ? { count: readingsIn({ ...guard, over }, bakeOf(plan)) } : {};
  return conditionsOf(guard, good, settings.metrics.kind, plan.onFailure).map((conditions) => ({
    ...conditions,
    interval: goDuration(guard.every),
    initialDelay: goDuration(firstTry),
    ...count,
    consecutiveErrorLimit: errorLimit(guard, firstTry, plan),
    provider,
  }));
}

/** The metrics of all guards. */
export const guardMetrics = (name: string, plan: Plan, settings: Settled): Metric[] =>
  plan.guards.flatMap((guard) => metricsOf(guard, name, plan, settings));

/** A template with its metrics and the arguments they ask for. */
export const templateOf = (
  metadata: AnalysisTemplateManifest['metadata'],
  metrics: readonly Metric[],
): AnalysisTemplateManifest => {
  const args = argumentsOf(metrics).map(({ name }) => ({ name }));
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata,
    spec: { ...(args.length > 0 && { args }), metrics },
  };
};
