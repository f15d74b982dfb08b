import type { Finding } from '../../../lib/findings';
import type { Plan } from '../../../lib/plan';
import type { RoutingOptions } from '../options';
import { audienceProblems } from './audiences';
import { nameProblems } from './names';
import { policyProblems } from './policy';
import { retryProblems } from './retries';
import { routeProblems } from './routes';
import { versionProblems } from './versions';

/** Everything that is wrong with the routing of a plan, apart from what the plan's clauses ask of Istio. */
export function routingProblems(plan: Plan, options: RoutingOptions, controller: boolean): Finding[] {
  return [
    ...nameProblems(options),
    ...versionProblems(options.versions, controller),
    ...routeProblems(options),
    ...(controller ? [] : audienceProblems(plan)),
    ...retryProblems(plan, options),
    ...policyProblems(options.trafficPolicy ?? {}, plan.stickiness),
  ];
}
