import { ApiObject, Names } from 'cdk8s';
import { Construct } from 'constructs';
import type { Finding } from '../../lib/findings';
import type { Phase, Plan } from '../../lib/plan';
import { checkedProps } from '../shared/options';
import type { ReleaseRoutingProps } from '../shared/routing/judged';
import { judgedRouting } from '../shared/routing/judged-construct';
import { type ArgoIstioRouting, argoRouting } from './argo-routing';
import { istioPhase } from './emit';
import type { RoutingOptions } from './options';
import { istioRouter } from './router';
import { emitIstioRouting } from './routing';

/** What an {@link IstioCanaryRouting} is made of. */
export interface IstioCanaryRoutingProps extends ReleaseRoutingProps, Omit<RoutingOptions, 'name'> {
  /** The name of the VirtualService and of the DestinationRule. @default - from the construct's path */
  readonly name?: string;
}

/**
 * Routes requests between two versions in an Istio mesh: a VirtualService with the weights, the mirror and the audiences of one phase, and a
 * DestinationRule with the subsets and the traffic policy. It serves alone, or as the router of Argo Rollouts.
 *
 * @throws CutoverError with everything that is wrong with the strategy, the routing and the policy.
 */
export class IstioCanaryRouting extends Construct {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The phase that is routed; undefined when Argo Rollouts sets the weights. */
  readonly phase: Phase | undefined;
  /** The warnings and notes; errors have been thrown. They are also in the construct's metadata. */
  readonly findings: readonly Finding[];
  readonly virtualService: ApiObject;
  readonly destinationRules: readonly ApiObject[];
  /** What a Rollout that this routing serves has as its `strategy.canary.trafficRouting.istio`. */
  readonly argoRouting: ArgoIstioRouting;

  constructor(scope: Construct, id: string, props: IstioCanaryRoutingProps) {
    super(scope, id);
    const {
      strategy,
      phase,
      drivenBy,
      name = Names.toDnsLabel(this),
      ...rest
    } = checkedProps('IstioCanaryRoutingProps', scope, id, props);
    const options: RoutingOptions = { ...rest, name };
    const judged = judgedRouting(this, props, istioRouter(options));
    this.plan = judged.plan;
    this.findings = judged.findings;
    this.phase = judged.phase;

    const { virtualService, destinationRules } = emitIstioRouting({
      ...options,
      ...(this.phase && { phase: istioPhase(this.phase) }),
      ...(this.plan.stickiness && { stickiness: this.plan.stickiness }),
    });
    this.virtualService = new ApiObject(this, 'Resource', virtualService);
    const ids =
      destinationRules.length === 1 ? ['DestinationRule'] : ['StableDestinationRule', 'CanaryDestinationRule'];
    this.destinationRules = destinationRules.map((rule, at) => new ApiObject(this, ids[at] as string, rule));
    this.argoRouting = argoRouting(options);
  }
}
