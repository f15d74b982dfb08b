/**
 * The share of the copies that Argo Rollouts gives to a weight without a router, in percent: the nearest ratio of whole copies, with one more
 * than wanted when it may surge (`approximateWeightedCanaryStableReplicaCounts` of v1.9).
 */
export function shareOfCopies(replicas: number, surge: number, weight: number): number {
  if (replicas === 0) return 0;
  const mayBeNone = weight === 0 || weight === 100 || (replicas === 1 && surge === 0);
  const totals = surge > 0 ? [replicas, replicas + 1] : [replicas];
  const up = Math.ceil((replicas * weight) / 100);
  const down = Math.floor((replicas * weight) / 100);
  let best: readonly [canary: number, total: number] | undefined;
  const away = ([canary, total]: readonly [number, number]) => Math.abs((100 * canary) / total - weight);
  const consider = (canary: number, total: number) => {
    if (best === undefined || away([canary, total]) < away(best)) best = [canary, total];
  };
  for (const total of totals) {
    if (total > replicas || up < replicas || mayBeNone) consider(up, total);
    if (((total * weight) / 100) % 1 !== 0.5 && (down !== 0 || mayBeNone)) consider(down, total);
  }
  const [canary, total] = best ?? [0, replicas];
  return Number(((100 * canary) / total).toFixed(6));
}

/** Copies of an amount that may be a percentage, which is rounded up. */
export function surgeOf(value: unknown, replicas: number): number {
  const asked = value ?? '25%';
  return typeof asked === 'number' ? asked : Math.ceil((replicas * Number.parseFloat(String(asked))) / 100);
}
