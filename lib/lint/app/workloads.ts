import type { Part } from '../read/resource';
import type { App } from './app';
import { type EcsWorkload, ecsWorkloads, type FunctionWorkload, functions } from './aws';
import { switchedDeployments } from './blue-green';
import { type Container, containerOf, isSidecar } from './container';
import { patchesAmong } from './patches';
import { isSelected, portsTo, sameNamespace } from './selection';

/** How the copies of a workload are replaced. */
export type Replacement = 'rolling' | 'recreate' | 'blueGreen' | 'canary' | 'at once' | 'by hand';

/** Pods that run for long. */
export interface PodWorkload {
  readonly platform: 'kubernetes';
  readonly title: string;
  /** The whole manifest. */
  readonly part: Part;
  readonly labels: Part;
  readonly pod: Part;
  readonly containers: readonly Container[];
  /** What sends requests to it: Services and what stands for one; empty as far as these files show. */
  readonly servers: readonly Part[];
  /** The containers that get the requests of {@link servers}; all but sidecars, where nobody can tell. */
  readonly serving: readonly Container[];
  readonly replacement: Replacement;
  /** The part that says how copies are replaced; without a value where the default holds. */
  readonly strategy: Part;
}

/** What runs for long. */
export type Workload = PodWorkload | EcsWorkload | FunctionWorkload;

/** The kinds whose pods run for long. */
export const KINDS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'DeploymentConfig',
  'CloneSet',
  'Rollout',
  'ReplicaSet',
  'ReplicationController',
] as const;
/** A ReplicationController is of the core group, whose name is empty. */
const GROUPS = /^(?:|apps|extensions|argoproj\.io|apps\.openshift\.io|apps\.kruise\.io)$/;
const KNATIVE = /^serving\.knative\.dev$/;

/** The workload of another kind that a Rollout stands for. */
function referencedBy(rollout: Part, app: App): Part | undefined {
  const name = rollout.at('spec', 'workloadRef', 'name').text;
  const kind = rollout.at('spec', 'workloadRef', 'kind').text;
  if (name === undefined || kind === undefined) return undefined;
  return app
    .of(kind)
    .find(
      ({ resource }) =>
        resource.name === name && sameNamespace(resource, rollout.resource) && resource !== rollout.resource,
    );
}

/** Kinds whose pods stay as they are until somebody deletes them. */
const KEEPING: ReadonlySet<string> = new Set(['ReplicaSet', 'ReplicationController', 'Pod']);

function replacementOf(part: Part): { readonly replacement: Replacement; readonly strategy: Part } {
  const { kind } = part.resource;
  if (KEEPING.has(kind)) return { strategy: part.at('spec', 'strategy'), replacement: 'by hand' };
  if (kind === 'StatefulSet' || kind === 'DaemonSet') {
    const strategy = part.at('spec', 'updateStrategy');
    return { strategy, replacement: strategy.at('type').text === 'OnDelete' ? 'by hand' : 'rolling' };
  }
  const strategy = part.at('spec', 'strategy');
  if (strategy.at('blueGreen').isThere) return { strategy, replacement: 'blueGreen' };
  if (strategy.at('canary').isThere) return { strategy, replacement: 'canary' };
  return { strategy, replacement: strategy.at('type').text === 'Recreate' ? 'recreate' : 'rolling' };
}

/** The Canary of Flagger that releases this workload. */
export const canaryOf = (part: Part, app: App): Part | undefined =>
  app
    .of('Canary', /^flagger\.app$/)
    .find(
      (canary) =>
        canary.at('spec', 'targetRef', 'name').text === part.resource.name &&
        canary.at('spec', 'targetRef', 'kind').text === part.resource.kind &&
        sameNamespace(canary.resource, part.resource),
    );

function podWorkload(part: Part, app: App, switched: Part | undefined): PodWorkload | undefined {
  const source = part.resource.kind === 'Rollout' ? (referencedBy(part, app) ?? part) : part;
  const template = part.resource.kind === 'Pod' ? source : source.at('spec', 'template');
  const pod = template.at('spec');
  const containers = pod.at('containers').items.map(containerOf);
  if (containers.length === 0) return undefined;
  const labels = template.at('metadata', 'labels');
  // The version that waits gets its requests with the next switch.
  const services = app
    .of('Service')
    .filter((service) => service.resource === switched?.resource || isSelected(service, part.resource, labels));
  const canary = canaryOf(part, app);
  const servers = [...services, ...(canary === undefined ? [] : [canary])];
  const ports = servers.flatMap(portsTo);
  const named = containers.filter((container) =>
    container.ports.some(({ number, name }) => ports.some((port) => port === number || port === name)),
  );
  const own = containers.filter((container) => !isSidecar(container));
  const replaced =
    switched === undefined ? replacementOf(part) : ({ replacement: 'blueGreen', strategy: switched } as const);
  return {
    platform: 'kubernetes',
    title: part.resource.title,
    part,
    labels,
    pod,
    containers,
    servers,
    serving: servers.length === 0 ? [] : named.length > 0 ? named : own,
    ...(canary === undefined ? replaced : { replacement: 'canary', strategy: canary.at('spec', 'analysis') }),
  };
}

function knativeWorkload(part: Part): PodWorkload | undefined {
  const template = part.at('spec', 'template');
  const containers = template.at('spec', 'containers').items.map(containerOf);
  if (containers.length === 0) return undefined;
  const listening = containers.filter(({ ports }) => ports.length > 0);
  return {
    platform: 'kubernetes',
    title: part.resource.title,
    part,
    labels: template.at('metadata', 'labels'),
    pod: template.at('spec'),
    containers,
    servers: [part],
    serving: listening.length > 0 ? listening : containers.slice(0, 1),
    replacement: part.at('spec', 'traffic').items.length > 1 ? 'canary' : 'blueGreen',
    strategy: part.at('spec', 'traffic'),
  };
}

/** A pod of its own runs for long when a Service sends requests to it; any other may be a tool or a test. */
const isServed = (pod: Part, app: App): boolean =>
  app.of('Service').some((service) => isSelected(service, pod.resource, pod.at('metadata', 'labels'))) &&
  !pod.at('metadata', 'annotations', 'helm.sh/hook').isThere;

/** Everything that runs for long: pods, ECS services and functions. */
export function workloadsIn(app: App): Workload[] {
  const parts = [...app.of(KINDS, GROUPS), ...app.of('Pod', /^$/).filter((pod) => isServed(pod, app))];
  const replaced = new Set(app.of('Rollout', GROUPS).flatMap((rollout) => referencedBy(rollout, app)?.resource ?? []));
  const patches = patchesAmong(parts, app);
  const switched = switchedDeployments(app);
  const pods = parts
    .filter((part) => !replaced.has(part.resource) && !patches.has(part))
    .flatMap((part) => podWorkload(part, app, switched.get(part.resource)) ?? []);
  const knative = app.of('Service', KNATIVE).flatMap((part) => knativeWorkload(part) ?? []);
  return [...pods, ...knative, ...ecsWorkloads(app), ...functions(app)];
}

/** The pods among workloads. */
export const podsOf = (app: App): readonly PodWorkload[] =>
  app.workloads.filter((workload): workload is PodWorkload => workload.platform === 'kubernetes');

/** The ECS services among workloads. */
export const ecsOf = (app: App): readonly EcsWorkload[] =>
  app.workloads.filter((workload): workload is EcsWorkload => workload.platform === 'ecs');

/** The functions among workloads. */
export const functionsOf = (app: App): readonly FunctionWorkload[] =>
  app.workloads.filter((workload): workload is FunctionWorkload => workload.platform === 'lambda');
