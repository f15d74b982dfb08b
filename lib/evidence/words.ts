const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** A count in words up to twelve, beyond in digits. */
export const inWords = (n: number): string => SMALL[n] ?? grouped(n);

/** A number with spaces between thousands. */
export const grouped = (n: number): string => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ' ');

/** Less than this is nothing. */
const NOTHING = 1e-6;

/** A number to two or three digits. */
export function short(value: number): string {
  if (Math.abs(value) < NOTHING) return '0';
  if (value >= 100) return grouped(value);
  return String(Number(value.toPrecision(value >= 10 ? 3 : 2)));
}

/** A chance (0–1) in percent. */
export function chanceText(chance: number): string {
  if (chance > 0.995) return chance > 0.9995 ? 'over 99.9%' : `${Math.floor(chance * 1000) / 10}%`;
  if (chance < 0.001) return chance === 0 ? '0%' : 'under 0.1%';
  return `${Number((chance * 100).toPrecision(chance < 0.0095 ? 1 : 2))}%`;
}

/** How many healthy releases are stopped: "one healthy release in five". */
export function releasesText(chance: number): string {
  if (chance > 0.95) return 'nearly every healthy release';
  if (chance > 0.4) return `${inWords(Math.round(chance * 10))} healthy releases in ten`;
  if (chance < NOTHING) return 'practically no healthy release';
  return `one healthy release in ${inWords(Math.round(1 / chance))}`;
}

const FOLDS: Readonly<Record<number, string>> = {
  2: 'a doubling',
  3: 'a threefold rise',
  5: 'a fivefold rise',
  10: 'a tenfold rise',
  20: 'a twentyfold rise',
  50: 'a fiftyfold rise',
  100: 'a hundredfold rise',
};

/** A rise in words: "a tenfold rise". */
export const riseText = (rise: number): string => FOLDS[rise] ?? `a rise to ${short(rise)} times the usual`;
