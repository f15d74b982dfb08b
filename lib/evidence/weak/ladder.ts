import type { Comparison, PlannedGuard } from '../../plan';

const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** Numbers that people write, rising from above `from` to `to`. */
export function* ladder(from: number, to: number): Generator<number> {
  for (let power = Math.floor(Math.log10(from)); ; power += 1) {
    for (const step of STEPS) {
      const value = Number((step * 10 ** power).toPrecision(3));
      if (value > to) return;
      if (value > from * (1 + 1e-9)) yield value;
    }
  }
}

/** Windows that people write, in seconds. */
export const WINDOWS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 360, 720, 1440].map((minutes) => 60 * minutes);

/** A limit moved by a factor: away from what is usual when the factor is above 1. */
function moved({ measure, bad }: PlannedGuard, factor: number): Comparison | undefined {
  const written = (value: number): number => Number(value.toPrecision(2));
  if (bad.kind === 'versusStable') {
    const ratio = written(bad.ratio * factor);
    return ratio > 1 && ratio <= 1000 ? { ...bad, ratio } : undefined;
  }
  if (bad.kind === 'sequential') return undefined;
  if (bad.kind === 'min') {
    const value = Number((100 - written((100 - bad.value) * factor)).toFixed(6));
    return value > 0 && value < 100 ? { ...bad, value } : undefined;
  }
  const value = measure.metric === 'latency' ? Math.round(bad.value * factor) : written(bad.value * factor);
  return value > 0 && (measure.metric === 'latency' || value < 100) ? { ...bad, value } : undefined;
}

const isNew = (guard: PlannedGuard, bad: Comparison | undefined): bad is Comparison =>
  bad !== undefined && JSON.stringify(bad) !== JSON.stringify(guard.bad);

/** Limits between what is usual and what should be seen, the mildest first; only such as are nearer than the guard's own. */
export function nearerLimits(guard: PlannedGuard, limit: number, rise: number): Comparison[] {
  return [0.75, 0.6, 0.5, 0.4, 0.3]
    .map((part) => rise ** part)
    .filter((wanted) => wanted < limit)
    .map((wanted) => moved(guard, wanted / limit))
    .filter((bad) => isNew(guard, bad));
}

/** Limits farther from what is usual, the nearest first. */
export function* fartherLimits(guard: PlannedGuard): Generator<Comparison> {
  for (const factor of ladder(1, 100)) {
    const bad = moved(guard, factor);
    if (isNew(guard, bad)) yield bad;
  }
}
