import { CutoverError, type Finding } from '../../lib/findings';
import { alertRules, grafanaDashboard, type ObservabilityOptions } from '../../lib/observability';
import type { Plan } from '../../lib/plan';
import type { Labels, Metadata } from '../shared/manifest';
import { optionsOf } from '../shared/options';
import type { DashboardManifest, PrometheusRuleManifest } from './manifest';

/** How the dashboard gets into Grafana. */
export interface DashboardProvisioning {
  /** The label by which Grafana's sidecar finds it. Default: `{ grafana_dashboard: '1' }`. */
  readonly label?: Labels;
  /** The folder in Grafana. Default: the sidecar's own. */
  readonly folder?: string;
}

/** The options of the manifests. */
export interface ObservabilityEmitOptions extends ObservabilityOptions {
  /** The name of both objects. Default: `<name>-release`. */
  readonly objectName?: string;
  /** Labels of the PrometheusRule, as the server's `ruleSelector` wants them: `{ release: 'kube-prometheus-stack' }`. Default: none. */
  readonly ruleLabels?: Labels;
  /** Default: found by `grafana_dashboard: "1"`. */
  readonly dashboard?: DashboardProvisioning;
}

/** What kube-prometheus-stack's sidecar looks for. Source: its values, `grafana.sidecar.dashboards`. */
const SIDECAR = { label: { grafana_dashboard: '1' }, folder: 'grafana_folder' } as const;

function metadataOf({ name, namespace, objectName = `${name}-release` }: ObservabilityEmitOptions): Metadata {
  return { name: objectName, ...(namespace !== undefined && { namespace }) };
}

/**
 * What has no alert in a release, and why.
 * @throws CutoverError with everything that is wrong with the options; a construct is told the application's name as `application`.
 */
export function observedFindings(at: string, plan: Plan, options: ObservabilityEmitOptions): readonly Finding[] {
  try {
    return alertRules(plan, options).findings;
  } catch (error) {
    if (!(error instanceof CutoverError)) throw error;
    const renamed = error.findings.map((one) => (one.path === 'name' ? { ...one, path: 'application' } : one));
    throw new CutoverError(at, renamed);
  }
}

/** The alerts of a release as a PrometheusRule. Pure. */
export function prometheusRule(plan: Plan, options: ObservabilityEmitOptions): PrometheusRuleManifest {
  optionsOf('ObservabilityEmitOptions')('prometheusRule', options);
  const { ruleLabels } = options;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { ...metadataOf(options), ...(ruleLabels && { labels: ruleLabels }) },
    spec: { groups: alertRules(plan, options).groups },
  };
}

/** The dashboard of a release as a ConfigMap. Pure. */
export function dashboardConfigMap(plan: Plan, options: ObservabilityEmitOptions): DashboardManifest {
  optionsOf('ObservabilityEmitOptions')('dashboardConfigMap', options);
  const { label = SIDECAR.label, folder } = options.dashboard ?? {};
  const metadata = metadataOf(options);
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      ...metadata,
      name: `${metadata.name}-dashboard`,
      labels: label,
      ...(folder !== undefined && { annotations: { [SIDECAR.folder]: folder } }),
    },
    data: { [`${metadata.name}.json`]: JSON.stringify(grafanaDashboard(plan, options), null, 2) },
  };
}
