import { type Finding, show } from '../../findings';
import { formatDuration, formatLatency, parseDuration, parseLatency } from '../duration';
import { finding } from '../findings';
import { oneOf } from '../nearest';
import type { At } from '../path';
import { parsePercent } from '../percent';
import { wrongType } from './leaf';
import type { Node } from './node';

const YEAR = 365 * 86_400;
const PART =
  /(\d+(?:\.\d+)?)(milliseconds?|millis|msecs?|ms|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)/gy;
const UNITS: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1, ms: 0.001 };

const unitOf = (name: string): number => UNITS[/^m(s|il)/.test(name) ? 'ms' : name.charAt(0)] ?? 0;

/** Seconds of a duration in somebody's own spelling: `1.5h`, `10 minutes`, `1h and 5m`, `PT5M`. */
function looseSeconds(text: string): number | undefined {
  const written = text
    .toLowerCase()
    .replace(/[\s,]+|\band\b/g, '')
    .replace(/^p(\d+d)?t?(?=\d|$)/, '$1');
  const parts = [...written.matchAll(PART)];
  const length = parts.reduce((sum, [part]) => sum + part.length, 0);
  if (parts.length === 0 || length < written.length) return undefined;
  return parts.reduce((sum, [, count, name = '']) => sum + Number(count) * unitOf(name), 0);
}

const bare = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
};

function unit(
  value: number,
  original: unknown,
  units: readonly string[],
  says: string,
  at: At | undefined,
  out: Finding[],
) {
  const whole = Math.max(0, Math.round(value));
  const texts = units.map((name) => `${whole}${name}`);
  const detail = { received: show(original), expected: says, fix: `write ${oneOf(texts)}` };
  out.push(finding('duration-unit', at, 'This duration has no unit', detail));
  return undefined;
}

const DURATION_SAYS = 'a duration such as `30s`, `10m`, `1h30m` or `2d`';
const LATENCY_SAYS = 'a response time such as `500ms` or `2s`';
const PERCENT_SAYS = 'a percentage from 0 to 100, such as `5` or `5%`';

/** Durations; `90s` becomes `1m30s`. */
export const duration: Node = {
  types: ['text', 'number'],
  says: DURATION_SAYS,
  example: '10m',
  read(value, at, out) {
    if (typeof value !== 'string' && typeof value !== 'number') return wrongType(DURATION_SAYS, value, at, out, '10m');
    const number = bare(value);
    if (number !== undefined) return unit(number, value, ['s', 'm', 'h'], DURATION_SAYS, at, out);
    const seconds = parseDuration(value as string);
    if (seconds === undefined) {
      const loose = looseSeconds(value as string);
      const fix = loose !== undefined && loose <= YEAR ? formatDuration(Math.ceil(loose)) : undefined;
      const detail = { received: show(value), expected: DURATION_SAYS, ...(fix && { fix: `write \`${fix}\`` }) };
      out.push(finding('duration-format', at, 'This is not a duration', detail));
      return undefined;
    }
    if (seconds <= YEAR) return formatDuration(seconds);
    const detail = { received: show(value), expected: 'at most `365d`', fix: 'write `365d`' };
    out.push(finding('duration-range', at, 'This duration is longer than a year', detail));
    return undefined;
  },
};

/** Response times; `2000ms` becomes `2s`. */
export const latency: Node = {
  types: ['text', 'number'],
  says: LATENCY_SAYS,
  example: '500ms',
  read(value, at, out) {
    if (typeof value !== 'string' && typeof value !== 'number') return wrongType(LATENCY_SAYS, value, at, out, '500ms');
    const number = bare(value);
    if (number !== undefined) return unit(number, value, ['ms', 's'], LATENCY_SAYS, at, out);
    const milliseconds = parseLatency(value as string);
    if (milliseconds !== undefined) return formatLatency(milliseconds);
    const loose = looseSeconds(value as string);
    const near = loose === undefined ? undefined : formatLatency(loose * 1000);
    const fix = near !== undefined && parseLatency(near) !== undefined ? near : undefined;
    const detail = { received: show(value), expected: LATENCY_SAYS, ...(fix && { fix: `write \`${fix}\`` }) };
    out.push(finding('duration-format', at, 'This is not a response time', detail));
    return undefined;
  },
};

/** Percentages; `'5%'` becomes 5. */
export const percent: Node = {
  types: ['number', 'text'],
  says: PERCENT_SAYS,
  example: '5%',
  read(value, at, out) {
    const number = typeof value === 'string' ? parsePercent(value) : value;
    if (typeof number === 'number' && number >= 0 && number <= 100) return number;
    if (typeof value !== 'string' && typeof value !== 'number') return wrongType(PERCENT_SAYS, value, at, out, '5%');
    const written =
      typeof value === 'number' ? value : Number(/^\s*(-?\d+(?:\.\d+)?)\s*(?:%|percent)?\s*$/.exec(value)?.[1] ?? NaN);
    const detail = { received: show(value), expected: PERCENT_SAYS };
    if (written < 0 || written > 100) {
      const fix = `write \`${written < 0 ? Math.min(-written, 100) : 100}%\``;
      out.push(
        finding('percent-range', at, `${written} % is ${written < 0 ? 'below 0' : 'over 100'}`, { ...detail, fix }),
      );
    } else {
      const near = Number.isNaN(written) ? undefined : `write \`${Number(written.toFixed(6))}%\``;
      out.push(finding('percent-format', at, 'This is not a percentage', { ...detail, ...(near && { fix: near }) }));
    }
    return undefined;
  },
};
