import type { Answering } from '../argo/exporter';
import type { Log } from '../argo/log';

const STABLE = { requestsPerSecond: 50, errors: 0.2 };
const FAULTY = { requestsPerSecond: 50, errors: 20 };

/** How the pods of a release answer: all well, or the new version with one error in five. */
export function answering(log: Log, name: string, namespace: string, faulty: boolean): Answering[] {
  const sets = log.of(name).flatMap(({ kind, object }) => (kind === 'ReplicaSet' ? object.metadata.name : []));
  return [...new Set(sets)].map((set, at) => ({
    namespace,
    pod: `${set}-1`,
    ...(at > 0 && faulty ? FAULTY : STABLE),
  }));
}
