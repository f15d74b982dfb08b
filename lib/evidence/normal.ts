/** Hart's rational function 5666 (Computer Approximations, 1968) for the chance to be above x, 0 <= x < 7, without its exponential. */
function upperTail(x: number): number {
  const above =
    (((((3.52624965998911e-2 * x + 0.700383064443688) * x + 6.37396220353165) * x + 33.912866078383) * x +
      112.079291497871) *
      x +
      221.213596169931) *
      x +
    220.206867912376;
  const below =
    ((((((8.83883476483184e-2 * x + 1.75566716318264) * x + 16.064177579207) * x + 86.7807322029461) * x +
      296.564248779674) *
      x +
      637.333633378831) *
      x +
      793.826512519948) *
      x +
    440.413735824752;
  return above / below;
}

/** The same by a continued fraction, for x >= 7. */
function farTail(x: number): number {
  let fraction = x + 0.65;
  for (let n = 6; n > 0; n -= 1) fraction = x + n / fraction;
  return 1 / (fraction * Math.sqrt(2 * Math.PI));
}

/** The chance that a standard normal variable is at most z, to about 1e-15. */
export function normalCdf(z: number): number {
  const x = Math.abs(z);
  const tail = Math.exp((-x * x) / 2) * (x < 7 ? upperTail(x) : farTail(x));
  return z > 0 ? 1 - tail : tail;
}

export const normalPdf = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** A first guess at the quantile, right to about 4.5e-4 (Abramowitz and Stegun 26.2.23). */
function roughQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}

/** The z that a standard normal variable is below with probability p, to about 1e-12. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  const tail = Math.min(p, 1 - p);
  let z = -roughQuantile(tail);
  for (let round = 0; round < 3; round += 1) {
    const error = (normalCdf(z) - tail) / normalPdf(z);
    z -= error / (1 + (z * error) / 2);
  }
  return p < 0.5 ? z : -z;
}
