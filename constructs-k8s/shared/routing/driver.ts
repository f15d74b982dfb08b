import { CLAUSES, type ClauseKey } from '../../../lib/fidelity';
import type { Finding } from '../../../lib/findings';
import { bakeOf, type Phase, type Plan } from '../../../lib/plan';
import { formatDuration } from '../../../lib/strategy';
import { nearest, oneOf } from '../../../lib/strategy/nearest';
import type { Voice } from './findings';

/** Who moves the release from phase to phase: a person who applies the next one, or Argo Rollouts, which changes the weights in the cluster. */
export type Driver = 'people' | 'argo-rollouts';

/** The clauses that the resources of a router carry. */
const ROUTED = /^(weight|mirror|audience\..*|stickiness\..*|shift\..*|replace\.(in-place|stop-first))$/;
/** Those of them that stay with the router when a controller writes the routes. */
const LEFT_BY_CONTROLLER = /^stickiness\./;

/** The clauses that the routing of a driver answers for; the others are the driver's. */
export const routedClauses =
  (driver: Driver) =>
  (key: ClauseKey): boolean =>
    (driver === 'people' ? ROUTED : LEFT_BY_CONTROLLER).test(key);

/** The phase that the weights come from: the named one, or the first. */
export function phaseOf(plan: Plan, name: string | undefined): Phase | undefined {
  return name === undefined ? plan.phases[0] : plan.phases.find((phase) => phase.name === name);
}

/** The safety of a plan that only something that runs can give, in words. */
function unwatched(plan: Plan): string[] {
  const bake = bakeOf(plan);
  return [
    ...plan.guards.map(({ name }) => `guard ${name}`),
    ...plan.phases.flatMap(({ checks }) => checks.map(({ name }) => `check ${name}`)),
    ...plan.phases.flatMap(({ name, approve }) =>
      approve?.timeout === undefined ? [] : [`${CLAUSES['approve.timeout'].title} after ${name}`],
    ),
    ...(bake === 0 ? [] : [`bake of ${formatDuration(bake)}`]),
  ];
}

function unwatchedProblems(plan: Plan, { title, finding }: Voice): Finding[] {
  const left = unwatched(plan);
  if (left.length === 0) return [];
  const message = `${title} only routes, so that nobody runs: ${left.join(', ')}`;
  const problem = finding('nobody-watches', 'drivenBy', message, { received: 'people' });
  const accepted = plan.accept.find(({ id }) => id === problem.id);
  if (accepted === undefined) return [problem];
  return [{ ...problem, severity: 'warning', fix: `the strategy accepts it: ${accepted.reason}` }];
}

/** What is wrong with who drives the release and with the phase. */
export function driverProblems(plan: Plan, byController: boolean, name: string | undefined, voice: Voice): Finding[] {
  const { finding, controller = 'Argo Rollouts sets the weights of all phases' } = voice;
  if (byController)
    return name === undefined ? [] : [finding('phase-with-controller', 'phase', controller, { received: name })];
  const names = plan.phases.map((phase) => phase.name);
  if (phaseOf(plan, name) !== undefined) return unwatchedProblems(plan, voice);
  const near = nearest(name ?? '', names);
  const detail = {
    received: name ?? '',
    expected: oneOf(names),
    ...(near === undefined ? {} : { fix: `write \`${near}\`` }),
  };
  return [
    finding('unknown-phase', 'phase', 'The strategy has no such phase', detail),
    ...unwatchedProblems(plan, voice),
  ];
}
