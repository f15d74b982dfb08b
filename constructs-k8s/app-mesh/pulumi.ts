import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { Late } from '../pulumi/late';
import { type RoutingArgs, RoutingComponent, routedRelease } from '../pulumi/routing';
import { appMeshPhase } from './emit';
import type { AppMeshRoutingOptions } from './options';
import { type ArgoAppMeshRouting, appMeshRouter, argoAppMeshRouting } from './router';
import { emitAppMeshRouting } from './routing';

/** What an {@link AppMeshCanaryRouting} is made of. */
export interface AppMeshCanaryRoutingArgs
  extends RoutingArgs,
    Pick<AppMeshRoutingOptions, 'port' | 'protocol' | 'path'>,
    Late<Pick<AppMeshRoutingOptions, 'service' | 'versions'>> {}

/**
 * The resources with which AWS App Mesh routed requests between two versions. AWS ended the service on 2026-09-30: this is an error until
 * the strategy accepts `app-mesh-ended`, and nothing reads the resources then either.
 *
 * @throws CutoverError with everything that is wrong with the strategy and the routing, before anything is registered.
 */
export class AppMeshCanaryRouting extends RoutingComponent {
  readonly virtualService: k8s.apiextensions.CustomResource;
  readonly virtualRouter: k8s.apiextensions.CustomResource;
  /** That of the stable version, then that of the new one. */
  readonly virtualNodes: readonly k8s.apiextensions.CustomResource[];
  /** What a Rollout that this routing serves has as its `strategy.canary.trafficRouting.appMesh`. */
  readonly argoRouting: ArgoAppMeshRouting;

  constructor(name: string, args: AppMeshCanaryRoutingArgs, opts?: pulumi.ComponentResourceOptions) {
    const release = routedRelease('AppMeshCanaryRouting', name, args, appMeshRouter);
    super('AppMeshCanaryRouting', name, release, opts);
    const { virtualService, virtualRouter, virtualNodes } = emitAppMeshRouting({
      ...release.options,
      ...(release.phase && { phase: appMeshPhase(release.phase) }),
    });
    const custom = (made: pulumi.CustomResource) => made as k8s.apiextensions.CustomResource;
    this.virtualNodes = virtualNodes.map((node) => custom(this.make(node, this.left('spec.podSelector'))));
    this.virtualRouter = custom(
      this.make(virtualRouter, { ...this.left('spec.routes'), dependsOn: this.virtualNodes }),
    );
    this.virtualService = custom(this.make(virtualService, { dependsOn: [this.virtualRouter] }));
    this.argoRouting = argoAppMeshRouting(release.options);
    this.registerOutputs({ name: release.name, phase: release.phase?.name });
  }
}
