import type { EmitOptions } from '../../lib/fidelity';
import type { Plan } from '../../lib/plan';
import { routedPhase } from '../shared/routing/phase';
import { GATEWAY_LIMITS } from './limits';
import type { GatewayRoute } from './manifest';
import type { GatewayRoutingOptions } from './options';
import { emitGatewayRouting } from './routing';

/** The route of one phase of a plan. */
export interface GatewayPhase {
  /** The phase: `step 2`, `full`. */
  readonly name: string;
  readonly route: GatewayRoute;
}

/** The route of each phase of a plan, in order. A person applies them one after the other. */
export interface GatewayFragment {
  readonly phases: readonly GatewayPhase[];
}

/** What the target emits a phase with; names and Services that are left out are called after the application. */
export interface GatewayEmitOptions extends EmitOptions, Partial<Omit<GatewayRoutingOptions, 'name'>> {}

/** The Gateway of a route that says none, to be filled in. */
export const GATEWAY = 'gateway';

/** The traffic of a phase in the numbers that a route can hold. */
export const gatewayPhase = routedPhase(GATEWAY_LIMITS);

/**
 * The route of every phase. Without options it is attached to a Gateway called `gateway`, and divides between the Service of the
 * application's name and that of the name with `-canary`.
 */
export function emit(plan: Plan, options: GatewayEmitOptions): GatewayFragment {
  const { name, parents = [{ gateway: GATEWAY }], versions = { stable: name, canary: `${name}-canary` } } = options;
  return {
    phases: plan.phases.map((phase) => ({
      name: phase.name,
      route: emitGatewayRouting({ ...options, parents, versions, phase: gatewayPhase(phase) }),
    })),
  };
}
