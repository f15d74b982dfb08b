import { normalCdf, normalPdf, normalQuantile } from './normal';
import { gaussLegendre } from './quadrature';
import { solve } from './solve';

/** A boundary for each look: the release is called worse when |z| is above it. */
export interface Looks {
  /** The share of all information that each look has; rising to 1. */
  readonly at: readonly number[];
  readonly bounds: readonly number[];
}

const PRECISE = { precision: 1e-10 };

/** Enough points for a step that is `width / spread` times as narrow as the range. */
const pointsFor = (width: number, spread: number): number =>
  Math.min(512, 16 * Math.ceil((24 + (4 * width) / spread) / 16));

/**
 * The chance that a healthy release is called different at one of the looks, by recursive integration (Armitage, McPherson and Rowe 1969).
 * Looks at unequal times are allowed. Returns the chance for each look.
 */
export function crossings({ at, bounds }: Looks): number[] {
  let grid: readonly number[] = [0];
  let density: readonly number[] = [1];
  let before = 0;
  return at.map((time, look) => {
    const bound = (bounds[look] ?? Number.POSITIVE_INFINITY) * Math.sqrt(time);
    const spread = Math.sqrt(time - before);
    before = time;
    const outside = grid.reduce(
      (sum, u, index) =>
        sum + (density[index] ?? 0) * (normalCdf((u - bound) / spread) + normalCdf((-bound - u) / spread)),
      0,
    );
    const width = Math.min(bound, 8 * Math.sqrt(time));
    const { points, weights } = gaussLegendre(pointsFor(width, spread));
    const next = points.map((point) => point * width);
    const weighted = next.map((s, index) => {
      const reached = grid.reduce((sum, u, from) => sum + (density[from] ?? 0) * normalPdf((s - u) / spread), 0);
      return ((weights[index] ?? 0) * width * reached) / spread;
    });
    grid = next;
    density = weighted;
    return outside;
  });
}

const equally = (looks: number): number[] => Array.from({ length: looks }, (_, at) => (at + 1) / looks);
const total = (looks: Looks): number => crossings(looks).reduce((sum, each) => sum + each, 0);

/** The chance of a false alarm when a test made for one look (two-sided, `z`) is read K times. */
export const naiveFalseAlarm = (looks: number, z = normalQuantile(0.975)): number =>
  total({ at: equally(looks), bounds: equally(looks).map(() => z) });

const constant = (looks: number, alpha: number, shape: (time: number) => number): number => {
  const at = equally(looks);
  return (
    1 / solve((inverse) => total({ at, bounds: at.map((time) => shape(time) / inverse) }), alpha, 0.1, 1.2, PRECISE)
  );
};

/** Pocock's constant: the same boundary at each of K looks spends alpha in all (two-sided). */
export const pocock = (looks: number, alpha = 0.05): number => constant(looks, alpha, () => 1);

/** O'Brien and Fleming's constant: the boundary of the last look; look k has it times sqrt(K/k) (two-sided). */
export const obrienFleming = (looks: number, alpha = 0.05): number =>
  constant(looks, alpha, (time) => 1 / Math.sqrt(time));

/** Boundaries that have spent `spend(t)` of alpha by the time t (Lan and DeMets). */
export function alphaSpending(at: readonly number[], spend: (time: number) => number): Looks {
  const bounds: number[] = [];
  for (const [look, time] of at.entries()) {
    const upTo = at.slice(0, look + 1);
    const wanted = spend(time);
    bounds.push(
      1 / solve((inverse) => total({ at: upTo, bounds: [...bounds, 1 / inverse] }), wanted, 0.02, 10, PRECISE),
    );
  }
  return { at, bounds };
}

/** How Lan and DeMets spend a two-sided alpha in the manner of O'Brien and Fleming: little at first. */
export const spendLate =
  (alpha: number) =>
  (time: number): number =>
    4 * normalCdf(normalQuantile(alpha / 4) / Math.sqrt(time));

/** How Lan and DeMets spend alpha in the manner of Pocock: evenly. */
export const spendEvenly =
  (alpha: number) =>
  (time: number): number =>
    alpha * Math.log(1 + (Math.E - 1) * time);
