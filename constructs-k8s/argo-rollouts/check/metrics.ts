import { type Finding, show } from '../../../lib/findings';
import { goSeconds } from '../../shared/time';
import { finding } from '../findings';
import type { Metric } from '../manifest';

/** When an analysis runs: beside the steps, or so that something waits for it. */
export type Place = 'background' | 'waiting';

/** A number; undefined when it is written as an argument, which is known in the cluster only. */
function numberOf(value: number | string | undefined, absent: number): number | undefined {
  if (value === undefined) return absent;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

function limitProblems(metric: Metric, path: string): Finding[] {
  const count = numberOf(metric.count, 0);
  const failures = numberOf(metric.failureLimit, 0);
  const successes = numberOf(metric.consecutiveSuccessLimit, 0);
  const inconclusive = numberOf(metric.inconclusiveLimit, 0);
  const errors = numberOf(metric.consecutiveErrorLimit, 0);
  const wrong = (field: string, message: string, value: number) =>
    finding('argo-metric-limits', `${path}.${field}`, message, { received: `${value}` });
  const problems: Finding[] = [];
  if (successes !== undefined && successes < 0)
    problems.push(wrong('consecutiveSuccessLimit', 'The limit is negative', successes));
  if (failures !== undefined && failures < -1) problems.push(wrong('failureLimit', 'The limit is below -1', failures));
  if (inconclusive !== undefined && inconclusive < 0)
    problems.push(wrong('inconclusiveLimit', 'The limit is negative', inconclusive));
  if (errors !== undefined && errors < 0)
    problems.push(wrong('consecutiveErrorLimit', 'The limit is negative', errors));
  if (failures === -1 && successes === 0)
    problems.push(wrong('failureLimit', 'Neither failures nor successes are limited', failures));
  if (count !== undefined && count > 0) {
    const least = Math.max(0, failures ?? 0) + (successes ?? 0);
    if (count < least)
      problems.push(
        wrong('count', `The count is below failureLimit + consecutiveSuccessLimit, which is ${least}`, count),
      );
    if (inconclusive !== undefined && count < inconclusive) {
      problems.push(wrong('count', `The count is below inconclusiveLimit, which is ${inconclusive}`, count));
    }
  }
  return problems;
}

function timeProblems({ count, interval, initialDelay }: Metric, path: string): Finding[] {
  const problems: Finding[] = [];
  if ((numberOf(count, 0) ?? 0) > 1 && interval === undefined) {
    problems.push(
      finding('argo-metric-interval', `${path}.interval`, 'There are several measurements and no interval'),
    );
  }
  for (const [field, value] of Object.entries({ interval, initialDelay })) {
    if (value === undefined || value.includes('{{') || goSeconds(value) !== undefined) continue;
    problems.push(
      finding('argo-metric-interval', `${path}.${field}`, `The ${field} is no duration`, { received: show(value) }),
    );
  }
  return problems;
}

function providerProblems({ provider }: Metric, path: string): Finding[] {
  const given = Object.entries(provider ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const problems: Finding[] = [];
  if (given.length !== 1) {
    problems.push(
      finding('argo-metric-provider', `${path}.provider`, 'There is not exactly one provider', {
        received: given.join(', ') || 'nothing',
      }),
    );
  }
  const address = provider?.prometheus?.address;
  if (
    provider?.prometheus !== undefined &&
    !(typeof address === 'string' && (URL.canParse(address) || address.includes('{{')))
  ) {
    problems.push(
      finding('argo-metric-address', `${path}.provider.prometheus.address`, 'The address is no URL', {
        received: show(address),
      }),
    );
  }
  return problems;
}

function placeProblems({ count, interval }: Metric, path: string, place: Place): Finding[] {
  const endless = (numberOf(count, 0) ?? 1) === 0 && interval !== undefined;
  const counted = (numberOf(count, 0) ?? 0) > 0 || interval === undefined;
  if (place === 'waiting' && endless)
    return [finding('argo-metric-endless', `${path}.count`, 'The metric never ends, and something waits for it')];
  if (place === 'background' && counted)
    return [finding('argo-metric-ends', `${path}.count`, 'After the last measurement nothing watches')];
  return [];
}

/** Providers whose metrics judge themselves. */
const SELF = ['job', 'kayenta', 'plugin'] as const;

function conditionProblems({ successCondition, failureCondition, provider }: Metric, path: string): Finding[] {
  if (SELF.some((kind) => provider?.[kind] !== undefined)) return [];
  const conditions = [successCondition, failureCondition].filter((condition) => condition !== undefined);
  if (conditions.length === 0) return [finding('argo-metric-condition', path, 'There is no condition')];
  const first =
    provider?.prometheus &&
    conditions.find((condition) => /result\[\d+\]/.test(condition) && !/len\(\s*result\s*\)/.test(condition));
  return first
    ? [finding('argo-metric-empty', path, 'An empty result is an error here', { received: show(first) })]
    : [];
}

/** What Argo's validation says about the metrics of one analysis, whatever templates they come from, and what it should say. */
export function metricProblems(
  metrics: ReadonlyArray<{ readonly metric: Metric; readonly path: string }>,
  place: Place,
): Finding[] {
  const names = new Set<string>();
  return metrics.flatMap(({ metric, path }) => {
    const again = names.has(metric.name);
    names.add(metric.name);
    return [
      ...(again
        ? [
            finding('argo-metric-name', `${path}.name`, 'Another metric of the analysis has this name', {
              received: show(metric.name),
            }),
          ]
        : []),
      ...limitProblems(metric, path),
      ...timeProblems(metric, path),
      ...providerProblems(metric, path),
      ...placeProblems(metric, path, place),
      ...conditionProblems(metric, path),
    ];
  });
}
