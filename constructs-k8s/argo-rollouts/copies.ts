/** The copies of the new and of the stable version that stand for a weight. */
export interface CopySplit {
  readonly canary: number;
  readonly stable: number;
}

/** Whether rounding up and rounding down are equally far away. */
const tied = (weight: number, total: number): boolean => (total * (weight / 100)) % 1 === 0.5;

/**
 * How Argo Rollouts stands in for a weight without a router: by the nearest ratio of copies, with one more copy than wanted when it may surge.
 * A tie gives the new version more, and no version is left without a copy between 1 and 99 %, except where there is only one copy.
 * As `approximateWeightedCanaryStableReplicaCounts` in utils/replicaset/canary.go, v1.9.1.
 */
export function copiesFor(replicas: number, surge: number, weight: number): CopySplit {
  if (replicas === 0) return { canary: 0, stable: 0 };
  const up = Math.ceil((replicas * weight) / 100);
  const down = Math.floor((replicas * weight) / 100);
  const zeroAllowed = weight === 100 || weight === 0 || (replicas === 1 && surge === 0);
  const options: Array<readonly [canary: number, total: number]> = [];
  const downFits = down !== 0 || zeroAllowed;
  if (up < replicas || zeroAllowed) options.push([up, replicas]);
  if (!tied(weight, replicas) && downFits) options.push([down, replicas]);
  if (surge > 0) {
    options.push([up, replicas + 1]);
    if (!tied(weight, replicas + 1) && downFits) options.push([down, replicas + 1]);
  }
  const away = ([canary, total]: readonly [number, number]) => Math.abs((canary * 100) / total - weight);
  const [first, ...rest] = options;
  if (first === undefined) return { canary: 0, stable: replicas };
  const [canary, total] = rest.reduce((best, option) => (away(option) < away(best) ? option : best), first);
  return { canary, stable: total - canary };
}

/** The share of the requests that a weight really becomes, in percent. */
export function realWeight(replicas: number, surge: number, weight: number): number {
  const { canary, stable } = copiesFor(replicas, surge, weight);
  return canary + stable === 0 ? 0 : Number(((100 * canary) / (canary + stable)).toFixed(6));
}

/** Copies of an amount that may be a percentage, which is rounded up: `maxSurge`. */
export function surgeCopies(surge: string | number | undefined, replicas: number): number {
  const asked = surge ?? '25%';
  return typeof asked === 'number' ? asked : Math.ceil((replicas * Number.parseFloat(asked)) / 100);
}

/** A weight as Argo takes it: whole percent, and never none. */
export const stepWeight = (weight: number): number => Math.min(99, Math.max(1, Math.round(weight)));
