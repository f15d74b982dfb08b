import { ApiObject, Names } from 'cdk8s';
import { Construct } from 'constructs';
import { CutoverError, type Finding } from '../../lib/findings';
import { type Phase, type Plan, plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { type ArgoIstioRouting, argoRouting } from './argo-routing';
import { type Driver, phaseOf } from './driver';
import { routedPhase } from './emit';
import { judgedRouting } from './judged';
import type { RoutingOptions } from './options';
import { emitIstioRouting } from './routing';

/** What an {@link IstioCanaryRouting} is made of. */
export interface IstioCanaryRoutingProps extends Omit<RoutingOptions, 'name'> {
  /** The name of the VirtualService and of the DestinationRule. @default - from the construct's path */
  readonly name?: string;
  /** The release whose phases give the weights, the mirror, the audiences and the stickiness. */
  readonly strategy: Strategy;
  /**
   * The phase whose traffic is routed: a name of the plan, such as `step 2`, `full` or `bake`. Only when people drive the release.
   * @default - the first phase
   */
  readonly phase?: string;
  /**
   * Who moves the release from phase to phase. `argo-rollouts` starts with everything on the stable version and leaves weights, mirrors and
   * audiences to the controller. `people` apply one phase after the other: nothing then runs the strategy's guards, checks and bake, which is an
   * error until the strategy accepts `istio-nobody-watches`.
   * @default people
   */
  readonly drivenBy?: Driver;
}

/**
 * Routes requests between two versions in an Istio mesh: a VirtualService with the weights, the mirror and the audiences of one phase, and a
 * DestinationRule with the subsets and the traffic policy. It serves alone, or as the router of Argo Rollouts.
 *
 * @throws CutoverError with everything that is wrong with the strategy, the routing and the policy.
 */
export class IstioCanaryRouting extends Construct {
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
    const { strategy, phase, drivenBy = 'people', name = Names.toDnsLabel(this), ...rest } = props;
    const options: RoutingOptions = { ...rest, name };
    const byController = drivenBy === 'argo-rollouts';
    this.plan = plan(Strategy.parse(strategy));
    this.findings = judgedRouting(this.plan, options, { driver: drivenBy, phase });
    CutoverError.throwIfAny(this.node.path, this.findings);
    for (const { id, message } of this.findings) this.node.addMetadata(`cutover:${id}`, message);
    this.phase = byController ? undefined : phaseOf(this.plan, phase);

    const { virtualService, destinationRules } = emitIstioRouting({
      ...options,
      ...(this.phase && { phase: routedPhase(this.phase) }),
      ...(this.plan.stickiness && { stickiness: this.plan.stickiness }),
    });
    this.virtualService = new ApiObject(this, 'Resource', virtualService);
    const ids =
      destinationRules.length === 1 ? ['DestinationRule'] : ['StableDestinationRule', 'CanaryDestinationRule'];
    this.destinationRules = destinationRules.map((rule, at) => new ApiObject(this, ids[at] as string, rule));
    this.argoRouting = argoRouting(options);
  }
}
