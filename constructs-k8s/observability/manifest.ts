import type { RuleGroup } from '../../lib/observability';
import type { Labels, Manifest } from '../shared/manifest';

/** Rules that the Prometheus operator gives to the servers whose `ruleSelector` fits the labels. */
export interface PrometheusRuleManifest extends Manifest {
  readonly apiVersion: 'monitoring.coreos.com/v1';
  readonly kind: 'PrometheusRule';
  readonly spec: { readonly groups: readonly RuleGroup[] };
}

/** A file that Grafana's sidecar finds by a label. */
export interface DashboardManifest extends Manifest {
  readonly apiVersion: 'v1';
  readonly kind: 'ConfigMap';
  readonly data: Labels;
}
