import { idIn } from '../../simulate/read/cloudformation/template';
import { Part, type Resource } from '../read/resource';
import { type Job, jobsIn } from './jobs';
import { type AppRelease, releasesIn } from './releases';
import { type Workload, workloadsIn } from './workloads';

/** Everything that was read, as rules look at it. */
export class App {
  readonly #byScope = new Map<string, Map<string, Resource>>();
  readonly #byKind = new Map<string, Part[]>();
  #workloads: readonly Workload[] | undefined;
  #releases: readonly AppRelease[] | undefined;
  #jobs: readonly Job[] | undefined;

  constructor(readonly resources: readonly Resource[]) {
    for (const resource of resources) {
      const alike = this.#byKind.get(resource.kind) ?? [];
      alike.push(Part.of(resource));
      this.#byKind.set(resource.kind, alike);
      if (resource.platform !== 'aws') continue;
      const scope = this.#byScope.get(resource.scope) ?? new Map<string, Resource>();
      this.#byScope.set(resource.scope, scope.set(resource.name, resource));
    }
  }

  /** The resources of these kinds; a group is asked for where several have a kind of this name. */
  of(kinds: string | readonly string[], group?: RegExp): readonly Part[] {
    const parts = (typeof kinds === 'string' ? [kinds] : kinds).flatMap((kind) => this.#byKind.get(kind) ?? []);
    return group === undefined ? parts : parts.filter(({ resource }) => group.test(resource.group));
  }

  /** The resource of a template that a reference names. */
  referred(part: Part): Part | undefined {
    const id = idIn(part.value) ?? part.text;
    const found = id === undefined ? undefined : this.#byScope.get(part.resource.scope)?.get(id);
    return found === undefined ? undefined : Part.of(found);
  }

  /** What runs for long. */
  get workloads(): readonly Workload[] {
    this.#workloads ??= workloadsIn(this);
    return this.#workloads;
  }

  /** What runs once. */
  get jobs(): readonly Job[] {
    this.#jobs ??= jobsIn(this);
    return this.#jobs;
  }

  /** Releases whose steps an engine runs. */
  get releases(): readonly AppRelease[] {
    this.#releases ??= releasesIn(this);
    return this.#releases;
  }
}
