import { CutoverError, type Finding } from '../findings';
import { type Duration, type Percent, parseDuration, parsePercent, refusal, secondsOf } from '../strategy';
import type { PrometheusConvention, PrometheusConventionName } from '../telemetry';
import { finding } from './findings';
import type { OperatedTarget } from './platform';
import type { Versions } from './versions';

/** What alerts, dashboard and runbook are about. */
export interface ObservabilityOptions {
  /** The application's name: its pods' names begin with it. */
  readonly name: string;
  /** Default: `default`. */
  readonly namespace?: string;
  /** How the application's metrics are called in Prometheus. Default: `http`. */
  readonly convention?: PrometheusConvention | PrometheusConventionName;
  /** How the new version is told apart. Default: `newest`, the ReplicaSet that was made last. */
  readonly versions?: Versions;
  /** The share of requests that must succeed. Default: 99.9 %. */
  readonly slo?: Percent;
  /** The time that the objective is about. Default: 30 days. */
  readonly window?: Duration;
  /** Processor or memory use, of what the containers may use, that is an alert where no guard watches it; `false`: none. Default: 90 %. */
  readonly saturation?: Percent | false;
  /** Labels of every alert, by which Alertmanager routes it. Default: none besides `severity`, `service` and `namespace`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What runs the release: alerts say what it does then, and its times are drawn. Default: not known, and the strategy's own times. */
  readonly platform?: OperatedTarget;
  /** Where the runbook is published. Default: alerts have no `runbook_url`. */
  readonly runbookUrl?: string;
  /** Where the dashboard is. Default: alerts have no `dashboard_url`. */
  readonly dashboardUrl?: string;
}

/** The options with every default settled; shares are percent, times are seconds. */
export interface ObservabilitySettings
  extends Omit<ObservabilityOptions, 'namespace' | 'versions' | 'slo' | 'window' | 'saturation' | 'labels'> {
  readonly namespace: string;
  readonly versions: Versions;
  readonly objective: { readonly slo: number; readonly window: number };
  readonly saturation: number | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/** What the options are when nothing is said, and how far they go. */
export const OBSERVABILITY_LIMITS = {
  slo: { default: 99.9, min: 0, max: 99.9999 },
  /** Seconds: 30 days; the longest window of the burn rates must fit. */
  window: { default: 2_592_000, min: 604_800, max: 31_622_400 },
  saturation: { default: 90, min: 1, max: 100 },
  /** A label of DNS. Source: RFC 1123. */
  name: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
  /** Source: https://prometheus.io/docs/concepts/data_model/ */
  label: /^[a-zA-Z_][a-zA-Z0-9_]*$/,
  /** What a regular expression within quotes may not have. */
  quoted: /["\\\n]/,
} as const;

const percentOf = (value: Percent): number => (typeof value === 'string' ? (parsePercent(value) ?? Number.NaN) : value);

const durationOf = (value: Duration): number =>
  typeof value === 'string' ? (parseDuration(value) ?? Number.NaN) : secondsOf(value);

/** The labels that every alert has, besides its guard's. */
const OWN_LABELS: readonly string[] = ['severity', 'service', 'namespace', 'guard', 'alertname'];

/** The fields of a URL that Alertmanager can make a link of. */
const isUrl = (text: string): boolean => /^https?:\/\/\S+$/.test(text);

class Check {
  readonly findings: Finding[] = [];

  number(path: string, value: number, { min, max }: { readonly min: number; readonly max: number }): number {
    if (!(value >= min && value <= max)) {
      this.findings.push(
        finding('observe-option', path, `${path} is out of its range`, { expected: `from ${min} to ${max}` }),
      );
    }
    return value;
  }

  name(path: string, value: string): string {
    if (!OBSERVABILITY_LIMITS.name.test(value)) {
      this.findings.push(finding('observe-name', path, 'This is not a name of Kubernetes', { received: value }));
    }
    return value;
  }

  labels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    for (const label of Object.keys(labels)) {
      const isOwn = OWN_LABELS.includes(label);
      if (!isOwn && OBSERVABILITY_LIMITS.label.test(label)) continue;
      const message = isOwn ? 'Cutover sets this label itself' : 'This is not a label of Prometheus';
      this.findings.push(finding('observe-label', `labels.${label}`, message, { received: label }));
    }
    return labels;
  }

  url(path: string, value: string | undefined): void {
    if (value === undefined || isUrl(value)) return;
    this.findings.push(finding('observe-url', path, 'This is no URL', { received: value }));
  }

  versions(versions: Versions): Versions {
    if (versions === 'newest') return versions;
    for (const [key, value] of Object.entries(versions)) {
      if (value !== '' && !OBSERVABILITY_LIMITS.quoted.test(value)) continue;
      this.findings.push(
        finding('observe-versions', `versions.${key}`, 'This tells no pods apart', { received: value }),
      );
    }
    return versions;
  }
}

/**
 * Settles the options.
 * @throws CutoverError with everything that is wrong with them.
 */
export function settledOptions(options: ObservabilityOptions): ObservabilitySettings {
  if (typeof options !== 'object' || typeof options?.name !== 'string')
    throw refusal('observability', 'name', options?.name, "the application's name", "write `{ name: 'web' }`");
  const limits = OBSERVABILITY_LIMITS;
  const { slo = limits.slo.default, window, saturation = limits.saturation.default, ...rest } = options;
  const check = new Check();
  const settings: ObservabilitySettings = {
    ...rest,
    name: check.name('name', options.name),
    namespace: check.name('namespace', options.namespace ?? 'default'),
    versions: check.versions(options.versions ?? 'newest'),
    labels: check.labels(options.labels ?? {}),
    objective: {
      slo: check.number('slo', percentOf(slo), limits.slo),
      window: check.number('window', window === undefined ? limits.window.default : durationOf(window), limits.window),
    },
    saturation: saturation === false ? undefined : check.number('saturation', percentOf(saturation), limits.saturation),
  };
  check.url('runbookUrl', options.runbookUrl);
  check.url('dashboardUrl', options.dashboardUrl);
  CutoverError.throwIfAny(`observability of ${options.name}`, check.findings);
  return settings;
}
