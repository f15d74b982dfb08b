import type { Plan, Segment } from '../../plan';
import type { ObservabilitySettings } from '../options';
import { executedTrace } from '../platform';

/** A change of the traffic at a time after the release has begun. */
export interface Stair {
  /** Seconds. */
  readonly at: number;
  readonly weight: number;
  readonly mirror: number;
  readonly audience: readonly string[];
}

const isSame = (a: Segment, b: Segment | undefined): boolean =>
  b !== undefined && a.weight === b.weight && a.mirror === b.mirror && a.audience.join() === b.audience.join();

/** What runs the release, and what is released. */
type Run = Pick<ObservabilitySettings, 'platform' | 'name'>;

/** The planned changes of the traffic, in order, if nobody is waited for. */
export const stairs = (plan: Plan, { platform, name }: Run): Stair[] =>
  executedTrace(plan, platform, name)
    .segments.filter((segment, at, all) => !isSame(segment, all[at - 1]))
    .map(({ from, weight, mirror, audience }) => ({ at: from, weight, mirror, audience }));

const rounded = (value: number): number => Number(value.toFixed(6));

/** PromQL for the planned weight, as a function of the time since the release began. */
export function plannedWeight(plan: Plan, run: Run, begun: string): string {
  const terms = stairs(plan, run).flatMap(({ at, weight }, index, all) => {
    const rise = rounded(weight - (all[index - 1]?.weight ?? 0));
    return rise === 0 ? [] : `${rise} * (time() - ${begun} >= bool ${at})`;
  });
  return terms.join(' + ');
}
