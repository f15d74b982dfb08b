import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import {
  alertRules,
  type ObservabilityOptions,
  type OperatedTarget,
  type RunbookOptions,
  runbookText,
} from '../../lib/observability';
import { plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import type { ComponentArgs } from '../pulumi/args';
import { ReleaseComponent } from '../pulumi/component';
import { checkedArgs } from '../pulumi/props';
import { StandIns } from '../pulumi/stand-ins';
import type { Labels } from '../shared/manifest';
import {
  type DashboardProvisioning,
  dashboardConfigMap,
  type ObservabilityEmitOptions,
  observedFindings,
  prometheusRule,
} from './emit';

/** What a {@link ReleaseObservability} is made of. */
export interface ReleaseObservabilityArgs
  extends Pick<ComponentArgs, 'strategy'>,
    Omit<ObservabilityOptions, 'name' | 'namespace'> {
  /** The name of the objects, and the namespace of the application: both plain, since the dashboard's own id is made of them. */
  readonly metadata?: {
    /**
     * @default - the component's own name
     * @format dns-label
     */
    readonly name?: string;
    /** @default - `default` */
    readonly namespace?: string;
  };
  /** The application's name: its pods' names begin with it. */
  readonly application: string;
  /** Labels of the PrometheusRule, as the server's `ruleSelector` wants them. @default - none */
  readonly ruleLabels?: Labels;
  /** How the dashboard gets into Grafana; `false`: it is not emitted. @default - a ConfigMap with the label `grafana_dashboard: "1"` */
  readonly dashboard?: DashboardProvisioning | false;
}

/** @throws CutoverError with everything that is wrong with the options. */
function observed(id: string, args: ReleaseObservabilityArgs) {
  const {
    metadata: { name = id, namespace } = {},
    strategy,
    application,
    dashboard,
    ...rest
  } = checkedArgs('ReleaseObservability', id, args);
  const planned = plan(Strategy.parse(strategy));
  const options: ObservabilityEmitOptions = {
    ...rest,
    name: application,
    objectName: name,
    ...(namespace !== undefined && { namespace }),
    ...(dashboard && { dashboard }),
  };
  return { name, plan: planned, findings: observedFindings(`ReleaseObservability ${id}`, planned, options), options };
}

/**
 * The alerts, the dashboard and the runbook of a release, from its strategy: a PrometheusRule with an alert for each guard, for what the
 * traffic profile calls usual and for the burn rates of the error budget; and a Grafana dashboard in a ConfigMap.
 *
 * @throws CutoverError with everything that is wrong with the options, before anything is registered.
 */
export class ReleaseObservability extends ReleaseComponent {
  readonly rules: k8s.apiextensions.CustomResource;
  /** Undefined where none is wanted. */
  readonly dashboard: k8s.core.v1.ConfigMap | undefined;
  readonly #options: ObservabilityEmitOptions;

  constructor(name: string, args: ReleaseObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    const { options, ...release } = observed(name, args);
    super('ReleaseObservability', name, { ...release, inputs: new StandIns() }, opts);
    this.#options = options;
    this.rules = this.make(prometheusRule(this.plan, options)) as k8s.apiextensions.CustomResource;
    this.dashboard =
      args.dashboard === false
        ? undefined
        : (this.make(dashboardConfigMap(this.plan, options)) as k8s.core.v1.ConfigMap);
    this.registerOutputs({ name: release.name });
  }
  /** The runbook in Markdown, for the platform that runs the release. */
  runbook(target: OperatedTarget, options: Pick<RunbookOptions, 'approvers'> = {}): string {
    const { name, namespace, dashboardUrl } = this.#options;
    return runbookText(this.plan, target, {
      ...options,
      name,
      ...(namespace !== undefined && { namespace }),
      ...(dashboardUrl !== undefined && { dashboardUrl }),
      rules: alertRules(this.plan, this.#options).groups,
    });
  }
}
