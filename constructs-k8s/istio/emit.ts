import type { EmitOptions } from '../../lib/fidelity';
import type { Plan } from '../../lib/plan';
import { routedPhase } from '../shared/routing/phase';
import { ISTIO_LIMITS } from './limits';
import type { RoutingOptions } from './options';
import { emitIstioRouting, type IstioRouting } from './routing';

/** The resources of one phase of a plan. */
export interface IstioPhase extends IstioRouting {
  /** The phase: `step 2`, `full`. */
  readonly name: string;
}

/** The resources of each phase of a plan, in order. A person applies them one after the other. */
export interface IstioFragment {
  readonly phases: readonly IstioPhase[];
}

/** What the target emits a phase with; names and Services that are left out are called after the application. */
export interface IstioEmitOptions extends EmitOptions, Partial<Omit<RoutingOptions, 'name'>> {}

/** The traffic of a phase in the numbers that Istio will use. */
export const istioPhase = routedPhase(ISTIO_LIMITS);

/** The resources of every phase. Without options, the Service has the application's name and pods with a `version` label. */
export function emit(plan: Plan, options: IstioEmitOptions): IstioFragment {
  const { versions = { kind: 'subsets', host: options.name } } = options;
  const { stickiness } = plan;
  return {
    phases: plan.phases.map((phase) => ({
      name: phase.name,
      ...emitIstioRouting({ ...options, versions, phase: istioPhase(phase), ...(stickiness && { stickiness }) }),
    })),
  };
}
