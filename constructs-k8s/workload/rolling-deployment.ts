import type * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { checkedProps } from '../shared/options';
import { DeploymentWorkload } from './deployment-workload';
import type { RollingReleaseProps, WrappedRollingProps } from './props';
import { WrappedDeployment } from './wrapped-deployment';

/** What a {@link RollingDeployment} is made of: a Deployment's properties, and how it is released. */
export interface RollingDeploymentProps extends kplus.WorkloadProps, RollingReleaseProps {}

/**
 * A Deployment that exchanges its pods a few at a time, with its Service and its disruption budget. Its pods are made as those of a Deployment of
 * cdk8s-plus. A Deployment never rolls back by itself: `kubectl rollout undo` does.
 *
 * @throws CutoverError with everything that is wrong with the strategy on Deployments. What depends on the pods and on patches is checked at
 * synthesis.
 */
export class RollingDeployment extends DeploymentWorkload implements kplus.IScalable {
  /** A Deployment that exists in the app, of any version of cdk8s-plus or none, released by a strategy. It keeps its name. */
  static fromDeployment(scope: Construct, id: string, props: WrappedRollingProps): WrappedDeployment {
    return new WrappedDeployment(scope, id, checkedProps('WrappedRollingProps', scope, id, props));
  }

  readonly #replicas: number | undefined;

  constructor(scope: Construct, id: string, props: RollingDeploymentProps) {
    super(scope, id, checkedProps('RollingDeploymentProps', scope, id, props));
    this.#replicas = props.replicas;
  }

  /** Leaves the number of pods to an autoscaler. */
  markHasAutoscaler(): void {
    this.hasAutoscaler = true;
  }

  /** What an autoscaler scales. */
  toScalingTarget(): kplus.ScalingTarget {
    const { kind, apiVersion } = this.apiObject;
    return { kind, apiVersion, name: this.name, containers: this.containers, replicas: this.#replicas };
  }
}
