import { type Finding, show } from '../findings';
import { problem, type SimulateFindingId } from '../simulate/findings';
import { isDurationLike, parseDuration, parsePercent } from '../strategy';

/** What a value of a field is in. */
export type Unit = 'share' | 'part' | 'time' | 'factor' | 'rate' | 'count';

interface UnitRule {
  readonly expected: string;
  /** The number that is played; undefined when it cannot be one. */
  read(value: unknown): number | undefined;
}

const number = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
};

const within = (value: number | undefined, min: number, max: number): number | undefined =>
  value !== undefined && value >= min && value <= max ? value : undefined;

/** No release takes longer. Seconds. */
const LONGEST = 90 * 86_400;

const percent = (value: unknown): number | undefined =>
  within(typeof value === 'string' ? (parsePercent(value) ?? number(value)) : number(value), 0, 100);

const UNITS: Readonly<Record<Unit, UnitRule>> = {
  share: {
    expected: "a percentage above 0, such as '2%' or 2",
    read(value) {
      const read = percent(value);
      return read === undefined || read === 0 ? undefined : read / 100;
    },
  },
  part: {
    expected: "a percentage from 0 to 100, such as '2%' or 2",
    read(value) {
      const read = percent(value);
      return read === undefined ? undefined : read / 100;
    },
  },
  time: {
    expected: "a duration up to 90 days, such as '3m' or '90s'",
    read(value) {
      const seconds = isDurationLike(value)
        ? value.toSeconds()
        : typeof value === 'string'
          ? parseDuration(value)
          : undefined;
      return within(seconds, 0, LONGEST);
    },
  },
  factor: { expected: 'a number above 1, up to 10000', read: (value) => within(number(value), 1 + 1e-9, 10_000) },
  rate: {
    expected: 'requests per second, above 0 and up to 100 million',
    read: (value) => within(number(value), 1e-6, 1e8),
  },
  count: {
    expected: 'a whole number of 1 or more',
    read(value) {
      const count = within(number(value), 1, 1e12);
      return count !== undefined && Number.isInteger(count) ? count : undefined;
    },
  },
};

/** A value in its unit as the number that is played. Problems are added to `findings`. */
export function readField(
  unit: Unit,
  value: unknown,
  path: string,
  id: SimulateFindingId,
  findings: Finding[],
): number {
  const { expected, read } = UNITS[unit];
  const result = read(value);
  if (result !== undefined) return result;
  findings.push(problem(id, path, `${path} cannot be this`, { received: show(value), expected }));
  return Number.NaN;
}
