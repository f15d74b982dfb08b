import { emit } from '../../../constructs-k8s/workload/emit';
import type { WorkloadEmitOptions, WorkloadSettings } from '../../../constructs-k8s/workload/settings';
import { plan } from '../../../lib/plan';
import type { Strategy } from '../../../lib/strategy';
import { READY, READY_AFTER, type Space } from '../cluster';

const SELECTOR = { 'app.kubernetes.io/name': 'web' };

/** Pods that become ready after so many seconds, or never. */
export const pods = (version: string, readyAfter: number | 'never' = 0) => ({
  metadata: {
    labels: { ...SELECTOR, ...(readyAfter === 'never' && { [READY]: 'never' }) },
    annotations: { [READY_AFTER]: `${readyAfter === 'never' ? 0 : readyAfter}s` },
  },
  spec: { containers: [{ name: 'web', image: `shop/web:${version}`, ports: [{ containerPort: 8080 }] }] },
});

/** What Cutover emits for a strategy. */
export const emitted = (
  strategy: Strategy,
  settings: WorkloadSettings = {},
  options: Partial<WorkloadEmitOptions> = {},
) => emit(plan(strategy), { name: 'web', template: pods('1'), ...options }, settings);

export interface DeploymentObject {
  readonly metadata: { readonly generation: number };
  readonly spec: { readonly replicas: number };
  readonly status: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly conditions?: ReadonlyArray<{ readonly type: string; readonly status: string; readonly reason: string }>;
  };
}

/** Whether a Deployment has come to rest with all of its pods new and available, as `kubectl rollout status` sees it. */
export const isDone = ({ metadata, spec, status }: DeploymentObject): boolean =>
  status.observedGeneration === metadata.generation &&
  (status.updatedReplicas ?? 0) === spec.replicas &&
  (status.replicas ?? 0) === spec.replicas &&
  (status.availableReplicas ?? 0) === spec.replicas;

export const untilDone = (space: Space, name: string, within = 60) =>
  space.until<DeploymentObject>('Deployment', name, 'is done', isDone, { within });

interface Slice {
  readonly endpoints?: ReadonlyArray<{
    readonly conditions: { readonly ready?: boolean };
    readonly targetRef?: { readonly name: string };
  }> | null;
}

/** The names of the pods that a Service sends requests to. */
export async function endpointsOf(space: Space, service: string): Promise<string[]> {
  const slices = await space.list<Slice>('discovery.k8s.io/v1 EndpointSlice', `kubernetes.io/service-name=${service}`);
  return slices
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions.ready)
    .flatMap(({ targetRef }) => targetRef?.name ?? [])
    .sort();
}
