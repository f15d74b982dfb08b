import { ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { CutoverError, type Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { checkedProps } from '../shared/options';
import { containerPorts, deploymentIn, type RenderedDeployment, withoutRepeats } from '../shared/rendered-deployment';
import { validateOnce } from '../shared/synthesis';
import { finding } from './findings';
import { API_VERSION, type RolloutSpec } from './manifest';
import { Release, type ReleaseProps } from './release';

/** Pods of a Deployment that says no number. */
const REPLICAS = 1;

/** What a {@link DeploymentRollout} is made of. */
export interface DeploymentRolloutProps extends ReleaseProps {
  /** The Deployment: of any version of cdk8s-plus, or an ApiObject of kind Deployment. */
  readonly deployment: IConstruct;
  /** Pods that are wanted. @default - as the Deployment has them */
  readonly replicas?: number;
}

/** A Rollout in the place of a Deployment. Only the Deployment's rendered manifest is looked at, so that it may come from anywhere. */
export class DeploymentRollout extends Construct {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The warnings and notes; errors have been thrown. */
  readonly findings: readonly Finding[];
  readonly rollout: ApiObject;
  /** The Services by their name: what clients call, and one for each version. */
  readonly services: Readonly<Record<string, ApiObject>>;
  readonly analysisTemplates: readonly ApiObject[];
  /** The routes: a VirtualService, an HTTPRoute or a GRPCRoute. */
  readonly routing: readonly ApiObject[];
  readonly #source: ApiObject;
  readonly #early: RenderedDeployment;
  readonly #props: DeploymentRolloutProps;
  #complete = false;
  #rendered: RenderedDeployment | undefined;

  constructor(scope: Construct, id: string, props: DeploymentRolloutProps) {
    super(scope, id);
    this.#props = checkedProps('DeploymentRolloutProps', scope, id, props);
    this.#source = sourceOf(this, props.deployment);
    const early = this.#source.toJson() as RenderedDeployment;
    this.#early = early;
    const { namespace } = early.metadata;
    const replicas = props.replicas ?? early.spec.replicas ?? REPLICAS;
    this.#source.node.scope?.node.tryRemoveChild(this.#source.node.id);

    this.rollout = new ApiObject(this, 'Resource', {
      apiVersion: API_VERSION,
      kind: 'Rollout',
      metadata: early.metadata,
      spec: Lazy.any({ produce: () => release.rolloutSpec() }),
    });
    const release = new Release(
      this,
      { ...props, replicas },
      {
        name: early.metadata.name,
        namespace,
        pods: {
          labels: () => this.#deployment().spec.selector.matchLabels ?? {},
          ports: () => containerPorts(this.#deployment().spec.template),
          template: () => this.#deployment().spec.template,
        },
        progressDeadline: () => this.#deployment().spec.progressDeadlineSeconds,
        spec: (emitted) => this.#spec(emitted),
      },
    );
    this.plan = release.plan;
    this.findings = release.findings;
    this.services = Object.fromEntries(
      Object.entries(release.services).map(([name, service]) => [name, ApiObject.of(service)]),
    );
    this.analysisTemplates = release.analysisTemplates;
    this.routing = release.routing;
    validateOnce(this, () => [...release.validate(this.rollout), ...this.#autoscalers()]);
    this.#complete = true;
  }

  /** The Deployment: as it is now while this is made, then as it is at synthesis. */
  #deployment(): RenderedDeployment {
    if (!this.#complete) return this.#early;
    this.#rendered ??= withoutRepeats(this.#source.toJson() as RenderedDeployment);
    return this.#rendered;
  }

  /** A Deployment without a number of pods leaves it to an autoscaler, which a number here would undo at each apply. */
  #spec(emitted: RolloutSpec): object {
    const { replicas, selector, minReadySeconds = 0, revisionHistoryLimit } = this.#deployment().spec;
    return {
      replicas: this.#props.replicas ?? replicas,
      selector,
      ...(minReadySeconds > 0 && emitted.minReadySeconds === undefined && { minReadySeconds }),
      revisionHistoryLimit: this.#props.revisionHistoryLimit ?? revisionHistoryLimit,
    };
  }

  #autoscalers(): string[] {
    const { name } = this.rollout;
    return this.rollout.chart.node
      .findAll()
      .filter((one): one is ApiObject => one instanceof ApiObject && one.kind === 'HorizontalPodAutoscaler')
      .filter((one) => {
        const { spec } = one.toJson() as { spec: { scaleTargetRef?: { kind: string; name: string } } };
        return spec.scaleTargetRef?.kind === 'Deployment' && spec.scaleTargetRef.name === name;
      })
      .map(
        (one) =>
          `The autoscaler ${one.name} still scales the Deployment. ${finding('argo-autoscaler', '', '').fix} [argo-autoscaler]`,
      );
  }
}

function sourceOf(owner: Construct, deployment: IConstruct): ApiObject {
  const source = deploymentIn(deployment);
  if (source !== undefined) return source;
  const received = deployment.node.path;
  throw new CutoverError(owner.node.path, [
    finding('argo-deployment', 'deployment', 'This is no Deployment', { received }),
  ]);
}
