import type { Plan, Trace } from '../plan';
import type { Limits } from './limits';
import type { RunbookOf } from './runbook';

/** How the pods of a platform are found in Prometheus. */
export interface PrometheusSource {
  /** How requests are counted, when nothing else is said. */
  readonly convention: 'http' | 'istio';
  /**
   * What tells the pods of the versions apart: expressions (RE2) for what follows the application's name, or that the new version is the running
   * ReplicaSet that was made last, among all or among those of an expression.
   */
  readonly versions: 'newest' | { readonly newest: string } | { readonly candidate: string; readonly stable: string };
}

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
  /** What a person can do with a release by hand. Absent: nothing is known. */
  readonly runbook?: RunbookOf;
  /** Absent: by `http` and `newest` where the format is YAML, which is a cluster. `false`: its versions are not told apart in Prometheus. */
  readonly prometheus?: PrometheusSource | false;
}

/** How a target's pods are found in Prometheus; undefined where they are not. */
export function prometheusSource({
  format,
  prometheus,
}: Pick<Target, 'format' | 'prometheus'>): PrometheusSource | undefined {
  if (prometheus !== undefined) return prometheus === false ? undefined : prometheus;
  return format === 'yaml' ? { convention: 'http', versions: 'newest' } : undefined;
}

/** What every target asks for besides the plan. */
export interface EmitOptions {
  /** The application's name: lower case, digits and hyphens. */
  readonly name: string;
  /** Kubernetes only. Default: the one that it is applied in. */
  readonly namespace?: string;
}
