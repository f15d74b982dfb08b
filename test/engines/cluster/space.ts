import { randomBytes } from 'node:crypto';
import { Api, ApiError, type Manifest } from './api';
import { bench } from './bench';
import type { Daemon } from './daemon';
import { Rollout } from './rollout';
import { type UntilOptions, until } from './until';

export interface ApplyOptions {
  /** Asks the API server to check and to change nothing. @default false */
  readonly dryRun?: boolean;
}

/** What a watch saw. */
export interface Sight<T> {
  /** Milliseconds since the watch began. */
  readonly at: number;
  readonly object: T;
}

const MANAGER = 'cutover-bench';
const INSTANCE = 'argo-rollouts.argoproj.io/controller-instance-id';

/** A namespace of the cluster with everything that a test does in it. Delete it at the end. */
export class Space {
  private constructor(
    readonly api: Api,
    readonly namespace: string,
  ) {}

  /** Makes a namespace whose name begins with what is given. */
  static async create(name: string): Promise<Space> {
    const space = new Space(new Api(bench().access), `cutover-${name}-${randomBytes(3).toString('hex')}`);
    const metadata = { name: space.namespace, labels: { 'cutover.test/bench': 'true' } };
    await space.api.call('/api/v1/namespaces', {
      method: 'POST',
      body: { apiVersion: 'v1', kind: 'Namespace', metadata },
    });
    await until('the namespace has its service account', () => space.get('ServiceAccount', 'default'), Boolean);
    return space;
  }

  /** Deletes the namespace with all that is in it; the cluster goes on deleting afterwards. */
  async delete(): Promise<void> {
    await this.api.call(`/api/v1/namespaces/${this.namespace}`, { method: 'DELETE' });
    this.api.close();
  }

  /**
   * Applies manifests on the server, each into this namespace, strictly: an unknown or doubled field is refused. Gives what
   * the server made of them.
   */
  async apply(
    manifests: Manifest | readonly object[],
    { dryRun = false }: ApplyOptions = {},
  ): Promise<readonly Manifest[]> {
    const applied: Manifest[] = [];
    for (const manifest of [manifests].flat() as Manifest[]) {
      const body = this.placed(manifest);
      const query = {
        fieldManager: MANAGER,
        force: 'true',
        fieldValidation: 'Strict',
        ...(dryRun && { dryRun: 'All' }),
      };
      const path = await this.api.path(body.apiVersion, body.kind, this.namespace, body.metadata.name);
      applied.push(await this.api.call(path, { method: 'PATCH', query, body, type: 'application/apply-patch+yaml' }));
    }
    return applied;
  }

  /** An object by its kind, `Deployment`, or by `apps/v1 Deployment`. @throws ApiError with 404 */
  async get<T extends object = Manifest>(kind: string, name: string): Promise<T> {
    return this.api.call<T>(await this.path(kind, name));
  }

  /** An object, or nothing. */
  async find<T extends object = Manifest>(kind: string, name: string): Promise<T | undefined> {
    return this.get<T>(kind, name).catch((error) => {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    });
  }

  async list<T extends object = Manifest>(kind: string, labelSelector = ''): Promise<readonly T[]> {
    const { items } = await this.api.call<{ items: T[] }>(await this.path(kind), { query: { labelSelector } });
    return items;
  }

  /** Merges fields into an object; a null removes one, an array replaces one. */
  async patch<T extends object = Manifest>(
    kind: string,
    name: string,
    fields: object,
    subresource?: 'status',
  ): Promise<T> {
    const path = [await this.path(kind, name), subresource].filter(Boolean).join('/');
    return this.api.call<T>(path, { method: 'PATCH', body: fields, type: 'application/merge-patch+json' });
  }

  async remove(kind: string, name: string): Promise<void> {
    await this.api.call(await this.path(kind, name), { method: 'DELETE' });
  }

  /** Looks at an object until it is as it should be, and gives it. */
  async until<T extends object = Manifest>(
    kind: string,
    name: string,
    what: string,
    will: (object: T) => boolean,
    options: UntilOptions = {},
  ): Promise<T> {
    const explain = async () => [await this.events(), await options.explain?.()].filter(Boolean).join('\n');
    return until(`${kind} ${name} ${what}`, () => this.get<T>(kind, name), will, { ...options, explain });
  }

  /**
   * Notes every state of the objects of a kind as the server tells it, with its time, until it is stopped; after a restart of
   * the API server it goes on by itself.
   */
  async record<T extends object = Manifest>(
    kind: string,
    name?: string,
  ): Promise<{ seen: Sight<T>[]; stop: () => void }> {
    const seen: Sight<T>[] = [];
    const begin = performance.now();
    const query: Record<string, string> = name === undefined ? {} : { fieldSelector: `metadata.name=${name}` };
    const path = await this.path(kind);
    let stopped = false;
    let stop = () => undefined as unknown;
    const follow = async () => {
      const watch = await this.api.watch(path, query, (type, object) => {
        if (type !== 'DELETED') seen.push({ at: performance.now() - begin, object: object as unknown as T });
      });
      stop = watch.stop;
      watch.ended.then(() => stopped || retry());
    };
    const retry = () => setTimeout(() => stopped || follow().catch(retry), 100);
    await follow();
    return {
      seen,
      stop: () => {
        stopped = true;
        stop();
      },
    };
  }

  /** A Rollout of Argo in this namespace. */
  rollout(name: string): Rollout {
    return new Rollout(this, name);
  }

  /** The events of this namespace, a line each, the newest last. */
  async events(): Promise<string> {
    const events = await this.list<Event>('Event');
    const lines = events.map(
      ({ reason, message, involvedObject: { kind, name } }) => `${kind} ${name}: ${reason}: ${message}`,
    );
    return ['--- events', ...lines.slice(-25)].join('\n');
  }

  /** The last lines of a program of this run that name this namespace. */
  said(daemon: Daemon, lines = 15): string {
    return daemon.tail(lines, (line) => line.includes(this.namespace));
  }

  private path(kind: string, name?: string): Promise<string> {
    const [apiVersion, bare] = kind.includes(' ') ? kind.split(' ') : [KINDS[kind], kind];
    if (apiVersion === undefined || bare === undefined)
      throw new Error(`say the version of ${kind}: 'apps/v1 ${kind}'`);
    return this.api.path(apiVersion, bare, this.namespace, name);
  }

  /** The manifest in this namespace; in a cluster with other controllers, for ours alone. */
  private placed(manifest: Manifest): Manifest {
    const { labels, ...metadata } = manifest.metadata;
    const placed = { ...metadata, namespace: this.namespace, ...(labels && { labels }) };
    if (bench().own || !manifest.apiVersion.startsWith('argoproj.io/')) return { ...manifest, metadata: placed };
    return { ...manifest, metadata: { ...placed, labels: { ...labels, [INSTANCE]: this.namespace } } };
  }
}

interface Event {
  readonly reason: string;
  readonly message: string;
  readonly involvedObject: { readonly kind: string; readonly name: string };
}

/** The versions of the kinds that may be named alone. */
const KINDS: Readonly<Record<string, string>> = {
  ConfigMap: 'v1',
  Event: 'v1',
  Pod: 'v1',
  Secret: 'v1',
  Service: 'v1',
  ServiceAccount: 'v1',
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  Job: 'batch/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  Ingress: 'networking.k8s.io/v1',
  Rollout: 'argoproj.io/v1alpha1',
  AnalysisRun: 'argoproj.io/v1alpha1',
  AnalysisTemplate: 'argoproj.io/v1alpha1',
  Experiment: 'argoproj.io/v1alpha1',
  VirtualService: 'networking.istio.io/v1',
  DestinationRule: 'networking.istio.io/v1',
  Canary: 'flagger.app/v1beta1',
  MetricTemplate: 'flagger.app/v1beta1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
};
