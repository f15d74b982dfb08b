import type { Args } from './command';
import { Misuse } from './misuse';

/** A number, where the text is one; else the text itself, which whoever reads it refuses in words. */
export const numberOr = (text: string | undefined): number | string | undefined =>
  text !== undefined && /^\d+(\.\d+)?(e\d+)?$/i.test(text) ? Number(text) : text;

/** A chance, written as `0.8` or `80%`. */
export function chanceOr(text: string | undefined): number | string | undefined {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text ?? '')?.[1];
  return percent === undefined ? numberOr(text) : Number(percent) / 100;
}

/** A whole number from 1 on, as an option gives it. */
export function wholeNumber(args: Args, option: string, most: number): number | undefined {
  const [text] = args.all(option);
  if (text === undefined) return undefined;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= 1 && number <= most) return number;
  throw new Misuse(`--${option} ${text}: a whole number from 1 to ${most}`);
}

/** The fields that are there. */
export const given = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
