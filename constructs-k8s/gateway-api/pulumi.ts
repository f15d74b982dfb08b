import type * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Late } from '../pulumi/late';
import { type RoutingArgs, RoutingComponent, routedRelease } from '../pulumi/routing';
import { gatewayPhase } from './emit';
import type { GatewayRoutingOptions } from './options';
import { type ArgoGatewayRouting, argoGatewayRouting, gatewayRouter } from './router';
import { emitGatewayRouting } from './routing';

/** What a {@link GatewayCanaryRouting} is made of. */
export interface GatewayCanaryRoutingArgs
  extends RoutingArgs,
    Pick<GatewayRoutingOptions, 'protocol' | 'port' | 'path' | 'ruleName' | 'timeouts'>,
    Late<Pick<GatewayRoutingOptions, 'parents' | 'hostnames' | 'versions' | 'rules'>> {}

/**
 * Routes requests between two versions with the Gateway API: an HTTPRoute or a GRPCRoute with the weights, the mirror and the audiences of one
 * phase, on any Gateway or mesh that implements it. It serves alone, or as the router of Argo Rollouts.
 *
 * @throws CutoverError with everything that is wrong with the strategy and the routing, before anything is registered.
 */
export class GatewayCanaryRouting extends RoutingComponent {
  readonly route: k8s.apiextensions.CustomResource;
  /** What a Rollout that this routing serves has as its `strategy.canary.trafficRouting.plugins['argoproj-labs/gatewayAPI']`. */
  readonly argoRouting: pulumi.Output<ArgoGatewayRouting>;

  constructor(name: string, args: GatewayCanaryRoutingArgs, opts?: pulumi.ComponentResourceOptions) {
    const release = routedRelease('GatewayCanaryRouting', name, args, gatewayRouter);
    super('GatewayCanaryRouting', name, release, opts);
    const route = emitGatewayRouting({
      ...release.options,
      ...(release.phase && { phase: gatewayPhase(release.phase) }),
    });
    this.route = this.make(route, this.left('spec.rules')) as k8s.apiextensions.CustomResource;
    this.argoRouting = pulumi
      .output(args.metadata?.namespace)
      .apply((namespace) => argoGatewayRouting(release.options, namespace));
    this.registerOutputs({ name: release.name, phase: release.phase?.name });
  }
}
