import { CLAUSES, type ClauseKey } from '../../lib/fidelity';
import type { Finding } from '../../lib/findings';
import { bakeOf, type Phase, type Plan } from '../../lib/plan';
import { formatDuration } from '../../lib/strategy';
import { nearest, oneOf } from '../../lib/strategy/nearest';
import { finding } from './findings';

/** Who moves the release from phase to phase: a person who applies the next one, or Cloud Deploy. */
export type KnativeDriver = 'people' | 'cloud-deploy';

/** The clauses that a Service carries by itself; the others are those of whoever drives the release. */
const CARRIED = /^(weight|mirror|audience\..*|stickiness\..*|shift\..*|replace\..*|drain)$/;

export const carriedByService = (key: ClauseKey): boolean => CARRIED.test(key);

/** The phase that the traffic comes from: the named one, or the first. */
export const phaseOf = (plan: Plan, name: string | undefined): Phase | undefined =>
  name === undefined ? plan.phases[0] : plan.phases.find((phase) => phase.name === name);

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

function unwatchedProblems(plan: Plan): Finding[] {
  const left = unwatched(plan);
  if (left.length === 0) return [];
  const accepted = plan.accept.find(({ id }) => id === 'cloud-run-nobody-watches');
  const taken = accepted && ({ severity: 'warning', fix: `the strategy accepts it: ${accepted.reason}` } as const);
  const message = `A Service only divides requests, so that nobody runs: ${left.join(', ')}`;
  return [finding('cloud-run-nobody-watches', 'drivenBy', message, { received: 'people', ...taken })];
}

/** What is wrong with who drives the release and with the phase. */
export function driverProblems(plan: Plan, driver: KnativeDriver, name: string | undefined): Finding[] {
  if (driver === 'cloud-deploy') {
    return name === undefined
      ? []
      : [finding('cloud-run-phase', 'phase', 'Cloud Deploy goes through all phases', { received: name })];
  }
  if (phaseOf(plan, name) !== undefined) return unwatchedProblems(plan);
  const names = plan.phases.map((phase) => phase.name);
  const near = nearest(name ?? '', names);
  return [
    finding('cloud-run-phase', 'phase', 'The strategy has no such phase', {
      received: name ?? '',
      expected: oneOf(names),
      ...(near !== undefined && { fix: `write \`${near}\`` }),
    }),
    ...unwatchedProblems(plan),
  ];
}
