/** A percentage: `5` or `'5%'`. */
export type Percent = number | `${number}%`;

/** What {@link Percent} looks like as text; the schema publishes the same pattern. */
export const PERCENT_PATTERN = '^(100(\\.0{1,6})?|\\d{1,2}(\\.\\d{1,6})?)%$';
const percentText = new RegExp(PERCENT_PATTERN);

/** The number in `'5%'`; undefined when the text is not a percentage. */
export const parsePercent = (text: string): number | undefined =>
  percentText.test(text) ? Number(text.slice(0, -1)) : undefined;

/** The number of a percentage of a parsed strategy. */
export const percentOf = (percent: Percent): number =>
  typeof percent === 'number' ? percent : (parsePercent(percent) ?? Number.NaN);
