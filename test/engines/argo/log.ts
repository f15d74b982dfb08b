import type { RolloutSpec } from '../../../constructs-k8s/argo-rollouts/manifest';
import type { HttpRoute } from '../../../constructs-k8s/istio/manifest';
import { type Manifest, type RolloutObject, type Sight, type Space, until } from '../cluster';

/** The pods of one version. */
export interface ReplicaSetObject extends Manifest {
  readonly spec: { readonly replicas: number };
  readonly status?: { readonly readyReplicas?: number; readonly availableReplicas?: number };
}

/** A Rollout as the API server keeps it. */
export type ReleasedRollout = RolloutObject & { readonly spec: RolloutSpec };

export interface ServiceObject extends Manifest {
  readonly spec: { readonly selector: Readonly<Record<string, string>> };
}

/** A route as Argo Rollouts writes it. */
export interface WrittenRoute extends HttpRoute {
  readonly mirror?: { readonly host: string };
  readonly mirrorPercentage?: { readonly value: number };
}

export interface VirtualServiceObject extends Manifest {
  readonly spec: { readonly http: readonly WrittenRoute[] };
}

export interface AnalysisRunObject extends Manifest {
  readonly spec: {
    readonly metrics: readonly {
      readonly name: string;
      readonly interval?: string;
      readonly consecutiveErrorLimit?: number;
    }[];
  };
  readonly status?: {
    readonly phase?: 'Pending' | 'Running' | 'Successful' | 'Failed' | 'Error' | 'Inconclusive';
    readonly message?: string;
    readonly metricResults?: readonly {
      readonly name: string;
      readonly phase: string;
      readonly count?: number;
      readonly failed?: number;
      readonly consecutiveError?: number;
    }[];
  };
}

/** What is noted of a release, by kind. */
export interface Noted {
  readonly Rollout: ReleasedRollout;
  readonly ReplicaSet: ReplicaSetObject;
  readonly Service: ServiceObject;
  readonly AnalysisRun: AnalysisRunObject;
  readonly VirtualService: VirtualServiceObject;
}

export type NotedKind = keyof Noted;

/** An object as it was from a moment on. */
export type Note = { readonly [K in NotedKind]: { readonly kind: K; readonly object: Noted[K] } }[NotedKind] & {
  /** Milliseconds since the log was begun. */
  readonly at: number;
};

/** The order in which the API server has taken the changes, of all kinds together. */
const versionOf = ({ object }: Note): number => Number(object.metadata.resourceVersion);

const ownedBy = ({ metadata }: Manifest, name: string): boolean =>
  ((metadata.ownerReferences ?? []) as readonly { readonly name: string }[]).some((owner) => owner.name === name);

interface Tape {
  readonly seen: readonly Sight<Manifest>[];
  readonly stop: () => void;
  /** Milliseconds from the beginning of the log to that of the record. */
  readonly after: number;
}

/** Notes every change of the objects of a namespace that belong to releases. */
export class Log {
  private constructor(private readonly records: ReadonlyMap<NotedKind, Tape>) {}

  static async begin(space: Space, kinds: readonly NotedKind[]): Promise<Log> {
    const begin = performance.now();
    const record = async (kind: NotedKind): Promise<Tape> => {
      const after = performance.now() - begin;
      return { ...(await space.record<Manifest>(kind)), after };
    };
    // The storage of custom resources that were just installed answers after some seconds.
    const patient = (kind: NotedKind) => until(`${kind} is watched`, () => record(kind), Boolean);
    const records = await Promise.all(kinds.map(async (kind) => [kind, await patient(kind)] as const));
    return new Log(new Map(records));
  }

  stop(): void {
    for (const { stop } of this.records.values()) stop();
  }

  /** What is noted of an application: its own objects and those that its Rollout owns, each change once, in order. */
  of(name: string): Note[] {
    const notes = new Map<string, Note>();
    for (const [kind, { seen, after }] of this.records) {
      for (const { at, object } of seen) {
        const { metadata } = object;
        if (metadata.name !== name && !metadata.name.startsWith(`${name}-`) && !ownedBy(object, name)) continue;
        const key = `${kind} ${metadata.name} ${metadata.resourceVersion}`;
        if (!notes.has(key)) notes.set(key, { at: after + at, kind, object } as Note);
      }
    }
    return [...notes.values()].sort((one, other) => versionOf(one) - versionOf(other));
  }
}
