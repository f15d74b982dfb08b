import type * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { checkedProps } from '../shared/options';
import { DeploymentWorkload } from './deployment-workload';
import type { BlueGreenReleaseProps, WrappedBlueGreenProps } from './props';
import { WrappedDeployment } from './wrapped-deployment';

/** A container whose image may be left to `images`. */
export interface ColouredContainerProps extends Omit<kplus.ContainerProps, 'image'> {
  /** @default - that of the version, in the first container; other containers need one */
  readonly image?: string;
}

/** What a {@link BlueGreenDeployment} is made of: a Deployment's properties, and how it is released. */
export interface BlueGreenDeploymentProps extends Omit<kplus.WorkloadProps, 'containers'>, BlueGreenReleaseProps {
  /** The containers of both versions; the image of the first one comes from `images`. */
  readonly containers: readonly ColouredContainerProps[];
}

/**
 * Two Deployments, and a Service that selects one of them: `live` says which. A release is a new image of the other one; its checks run as Jobs,
 * and then `live` changes. Going back is to change `live` back.
 *
 * @throws CutoverError with everything that is wrong with the strategy on Deployments. What depends on the pods and on patches is checked at
 * synthesis.
 */
export class BlueGreenDeployment extends DeploymentWorkload {
  /** The pods of a Deployment that exists in the app, of any version of cdk8s-plus or none, as two Deployments. */
  static fromDeployment(scope: Construct, id: string, props: WrappedBlueGreenProps): WrappedDeployment {
    return new WrappedDeployment(scope, id, checkedProps('WrappedBlueGreenProps', scope, id, props));
  }

  /** What clients call. */
  readonly active: kplus.Service;
  /** What reaches the version that does not serve. */
  readonly preview: kplus.Service;

  constructor(scope: Construct, id: string, given: BlueGreenDeploymentProps) {
    const { containers, ...props } = checkedProps('BlueGreenDeploymentProps', scope, id, given);
    const image = props.images[props.live];
    super(scope, id, { ...props, containers: containers.map((container) => ({ image, ...container })) });
    this.active = this.services[this.name] as kplus.Service;
    this.preview = this.services[`${this.name}-preview`] as kplus.Service;
  }
}
