/** A series that Prometheus computes again and again. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What Alertmanager tells people by. */
export interface AlertAnnotations {
  readonly summary: string;
  readonly description: string;
  readonly runbook_url?: string;
  readonly dashboard_url?: string;
}

/** A condition that tells people. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  /** How long the condition must hold, as Prometheus writes it: `5m`. Absent: not at all. */
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>> & { readonly severity: AlertSeverity };
  readonly annotations: AlertAnnotations;
}

/** `critical`: now; `warning`: in working hours. */
export type AlertSeverity = 'critical' | 'warning';

/** Rules that are evaluated together, in order. */
export interface RuleGroup {
  readonly name: string;
  /** As Prometheus writes it: `30s`. Absent: the server's own. */
  readonly interval?: string;
  readonly rules: readonly (RecordingRule | AlertingRule)[];
}
