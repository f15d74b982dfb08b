import { ApiObject, type ApiObjectMetadata, type Duration, Lazy, Names } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Construct, IConstruct } from 'constructs';
import type { Finding } from '../../lib/findings';
import { CutoverError } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import type { PodTemplate, ServicePort } from '../shared/manifest';
import { validateContainers } from '../shared/no-containers';
import { checkedProps } from '../shared/options';
import { namedPorts } from '../shared/ports';
import { validateOnce } from '../shared/synthesis';
import { ARGO } from './argo';
import { DeploymentRollout, type DeploymentRolloutProps } from './deployment-rollout';
import { finding } from './findings';
import { API_VERSION, type RolloutSpec } from './manifest';
import { Release, type ReleaseProps } from './release';
import type { ReleaseService } from './release-service';

/** What an {@link ArgoRollout} is made of: a Deployment's properties, and how it is released. */
export interface ArgoRolloutProps extends kplus.WorkloadProps, ReleaseProps {
  /** The time for which a new pod must be ready before it counts. @default - the strategy's, or none */
  readonly minReady?: Duration;
  /** The time without progress after which a release has failed; the preview of blue/green comes on top. @default - 10 minutes, plus the strategy's minReady */
  readonly progressDeadline?: Duration;
}

/**
 * A Rollout of Argo Rollouts, with its Services, its analysis templates and, with a router, its routes. Its pods are made as those of a
 * Deployment of cdk8s-plus: containers, probes, volumes, `connections` and `scheduling` are the same.
 *
 * Warnings are in `findings`, in the construct's metadata, and are printed once as warnings of the process.
 *
 * @throws CutoverError with everything that is wrong with the strategy on this platform. What depends on the pods and on patches is checked
 * at synthesis.
 */
export class ArgoRollout extends kplus.Workload implements kplus.IScalable {
  /**
   * A Rollout in the place of a Deployment that was made with any version of cdk8s-plus, or without. The Deployment is taken out of the
   * chart and lives on as the Rollout's pods; Services that selected it keep selecting them.
   */
  static fromDeployment(
    scope: Construct,
    id: string,
    props: DeploymentRolloutProps & { readonly deployment: IConstruct },
  ): DeploymentRollout {
    return new DeploymentRollout(scope, id, props);
  }

  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The warnings and notes; errors have been thrown. */
  readonly findings: readonly Finding[];
  /** Pods that are wanted. */
  readonly replicas: number;
  readonly analysisTemplates: readonly ApiObject[];
  /** The routes: a VirtualService, an HTTPRoute or a GRPCRoute. */
  readonly routing: readonly ApiObject[];
  /** The Services by their name: what clients call, and one for each version. */
  readonly services: Readonly<Record<string, kplus.Service>>;
  readonly resourceType = 'rollouts';
  hasAutoscaler = false;
  protected readonly apiObject: ApiObject;
  readonly #release: Release;
  readonly #props: ArgoRolloutProps;

  constructor(scope: Construct, id: string, props: ArgoRolloutProps) {
    const { spread, ...workload } = checkedProps('ArgoRolloutProps', scope, id, props);
    super(scope, id, workload);
    this.#props = props;
    this.replicas = props.replicas ?? 2;
    const metadata: ApiObjectMetadata = {
      ...props.metadata,
      name: props.metadata?.name ?? Names.toDnsLabel(this, { maxLen: ARGO.longestWatchedName }),
    };
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: API_VERSION,
      kind: 'Rollout',
      metadata,
      spec: Lazy.any({ produce: () => this.#release.rolloutSpec() }),
    });
    this.#release = new Release(this, props, {
      name: this.name,
      namespace: this.metadata.namespace,
      pods: { labels: () => this.matchLabels, ports: () => this.#ports(), template: () => this.#template() },
      progressDeadline: () => props.progressDeadline?.toSeconds(),
      spec: (emitted) => this.#spec(emitted),
    });
    const { plan, findings, services, analysisTemplates, routing } = this.#release;
    this.plan = plan;
    this.findings = findings;
    this.services = services;
    this.analysisTemplates = analysisTemplates;
    this.routing = routing;
    validateOnce(this, () => validateContainers(this, () => this.#release.validate(this.apiObject)));
    if (this.isolate) this.connections.isolate();
    // A workload with `spread` adds its terms at each rendering; here they are added once.
    if (spread)
      for (const topology of [kplus.Topology.HOSTNAME, kplus.Topology.ZONE]) this.scheduling.spread({ topology });
  }

  /**
   * The Service that clients call, with these options. In a canary without a router other names make other Services of all pods; a release
   * with a router, or blue/green, has one way in.
   */
  exposeViaService(options: kplus.DeploymentExposeViaServiceOptions = {}): kplus.Service {
    const own = this.#release.services[options.name ?? this.name];
    if (own !== undefined) {
      own.expose(options);
      return own;
    }
    if (this.#release.isRouted) {
      const name = options.name ?? this.name;
      throw new CutoverError(this.node.path, [
        finding('argo-service-bypass', 'service', `The Service ${name} would select the pods of both versions`),
      ]);
    }
    const { ports = this.#ports() as unknown as kplus.ServicePort[], name, serviceType } = options;
    return new kplus.Service(this, `${name}Service`, {
      selector: this,
      ports,
      metadata: { ...(name && { name }), ...(this.metadata.namespace && { namespace: this.metadata.namespace }) },
      ...(serviceType && { type: serviceType }),
    });
  }

  /** An Ingress to the Service that clients call. */
  exposeViaIngress(path: string, options: kplus.ExposeDeploymentViaIngressOptions = {}): kplus.Ingress {
    return this.exposeViaService(options).exposeViaIngress(path, options);
  }

  /** Leaves the number of pods to an autoscaler. */
  markHasAutoscaler(): void {
    this.hasAutoscaler = true;
  }

  /** What an autoscaler scales. */
  toScalingTarget(): kplus.ScalingTarget {
    const { kind, apiVersion } = this.apiObject;
    return { kind, apiVersion, name: this.name, containers: this.containers, replicas: this.#props.replicas };
  }

  #ports(): readonly ServicePort[] {
    const ports = kplus.extractContainerPorts(this).map(({ number, name, protocol }) => ({
      port: number,
      targetPort: number,
      ...(name && { name }),
      ...(protocol && { protocol }),
    }));
    return namedPorts(ports);
  }

  #template(): PodTemplate {
    return kplus.k8s.toJson_PodTemplateSpec({
      metadata: this.podMetadata.toJson(),
      spec: this._toPodSpec(),
    }) as PodTemplate;
  }

  #spec(emitted: RolloutSpec): object {
    const minReadySeconds = this.#props.minReady?.toSeconds() ?? emitted.minReadySeconds;
    const expressions = this.matchExpressions;
    return {
      replicas: this.hasAutoscaler ? undefined : this.replicas,
      selector: { matchLabels: this.matchLabels, ...(expressions.length > 0 && { matchExpressions: expressions }) },
      ...(minReadySeconds !== undefined && { minReadySeconds }),
    };
  }
}

export type { ReleaseService };
