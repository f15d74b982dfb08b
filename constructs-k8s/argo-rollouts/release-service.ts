import * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Labels, ServicePort } from '../shared/manifest';

/** What is only known when everything has been said about the pods. */
export interface ServedPods {
  readonly labels: () => Labels;
  readonly ports: () => readonly ServicePort[];
}

/** As cdk8s spells it. */
type Affinity = Pick<kplus.k8s.ServiceSpec, 'sessionAffinity' | 'sessionAffinityConfig'>;

interface ReleaseServiceProps {
  readonly name: string;
  readonly namespace: string | undefined;
  /** How a client stays at one pod, in the fields of the spec. */
  readonly affinity: Affinity;
  readonly pods: ServedPods;
}

/** A Service that a Rollout names: Argo adds the hash of a version to its selector. It has the ports of the pods until it is given others. */
export class ReleaseService extends kplus.Service {
  readonly #pods: ServedPods;
  readonly #affinity: Affinity;
  #type: kplus.ServiceType | undefined;

  constructor(scope: Construct, id: string, { name, namespace, affinity, pods }: ReleaseServiceProps) {
    super(scope, id, { metadata: { name, ...(namespace && { namespace }) } });
    this.#pods = pods;
    this.#affinity = affinity;
  }

  /** Changes what was said before anything was exposed. */
  expose(options: kplus.DeploymentExposeViaServiceOptions): void {
    this.#type = options.serviceType ?? this.#type;
    const ports = options.ports ?? (this.ports.length > 0 ? [] : this.#pods.ports());
    for (const port of ports) this.bind(port.port, port as kplus.ServiceBindOptions);
  }

  /** @internal */
  override _toKube(): kplus.k8s.ServiceSpec {
    if (this.ports.length === 0) this.expose({});
    // Nobody calls a worker: Kubernetes takes a Service without ports when it has no address either.
    const spec = this.ports.length === 0 ? { clusterIp: 'None' } : super._toKube();
    return {
      ...spec,
      selector: this.#pods.labels(),
      ...(this.#type && { type: this.#type }),
      ...this.#affinity,
    };
  }
}
