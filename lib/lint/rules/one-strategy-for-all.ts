import { isDatabase, isStore } from '../app/container';
import type { Workload } from '../app/workloads';
import type { Part } from '../read/resource';
import { bad, good, type Observation, type Rule, unseen } from '../rule';

/** A volume that one node alone may write to, as far as these files say. */
function ownVolume(workload: Workload, claims: readonly Part[]): Part | undefined {
  if (workload.platform !== 'kubernetes' || workload.part.resource.kind !== 'Deployment') return undefined;
  return workload.pod.at('volumes').items.find((volume) => {
    const name = volume.at('persistentVolumeClaim', 'claimName').text;
    const claim = claims.find(
      ({ resource }) => resource.name === name && resource.namespace === workload.part.resource.namespace,
    );
    const modes = claim?.at('spec', 'accessModes').items.map(({ text }) => text) ?? [];
    return modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
  });
}

const NAMES = {
  rolling: 'rolling',
  recreate: 'recreate',
  blueGreen: 'blue/green',
  canary: 'canary',
  'at once': 'at once',
  'by hand': 'by hand',
} as const;

/** What serves users, what works in the background, what keeps data, and functions: each wants another strategy. */
function natureOf(workload: Workload): string {
  if (workload.platform === 'lambda') return 'functions';
  if (workload.containers.some(isStore)) return 'databases';
  if (workload.platform === 'ecs') return workload.balancers.length > 0 ? 'servers' : 'workers';
  if (workload.part.resource.kind === 'StatefulSet') return 'stateful servers';
  return workload.servers.length > 0 ? 'servers' : 'workers';
}

const shown = ({ strategy, part }: Workload): Part => (strategy.isThere ? strategy : part);

export const oneStrategyForAll: Rule = {
  id: 'one-strategy-for-all',
  title: 'A single strategy for everything',
  kind: 'pitfall',
  reads:
    'The strategy of every workload, written or by default, beside what the workload is: a server, a worker, a database, a function. Two Deployments of one image, of which a Service selects one, are blue/green.',
  fails:
    'A Deployment on a volume that only one node may write to is replaced by the default rolling update, which needs the volume twice.',
  passes: 'Workloads of different natures have different strategies.',
  question: 'Was the strategy of each workload chosen for it: by what it does, who uses it, and what a fault costs?',
  why: 'A worker of a queue has no traffic to split, a database must not run twice, and a canary of ten requests an hour sees nothing.',
  fix: 'Choose for each: `cutover advise` asks what matters.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
  unless: { notApplicable: 'There is at most one workload among these files.' },
  look(app) {
    const claims = app.of('PersistentVolumeClaim');
    const stuck = app.workloads.flatMap((workload): Observation[] => {
      const volume = ownVolume(workload, claims);
      if (
        volume === undefined ||
        workload.replacement !== 'rolling' ||
        (workload.platform === 'kubernetes' && workload.containers.some(isDatabase))
      )
        return [];
      const message =
        'the new copy may wait for ever for a volume that the old one holds: only one node may write to it';
      return [bad([shown(workload), volume], message, 'write strategy: { type: Recreate }, or use a StatefulSet')];
    });
    if (stuck.length > 0 || app.workloads.length < 2) return stuck;
    const natures = new Set(app.workloads.map(natureOf));
    const strategies = new Set(app.workloads.map(({ replacement }) => replacement));
    const [first, ...rest] = app.workloads.map(shown);
    if (first === undefined) return [];
    const parts: [Part, ...Part[]] = [first, ...rest.slice(0, 4)];
    const words = [...strategies].map((one) => NAMES[one]).join(', ');
    if (strategies.size > 1)
      return [good(parts, `${app.workloads.length} workloads have several strategies: ${words}`)];
    if (natures.size === 1)
      return [
        good(parts, `${app.workloads.length} workloads of one nature (${[...natures][0]}) have one strategy: ${words}`),
      ];
    return [
      unseen(
        parts,
        `${app.workloads.length} workloads of different natures (${[...natures].join(', ')}) all have the same strategy: ${words}`,
      ),
    ];
  },
};
