import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { Late } from '../pulumi/late';
import { type RoutingArgs, RoutingComponent, routedRelease } from '../pulumi/routing';
import { type ArgoIstioRouting, argoRouting } from './argo-routing';
import { istioPhase } from './emit';
import type { RoutingOptions, ServiceVersions, SubsetVersions } from './options';
import { istioRouter } from './router';
import { emitIstioRouting } from './routing';

/** What an {@link IstioCanaryRouting} is made of. */
export interface IstioCanaryRoutingArgs
  extends RoutingArgs,
    Pick<RoutingOptions, 'port' | 'routeName' | 'timeout' | 'retries' | 'trafficPolicy'>,
    Late<Pick<RoutingOptions, 'hosts' | 'gateways' | 'routes'>> {
  /** How the mesh tells the two versions apart; the Services may be outputs. */
  readonly versions: (Omit<SubsetVersions, 'host'> & Late<Pick<SubsetVersions, 'host'>>) | Late<ServiceVersions>;
}

/**
 * Routes requests between two versions in an Istio mesh: a VirtualService with the weights, the mirror and the audiences of one phase, and a
 * DestinationRule with the subsets and the traffic policy. It serves alone, or as the router of Argo Rollouts.
 *
 * @throws CutoverError with everything that is wrong with the strategy, the routing and the policy, before anything is registered.
 */
export class IstioCanaryRouting extends RoutingComponent {
  readonly virtualService: k8s.apiextensions.CustomResource;
  readonly destinationRules: readonly k8s.apiextensions.CustomResource[];
  /** What a Rollout that this routing serves has as its `strategy.canary.trafficRouting.istio`. */
  readonly argoRouting: ArgoIstioRouting;

  constructor(name: string, args: IstioCanaryRoutingArgs, opts?: pulumi.ComponentResourceOptions) {
    const release = routedRelease('IstioCanaryRouting', name, args, istioRouter);
    super('IstioCanaryRouting', name, release, opts);
    const { virtualService, destinationRules } = emitIstioRouting({
      ...release.options,
      ...(release.phase && { phase: istioPhase(release.phase) }),
      ...(release.plan.stickiness && { stickiness: release.plan.stickiness }),
    });
    const custom = (made: pulumi.CustomResource) => made as k8s.apiextensions.CustomResource;
    this.argoRouting = argoRouting(release.options);
    this.destinationRules = destinationRules.map((rule) =>
      custom(this.make(rule, rule.spec.subsets === undefined ? {} : this.left('spec.subsets'))),
    );
    this.virtualService = custom(
      this.make(virtualService, { ...this.left('spec.http'), dependsOn: this.destinationRules }),
    );
    this.registerOutputs({ name: release.name, phase: release.phase?.name });
  }
}
