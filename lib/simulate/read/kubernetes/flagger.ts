import { type Stretch, segmentsOf } from '../../../plan';
import { NotUnderstood } from '../../formula/expression';
import { promQl } from '../../formula/promql';
import { GOOD, said } from '../../plan-guard';
import type { Playable, PlayableGuard, Reading, Unplayed } from '../../playable';
import type { Seen } from '../../seen';
import { dig, type Fields, fieldsOf, listOf, MOST_STEPS, numberOf, textOf, Unreadable } from '../value';
import { type Manifest, secondsIn } from './manifests';
import { versionBy } from './versions';

/** Flagger's own numbers: seconds of a tick at the least and by default, and until a new version has failed to become ready. */
const FLAGGER = { least: 10, interval: 60, progressDeadline: 600 } as const;

type Value = (seen: Seen) => number | undefined;

/** The metrics that Flagger has for every router, of the new version alone. */
const BUILT_IN: Readonly<Record<string, (seconds: number) => Value>> = {
  'request-success-rate': (seconds) => (seen) => {
    const requests = seen.requests('canary', seconds);
    return requests === 0 ? undefined : 100 - (100 * seen.errors('canary', seconds)) / requests;
  },
  'request-duration': (seconds) => (seen) => seen.percentile('canary', 99, seconds),
};

const NO_DATA: Reading = { verdict: 'bad', why: () => 'no values found' };

function measuredBy(metric: Fields, templates: ReadonlyMap<string, Fields>, app: string, seconds: number): Value {
  const name = textOf(metric.name) ?? '';
  const reference = textOf(dig(metric, 'templateRef', 'name'));
  if (reference === undefined) {
    const builtIn = BUILT_IN[name];
    if (builtIn === undefined) throw new NotUnderstood('it has no templateRef and is none of Flagger’s own');
    return builtIn(seconds);
  }
  const template = templates.get(reference);
  if (template === undefined) throw new NotUnderstood(`MetricTemplate ${reference} is not among these manifests`);
  if (dig(template, 'provider', 'type') !== 'prometheus')
    throw new NotUnderstood('the simulator reads Prometheus only');
  const values: Readonly<Record<string, string>> = { target: app, service: app, interval: `${seconds}s` };
  const query = (textOf(template.query) ?? '').replace(/\{\{\s*(\w+)\s*\}\}/g, (_, key: string) => values[key] ?? key);
  return promQl(query, versionBy({ canary: [`${app}-canary`, app], stable: [`${app}-primary`] })).query;
}

/**
 * All metrics of an analysis are one check a tick: bad when one of them is bad or has no data. Failed checks are counted over the whole
 * release and never forgotten.
 */
function checkOf(
  metrics: readonly Fields[],
  templates: ReadonlyMap<string, Fields>,
  app: string,
  interval: number,
  threshold: number,
): { readonly guard: PlayableGuard; readonly unplayed: readonly Unplayed[] } {
  const unplayed: Unplayed[] = [];
  const reads = metrics.flatMap((metric) => {
    const name = textOf(metric.name) ?? 'metric';
    const [min, max] = [numberOf(dig(metric, 'thresholdRange', 'min')), numberOf(dig(metric, 'thresholdRange', 'max'))];
    try {
      const value = measuredBy(metric, templates, app, secondsIn(metric.interval) ?? interval);
      return [{ name, value, min, max: min === undefined && max === undefined ? 0 : max }];
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      unplayed.push({ name: `metric ${name} of Canary ${app}`, why: error.message });
      return [];
    }
  });
  const read = (seen: Seen): Reading => {
    for (const { name, value, min, max } of reads) {
      const found = seen.missing === 'none' ? value(seen) : undefined;
      if (found === undefined || Number.isNaN(found)) return NO_DATA;
      if (min !== undefined && found < min)
        return { verdict: 'bad', why: () => `${name} was ${said(found)}, below ${said(min)}` };
      if (max !== undefined && found > max)
        return { verdict: 'bad', why: () => `${name} was ${said(found)}, above ${said(max)}` };
    }
    return GOOD;
  };
  const windows = metrics.map((metric) => secondsIn(metric.interval) ?? interval);
  const guard: PlayableGuard = {
    name: 'metrics',
    over: Math.max(interval, ...windows),
    every: interval,
    first: interval,
    failures: threshold - 1,
    onNoData: 'fail',
    counting: { rule: 'total', tolerated: threshold - 1 },
    unclear: 0,
    open: () => read,
  };
  return { guard, unplayed };
}

function weightsOf(analysis: Fields, title: string): number[] {
  const listed = listOf(analysis.stepWeights).map(numberOf);
  if (listed.length > 0) return listed.map((weight) => weight ?? 0);
  const step = numberOf(analysis.stepWeight) ?? 0;
  const most = numberOf(analysis.maxWeight) ?? 100;
  if (step <= 0)
    throw new Unreadable(title, 'analysis has neither stepWeight, stepWeights nor iterations: it would never advance');
  const count = Math.ceil(most / step);
  if (count > MOST_STEPS)
    throw new Unreadable(title, `analysis has ${count} steps; ${MOST_STEPS} are read at the most`);
  return Array.from({ length: count }, (_, at) => Math.min(100, (at + 1) * step));
}

/**
 * The release of a Flagger `Canary`, tick by tick: a bad check keeps the weight, and one tick after there were `threshold` of them
 * the release is rolled back.
 */
export function flaggerRelease({ kind, name, spec }: Manifest, templates: ReadonlyMap<string, Fields>): Playable {
  const title = `${kind} ${name}`;
  const analysis = fieldsOf(spec.analysis);
  const interval = Math.max(FLAGGER.least, secondsIn(analysis.interval) ?? FLAGGER.interval);
  const threshold = Math.max(1, numberOf(analysis.threshold) ?? 1);
  const iterations = numberOf(analysis.iterations) ?? 0;
  const { guard, unplayed } = checkOf(listOf(analysis.metrics).map(fieldsOf), templates, name, interval, threshold);
  const state = { mirror: 0, audience: [], reached: 'at once', gates: [] } as const;
  const matched = listOf(analysis.match).length > 0;
  const watched = [guard.name];
  const hidden = { ...state, weight: 0, audience: matched ? ['match'] : [] };
  const shares: Stretch[] =
    iterations > 0
      ? [{ ...hidden, seconds: iterations * interval, guards: matched ? watched : [] }]
      : weightsOf(analysis, title).map((weight) => ({ ...state, weight, seconds: interval, guards: watched }));
  const engine = {
    name: 'Flagger',
    redAtStart: 'counts',
    unready: { after: numberOf(spec.progressDeadlineSeconds) ?? FLAGGER.progressDeadline, result: 'rolledBack' },
    lag: 0,
    clock: 'release',
    haltsOnBad: interval,
    reactsAfter: interval,
  } as const;
  return {
    title,
    segments: segmentsOf([...shares, { ...state, weight: 100, seconds: 2 * interval, guards: [] }]),
    guards: [guard],
    unplayed,
    onFailure: 'rollback',
    engine,
  };
}
