import { ApiObject, Names } from 'cdk8s';
import { Construct } from 'constructs';
import { judge } from '../../lib/fidelity';
import { CutoverError, type Finding } from '../../lib/findings';
import { type Phase, type Plan, plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { routingProblems } from './check';
import { type Driver, driverProblems, phaseOf, routedClauses } from './driver';
import { routedPhase } from './emit';
import { ROUTE, type RoutingOptions, SUBSETS } from './options';
import { emitIstioRouting } from './routing';
import { istio } from './target';

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

/** The part of a Rollout that points Argo Rollouts to the routing: its `trafficRouting.istio`. */
export interface ArgoIstioRouting {
  readonly virtualService: { readonly name: string; readonly routes: readonly string[] };
  /** Absent where each version is a Service. */
  readonly destinationRule?: {
    readonly name: string;
    readonly stableSubsetName: string;
    readonly canarySubsetName: string;
  };
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
    this.findings = this.#judge(options, drivenBy, phase);
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

  #judge(options: RoutingOptions, driver: Driver, phase: string | undefined): readonly Finding[] {
    const accepted = new Set(this.plan.accept.map(({ id }) => id));
    const own = [
      ...driverProblems(this.plan, driver, phase),
      ...routingProblems(this.plan, options, driver === 'argo-rollouts'),
    ].filter(({ id, severity }) => severity !== 'warning' || id === 'istio-nobody-watches' || !accepted.has(id));
    const findings = [...judge(this.plan, istio, routedClauses(driver)).findings, ...own];
    CutoverError.throwIfAny(this.node.path, findings);
    for (const { id, message } of findings) this.node.addMetadata(`cutover:${id}`, message);
    return findings;
  }
}

function argoRouting({ name, routeName = ROUTE, versions }: RoutingOptions): ArgoIstioRouting {
  const virtualService = { name, routes: [routeName] };
  if (versions.kind === 'services') return { virtualService };
  const { stable = SUBSETS.stable, canary = SUBSETS.canary } = versions;
  return { virtualService, destinationRule: { name, stableSubsetName: stable.name, canarySubsetName: canary.name } };
}
