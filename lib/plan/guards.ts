import { type Guard, type Latency, millisecondsOf, type Percent, percentOf, secondsOf } from '../strategy';
import type { Comparison, Measure, PlannedGuard } from './plan';

/** What a guard is when it does not say otherwise. Times are seconds. */
export const GUARD_DEFAULTS = {
  over: 60,
  failures: 0,
  minRequests: 0,
  onNoData: 'pass',
  percentile: 99,
  falseAborts: 5,
} as const;

function measureOf(guard: Guard): Measure {
  switch (guard.metric) {
    case 'latency':
      return { metric: 'latency', percentile: guard.percentile ?? GUARD_DEFAULTS.percentile };
    case 'saturation':
      return { metric: 'saturation', resource: guard.resource };
    case 'queueDepth':
      return { metric: 'queueDepth', queue: guard.queue };
    case 'custom':
      return { metric: 'custom', query: guard.query };
    default:
      return { metric: guard.metric };
  }
}

function comparisonOf(guard: Guard): Comparison {
  if (guard.metric === 'errorShare') {
    const falseAborts = percentOf(guard.falseAborts ?? GUARD_DEFAULTS.falseAborts);
    return { kind: 'sequential', rise: guard.rise, falseAborts };
  }
  if ('versusStable' in guard && guard.versusStable !== undefined)
    return { kind: 'versusStable', ratio: guard.versusStable };
  if ('min' in guard && guard.min !== undefined) return { kind: 'min', value: percentOf(guard.min) };
  if (guard.metric === 'latency') return { kind: 'max', value: millisecondsOf(guard.max as Latency) };
  return { kind: 'max', value: percentOf((guard as { max: Percent }).max) };
}

const kebab = (text: string): string => text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function nameOf(guard: Guard, measure: Measure, bad: Comparison): string {
  if (guard.name !== undefined) return guard.name;
  const detail =
    measure.metric === 'latency'
      ? `-p${String(measure.percentile).replace('.', '-')}`
      : measure.metric === 'saturation'
        ? `-${measure.resource}`
        : '';
  return `${kebab(measure.metric)}${detail}${bad.kind === 'versusStable' ? '-versus-stable' : ''}`;
}

/** The guards with every default settled. Names that would be the same get a number. */
export function planGuards(guards: readonly Guard[]): PlannedGuard[] {
  const taken = new Set(guards.flatMap((guard) => guard.name ?? []));
  return guards.map((guard, at) => {
    const measure = measureOf(guard);
    const bad = comparisonOf(guard);
    const wanted = nameOf(guard, measure, bad);
    let name = wanted;
    for (let n = 2; guard.name === undefined && taken.has(name); n += 1) name = `${wanted}-${n}`;
    taken.add(name);
    const over = guard.over === undefined ? GUARD_DEFAULTS.over : secondsOf(guard.over);
    return {
      name,
      path: `guards[${at}]`,
      measure,
      bad,
      over,
      every: guard.every === undefined ? over : secondsOf(guard.every),
      failures: guard.failures ?? GUARD_DEFAULTS.failures,
      minRequests: guard.minRequests ?? GUARD_DEFAULTS.minRequests,
      onNoData: guard.onNoData ?? GUARD_DEFAULTS.onNoData,
    };
  });
}
