/** Points in [-1, 1] and their weights. */
export interface Quadrature {
  readonly points: readonly number[];
  readonly weights: readonly number[];
}

const known = new Map<number, Quadrature>();

function compute(n: number): Quadrature {
  const points: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < n; i += 1) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let round = 0; round < 50; round += 1) {
      let [before, value] = [1, x];
      for (let k = 2; k <= n; k += 1) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      slope = (n * (x * value - before)) / (x * x - 1);
      const step = value / slope;
      x -= step;
      if (Math.abs(step) < 1e-15) break;
    }
    points.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  return { points, weights };
}

/** Gauss and Legendre's rule with n points. */
export function gaussLegendre(n: number): Quadrature {
  const rule = known.get(n) ?? compute(n);
  known.set(n, rule);
  return rule;
}
