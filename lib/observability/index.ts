export { BURN_RATES } from './burn-rate';
export { type GrafanaDashboard, grafanaDashboard } from './dashboard';
export { OBSERVABILITY_FINDINGS, type ObservabilityFindingId } from './findings';
export { OBSERVABILITY_LIMITS, type ObservabilityOptions } from './options';
export type { OperatedTarget } from './platform';
export type { AlertAnnotations, AlertingRule, AlertSeverity, RecordingRule, RuleGroup } from './rule';
export { alertRules, type ObservabilityRules } from './rules';
export { type RunbookOptions, runbookText } from './runbook';
export type { NewestReplicaSet, VersionNames, Versions } from './versions';
