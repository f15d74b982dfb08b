import { type Stretch, segmentsOf } from '../../../plan';
import { NotUnderstood } from '../../formula/expression';
import { promQl } from '../../formula/promql';
import { GOOD, said } from '../../plan-guard';
import type { Playable, PlayableGuard, Reading, Unplayed } from '../../playable';
import type { Seen } from '../../seen';
import { dig, type Fields, fieldsOf, listOf, MOST_STEPS, numberOf, textOf, Unreadable } from '../value';
import { type Manifest, secondsIn } from './manifests';
import { versionBy } from './versions';

/**
 * Flagger's own numbers: seconds of a tick at the least and by default, and until a new version has failed to become ready; the iterations that
 * Services alone get; the ticks of a promotion.
 */
const FLAGGER = { least: 10, interval: 60, progressDeadline: 600, iterations: 10, promotion: 2 } as const;

type Value = (seen: Seen) => number | undefined;

/** The metrics that Flagger has for every router, of the new version alone. */
const BUILT_IN: Readonly<Record<string, (seconds: number) => Value>> = {
  'request-success-rate': (seconds) => (seen) => {
    if (seen.missing !== 'none') return undefined;
    const requests = seen.requests('canary', seconds);
    return requests === 0 ? undefined : 100 - (100 * seen.errors('canary', seconds)) / requests;
  },
  'request-duration': (seconds) => (seen) =>
    seen.missing === 'none' ? seen.percentile('canary', 99, seconds) : undefined,
};

/** Pods of a Deployment, as Kubernetes names them. */
const podOf = (deployment: string): string => `${deployment}-7c9f8b6d5d-x2k4z`;

/** Whose requests a series counts: a Deployment of one version is named, or the pods of one fit. */
function versionOf(app: string): ReturnType<typeof versionBy> {
  const named = versionBy({ canary: [`${app}-canary`, app], stable: [`${app}-primary`] });
  const [canary, stable] = [podOf(app), podOf(`${app}-primary`)];
  return (matchers) => {
    for (const { operator, value } of matchers) {
      if (operator !== '=~') continue;
      const pods = patternOf(value);
      if (pods?.test(canary) && !pods.test(stable)) return 'canary';
      if (pods?.test(stable) && !pods.test(canary)) return 'stable';
    }
    return named(matchers);
  };
}

function patternOf(value: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${value})$`);
  } catch {
    return undefined;
  }
}

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
  return promQl(query, versionOf(app)).query;
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
      const found = seen.down ? undefined : value(seen);
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
  if (listed.length > 0) {
    const weights = listed.map((weight) => weight ?? 0);
    if (weights.some((weight, at) => weight <= (weights[at - 1] ?? 0)))
      throw new Unreadable(title, 'stepWeights do not rise: a step that adds nothing is never left');
    return weights;
  }
  const step = numberOf(analysis.stepWeight) ?? 0;
  const most = numberOf(analysis.maxWeight) ?? 100;
  if (step <= 0)
    throw new Unreadable(title, 'analysis has neither stepWeight, stepWeights nor iterations: it would never advance');
  const count = Math.ceil(most / step);
  if (count > MOST_STEPS)
    throw new Unreadable(title, `analysis has ${count} steps; ${MOST_STEPS} are read at the most`);
  return Array.from({ length: count }, (_, at) => Math.min(100, (at + 1) * step));
}

/** Intervals in which the primary takes back a weight: one, or a step of `stepWeightPromotion` each. */
function backIn({ provider }: Fields, { stepWeightPromotion }: Fields, weight: number): number {
  const step = numberOf(stepWeightPromotion) ?? 0;
  return step > 0 && provider !== 'kubernetes' ? Math.ceil((weight === 0 ? 100 : weight) / step) : 1;
}

/** The stretches of a release until it is promoted. */
function stretchesOf(
  { provider }: Fields,
  analysis: Fields,
  title: string,
  interval: number,
  watched: string,
): Stretch[] {
  const iterations = numberOf(analysis.iterations) ?? (provider === 'kubernetes' ? FLAGGER.iterations : 0);
  const isSwitched = provider !== 'kubernetes';
  const matched = isSwitched && listOf(analysis.match).length > 0;
  const mirror = isSwitched && analysis.mirror === true ? (numberOf(analysis.mirrorWeight) ?? 100) : 0;
  const seconds = interval;
  const tick: Stretch = {
    weight: 0,
    mirror: 0,
    audience: [],
    reached: 'at once',
    gates: [],
    guards: [watched],
    seconds,
  };
  if (iterations === 0) {
    const weights = weightsOf(analysis, title).map((weight): Stretch => ({ ...tick, weight }));
    return mirror > 0 ? [{ ...tick, mirror }, ...weights] : weights;
  }
  if (matched) return [{ ...tick, seconds: iterations * interval, audience: ['match'] }];
  const hidden = { ...tick, seconds: (isSwitched ? iterations : iterations + 1) * interval };
  // With test traffic alone there is nothing that the simulator's metrics could see.
  const tested = mirror > 0 ? { ...hidden, mirror } : { ...hidden, guards: [] };
  return isSwitched ? [tested, { ...tick, weight: 100 }] : [tested];
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
  const app = textOf(dig(spec, 'targetRef', 'name')) ?? name;
  const { guard, unplayed } = checkOf(listOf(analysis.metrics).map(fieldsOf), templates, app, interval, threshold);
  const stretches = stretchesOf(spec, analysis, title, interval, guard.name);
  const before = stretches.at(-1)?.weight ?? 0;
  const promoted: Stretch = {
    weight: 100,
    mirror: 0,
    audience: [],
    reached: before === 100 ? 'at once' : 'copy by copy',
    gates: [],
    guards: [],
    seconds: (FLAGGER.promotion - 1 + backIn(spec, analysis, before)) * interval,
  };
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
    segments: segmentsOf([...stretches, promoted]),
    guards: [guard],
    unplayed,
    onFailure: 'rollback',
    engine,
  };
}
