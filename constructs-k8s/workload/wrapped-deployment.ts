import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { CutoverError, type Finding, findingText } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { checkedProps } from '../shared/options';
import { containerPorts, deploymentIn, type RenderedDeployment, withoutRepeats } from '../shared/rendered-deployment';
import { validateOnce } from '../shared/synthesis';
import { unselectedPods } from './check';
import { finding } from './findings';
import type { DeploymentSpec } from './manifest';
import { emitOptionsOf, type WrappedDeploymentProps } from './props';
import { WorkloadRelease } from './release';

/** Pods of a Deployment that says no number. */
const REPLICAS = 1;

/** A Deployment of any version of cdk8s-plus, or without, that is released by a strategy. Only its rendered manifest is looked at. */
export class WrappedDeployment extends Construct {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The warnings and notes; errors have been thrown. What depends on the pods is announced at synthesis. */
  readonly findings: readonly Finding[];
  /** The Services by their name. */
  readonly services: Readonly<Record<string, ApiObject>>;
  /** The Deployments, Jobs, budgets and whatever else the release is made of, besides the Services. */
  readonly objects: readonly ApiObject[];
  readonly #source: ApiObject;
  readonly #early: RenderedDeployment;
  #complete = false;
  #rendered: RenderedDeployment | undefined;

  constructor(scope: Construct, id: string, given: WrappedDeploymentProps) {
    super(scope, id);
    const { deployment, ...props } = checkedProps('WrappedDeploymentProps', scope, id, given);
    const source = deploymentIn(deployment);
    if (source === undefined) {
      const received = deployment.node.path;
      throw new CutoverError(this.node.path, [
        finding('workload-deployment', 'deployment', 'This is no Deployment', { received }),
      ]);
    }
    this.#source = source;
    this.#early = source.toJson() as RenderedDeployment;
    const { metadata, spec } = this.#early;
    source.node.scope?.node.tryRemoveChild(source.node.id);
    const settings = { ...props, replicas: props.replicas ?? spec.replicas ?? REPLICAS };
    const isCounted = props.replicas !== undefined || spec.replicas !== undefined;
    const release = new WorkloadRelease(this, props.strategy, settings, {
      name: metadata.name,
      metadata,
      pods: {
        labels: () => this.#deployment().spec.selector.matchLabels ?? {},
        ports: () => containerPorts(this.#deployment().spec.template),
        template: () => this.#deployment().spec.template,
      },
      options: () => ({
        ...(spec.revisionHistoryLimit !== undefined && { revisionHistoryLimit: spec.revisionHistoryLimit }),
        ...(spec.progressDeadlineSeconds !== undefined && { progressDeadline: spec.progressDeadlineSeconds }),
        ...emitOptionsOf(props),
        // A Deployment without a number of pods leaves it to an autoscaler, which a number would undo at each apply.
        ...(!isCounted && { withReplicas: false }),
      }),
      spec: (emitted) => this.#spec(emitted),
    });
    this.plan = release.plan;
    this.findings = release.findings;
    this.objects = release.objects;
    this.services = Object.fromEntries(
      Object.entries(release.services).map(([name, service]) => [name, ApiObject.of(service)]),
    );
    validateOnce(this, () => [...this.#selectors(), ...release.validate(), ...this.#autoscalers()]);
    this.#complete = true;
  }

  /** The Deployment: as it is now while this is made, then as it is at synthesis. */
  #deployment(): RenderedDeployment {
    if (!this.#complete) return this.#early;
    this.#rendered ??= withoutRepeats(this.#source.toJson() as RenderedDeployment);
    return this.#rendered;
  }

  /** What the Deployment says besides, and the strategy does not. */
  #spec({ selector, minReadySeconds: settled }: DeploymentSpec): object {
    const { minReadySeconds = 0, selector: own } = this.#deployment().spec;
    return {
      ...(settled === undefined && minReadySeconds > 0 && { minReadySeconds }),
      ...(own.matchExpressions && { selector: { ...selector, matchExpressions: own.matchExpressions } }),
    };
  }

  /** The pods get the labels that they are found by, so that what was wrong before would not be seen in them. */
  #selectors(): string[] {
    return unselectedPods(this.#deployment().spec).map((one) => findingText(one).trim());
  }

  /** Autoscalers that scale a Deployment of this name, when there is none any more. */
  #autoscalers(): string[] {
    const { name } = this.#early.metadata;
    const [first] = this.objects;
    if (first?.name === name) return [];
    return (first?.chart.node.findAll() ?? [])
      .filter((one): one is ApiObject => one instanceof ApiObject && one.kind === 'HorizontalPodAutoscaler')
      .filter((one) => {
        const { spec } = one.toJson() as { spec: { scaleTargetRef?: { kind: string; name: string } } };
        return spec.scaleTargetRef?.kind === 'Deployment' && spec.scaleTargetRef.name === name;
      })
      .map((one) => {
        const { fix } = finding('workload-autoscaler', '', '');
        return `The autoscaler ${one.name} scales the Deployment ${name}. ${fix} [workload-autoscaler]`;
      });
  }
}
