import { type Playable, play, releasesIn as releasesInResources, scenario } from '../../simulate';
import { NotUnderstood } from '../../simulate/formula/expression';
import { Unreadable } from '../../simulate/read/value';
import { Part, type Resource } from '../read/resource';
import type { App } from './app';

/** A release whose steps an engine runs. */
export interface AppRelease {
  readonly title: string;
  /** The part that says how. */
  readonly part: Part;
  /** What the engine will do, as far as the simulator understands it. */
  readonly playable: Playable | undefined;
  /** What it does not understand. */
  readonly why?: string;
}

const PLACES: Readonly<Record<string, readonly string[]>> = {
  Rollout: ['spec', 'strategy'],
  Canary: ['spec', 'analysis'],
  'AWS::ECS::Service': ['Properties', 'DeploymentConfiguration'],
  'AWS::Lambda::Alias': ['UpdatePolicy', 'CodeDeployLambdaAliasUpdate'],
  'AWS::Serverless::Function': ['Properties', 'DeploymentPreference'],
};

const TEMPLATES = new Set(['AnalysisTemplate', 'ClusterAnalysisTemplate', 'MetricTemplate']);

/** Resources that the simulator reads together: the manifests of a namespace with the templates of metrics, a template by itself. */
function groupsOf(resources: readonly Resource[]): Map<string, Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    if (PLACES[resource.kind] === undefined && resource.platform === 'kubernetes') continue;
    const key = resource.platform === 'aws' ? `aws ${resource.scope}` : `kubernetes ${resource.namespace ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), resource]);
  }
  return groups;
}

function played(read: () => Playable): Pick<AppRelease, 'playable' | 'why'> {
  try {
    return { playable: read() };
  } catch (error) {
    if (error instanceof Unreadable || error instanceof NotUnderstood)
      return { playable: undefined, why: error.message };
    throw error;
  }
}

function releasesOf(group: readonly Resource[], templates: readonly Resource[]): AppRelease[] {
  const [first] = group;
  const values =
    first?.platform === 'aws'
      ? { Resources: Object.fromEntries(group.map(({ name, value }) => [name, value])) }
      : [...group, ...templates].map(({ value }) => value);
  return releasesInResources(values).releases.flatMap(({ name, title, read }) => {
    const resource = group.find((one) => one.name === name && `${one.kind} ${one.name}` === title);
    const place = PLACES[resource?.kind ?? ''];
    if (resource === undefined || place === undefined) return [];
    return [{ title: resource.title, part: Part.of(resource).at(...place), ...played(read) }];
  });
}

/** The releases among the resources, with what the engine of each will do. */
export function releasesIn(app: App): AppRelease[] {
  return [...groupsOf(app.resources).values()].flatMap((group) => {
    const namespace = group[0]?.namespace;
    const templates = app.resources.filter(
      ({ kind, namespace: own }) =>
        TEMPLATES.has(kind) && (own === namespace || own === undefined || kind === 'ClusterAnalysisTemplate'),
    );
    return releasesOf(group, templates);
  });
}

/** Readings that are played at the most: the release of a hostile file may last for ever. */
const MOST_READINGS = 200_000;

/** How a release ends in which half of the new version's requests fail from the first one on; undefined when it is too long to play. */
export function endOfABurst(playable: Playable): ReturnType<typeof play> | undefined {
  const length = playable.segments.at(-1)?.to ?? 0;
  const fastest = Math.min(60, ...playable.guards.map(({ every }) => every));
  if (!(length / Math.max(fastest, 1e-3) < MOST_READINGS)) return undefined;
  return play(playable, scenario(undefined, { faults: [{ kind: 'errorBurst', to: 0.5, at: 0 }] }));
}
