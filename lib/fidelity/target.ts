import type { Plan, Trace } from '../plan';
import type { Limits } from './limits';

/** A platform that runs releases: what it can do, what it is told, and what its engine makes of that. */
export interface Target<Fragment = unknown, Options extends EmitOptions = EmitOptions> {
  /** For example `aws-ecs`. */
  readonly id: string;
  /** For example `Amazon ECS`. */
  readonly title: string;
  /** The language of the native fragment, when it is written to a file. */
  readonly format: 'yaml' | 'json';
  readonly limits: Limits;
  /** The native fragment of a plan that {@link Target.limits} do not refuse. Pure. */
  emit(plan: Plan, options: Options): Fragment;
  /** How the engine will execute a fragment. */
  trace(fragment: Fragment): Trace;
}

export interface EmitOptions {
  /** The application's name: lower case, digits and hyphens. */
  readonly name: string;
}
