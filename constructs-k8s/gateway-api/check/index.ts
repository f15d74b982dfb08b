import type { Finding } from '../../../lib/findings';
import type { Plan } from '../../../lib/plan';
import type { GatewayRoutingOptions } from '../options';
import { audienceProblems } from './audiences';
import { nameProblems } from './names';
import { parentProblems } from './parents';
import { ruleProblems } from './rules';
import { timeoutProblems } from './timeouts';

/** Everything that is wrong with the routing of a plan, apart from what the plan's clauses ask of the Gateway API. */
export function routingProblems(plan: Plan, options: GatewayRoutingOptions, byController: boolean): Finding[] {
  return [
    ...nameProblems(options),
    ...parentProblems(options),
    ...ruleProblems(plan, options, byController),
    ...audienceProblems(plan),
    ...timeoutProblems(options),
  ];
}
