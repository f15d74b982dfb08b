import { formatDuration, isDurationLike, parseDuration } from '../../../lib/strategy';
import { nearest, oneOf } from '../../../lib/strategy/nearest';
import { isStandIn } from '../stand-in';
import { type Shape, unfit } from './shape';

/** Text in quotes, as TypeScript writes it. */
export const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

interface Leaf extends Pick<Shape, 'says' | 'example'> {
  fits(value: unknown): boolean;
  /** What was probably meant, as it would be written. */
  meant?(value: unknown): string | undefined;
}

const leaf = ({ says, example, fits, meant = () => undefined }: Leaf): Shape => ({
  says,
  example,
  problems: (value, path) => (fits(value) ? [] : [unfit({ says, example: meant(value) ?? example }, value, path)]),
});

interface TextOptions {
  /** What it is, with its article. */
  readonly says?: string;
  readonly example?: string;
  readonly is?: (text: string) => boolean;
}

/** Text that is not empty. */
export const text = ({ says = 'text', example = 'shop', is = (value) => value !== '' }: TextOptions = {}): Shape =>
  leaf({
    says,
    example: quoted(example),
    fits: (value) => typeof value === 'string' && is(value),
  });

const URL_FORM = /^https?:\/\/[^\s/?#]+\S*$/;

/** A URL with its scheme, http or https. */
export const url = (example: string): Shape =>
  leaf({
    says: 'a URL that begins with http:// or https://',
    example: quoted(example),
    fits: (value) => typeof value === 'string' && (URL_FORM.test(value) || isStandIn(value)),
    meant(value) {
      const rest = typeof value === 'string' ? value.trim().replace(/^[a-z]*:?\/\//i, '') : '';
      return URL_FORM.test(`http://${rest}`) ? quoted(`http://${rest}`) : undefined;
    },
  });

/** A whole number within bounds. */
export const whole = (min: number, max = Number.POSITIVE_INFINITY, example = Math.max(min, 1)): Shape =>
  leaf({
    says: Number.isFinite(max) ? `a whole number from ${min} to ${max}` : `a whole number of ${min} or more`,
    example: String(example),
    fits: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    meant(value) {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
      return Number.isInteger(number) && number >= min && number <= max ? String(number) : undefined;
    },
  });

/** A number within bounds. */
export const number = (min: number, example: number): Shape =>
  leaf({
    says: `a number of ${min} or more`,
    example: String(example),
    fits: (value) => typeof value === 'number' && Number.isFinite(value) && value >= min,
  });

/** Yes or no. */
export const flag: Shape = leaf({
  says: 'true or false',
  example: 'true',
  fits: (value) => typeof value === 'boolean',
  meant: (value) => (value === 'false' || value === 'no' ? 'false' : undefined),
});

/** One of a few words. */
export const word = (words: readonly string[]): Shape =>
  leaf({
    says: oneOf(words),
    example: quoted(words[0] ?? ''),
    fits: (value) => typeof value === 'string' && words.includes(value),
    meant(value) {
      if (typeof value !== 'string') return undefined;
      const near = nearest(value, words) ?? words.find((one) => value.startsWith(one));
      return near && quoted(near);
    },
  });

/** Seconds of a Duration of the CDK or of cdk8s; undefined when it does not know them. */
function secondsIn(value: unknown): number | undefined {
  if (typeof value === 'string') return parseDuration(value);
  if (!isDurationLike(value)) return undefined;
  try {
    const seconds = value.toSeconds();
    return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
  } catch {
    return undefined;
  }
}

const SPELLED = /^\s*(\d+)\s*(s|m|h|d)[a-z]*\s*$/i;

/** A length of time. */
export const duration = (example: string): Shape =>
  leaf({
    says: `a duration such as ${example}, or a Duration`,
    example: quoted(example),
    fits: (value) => secondsIn(value) !== undefined,
    meant(value) {
      const [, count, unit] = (typeof value === 'string' && SPELLED.exec(value)) || [];
      const seconds = parseDuration(`${count}${unit?.toLowerCase()}`);
      return seconds === undefined ? undefined : quoted(formatDuration(seconds));
    },
  });

/** Whatever it is: something else looks at it. */
export const anything: Shape = leaf({ says: 'anything', example: '…', fits: () => true });
