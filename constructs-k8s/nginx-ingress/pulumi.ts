import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { UNAWAITED } from '../pulumi/component';
import type { Late } from '../pulumi/late';
import { type RoutingArgs, RoutingComponent, routedRelease } from '../pulumi/routing';
import { nginxPhase } from './emit';
import type { NginxRoutingOptions } from './options';
import { type ArgoNginxRouting, argoNginxRouting, nginxRouter } from './router';
import { emitNginxRouting } from './routing';

/** What an {@link NginxCanaryRouting} is made of. */
export interface NginxCanaryRoutingArgs
  extends RoutingArgs,
    Pick<NginxRoutingOptions, 'port' | 'path' | 'annotationPrefix'>,
    Late<Pick<NginxRoutingOptions, 'ingressClass' | 'hosts' | 'tls' | 'versions' | 'annotations'>> {}

/**
 * Routes requests between two versions with ingress-nginx: an Ingress of the stable version, and a canary Ingress whose annotations say which
 * requests it gets in one phase. For clusters that still have it: the controller was retired in March 2026, which is a warning.
 *
 * @throws CutoverError with everything that is wrong with the strategy and the routing, before anything is registered.
 */
export class NginxCanaryRouting extends RoutingComponent {
  readonly ingress: k8s.networking.v1.Ingress;
  /** The canary Ingress; undefined when Argo Rollouts makes it. */
  readonly canary: k8s.networking.v1.Ingress | undefined;
  /** What a Rollout that this routing serves has as its `strategy.canary.trafficRouting.nginx`. */
  readonly argoRouting: ArgoNginxRouting;

  constructor(name: string, args: NginxCanaryRoutingArgs, opts?: pulumi.ComponentResourceOptions) {
    const release = routedRelease('NginxCanaryRouting', name, args, nginxRouter);
    super('NginxCanaryRouting', name, release, opts);
    const { ingress, canary } = emitNginxRouting({
      ...release.options,
      ...(release.phase && { phase: nginxPhase(release.phase) }),
      ...(release.plan.stickiness && { stickiness: release.plan.stickiness }),
    });
    // The Service of a version may have no pods yet, and the controller no address: Pulumi would wait for both.
    this.ingress = this.make(ingress, { annotations: UNAWAITED }) as k8s.networking.v1.Ingress;
    this.canary =
      canary && (this.make(canary, { annotations: UNAWAITED, dependsOn: [this.ingress] }) as k8s.networking.v1.Ingress);
    this.argoRouting = argoNginxRouting(release.options);
    this.registerOutputs({ name: release.name, phase: release.phase?.name });
  }
}
