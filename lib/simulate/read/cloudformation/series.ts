import { NotUnderstood } from '../../formula/expression';
import type { Metric } from '../../formula/metric-math';
import type { Seen, Version } from '../../seen';
import { dig, type Fields, listOf, textOf } from '../value';

/** What a metric of CloudWatch counts. */
interface Known {
  readonly what: 'requests' | 'errors' | 'latency' | 'never';
  /** Has a value only when it is not 0. */
  readonly sparse?: boolean;
  /** Milliseconds of a unit. */
  readonly unit?: number;
}

/** Metrics that the simulator has something for. No simulated fault makes a `never`. */
const KNOWN: Readonly<Record<string, Readonly<Record<string, Known>>>> = {
  'AWS/Lambda': {
    Invocations: { what: 'requests' },
    Errors: { what: 'errors' },
    Duration: { what: 'latency', unit: 1 },
    Throttles: { what: 'never' },
  },
  'AWS/ApplicationELB': {
    RequestCount: { what: 'requests' },
    HTTPCode_Target_5XX_Count: { what: 'errors', sparse: true },
    HTTPCode_ELB_5XX_Count: { what: 'never', sparse: true },
    TargetConnectionErrorCount: { what: 'never', sparse: true },
    TargetResponseTime: { what: 'latency', unit: 1000 },
  },
};

/** Whose requests a metric with these dimensions counts. */
export type VersionOf = (dimensions: Fields) => Version;

/** The dimensions by name. */
export const dimensionsOf = (value: unknown): Fields =>
  Object.fromEntries(listOf(value).map((dimension) => [String(dig(dimension, 'Name')), dig(dimension, 'Value')]));

const visible = (seen: Seen, of: Version): boolean => !seen.down && !(seen.missing === 'canary' && of === 'canary');

function counted({ what, sparse = false }: Known, of: Version, statistic: string, period: number): Metric | undefined {
  const requests = (seen: Seen) => (visible(seen, of) ? seen.requests(of, period) : 0);
  const errors = (seen: Seen) => (what === 'never' ? 0 : seen.errors(of, period));
  const present =
    (value: (seen: Seen) => number): Metric =>
    (seen) => {
      if (requests(seen) === 0) return undefined;
      const result = value(seen);
      return sparse && result === 0 ? undefined : result;
    };
  if (statistic === 'SampleCount') return present(requests);
  if (what === 'requests') return statistic === 'Sum' ? present(requests) : undefined;
  if (statistic === 'Sum') return present(errors);
  if (statistic === 'Average' && !sparse) return present((seen) => errors(seen) / requests(seen));
  return statistic === 'Maximum' && !sparse ? present((seen) => Math.min(1, errors(seen))) : undefined;
}

function latency({ unit = 1 }: Known, of: Version, statistic: string, period: number): Metric | undefined {
  const scaled = (value: number | undefined) => (value === undefined ? undefined : value / unit);
  if (statistic === 'Average') return (seen) => (visible(seen, of) ? scaled(seen.mean(of, period)) : undefined);
  const percentile = statistic === 'Maximum' ? 100 : Number(/^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1] ?? Number.NaN);
  if (Number.isNaN(percentile)) return undefined;
  return (seen) => (visible(seen, of) ? scaled(seen.percentile(of, percentile, period)) : undefined);
}

/** A metric with its statistic. @throws NotUnderstood when nobody knows what it would be. */
export function seriesOf(metric: Fields, statistic: unknown, period: number, versionOf: VersionOf): Metric {
  const [namespace, name] = [textOf(metric.Namespace) ?? '', textOf(metric.MetricName) ?? ''];
  const known = KNOWN[namespace]?.[name];
  if (known === undefined) throw new NotUnderstood(`the simulator has no model of ${namespace} ${name}`);
  const of = versionOf(dimensionsOf(metric.Dimensions));
  const text = textOf(statistic) ?? '';
  const series =
    known.what === 'latency' && text !== 'SampleCount'
      ? latency(known, of, text, period)
      : counted(known, of, text, period);
  if (series === undefined) throw new NotUnderstood(`the statistic ${text || '(none)'} of ${name} is not understood`);
  return series;
}
