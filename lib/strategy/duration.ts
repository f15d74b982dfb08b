type Days = `${number}d`;
type Hours = `${number}h`;
type Minutes = `${number}m`;
type Seconds = `${number}s`;

/** A length of time as text: `30s`, `10m`, `1h30m`, `2d`. */
export type DurationText =
  | Days
  | Hours
  | Minutes
  | Seconds
  | `${Days}${Hours}`
  | `${Hours}${Minutes}`
  | `${Minutes}${Seconds}`
  | `${Days}${Hours}${Minutes}`
  | `${Hours}${Minutes}${Seconds}`;

/** What the `Duration` of aws-cdk-lib and of cdk8s have in common. */
export interface DurationLike {
  toSeconds(): number;
  toMilliseconds?(): number;
}

/** A length of time: `30s`, `10m`, `1h30m`, `2d`; in TypeScript also the Duration of aws-cdk-lib or cdk8s. */
export type Duration = DurationText | DurationLike;

/** A response time: `500ms`, `2s`; in TypeScript also the Duration of aws-cdk-lib or cdk8s. */
export type Latency = `${number}ms` | Seconds | DurationLike;

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const;

/** What {@link Duration} looks like as text; the schema publishes the same pattern. */
export const DURATION_PATTERN = '^(?=.)(\\d{1,6}d)?(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?$';
const durationText = /^(?=.)(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/** What {@link Latency} looks like as text; the schema publishes the same pattern. */
export const LATENCY_PATTERN = '^\\d{1,6}(\\.\\d{1,3})?(ms|s)$';
const latencyText = /^(\d{1,6}(?:\.\d{1,3})?)(ms|s)$/;

export const isDurationLike = (value: unknown): value is DurationLike =>
  typeof value === 'object' && value !== null && typeof (value as Partial<DurationLike>).toSeconds === 'function';

/** Seconds of a duration; undefined when the text is not one. */
export function parseDuration(duration: string): number | undefined {
  const match = durationText.exec(duration);
  return match ? UNITS.reduce((sum, [, size], at) => sum + Number(match[at + 1] ?? 0) * size, 0) : undefined;
}

const microsecondsExact = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;

/** Milliseconds of a latency; undefined when the text is not one. */
export function parseLatency(latency: string): number | undefined {
  const match = latencyText.exec(latency);
  return match ? microsecondsExact(Number(match[1]) * (match[2] === 's' ? 1000 : 1)) : undefined;
}

/** Seconds of a duration of a parsed strategy. */
export const secondsOf = (duration: Duration): number =>
  typeof duration === 'string' ? (parseDuration(duration) ?? Number.NaN) : duration.toSeconds();

/** Milliseconds of a latency of a parsed strategy. */
export function millisecondsOf(latency: Latency): number {
  if (typeof latency === 'string') return parseLatency(latency) ?? Number.NaN;
  return latency.toMilliseconds?.() ?? latency.toSeconds() * 1000;
}

/** The one spelling of a duration: `5400` is `1h30m`, `0` is `0s`. */
export function formatDuration(seconds: number): string {
  let rest = Math.round(seconds);
  let text = '';
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text === '' ? '0s' : text;
}

/** The one spelling of a latency: `500` is `500ms`, `2000` is `2s`. */
export function formatLatency(milliseconds: number): string {
  const exact = microsecondsExact(milliseconds);
  return exact >= 1000 && (exact % 1000 === 0 || exact >= 1e6) ? `${exact / 1000}s` : `${exact}ms`;
}
