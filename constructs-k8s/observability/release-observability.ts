import { ApiObject, Chart, Names } from 'cdk8s';
import { Construct } from 'constructs';
import type { Finding } from '../../lib/findings';
import {
  alertRules,
  type ObservabilityOptions,
  type OperatedTarget,
  type RunbookOptions,
  runbookText,
} from '../../lib/observability';
import { type Plan, plan, strategyOf } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { announce } from '../shared/announce';
import type { Labels } from '../shared/manifest';
import { checkedProps } from '../shared/options';
import {
  type DashboardProvisioning,
  dashboardConfigMap,
  type ObservabilityEmitOptions,
  observedFindings,
  prometheusRule,
} from './emit';

interface ReleaseObservabilityOptions extends Omit<ObservabilityOptions, 'name' | 'namespace'> {
  /** Labels of the PrometheusRule, as the server's `ruleSelector` wants them. @default - none */
  readonly ruleLabels?: Labels;
  /** How the dashboard gets into Grafana; `false`: it is not emitted. @default - a ConfigMap with the label `grafana_dashboard: "1"` */
  readonly dashboard?: DashboardProvisioning | false;
}

/** What a {@link ReleaseObservability} is made of. */
export interface ReleaseObservabilityProps extends ReleaseObservabilityOptions {
  /** The release that alerts, dashboard and runbook are about. */
  readonly strategy: Strategy;
  /** The application's name: its pods' names begin with it. */
  readonly application: string;
  /** The namespace of the application, and of what is emitted. @default - the chart's, else `default` */
  readonly namespace?: string;
}

/** A construct that releases an application: an ArgoRollout, for example. */
export interface ObservedRelease {
  /** The normal form of its strategy. */
  readonly plan: Plan;
  /** What the application is called, and where it is. */
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

/** What is asked of a release that another construct makes. */
export interface ObservedReleaseProps extends ReleaseObservabilityOptions {
  /** The construct that releases the application. */
  readonly release: ObservedRelease;
}

/**
 * The alerts, the dashboard and the runbook of a release, from its strategy: a PrometheusRule with an alert for each guard, for what the
 * traffic profile calls usual and for the burn rates of the error budget; and a Grafana dashboard in a ConfigMap.
 *
 * @throws CutoverError with everything that is wrong with the options.
 */
export class ReleaseObservability extends Construct {
  /** Of a construct that releases an application. @throws CutoverError with everything that is wrong with the options. */
  static fromRelease(scope: Construct, id: string, props: ObservedReleaseProps): ReleaseObservability {
    const { release, ...options } = checkedProps('ObservedReleaseProps', scope, id, props);
    const { name = id, namespace } = release.metadata;
    return new ReleaseObservability(scope, id, {
      ...options,
      strategy: strategyOf(release.plan),
      application: name,
      ...(namespace !== undefined && { namespace }),
    });
  }

  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** What has no alert, and why. It is also in the construct's metadata. */
  readonly findings: readonly Finding[];
  readonly rules: ApiObject;
  /** Undefined where none is wanted. */
  readonly dashboard: ApiObject | undefined;
  readonly #options: ObservabilityEmitOptions;

  constructor(scope: Construct, id: string, props: ReleaseObservabilityProps) {
    super(scope, id);
    const {
      strategy,
      application,
      dashboard,
      namespace = Chart.of(this).namespace,
      ...rest
    } = checkedProps('ReleaseObservabilityProps', scope, id, props);
    this.plan = plan(Strategy.parse(strategy));
    this.#options = {
      ...rest,
      name: application,
      objectName: Names.toDnsLabel(this),
      ...(namespace !== undefined && { namespace }),
      ...(dashboard !== undefined && dashboard !== false && { dashboard }),
    };
    this.findings = observedFindings(this.node.path, this.plan, this.#options);
    announce(this, this.findings);
    this.rules = new ApiObject(this, 'Resource', prometheusRule(this.plan, this.#options));
    this.dashboard =
      dashboard === false ? undefined : new ApiObject(this, 'Dashboard', dashboardConfigMap(this.plan, this.#options));
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
