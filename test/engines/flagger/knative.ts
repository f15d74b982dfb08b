import type { Space } from '../cluster';

const SERVING = 'serving.knative.dev/v1';
const VERSION = 'cutover.test/version';

interface Target {
  readonly latestRevision?: boolean;
  readonly revisionName?: string;
  readonly percent?: number;
}

export interface KnativeService {
  readonly metadata: { readonly generation: number; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly template: { readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> } };
    readonly traffic?: readonly Target[];
  };
  readonly status?: { readonly observedGeneration?: number; readonly traffic?: readonly Target[] };
}

/** The Service of Knative that is released. */
export const knativeService = {
  apiVersion: SERVING,
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { template: { spec: { containers: [{ image: 'web:1' }] } } },
};

/** Another template, of which Knative makes a revision. */
export async function changeKnative(space: Space, version: string): Promise<void> {
  const template = { metadata: { annotations: { [VERSION]: version } } };
  await space.patch(`${SERVING} Service`, 'web', { spec: { template } });
}

/** In the place of Knative's controller: a revision for each template, and the traffic as it is asked for. */
export async function playKnative(space: Space): Promise<() => void> {
  const versions: string[] = [];
  let working = Promise.resolve();
  let stopped = false;
  const look = async () => {
    const service = await space.find<KnativeService>(`${SERVING} Service`, 'web');
    if (service === undefined || service.status?.observedGeneration === service.metadata.generation) return;
    // Whoever writes the Service adds defaults to its template: only the version makes a revision.
    const version = service.spec.template.metadata?.annotations?.[VERSION] ?? 'first';
    if (!versions.includes(version)) {
      versions.push(version);
      await revision(space, versions.length);
    }
    const latest = nameOf(versions.length);
    const asked = service.spec.traffic ?? [{ latestRevision: true, percent: 100 }];
    const traffic = asked.map((target) => ({
      ...target,
      latestRevision: target.latestRevision ?? false,
      revisionName: target.revisionName ?? latest,
    }));
    const status = {
      observedGeneration: service.metadata.generation,
      latestCreatedRevisionName: latest,
      latestReadyRevisionName: latest,
      traffic,
    };
    await space.patch(`${SERVING} Service`, 'web', { status }, 'status');
  };
  const timer = setInterval(() => {
    working = working.then(() => (stopped ? undefined : look().catch(() => undefined)));
  }, 250);
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

const nameOf = (number: number): string => `web-${String(number).padStart(5, '0')}`;

async function revision(space: Space, number: number): Promise<void> {
  const name = nameOf(number);
  const [made] = await space.apply([
    {
      apiVersion: SERVING,
      kind: 'Revision',
      metadata: { name },
      spec: { containers: [{ image: `web:${number}` }] },
    },
  ]);
  const observedGeneration = (made?.metadata as { generation?: number } | undefined)?.generation ?? 1;
  const conditions = [{ type: 'Ready', status: 'True' }];
  await space.patch(`${SERVING} Revision`, name, { status: { observedGeneration, conditions } }, 'status');
}
