import type { ObservabilitySettings } from './options';
import type { AlertingRule, AlertSeverity } from './rule';

interface Alert {
  /** What it is about, after `NewVersion`: `ErrorRate`. */
  readonly about: string;
  readonly expr: string;
  /** Seconds. */
  readonly lasts?: number;
  readonly severity: AlertSeverity;
  readonly guard?: string;
  readonly summary: string;
  readonly description: string;
}

/** `error-rate` is `ErrorRate`. */
export const pascal = (text: string): string =>
  text.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The value of the alert's expression, when Alertmanager tells about it. */
export const VALUE = '{{ $value | printf "%.4g" }}';

/** Seconds as Prometheus writes them. */
export const promDuration = (seconds: number): string => {
  const units = [
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
  ] as const;
  const [unit, size] = units.find(([, size]) => seconds >= size && seconds % size === 0) ?? ['s', 1];
  return `${seconds / size}${unit}`;
};

/** An alert about the new version of an application. */
export function alert(
  { about, expr, lasts = 0, severity, guard, summary, description }: Alert,
  { name, namespace, labels, runbookUrl, dashboardUrl }: ObservabilitySettings,
): AlertingRule {
  return {
    alert: `NewVersion${about}`,
    expr,
    ...(lasts > 0 && { for: promDuration(lasts) }),
    labels: { ...labels, severity, service: name, namespace, ...(guard !== undefined && { guard }) },
    annotations: {
      summary: `${name} in ${namespace}: ${summary}`,
      description,
      ...(runbookUrl !== undefined && { runbook_url: runbookUrl }),
      ...(dashboardUrl !== undefined && { dashboard_url: dashboardUrl }),
    },
  };
}
