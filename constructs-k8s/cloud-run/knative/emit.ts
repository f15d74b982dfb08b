import { type EmitOptions, settle } from '../../../lib/fidelity';
import type { Plan } from '../../../lib/plan';
import type { KnativeServiceManifest } from '../manifest';
import { type ServiceOptions, type ServicePlatform, serviceOf } from '../service';
import { KNATIVE_LIMITS } from './limits';

/** The Service as it is in one phase of a plan. */
export interface KnativePhase {
  /** The phase: `step 2`, `full`. */
  readonly name: string;
  readonly service: KnativeServiceManifest;
}

/** The Service in each phase of a plan, in order. A person applies them one after the other. */
export interface KnativeFragment {
  readonly phases: readonly KnativePhase[];
}

/** What the target emits a phase with; names that are left out are called after the application. */
export interface KnativeEmitOptions extends EmitOptions, Omit<ServiceOptions, 'name'> {
  /** Default: `knative`. */
  readonly platform?: ServicePlatform;
}

/** The share of a phase in the percent that Knative will use. */
export const knativeWeight = (weight: number): number => settle(KNATIVE_LIMITS, 'weight', weight);

/** The Service in every phase. */
export function emit(plan: Plan, { platform = 'knative', ...options }: KnativeEmitOptions): KnativeFragment {
  return {
    phases: plan.phases.map(({ name, weight }) => ({
      name,
      service: serviceOf(plan, options, platform, knativeWeight(weight)),
    })),
  };
}
