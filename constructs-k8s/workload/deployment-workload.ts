import { type ApiObject, type ApiObjectMetadata, Names } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { CutoverError, type Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import type { PodTemplate, ServicePort } from '../shared/manifest';
import { validateContainers } from '../shared/no-containers';
import { namedPorts } from '../shared/ports';
import { validateOnce } from '../shared/synthesis';
import { WORKLOAD } from './deployments';
import { finding } from './findings';
import type { DeploymentSpec } from './manifest';
import { type AnyReleaseProps, emitOptionsOf } from './props';
import { WorkloadRelease } from './release';

/** The pods of a Deployment of cdk8s-plus, released by a strategy: what all constructs of this folder have in common. */
export abstract class DeploymentWorkload extends kplus.Workload {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The warnings and notes; errors have been thrown. What depends on the pods is announced at synthesis. */
  readonly findings: readonly Finding[];
  /** Pods that are wanted. */
  readonly replicas: number;
  /** The Services by their name. */
  readonly services: Readonly<Record<string, kplus.Service>>;
  /** The Deployments, Jobs, budgets and whatever else the release is made of, besides the Services. */
  readonly objects: readonly ApiObject[];
  readonly resourceType = 'deployments';
  hasAutoscaler = false;
  protected readonly apiObject: ApiObject;
  readonly #release: WorkloadRelease;
  readonly #name: string;

  constructor(scope: Construct, id: string, props: kplus.WorkloadProps & AnyReleaseProps) {
    const { spread, ...workload } = props;
    super(scope, id, workload);
    this.replicas = props.replicas ?? 2;
    const metadata: ApiObjectMetadata = props.metadata ?? {};
    this.#name = metadata.name ?? Names.toDnsLabel(this, { maxLen: WORKLOAD.longestName - WORKLOAD.added });
    this.#release = new WorkloadRelease(this, props.strategy, props, {
      name: this.#name,
      metadata,
      pods: { labels: () => this.matchLabels, ports: () => this.#ports(), template: () => this.#template() },
      options: () => ({ ...emitOptionsOf(props), ...(this.hasAutoscaler && { withReplicas: false }) }),
      spec: (emitted) => this.#selector(emitted),
    });
    const { plan, findings, services, objects } = this.#release;
    this.plan = plan;
    this.findings = findings;
    this.services = services;
    this.objects = objects;
    this.apiObject = objects[0] as ApiObject;
    validateOnce(this, () => validateContainers(this, () => this.#release.validate()));
    if (this.isolate) this.connections.isolate();
    // A workload with `spread` adds its terms at each rendering; here they are added once.
    if (spread)
      for (const topology of [kplus.Topology.HOSTNAME, kplus.Topology.ZONE]) this.scheduling.spread({ topology });
  }

  /** What clients call; the name of a Deployment, where there is one. */
  override get name(): string {
    return this.#name;
  }

  /**
   * The Service that clients call, with these options. Where a release switches it, there is no other one; else other names make other Services.
   */
  exposeViaService(options: kplus.DeploymentExposeViaServiceOptions = {}): kplus.Service {
    const name = options.name ?? this.name;
    const own = this.#release.services[name];
    if (own !== undefined) {
      own.expose(options);
      return own;
    }
    if (this.#release.isSwitched) {
      const message = `The Service ${name} would not follow the switch`;
      throw new CutoverError(this.node.path, [finding('workload-bypass', 'service', message)]);
    }
    const { ports = this.#ports() as unknown as kplus.ServicePort[], serviceType } = options;
    const { namespace } = this.metadata;
    return new kplus.Service(this, `${name}Service`, {
      selector: this,
      ports,
      metadata: { name, ...(namespace && { namespace }) },
      ...(serviceType && { type: serviceType }),
    });
  }

  /** An Ingress to the Service that clients call. */
  exposeViaIngress(path: string, options: kplus.ExposeDeploymentViaIngressOptions = {}): kplus.Ingress {
    return this.exposeViaService(options).exposeViaIngress(path, options);
  }

  #ports(): readonly ServicePort[] {
    return namedPorts(
      kplus.extractContainerPorts(this).map(({ number, name, protocol }) => ({
        port: number,
        targetPort: number,
        ...(name && { name }),
        ...(protocol && { protocol }),
      })),
    );
  }

  #template(): PodTemplate {
    return kplus.k8s.toJson_PodTemplateSpec({
      metadata: this.podMetadata.toJson(),
      spec: this._toPodSpec(),
    }) as PodTemplate;
  }

  /** Expressions of the selector, which the emitter does not know. */
  #selector({ selector }: DeploymentSpec): object {
    const matchExpressions = this.matchExpressions;
    return matchExpressions.length === 0 ? {} : { selector: { ...selector, matchExpressions } };
  }
}
