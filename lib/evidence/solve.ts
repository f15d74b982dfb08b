/**
 * The x in [low, high] at which a rising function reaches a value; `high` when it never does. Starts with a narrow bracket around `guess`
 * where there is one, then takes secants that stay inside the bracket (the Illinois rule).
 */
export function solve(
  rising: (x: number) => number,
  value: number,
  low: number,
  high: number,
  { guess, precision = 1e-13 }: { readonly guess?: number; readonly precision?: number } = {},
): number {
  let [from, to] = [low, high];
  let [below, above] = [Number.NaN, Number.NaN];
  if (guess !== undefined && guess > low && guess < high) {
    const at = rising(guess) - value;
    if (at < 0) [from, below] = [guess, at];
    else [to, above] = [guess, at];
    for (let width = 0.02; width < 1e3; width *= 8) {
      const next = at < 0 ? guess * (1 + width) : guess / (1 + width);
      if (next <= low || next >= high) break;
      const there = rising(next) - value;
      if (there < 0) [from, below] = [next, there];
      else [to, above] = [next, there];
      if (there < 0 !== at < 0) break;
    }
  }
  if (Number.isNaN(above)) above = rising(to) - value;
  if (above < 0) return high;
  if (Number.isNaN(below)) below = rising(from) - value;
  if (below >= 0) return from;
  let last = 0;
  for (let round = 0; round < 200 && to - from > 1e-12 * Math.max(1e-6, to); round += 1) {
    const secant = (from * above - to * below) / (above - below);
    const x = round % 8 < 5 && secant > from && secant < to ? secant : (from + to) / 2;
    const error = rising(x) - value;
    if (error < 0) {
      if (last < 0) above /= 2;
      [from, below, last] = [x, error, -1];
    } else {
      if (last > 0) below /= 2;
      [to, above, last] = [x, error, 1];
    }
    if (Math.abs(error) < precision) return x;
  }
  return to;
}
