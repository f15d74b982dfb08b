import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { Phase } from '../../lib/plan';
import type { ComponentArgs } from '../pulumi/args';
import { type Release, ReleaseComponent } from '../pulumi/component';
import type { Late } from '../pulumi/late';
import { StandIns } from '../pulumi/stand-ins';
import type { Driver } from '../shared/routing/driver';
import { judgeRouting } from '../shared/routing/judged';
import { type ArgoIstioRouting, argoRouting } from './argo-routing';
import { istioPhase } from './emit';
import type { RoutingOptions, ServiceVersions, SubsetVersions } from './options';
import { istioRouter } from './router';
import { emitIstioRouting, type IstioRouting } from './routing';

/** What an {@link IstioCanaryRouting} is made of. */
export interface IstioCanaryRoutingArgs
  extends ComponentArgs,
    Pick<RoutingOptions, 'port' | 'routeName' | 'timeout' | 'retries' | 'trafficPolicy'>,
    Late<Pick<RoutingOptions, 'hosts' | 'gateways' | 'routes'>> {
  /** How the mesh tells the two versions apart; the Services may be outputs. */
  readonly versions: (Omit<SubsetVersions, 'host'> & Late<Pick<SubsetVersions, 'host'>>) | Late<ServiceVersions>;
  /**
   * The phase whose traffic is routed: a name of the plan, such as `step 2`, `full` or `bake`. Only when people drive the release.
   * @default - the first phase
   */
  readonly phase?: string;
  /**
   * Who moves the release from phase to phase. `argo-rollouts` starts with everything on the stable version, and what the controller writes is
   * left alone. `people` apply one phase after the other, each by a `pulumi up`: nothing then runs the strategy's guards, checks and bake.
   * @default people
   */
  readonly drivenBy?: Driver;
}

interface RoutingRelease extends Release {
  readonly phase: Phase | undefined;
  readonly routing: IstioRouting;
  readonly argoRouting: ArgoIstioRouting;
}

/** @throws CutoverError with everything that is wrong. */
function routingRelease(id: string, args: IstioCanaryRoutingArgs): RoutingRelease {
  const { metadata: { name = id, ...metadata } = {}, strategy, phase, drivenBy = 'people', ...rest } = args;
  const inputs = new StandIns();
  const options = { ...inputs.plain({ ...rest, ...metadata }), name } as RoutingOptions;
  const judged = judgeRouting(`IstioCanaryRouting ${id}`, { strategy, phase, drivenBy }, istioRouter(options));
  const routing = emitIstioRouting({
    ...options,
    ...(judged.phase && { phase: istioPhase(judged.phase) }),
    ...(judged.plan.stickiness && { stickiness: judged.plan.stickiness }),
  });
  return { name, ...judged, inputs, routing, argoRouting: argoRouting(options) };
}

/**
 * Routes requests between two versions in an Istio mesh: a VirtualService with the weights, the mirror and the audiences of one phase, and a
 * DestinationRule with the subsets and the traffic policy. It serves alone, or as the router of Argo Rollouts.
 *
 * @throws CutoverError with everything that is wrong with the strategy, the routing and the policy, before anything is registered.
 */
export class IstioCanaryRouting extends ReleaseComponent {
  /** The phase that is routed; undefined when Argo Rollouts sets the weights. */
  readonly phase: Phase | undefined;
  readonly virtualService: k8s.apiextensions.CustomResource;
  readonly destinationRules: readonly k8s.apiextensions.CustomResource[];
  /** What a Rollout that this routing serves has as its `strategy.canary.trafficRouting.istio`. */
  readonly argoRouting: ArgoIstioRouting;

  constructor(name: string, args: IstioCanaryRoutingArgs, opts?: pulumi.ComponentResourceOptions) {
    const release = routingRelease(name, args);
    super('IstioCanaryRouting', name, release, opts);
    const { virtualService, destinationRules } = release.routing;
    const left = (field: string) => (args.drivenBy === 'argo-rollouts' ? { ignoreChanges: [field] } : {});
    const custom = (made: pulumi.CustomResource) => made as k8s.apiextensions.CustomResource;
    this.phase = release.phase;
    this.argoRouting = release.argoRouting;
    this.destinationRules = destinationRules.map((rule) =>
      custom(this.make(rule, rule.spec.subsets === undefined ? {} : left('spec.subsets'))),
    );
    this.virtualService = custom(this.make(virtualService, { ...left('spec.http'), dependsOn: this.destinationRules }));
    this.registerOutputs({ name: release.name, phase: release.phase?.name });
  }
}
