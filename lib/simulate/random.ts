/** A source of numbers that are the same for the same seed on every machine. */
export interface Random {
  /** Evenly in [0, 1). */
  next(): number;
  /** A count with this mean (Poisson). */
  count(mean: number): number;
  /** How many of n happen, each with probability p. */
  of(n: number, p: number): number;
}

/** Above this mean a count is drawn from the normal distribution; below it exactly. */
const LARGE = 40;

/** A Random of a seed: any whole number (sfc32, the state filled by splitmix32). */
export function random(seed: number): Random {
  let filler = seed | 0;
  const fill = () => {
    filler = (filler + 0x9e3779b9) | 0;
    let mixed = filler ^ (filler >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
  let [a, b, c, d] = [fill(), fill(), fill(), 1];
  const next = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  };
  for (let warm = 0; warm < 12; warm += 1) next();
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const count = (mean: number) => {
    if (mean <= 0) return 0;
    if (mean > LARGE) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const floor = Math.exp(-mean);
    let events = 0;
    for (let product = next(); product > floor; product *= next()) events += 1;
    return events;
  };
  const of = (n: number, p: number): number => {
    if (n <= 0 || p <= 0) return 0;
    if (p >= 1) return n;
    if (p > 0.5) return n - of(n, 1 - p);
    if (n * p > LARGE) return Math.min(n, Math.max(0, Math.round(n * p + Math.sqrt(n * p * (1 - p)) * normal())));
    if (n > 200) return Math.min(n, count(n * p));
    let events = 0;
    for (let tries = 0; tries < n; tries += 1) if (next() < p) events += 1;
    return events;
  };
  return { next, count, of };
}
