import { ApiObject, Names } from 'cdk8s';
import { Construct } from 'constructs';
import type { Finding } from '../../lib/findings';
import type { Phase, Plan } from '../../lib/plan';
import { checkedProps } from '../shared/options';
import type { ReleaseRoutingProps } from '../shared/routing/judged';
import { judgedRouting } from '../shared/routing/judged-construct';
import { nginxPhase } from './emit';
import type { NginxRoutingOptions } from './options';
import { type ArgoNginxRouting, argoNginxRouting, nginxRouter } from './router';
import { emitNginxRouting } from './routing';

/** What an {@link NginxCanaryRouting} is made of. */
export interface NginxCanaryRoutingProps extends ReleaseRoutingProps, Omit<NginxRoutingOptions, 'name'> {
  /** The name of the Ingress; that of the canary has `-canary` after it. @default - from the construct's path */
  readonly name?: string;
}

/**
 * Routes requests between two versions with ingress-nginx: an Ingress of the stable version, and a canary Ingress whose annotations say which
 * requests it gets in one phase. For clusters that still have it: the controller was retired in March 2026, which is a warning.
 *
 * @throws CutoverError with everything that is wrong with the strategy and the routing.
 */
export class NginxCanaryRouting extends Construct {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The phase that is routed; undefined when Argo Rollouts sets the weights. */
  readonly phase: Phase | undefined;
  /** The warnings and notes; errors have been thrown. They are also in the construct's metadata. */
  readonly findings: readonly Finding[];
  readonly ingress: ApiObject;
  /** The canary Ingress; undefined when Argo Rollouts makes it. */
  readonly canary: ApiObject | undefined;
  /** What a Rollout that this routing serves has as its `strategy.canary.trafficRouting.nginx`. */
  readonly argoRouting: ArgoNginxRouting;

  constructor(scope: Construct, id: string, props: NginxCanaryRoutingProps) {
    super(scope, id);
    const {
      strategy,
      phase,
      drivenBy,
      name = Names.toDnsLabel(this),
      ...rest
    } = checkedProps('NginxCanaryRoutingProps', scope, id, props);
    const options: NginxRoutingOptions = { ...rest, name };
    const judged = judgedRouting(this, props, nginxRouter(options));
    this.plan = judged.plan;
    this.findings = judged.findings;
    this.phase = judged.phase;
    const { ingress, canary } = emitNginxRouting({
      ...options,
      ...(this.phase && { phase: nginxPhase(this.phase) }),
      ...(this.plan.stickiness && { stickiness: this.plan.stickiness }),
    });
    this.ingress = new ApiObject(this, 'Resource', ingress);
    this.canary = canary && new ApiObject(this, 'Canary', canary);
    this.argoRouting = argoNginxRouting(options);
  }
}
