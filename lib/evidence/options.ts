import { CutoverError, type Finding, type Severity, show } from '../findings';
import type { TrafficProfile } from '../plan';
import { type Duration, isDurationLike, type Percent, parseDuration, parsePercent, secondsOf } from '../strategy';
import { nearest } from '../strategy/nearest';
import type { Objective } from './budget';
import type { Counting } from './counting';
import { EVIDENCE_SEVERITY, type EvidenceFindingId, finding } from './findings';
import { LONGEST_WINDOW } from './readings';

/** What evidence is computed for. */
export interface EvidenceOptions {
  /** The chance with which a guard should see a fault, 0–1. Default: 0.8. */
  readonly power?: number;
  /** The rise of the error rate that a guard should see: 10 is ten times the usual. Default: 10. */
  readonly detect?: number;
  /** How many times as slow a version a latency guard should see. Default: 3. */
  readonly slower?: number;
  /** The rises whose exposure is computed. Default: 2, 10 and 100. */
  readonly rises?: readonly number[];
  /** The share of requests that must succeed. Default: 99.9 %. */
  readonly slo?: Percent;
  /** The time that the objective is about. Default: 30 days. */
  readonly window?: Duration;
  /** The chance of a false abort above which a guard is nervous. Default: 5 %, one release in twenty. */
  readonly falseAborts?: Percent;
  /** How bad readings are counted. Default: over the whole release. */
  readonly counting?: Counting;
  /** How serious each finding is; `off` leaves it out. */
  readonly severity?: Readonly<Partial<Record<EvidenceFindingId, Severity | 'off'>>>;
}

/** The options with every default settled. */
export interface Settings {
  readonly power: number;
  readonly detect: number;
  readonly slower: number;
  readonly rises: readonly number[];
  readonly objective: Objective;
  /** 0–1. */
  readonly falseAborts: number;
  readonly counting: Counting;
  readonly severity: NonNullable<EvidenceOptions['severity']>;
}

/** Reads fields one by one and collects what is wrong with them. */
export class Reader {
  readonly findings: Finding[] = [];
  readonly isObject: boolean;
  readonly #input: Readonly<Record<string, unknown>>;

  constructor(
    input: unknown,
    fields: readonly string[],
    readonly path = '',
  ) {
    this.isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
    this.#input = this.isObject ? (input as Readonly<Record<string, unknown>>) : {};
    if (!this.isObject) this.bad('', input, 'an object');
    for (const key of Object.keys(this.#input)) {
      if (fields.includes(key)) continue;
      const near = nearest(key, fields);
      this.bad(key, this.#input[key], `one of ${fields.join(', ')}`, near && `write \`${near}\``, 'is no option');
    }
  }

  get(key: string): unknown {
    return this.#input[key];
  }

  /** Notes that a field is not as it must be. */
  bad(key: string, received: unknown, expected: string, fix?: string, what = 'is out of its range'): undefined {
    const path = [this.path, key].filter((part) => part !== '').join('.');
    const message = received === undefined ? `${path || 'The input'} is missing` : `${path || 'The input'} ${what}`;
    this.findings.push(
      finding('bad-option', {
        path,
        message,
        received: show(received),
        expected,
        fix: fix ?? `write ${expected}`,
      }),
    );
    return undefined;
  }

  /** A number within [low, high]; `fallback` when the field is absent. */
  number(key: string, low: number, high: number, fallback?: number): number {
    const value = this.get(key) ?? fallback;
    if (typeof value === 'number' && value >= low && value <= high) return value;
    this.bad(key, value, `a number from ${low} to ${high}`);
    return Number.NaN;
  }

  /** A percentage within [low, high], in percent. */
  percent(key: string, low: number, high: number, fallback?: number): number {
    const value = this.get(key) ?? fallback;
    const number = typeof value === 'string' ? parsePercent(value) : value;
    if (typeof number === 'number' && number >= low && number <= high) return number;
    this.bad(key, value, `a percentage from ${low}% to ${high}%`);
    return Number.NaN;
  }

  /** Seconds of a duration within [low, high]. */
  seconds(key: string, low: number, high: number, fallback?: number): number {
    const value = this.get(key);
    if (value === undefined && fallback !== undefined) return fallback;
    const isText = typeof value === 'string' && parseDuration(value) !== undefined;
    const seconds = isText || isDurationLike(value) ? secondsOf(value as Duration) : Number.NaN;
    if (seconds >= low && seconds <= high) return seconds;
    this.bad(key, value, `a duration such as \`10m\`, from ${low} to ${high} seconds`);
    return Number.NaN;
  }
}

/** Beyond these numbers nothing is meant. */
export const EVIDENCE_LIMITS = {
  power: [0.01, 0.999],
  rise: [1.01, 100_000],
  slo: [0, 99.9999],
  window: [60, 366 * 86_400],
  falseAborts: [0.0001, 99],
  requestsPerSecond: [1e-6, 1e8],
} as const;

const FIELDS = ['power', 'detect', 'slower', 'rises', 'slo', 'window', 'falseAborts', 'counting', 'severity'] as const;

function risesOf(reader: Reader): readonly number[] {
  const rises = reader.get('rises') ?? [2, 10, 100];
  const [, most] = EVIDENCE_LIMITS.rise;
  const isRise = (rise: unknown): rise is number => typeof rise === 'number' && rise >= 1 && rise <= most;
  if (!Array.isArray(rises) || rises.length > 20) {
    reader.bad('rises', rises, 'a list of up to 20 numbers');
    return [];
  }
  rises.forEach((rise, at) => {
    if (!isRise(rise)) reader.bad(`rises[${at}]`, rise, `a number from 1 to ${most}`);
  });
  return rises.filter(isRise);
}

function countingOf(reader: Reader): Counting {
  const counting = reader.get('counting') ?? 'release';
  if (counting === 'release') return counting;
  const readings = (counting as Partial<Record<string, unknown>> | null)?.lastReadings;
  if (typeof readings === 'number' && Number.isInteger(readings) && readings >= 1 && readings <= LONGEST_WINDOW)
    return { lastReadings: readings };
  reader.bad('counting', counting, `\`release\` or \`{ lastReadings: n }\` with n from 1 to ${LONGEST_WINDOW}`);
  return 'release';
}

function severityOf(reader: Reader): Settings['severity'] {
  const severity = reader.get('severity') ?? {};
  const own = new Reader(severity, Object.keys(EVIDENCE_SEVERITY), 'severity');
  for (const id of Object.keys(EVIDENCE_SEVERITY)) {
    const value = own.get(id);
    if (value !== undefined && !['error', 'warning', 'note', 'off'].includes(String(value)))
      own.bad(id, value, '`error`, `warning`, `note` or `off`');
  }
  reader.findings.push(...own.findings);
  return severity as Settings['severity'];
}

/**
 * Settles the options.
 * @throws CutoverError that lists everything that is wrong with them, and with a traffic profile that no parser has seen.
 */
export function settingsOf(options: EvidenceOptions, traffic: TrafficProfile | undefined): Settings {
  const reader = new Reader(options, FIELDS);
  const { power, rise, slo, window, falseAborts, requestsPerSecond } = EVIDENCE_LIMITS;
  const settings: Settings = {
    power: reader.number('power', ...power, 0.8),
    detect: reader.number('detect', ...rise, 10),
    slower: reader.number('slower', ...rise, 3),
    rises: risesOf(reader),
    objective: {
      slo: reader.percent('slo', ...slo, 99.9),
      window: reader.seconds('window', ...window, 30 * 86_400),
    },
    falseAborts: reader.percent('falseAborts', ...falseAborts, 5) / 100,
    counting: countingOf(reader),
    severity: severityOf(reader),
  };
  if (traffic !== undefined) {
    const profile = new Reader(traffic, ['requestsPerSecond', 'errorRate', 'latency'], 'traffic');
    profile.number('requestsPerSecond', ...requestsPerSecond);
    profile.number('errorRate', 0, 100);
    if (traffic.latency !== undefined) profile.number('latency', 1e-3, 1e9);
    reader.findings.push(...profile.findings);
  }
  CutoverError.throwIfAny('evidence', reader.findings);
  return settings;
}
