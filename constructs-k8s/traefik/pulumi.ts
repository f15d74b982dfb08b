import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { Late } from '../pulumi/late';
import { type RoutingArgs, RoutingComponent, routedRelease } from '../pulumi/routing';
import { traefikPhase } from './emit';
import type { TraefikRoutingOptions } from './options';
import { type ArgoTraefikRouting, argoTraefikRouting, traefikRouter } from './router';
import { emitTraefikRouting } from './routing';

/** What a {@link TraefikCanaryRouting} is made of. */
export interface TraefikCanaryRoutingArgs
  extends RoutingArgs,
    Pick<TraefikRoutingOptions, 'port' | 'path'>,
    Late<Pick<TraefikRoutingOptions, 'entryPoints' | 'hosts' | 'tls' | 'versions' | 'routes'>> {}

/**
 * Routes requests between two versions with Traefik's own resources: an IngressRoute with the audiences, a TraefikService with the weights,
 * and one around it for the mirror. New routes are better written for the Gateway API, which Traefik serves as well.
 *
 * @throws CutoverError with everything that is wrong with the strategy and the routing, before anything is registered.
 */
export class TraefikCanaryRouting extends RoutingComponent {
  readonly ingressRoute: k8s.apiextensions.CustomResource;
  readonly service: k8s.apiextensions.CustomResource;
  /** The mirror around the weights; undefined when nothing is mirrored. */
  readonly mirror: k8s.apiextensions.CustomResource | undefined;
  /** What a Rollout that this routing serves has as its `strategy.canary.trafficRouting.traefik`. */
  readonly argoRouting: ArgoTraefikRouting;

  constructor(name: string, args: TraefikCanaryRoutingArgs, opts?: pulumi.ComponentResourceOptions) {
    const release = routedRelease('TraefikCanaryRouting', name, args, traefikRouter);
    super('TraefikCanaryRouting', name, release, opts);
    const { ingressRoute, service, mirror } = emitTraefikRouting({
      ...release.options,
      ...(release.phase && { phase: traefikPhase(release.phase) }),
      ...(release.plan.stickiness && { stickiness: release.plan.stickiness }),
    });
    const custom = (made: pulumi.CustomResource) => made as k8s.apiextensions.CustomResource;
    this.service = custom(this.make(service, this.left('spec.weighted')));
    this.mirror = mirror && custom(this.make(mirror, { dependsOn: [this.service] }));
    this.ingressRoute = custom(this.make(ingressRoute, { dependsOn: [this.mirror ?? this.service] }));
    this.argoRouting = argoTraefikRouting(release.options);
    this.registerOutputs({ name: release.name, phase: release.phase?.name });
  }
}
