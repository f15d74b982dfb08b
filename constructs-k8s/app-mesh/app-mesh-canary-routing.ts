import { ApiObject, Chart, Names } from 'cdk8s';
import { Construct } from 'constructs';
import type { Finding } from '../../lib/findings';
import type { Phase, Plan } from '../../lib/plan';
import { checkedProps } from '../shared/options';
import type { ReleaseRoutingProps } from '../shared/routing/judged';
import { judgedRouting } from '../shared/routing/judged-construct';
import { appMeshPhase } from './emit';
import type { AppMeshRoutingOptions } from './options';
import { type ArgoAppMeshRouting, appMeshRouter, argoAppMeshRouting } from './router';
import { emitAppMeshRouting } from './routing';

/** What an {@link AppMeshCanaryRouting} is made of. */
export interface AppMeshCanaryRoutingProps extends ReleaseRoutingProps, Omit<AppMeshRoutingOptions, 'name'> {
  /** The name of the VirtualService and the VirtualRouter. @default - from the construct's path */
  readonly name?: string;
}

/**
 * The resources with which AWS App Mesh routed requests between two versions. AWS ended the service on 2026-09-30: this is an error until
 * the strategy accepts `app-mesh-ended`, and nothing reads the resources then either.
 *
 * @throws CutoverError with everything that is wrong with the strategy and the routing.
 */
export class AppMeshCanaryRouting extends Construct {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The phase that is routed; undefined when Argo Rollouts sets the weights. */
  readonly phase: Phase | undefined;
  /** The warnings and notes; errors have been thrown. They are also in the construct's metadata. */
  readonly findings: readonly Finding[];
  readonly virtualService: ApiObject;
  readonly virtualRouter: ApiObject;
  /** That of the stable version, then that of the new one. */
  readonly virtualNodes: readonly ApiObject[];
  /** What a Rollout that this routing serves has as its `strategy.canary.trafficRouting.appMesh`. */
  readonly argoRouting: ArgoAppMeshRouting;

  constructor(scope: Construct, id: string, props: AppMeshCanaryRoutingProps) {
    super(scope, id);
    const {
      strategy,
      phase,
      drivenBy,
      name = Names.toDnsLabel(this),
      ...rest
    } = checkedProps('AppMeshCanaryRoutingProps', scope, id, props);
    const namespace = rest.namespace ?? Chart.of(this).namespace;
    const options: AppMeshRoutingOptions = { ...rest, name, ...(namespace && { namespace }) };
    const judged = judgedRouting(this, props, appMeshRouter(options));
    this.plan = judged.plan;
    this.findings = judged.findings;
    this.phase = judged.phase;
    const { virtualService, virtualRouter, virtualNodes } = emitAppMeshRouting({
      ...options,
      ...(this.phase && { phase: appMeshPhase(this.phase) }),
    });
    this.virtualService = new ApiObject(this, 'Resource', virtualService);
    this.virtualRouter = new ApiObject(this, 'VirtualRouter', virtualRouter);
    const [stable, canary] = virtualNodes;
    this.virtualNodes = [new ApiObject(this, 'StableNode', stable), new ApiObject(this, 'CanaryNode', canary)];
    this.argoRouting = argoAppMeshRouting(options);
  }
}
