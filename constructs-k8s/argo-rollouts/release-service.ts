import * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Labels, ServicePort } from '../shared/manifest';

/** What is only known when everything has been said about the pods. */
export interface ServedPods {
  readonly labels: () => Labels;
  readonly ports: () => readonly ServicePort[];
}

interface ReleaseServiceProps {
  readonly name: string;
  readonly namespace: string | undefined;
  /** Whether a client stays at one pod. */
  readonly sticky: boolean;
  readonly pods: ServedPods;
}

/** A Service that a Rollout names: Argo adds the hash of a version to its selector. It has the ports of the pods until it is given others. */
export class ReleaseService extends kplus.Service {
  readonly #pods: ServedPods;
  readonly #sticky: boolean;
  #type: kplus.ServiceType | undefined;

  constructor(scope: Construct, id: string, { name, namespace, sticky, pods }: ReleaseServiceProps) {
    super(scope, id, { metadata: { name, ...(namespace && { namespace }) } });
    this.#pods = pods;
    this.#sticky = sticky;
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
      ...(this.#sticky && { sessionAffinity: 'ClientIP' }),
    };
  }
}
