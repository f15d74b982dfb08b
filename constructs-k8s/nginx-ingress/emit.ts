import type { EmitOptions } from '../../lib/fidelity';
import type { Plan } from '../../lib/plan';
import { routedPhase } from '../shared/routing/phase';
import { NGINX_LIMITS } from './limits';
import type { NginxRoutingOptions } from './options';
import { emitNginxRouting, type NginxRouting } from './routing';

/** The Ingresses of one phase of a plan. */
export interface NginxPhase extends NginxRouting {
  /** The phase: `step 2`, `full`. */
  readonly name: string;
}

/** The Ingresses of each phase of a plan, in order. A person applies them one after the other. */
export interface NginxFragment {
  readonly phases: readonly NginxPhase[];
}

/** What the target emits a phase with; names and Services that are left out are called after the application. */
export interface NginxEmitOptions extends EmitOptions, Partial<Omit<NginxRoutingOptions, 'name'>> {}

/** The traffic of a phase in the numbers that the annotations can hold. */
export const nginxPhase = routedPhase(NGINX_LIMITS);

/** The Ingresses of every phase. Without options they divide between the Service of the application's name and that with `-canary`. */
export function emit(plan: Plan, options: NginxEmitOptions): NginxFragment {
  const { name, versions = { stable: name, canary: `${name}-canary` } } = options;
  const { stickiness } = plan;
  return {
    phases: plan.phases.map((phase) => ({
      name: phase.name,
      ...emitNginxRouting({ ...options, versions, phase: nginxPhase(phase), ...(stickiness && { stickiness }) }),
    })),
  };
}
