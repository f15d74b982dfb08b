import type { EmitOptions } from '../../lib/fidelity';
import type { Plan } from '../../lib/plan';
import { routedPhase } from '../shared/routing/phase';
import { APP_MESH_LIMITS } from './limits';
import type { AppMeshRoutingOptions } from './options';
import { type AppMeshRouting, emitAppMeshRouting } from './routing';

/** The resources of one phase of a plan. */
export interface AppMeshPhase extends AppMeshRouting {
  /** The phase: `step 2`, `full`. */
  readonly name: string;
}

/** The resources of each phase of a plan, in order. A person applies them one after the other. */
export interface AppMeshFragment {
  readonly phases: readonly AppMeshPhase[];
}

/** What the target emits a phase with; names and Services that are left out are called after the application. */
export interface AppMeshEmitOptions extends EmitOptions, Partial<Omit<AppMeshRoutingOptions, 'name'>> {}

/** The traffic of a phase in the numbers that a route can hold. */
export const appMeshPhase = routedPhase(APP_MESH_LIMITS);

/** The resources of every phase. Without options the Services have the application's name, and the pods a `version` label. */
export function emit(plan: Plan, options: AppMeshEmitOptions): AppMeshFragment {
  const { name } = options;
  const {
    versions = {
      stable: { service: name, labels: { version: 'stable' } },
      canary: { service: `${name}-canary`, labels: { version: 'canary' } },
    },
  } = options;
  return {
    phases: plan.phases.map((phase) => ({
      name: phase.name,
      ...emitAppMeshRouting({ ...options, versions, phase: appMeshPhase(phase) }),
    })),
  };
}
