import type * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { checkedProps } from '../shared/options';
import { DeploymentWorkload } from './deployment-workload';
import type { RecreateReleaseProps, WrappedRecreateProps } from './props';
import { WrappedDeployment } from './wrapped-deployment';

/** What a {@link RecreateDeployment} is made of: a Deployment's properties, and how it is released. */
export interface RecreateDeploymentProps extends kplus.WorkloadProps, RecreateReleaseProps {}

/**
 * A Deployment whose pods all stop before the first new one starts, with its Service and, where the strategy says so, a maintenance page. With
 * `mode: 'maintenance'` the page answers, the application has no pods, and the migration runs.
 *
 * @throws CutoverError with everything that is wrong with the strategy on Deployments. What depends on the pods and on patches is checked at
 * synthesis.
 */
export class RecreateDeployment extends DeploymentWorkload {
  /** A Deployment that exists in the app, of any version of cdk8s-plus or none, released by a strategy. It keeps its name. */
  static fromDeployment(scope: Construct, id: string, props: WrappedRecreateProps): WrappedDeployment {
    return new WrappedDeployment(scope, id, checkedProps('WrappedRecreateProps', scope, id, props));
  }

  constructor(scope: Construct, id: string, props: RecreateDeploymentProps) {
    super(scope, id, checkedProps('RecreateDeploymentProps', scope, id, props));
  }
}
