import type { EmitOptions } from '../../lib/fidelity';
import type { Plan } from '../../lib/plan';
import { routedPhase } from '../shared/routing/phase';
import { TRAEFIK_LIMITS } from './limits';
import type { TraefikRoutingOptions } from './options';
import { emitTraefikRouting, type TraefikRouting } from './routing';

/** The resources of one phase of a plan. */
export interface TraefikPhase extends TraefikRouting {
  /** The phase: `step 2`, `full`. */
  readonly name: string;
}

/** The resources of each phase of a plan, in order. A person applies them one after the other. */
export interface TraefikFragment {
  readonly phases: readonly TraefikPhase[];
}

/** What the target emits a phase with; names and Services that are left out are called after the application. */
export interface TraefikEmitOptions extends EmitOptions, Partial<Omit<TraefikRoutingOptions, 'name'>> {}

/** The traffic of a phase in the numbers that Traefik will use. */
export const traefikPhase = routedPhase(TRAEFIK_LIMITS);

/** The resources of every phase. Without options they divide between the Service of the application's name and that with `-canary`. */
export function emit(plan: Plan, options: TraefikEmitOptions): TraefikFragment {
  const { name, versions = { stable: name, canary: `${name}-canary` } } = options;
  const { stickiness } = plan;
  return {
    phases: plan.phases.map((phase) => ({
      name: phase.name,
      ...emitTraefikRouting({ ...options, versions, phase: traefikPhase(phase), ...(stickiness && { stickiness }) }),
    })),
  };
}
