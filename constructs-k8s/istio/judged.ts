import { judge } from '../../lib/fidelity';
import type { Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { routingProblems } from './check';
import { type Driver, driverProblems, routedClauses } from './driver';
import type { RoutingOptions } from './options';
import { istio } from './target';

/** Who moves the release, and from which phase the weights are. */
interface Driving {
  readonly driver: Driver;
  readonly phase: string | undefined;
}

/** Everything that is to be said about the routing of a plan, whatever it is constructed with. */
export function judgedRouting(plan: Plan, options: RoutingOptions, { driver, phase }: Driving): readonly Finding[] {
  const accepted = new Set(plan.accept.map(({ id }) => id));
  const own = [
    ...driverProblems(plan, driver, phase),
    ...routingProblems(plan, options, driver === 'argo-rollouts'),
  ].filter(({ id, severity }) => severity !== 'warning' || id === 'istio-nobody-watches' || !accepted.has(id));
  return [...judge(plan, istio, routedClauses(driver)).findings, ...own];
}
