import type { PrometheusWatchedVersion } from '../telemetry';
import type { RecordingRule } from './rule';

/** Versions whose pods have names of their own, as regular expressions (RE2) of what follows the application's name: `canary-[^-]+`. */
export interface VersionNames {
  readonly candidate: string;
  readonly stable: string;
}

/**
 * How the new version is told apart from the stable one. `newest`: it is the running ReplicaSet that was made last, as kube-state-metrics
 * says; after a release, and outside of one, it is the only one.
 */
export type Versions = 'newest' | VersionNames;

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

/** The names that a Kubernetes controller gives to ReplicaSets: the application's, and the hash of the pod template. */
export const ANY_HASH = '[^-]+';

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

function newest({ name, namespace }: Application): VersionQueries {
  const replicaSets = `${name}-${ANY_HASH}`;
  const of = (record: string) => `${record}{namespace="${namespace}",service="${name}"}`;
  const running = `max by (namespace, replicaset) (kube_replicaset_spec_replicas{namespace="${namespace}",replicaset=~"${replicaSets}"} > 0)`;
  const labels = { service: name };
  const version = (record: string) => ({ name, namespace, version: ANY_HASH, keep: within(of(record)) });
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

function named({ name, namespace }: Application, { candidate, stable }: VersionNames): VersionQueries {
  const run = (version: string) => `count(kube_pod_info{namespace="${namespace}",pod=~"${name}-${version}-.+"}) > 0`;
  return {
    candidate: { name, namespace, version: candidate },
    stable: { name, namespace, version: stable },
    records: [],
    bothRun: `(${run(candidate)}) and on () (${run(stable)})`,
  };
}

/** How queries ask for the versions of an application. */
export const versionQueries = (application: Application): VersionQueries =>
  application.versions === 'newest' ? newest(application) : named(application, application.versions);
