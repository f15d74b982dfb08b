import { ApiObject, Names } from 'cdk8s';
import { Construct } from 'constructs';
import type { Finding } from '../../lib/findings';
import type { Phase, Plan } from '../../lib/plan';
import { checkedProps } from '../shared/options';
import type { ReleaseRoutingProps } from '../shared/routing/judged';
import { judgedRouting } from '../shared/routing/judged-construct';
import { gatewayPhase } from './emit';
import type { GatewayRoutingOptions } from './options';
import { type ArgoGatewayRouting, argoGatewayRouting, gatewayRouter } from './router';
import { emitGatewayRouting } from './routing';

/** What a {@link GatewayCanaryRouting} is made of. */
export interface GatewayCanaryRoutingProps extends ReleaseRoutingProps, Omit<GatewayRoutingOptions, 'name'> {
  /** The name of the route. @default - from the construct's path */
  readonly name?: string;
}

/**
 * Routes requests between two versions with the Gateway API: an HTTPRoute or a GRPCRoute with the weights, the mirror and the audiences of one
 * phase, on any Gateway or mesh that implements it. It serves alone, or as the router of Argo Rollouts.
 *
 * @throws CutoverError with everything that is wrong with the strategy and the routing.
 */
export class GatewayCanaryRouting extends Construct {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The phase that is routed; undefined when Argo Rollouts sets the weights. */
  readonly phase: Phase | undefined;
  /** The warnings and notes; errors have been thrown. They are also in the construct's metadata. */
  readonly findings: readonly Finding[];
  readonly route: ApiObject;
  /**
   * What a Rollout that this routing serves has as its `strategy.canary.trafficRouting.plugins['argoproj-labs/gatewayAPI']`; an
   * {@link ArgoRollout} takes it as the `config` of a router of kind `plugin`.
   */
  readonly argoRouting: ArgoGatewayRouting;

  constructor(scope: Construct, id: string, props: GatewayCanaryRoutingProps) {
    super(scope, id);
    const {
      strategy,
      phase,
      drivenBy,
      name = Names.toDnsLabel(this),
      ...rest
    } = checkedProps('GatewayCanaryRoutingProps', scope, id, props);
    const options: GatewayRoutingOptions = { ...rest, name };
    const judged = judgedRouting(this, props, gatewayRouter(options));
    this.plan = judged.plan;
    this.findings = judged.findings;
    this.phase = judged.phase;
    const route = emitGatewayRouting({ ...options, ...(this.phase && { phase: gatewayPhase(this.phase) }) });
    this.route = new ApiObject(this, 'Resource', route);
    this.argoRouting = argoGatewayRouting(options, this.route.metadata.namespace);
  }
}
