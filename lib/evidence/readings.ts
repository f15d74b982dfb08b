/**
 * The chance that a rule which tolerates a number of bad readings trips, when each reading is bad with a probability of its own
 * (Argo Rollouts' failureLimit, Flagger's threshold: bad readings are counted over the whole release). Exact.
 */
export function tripsOverRelease(bad: readonly number[], failures: number): number {
  const seen = new Float64Array(failures + 1);
  seen[0] = 1;
  let tripped = 0;
  for (const p of bad) {
    tripped += (seen[failures] ?? 0) * p;
    for (let k = failures; k >= 0; k -= 1) seen[k] = (seen[k] ?? 0) * (1 - p) + (k > 0 ? (seen[k - 1] ?? 0) * p : 0);
  }
  return tripped;
}

/**
 * The chance that M of the last N readings are bad at some time (CloudWatch's datapoints to alarm). Exact: the last N - 1 readings are the state.
 * N is at most 12.
 */
export function tripsInWindow(bad: readonly number[], m: number, n: number): number {
  const memory = n - 1;
  let states = new Float64Array(2 ** memory);
  states[0] = 1;
  const mask = 2 ** memory - 1;
  const ones = Array.from({ length: 2 ** memory }, (_, state) => state.toString(2).replaceAll('0', '').length);
  let tripped = 0;
  for (const p of bad) {
    const next = new Float64Array(states.length);
    states.forEach((chance, state) => {
      if (chance === 0) return;
      const good = (state << 1) & mask;
      next[good] = (next[good] ?? 0) + chance * (1 - p);
      if ((ones[state] ?? 0) + 1 >= m) tripped += chance * p;
      else next[good | (memory > 0 ? 1 : 0)] = (next[good | (memory > 0 ? 1 : 0)] ?? 0) + chance * p;
    });
    states = next;
  }
  return tripped;
}
