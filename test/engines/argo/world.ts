import { audienceOf } from '../../../constructs-k8s/istio/audience';
import { audienceText } from '../../../lib/plan';
import type { AnalysisRunObject, Note, Noted, NotedKind, WrittenRoute } from './log';

const HASH = 'rollouts-pod-template-hash';

/** The hash of the version that a Service or a ReplicaSet belongs to. */
export const hashOf = (labels: Readonly<Record<string, string>> = {}): string => labels[HASH] ?? '';

/** Copies that are ready, and those that there should be. */
export interface Copies {
  readonly ready: number;
  readonly wanted: number;
}

/** What becomes of production's requests at a moment. */
export interface Traffic {
  readonly weight: number;
  readonly mirror: number;
  readonly audience: readonly string[];
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
const share = (part: number, all: number): number => (all === 0 ? 0 : Number(((100 * part) / all).toFixed(6)));

/** Whether a route takes every request that comes to it. */
const takesAll = ({ match = [] }: WrittenRoute): boolean =>
  match.length === 0 ||
  match.some(({ headers, uri }) => headers === undefined && uri !== undefined && 'prefix' in uri && uri.prefix === '/');

/** The state of a release in the cluster, from its notes so far. What requests do is read from what proxies and Services read. */
export class World {
  readonly #objects = new Map<string, Note>();

  constructor(
    private readonly name: string,
    /** The hash of the version that is released. */
    private readonly hash: string,
  ) {}

  take(note: Note): void {
    this.#objects.set(`${note.kind} ${note.object.metadata.name}`, note);
  }

  all<K extends NotedKind>(kind: K): Noted[K][] {
    return [...this.#objects.values()].filter((note) => note.kind === kind).map(({ object }) => object as Noted[K]);
  }

  find<K extends NotedKind>(kind: K, name: string): Noted[K] | undefined {
    return this.#objects.get(`${kind} ${name}`)?.object as Noted[K] | undefined;
  }

  /** Copies of the new version. */
  get freshCopies(): Copies {
    return this.#copies((hash) => hash === this.hash);
  }

  /** Copies of all other versions. */
  get stableCopies(): Copies {
    return this.#copies((hash) => hash !== this.hash);
  }

  #copies(of: (hash: string) => boolean): Copies {
    const sets = this.all('ReplicaSet').filter(({ metadata }) => of(hashOf(metadata.labels)));
    return {
      ready: total(sets.map(({ status }) => status?.readyReplicas ?? 0)),
      wanted: total(sets.map(({ spec }) => spec.replicas)),
    };
  }

  /** The analysis that runs now in the background, or the analysis of a step. */
  analysis(
    type: 'Background' | 'Step' | 'PrePromotion' | 'PostPromotion',
    step?: number,
  ): AnalysisRunObject | undefined {
    return this.all('AnalysisRun')
      .filter(
        ({ metadata: { labels = {} } }) =>
          hashOf(labels) === this.hash &&
          labels['rollout-type'] === type &&
          (step === undefined || labels['step-index'] === String(step)),
      )
      .at(-1);
  }

  get traffic(): Traffic {
    const routes = this.find('VirtualService', this.name)?.spec.http;
    return routes === undefined ? this.#byCopies() : this.#byRoutes(routes);
  }

  /** Every ready copy behind the Service that clients call gets the same share. */
  #byCopies(): Traffic {
    const selected = hashOf(this.find('Service', this.name)?.spec.selector);
    const behind = this.all('ReplicaSet').filter(
      ({ metadata }) => selected === '' || hashOf(metadata.labels) === selected,
    );
    const ready = (sets: typeof behind) => total(sets.map(({ status }) => status?.readyReplicas ?? 0));
    const fresh = behind.filter(({ metadata }) => hashOf(metadata.labels) === this.hash);
    return { weight: share(ready(fresh), ready(behind)), mirror: 0, audience: [] };
  }

  #byRoutes(routes: readonly WrittenRoute[]): Traffic {
    const isFresh = (host: string) => hashOf(this.find('Service', host)?.spec.selector) === this.hash;
    const taking = routes.find(takesAll);
    const destinations = taking?.route ?? [];
    const weights = (some: typeof destinations) => total(some.map(({ weight = 0 }) => weight));
    const fresh = weights(destinations.filter(({ destination }) => isFresh(destination.host)));
    const { mirror, mirrorPercentage } = taking ?? {};
    return {
      weight: share(fresh, weights(destinations)),
      mirror: mirror !== undefined && isFresh(mirror.host) ? (mirrorPercentage?.value ?? 100) : 0,
      audience: routes.slice(0, taking === undefined ? 0 : routes.indexOf(taking)).map((route) => {
        const audience = audienceOf(route);
        return audience === undefined ? `route ${route.name}` : audienceText(audience);
      }),
    };
  }
}
