/** A source of numbers that are the same for the same seed on every machine. */
export interface Random {
  /** Evenly in [0, 1). */
  next(): number;
  /** A count with this mean (Poisson). */
  count(mean: number): number;
  /** How many of n happen, each with probability p (binomial). */
  of(n: number, p: number): number;
  /** The j-th largest of n numbers that lie evenly in [0, 1), as its distance from 1. */
  fromTop(j: number, n: number): number;
}

/** Above this mean a count is drawn from a normal distribution with the skew put right; below it exactly. */
const LARGE = 40;

/** sfc32, the state filled by splitmix32. */
function generator(seed: number): () => number {
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
  return next;
}

/** A Random of a seed: any whole number. */
export function random(seed: number): Random {
  const next = generator(seed);

  let spare: number | undefined;
  /** Marsaglia's polar method: two at a time. */
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const [x, y] = [2 * next() - 1, 2 * next() - 1];
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  };

  const large = (mean: number, spread: number, skew: number): number => {
    const z = normal();
    return Math.max(0, Math.floor(mean + spread * (z + (skew * (z * z - 1)) / 6) + 0.5));
  };

  const count = (mean: number): number => {
    if (!(mean > 0)) return 0;
    if (mean > LARGE) return large(mean, Math.sqrt(mean), 1 / Math.sqrt(mean));
    let left = next();
    let events = 0;
    for (let chance = Math.exp(-mean); left >= chance && chance > 1e-300; chance *= mean / events) {
      left -= chance;
      events += 1;
    }
    return events;
  };

  const of = (n: number, p: number): number => {
    if (!(n > 0 && p > 0)) return 0;
    if (p >= 1) return n;
    if (p > 0.5) return n - of(n, 1 - p);
    const spread = Math.sqrt(n * p * (1 - p));
    if (n * p > LARGE) return Math.min(n, large(n * p, spread, (1 - 2 * p) / spread));
    let left = next();
    let events = 0;
    const odds = p / (1 - p);
    for (
      let chance = Math.exp(n * Math.log1p(-p));
      left >= chance && events < n;
      chance *= (odds * (n - events + 1)) / events
    ) {
      left -= chance;
      events += 1;
    }
    return events;
  };

  /** Marsaglia and Tsang (2000); for a shape of 1 or more. */
  const gamma = (shape: number): number => {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const z = normal();
      const v = (1 + c * z) ** 3;
      if (v > 0 && Math.log(1 - next()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  };

  const fromTop = (j: number, n: number): number => {
    const above = gamma(j);
    return above / (above + gamma(n + 1 - j));
  };

  return { next, count, of, fromTop };
}
