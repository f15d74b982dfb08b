import type { Plan, PlannedGuard } from '../../plan';
import { formatDuration } from '../../strategy';
import { conventionOf, PrometheusVersion } from '../../telemetry';
import type { ObservabilitySettings } from '../options';
import { createdQuery, type VersionQueries } from '../versions';
import type { Threshold } from './grafana';
import { COLORS, chart, type Drawing, LEGENDS } from './panels';
import { plannedWeight, stairs } from './staircase';

/** The window that Grafana finds fit for the picture. */
const ANY_WINDOW = '$__rate_interval';

type Signal = (version: PrometheusVersion) => string;

/** What is drawn of a release, row by row. */
export class Signals {
  readonly #plan: Plan;
  readonly #settings: ObservabilitySettings;
  readonly #versions: VersionQueries;

  constructor(plan: Plan, settings: ObservabilitySettings, versions: VersionQueries) {
    this.#plan = plan;
    this.#settings = settings;
    this.#versions = versions;
  }

  /** How many requests each version gets, and whether that is what was planned. */
  traffic(): Drawing[] {
    const { namespace, name } = this.#settings;
    const [candidate, stable] = this.#both((version) => version.rate(), ANY_WINDOW);
    const created = createdQuery(namespace, `${name}-${this.#versions.candidate.version}`);
    const weights = new Set(stairs(this.#plan, this.#settings).flatMap(({ weight }) => (weight > 0 ? weight : [])));
    return [
      chart({
        title: 'Requests per second',
        about: 'What each version answers.',
        unit: 'reqps',
        queries: { [LEGENDS.candidate]: candidate, [LEGENDS.stable]: stable },
      }),
      chart({
        title: 'Share of the new version',
        about:
          'Measured, and planned from the time at which its ReplicaSet was made, as if nobody were waited for. A line for each weight of the strategy.',
        unit: 'percent',
        max: 100,
        queries: {
          [LEGENDS.candidate]: `100 * ${candidate} / (${candidate} + (${stable} or vector(0)))`,
          [LEGENDS.planned]: plannedWeight(this.#plan, this.#settings, `max(${created})`),
        },
        thresholds: [
          { value: null, color: COLORS.good },
          ...[...weights].map((value) => ({ value, color: COLORS.step })),
        ],
        thresholdsStyle: 'dashed',
      }),
    ];
  }

  /** The share of failed requests, with the guards' limits. */
  errors(): Drawing {
    const guards = this.#guards(({ metric }) => metric === 'errorRate' || metric === 'successRate');
    const limits = guards.flatMap(({ bad }) =>
      bad.kind === 'max' ? bad.value : bad.kind === 'min' ? 100 - bad.value : [],
    );
    return this.#compared('Failed requests', 'percent', guards, limits, (version) => version.errorRate());
  }

  /** Response times, a chart for each percentile that a guard watches, and the median. */
  durations(): Drawing[] {
    const watched = this.#guards(({ metric }) => metric === 'latency').flatMap(({ measure }) =>
      measure.metric === 'latency' ? measure.percentile : [],
    );
    const percentiles = new Set([50, ...(watched.length > 0 ? watched : [99])]);
    return [...percentiles].map((percentile) => {
      const guards = this.#guards((measure) => measure.metric === 'latency' && measure.percentile === percentile);
      const limits = guards.flatMap(({ bad }) => (bad.kind === 'max' ? bad.value : []));
      return this.#compared(`Duration, p${percentile}`, 'ms', guards, limits, (version) => version.latency(percentile));
    });
  }

  /** What the containers use of what they may use. */
  saturation(): Drawing[] {
    return (['cpu', 'memory'] as const).map((resource) => {
      const guards = this.#guards((measure) => measure.metric === 'saturation' && measure.resource === resource);
      const limits = guards.flatMap(({ bad }) => (bad.kind === 'max' ? bad.value : []));
      const { saturation } = this.#settings;
      const usual = guards.length === 0 && saturation !== undefined ? [saturation] : limits;
      return this.#compared(`Saturation, ${resource}`, 'percent', guards, usual, (version) =>
        version.saturation(resource),
      );
    });
  }

  #guards(is: (measure: PlannedGuard['measure']) => boolean): PlannedGuard[] {
    return this.#plan.guards.filter(({ measure }) => is(measure));
  }

  #both(signal: Signal, window: string): readonly [candidate: string, stable: string] {
    const convention = conventionOf(this.#settings.convention);
    const { candidate, stable } = this.#versions;
    return [
      signal(new PrometheusVersion(convention, candidate, window)),
      signal(new PrometheusVersion(convention, stable, window)),
    ];
  }

  /** Both versions in one chart, over the window of the guard that watches it, with a line where it is bad. */
  #compared(
    title: string,
    unit: 'percent' | 'ms',
    guards: readonly PlannedGuard[],
    limits: readonly number[],
    signal: Signal,
  ): Drawing {
    const [first] = guards;
    const [candidate, stable] = this.#both(signal, first === undefined ? ANY_WINDOW : formatDuration(first.over));
    const bad = [...new Set(limits)].sort((a, b) => a - b).map((value): Threshold => ({ value, color: COLORS.bad }));
    const about =
      first === undefined
        ? 'No guard watches it.'
        : `Over the window of the guard ${guards.map(({ name }) => name).join(' and the guard ')}; bad above the line.`;
    return chart({
      title,
      about,
      unit,
      queries: { [LEGENDS.candidate]: candidate, [LEGENDS.stable]: stable },
      ...(bad.length > 0 && { thresholds: [{ value: null, color: COLORS.good }, ...bad] }),
    });
  }
}
