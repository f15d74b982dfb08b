import { ApiObject, Names } from 'cdk8s';
import { Construct } from 'constructs';
import type { Finding } from '../../lib/findings';
import type { Phase, Plan } from '../../lib/plan';
import { checkedProps } from '../shared/options';
import type { ReleaseRoutingProps } from '../shared/routing/judged';
import { judgedRouting } from '../shared/routing/judged-construct';
import { traefikPhase } from './emit';
import type { TraefikRoutingOptions } from './options';
import { type ArgoTraefikRouting, argoTraefikRouting, traefikRouter } from './router';
import { emitTraefikRouting } from './routing';

/** What a {@link TraefikCanaryRouting} is made of. */
export interface TraefikCanaryRoutingProps extends ReleaseRoutingProps, Omit<TraefikRoutingOptions, 'name'> {
  /** The name of the IngressRoute and of the TraefikService. @default - from the construct's path */
  readonly name?: string;
}

/**
 * Routes requests between two versions with Traefik's own resources: an IngressRoute with the audiences, a TraefikService with the weights,
 * and one around it for the mirror. New routes are better written for the Gateway API, which Traefik serves as well.
 *
 * @throws CutoverError with everything that is wrong with the strategy and the routing.
 */
export class TraefikCanaryRouting extends Construct {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The phase that is routed; undefined when Argo Rollouts sets the weights. */
  readonly phase: Phase | undefined;
  /** The warnings and notes; errors have been thrown. They are also in the construct's metadata. */
  readonly findings: readonly Finding[];
  readonly ingressRoute: ApiObject;
  readonly service: ApiObject;
  /** The mirror around the weights; undefined when nothing is mirrored. */
  readonly mirror: ApiObject | undefined;
  /** What a Rollout that this routing serves has as its `strategy.canary.trafficRouting.traefik`. */
  readonly argoRouting: ArgoTraefikRouting;

  constructor(scope: Construct, id: string, props: TraefikCanaryRoutingProps) {
    super(scope, id);
    const {
      strategy,
      phase,
      drivenBy,
      name = Names.toDnsLabel(this),
      ...rest
    } = checkedProps('TraefikCanaryRoutingProps', scope, id, props);
    const options: TraefikRoutingOptions = { ...rest, name };
    const judged = judgedRouting(this, props, traefikRouter(options));
    this.plan = judged.plan;
    this.findings = judged.findings;
    this.phase = judged.phase;
    const { ingressRoute, service, mirror } = emitTraefikRouting({
      ...options,
      ...(this.phase && { phase: traefikPhase(this.phase) }),
      ...(this.plan.stickiness && { stickiness: this.plan.stickiness }),
    });
    this.ingressRoute = new ApiObject(this, 'Resource', ingressRoute);
    this.service = new ApiObject(this, 'Service', service);
    this.mirror = mirror && new ApiObject(this, 'Mirror', mirror);
    this.argoRouting = argoTraefikRouting(options);
  }
}
