import type { PrometheusWatchedVersion } from '../telemetry';
import type { RecordingRule } from './rule';

/** Versions whose pods have names of their own, as regular expressions (RE2) of what follows the application's name: `canary-[^-]+`. */
export interface VersionNames {
  readonly candidate: string;
  readonly stable: string;
}

/** ReplicaSets, as an expression (RE2) of what follows the application's name in theirs. */
export interface NewestReplicaSet {
  readonly newest: string;
}

/**
 * How the new version is told apart from the stable one. `newest`: it is the running ReplicaSet that was made last, as kube-state-metrics
 * says; after a release, and outside of one, it is the only one.
 */
export type Versions = 'newest' | NewestReplicaSet | VersionNames;

/** Both versions as queries ask for them. */
export interface VersionQueries {
  readonly candidate: PrometheusWatchedVersion;
  readonly stable: PrometheusWatchedVersion;
  /** The series that the queries need. */
  readonly records: readonly RecordingRule[];
  /** PromQL that has a result while both versions run. */
  readonly bothRun: string;
}

interface Application {
  readonly name: string;
  readonly namespace: string;
  readonly versions: Versions;
}

/** What a Kubernetes controller puts after an application's name in those of its ReplicaSets: the hash of the pod template. */
const ANY_HASH = '[^-]+';

/** The expression of the ReplicaSets of which the newest is the new version; undefined where versions have names of their own. */
export function newestOf(versions: Versions): string | undefined {
  if (versions === 'newest') return ANY_HASH;
  return 'newest' in versions ? versions.newest : undefined;
}

const NEWEST = 'cutover:replicaset:newest';
const OLDER = 'cutover:replicaset:older';

/** The time at which each running ReplicaSet of the application was made. */
export const createdQuery = (namespace: string, replicaSets: string): string => {
  const own = `{namespace="${namespace}",replicaset=~"${replicaSets}"}`;
  const running = `(kube_replicaset_spec_replicas${own} > 0)`;
  return `max by (namespace, replicaset) (kube_replicaset_created${own} and on (namespace, replicaset) ${running})`;
};

/** The series of a vector, with a pod each, that belong to the ReplicaSets of another one. */
const within =
  (replicaSets: string) =>
  (vector: string): string =>
    `label_replace(${vector}, "replicaset", "$1", "pod", "(.+)-[^-]+") and on (replicaset) ${replicaSets}`;

function newest({ name, namespace }: Omit<Application, 'versions'>, hash: string): VersionQueries {
  const replicaSets = `${name}-${hash}`;
  const of = (record: string) => `${record}{namespace="${namespace}",service="${name}"}`;
  const running = `max by (namespace, replicaset) (kube_replicaset_spec_replicas{namespace="${namespace}",replicaset=~"${replicaSets}"} > 0)`;
  const labels = { service: name };
  const version = (record: string) => ({ name, namespace, version: hash, keep: within(of(record)) });
  return {
    candidate: version(NEWEST),
    stable: version(OLDER),
    records: [
      { record: NEWEST, expr: `topk(1, ${createdQuery(namespace, replicaSets)})`, labels },
      { record: OLDER, expr: `${running} unless on (namespace, replicaset) ${of(NEWEST)}`, labels },
    ],
    bothRun: `count(${of(OLDER)}) > 0`,
  };
}

function named(
  { name, namespace }: Omit<Application, 'versions'>,
  { candidate, stable }: VersionNames,
): VersionQueries {
  const run = (version: string) => `count(kube_pod_info{namespace="${namespace}",pod=~"${name}-${version}-.+"}) > 0`;
  return {
    candidate: { name, namespace, version: candidate },
    stable: { name, namespace, version: stable },
    records: [],
    bothRun: `(${run(candidate)}) and on () (${run(stable)})`,
  };
}

/** How queries ask for the versions of an application. */
export function versionQueries({ versions, ...application }: Application): VersionQueries {
  if (versions === 'newest') return newest(application, ANY_HASH);
  return 'newest' in versions ? newest(application, versions.newest) : named(application, versions);
}
