import type { ApiObject } from 'cdk8s';
import type { Finding } from '../../lib/findings';
import { ARGO } from './argo';
import { finding } from './findings';
import type { Neighbours } from './neighbours';
import type { Metrics } from './settings';

const NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** Of two objects with one name the cluster keeps what is applied last. */
export function duplicateOf({ kind, name, metadata }: ApiObject, neighbours: Neighbours): Finding[] {
  return neighbours.named(kind, name, metadata.namespace) > 1
    ? [finding('argo-duplicate', kind === 'Service' ? 'service' : 'metadata.name', `There are two ${kind}s ${name}`)]
    : [];
}

/** What is wrong with a name, when guards find the pods by it as well. */
export function nameProblems(name: string, backend: Metrics['kind'] | undefined): Finding[] {
  const longest = backend === 'prometheus' ? ARGO.longestWatchedName : ARGO.longestName;
  if (NAME.test(name) && name.length <= longest) return [];
  const message =
    name.length > longest && name.length <= ARGO.longestName
      ? 'Kubernetes cuts the names of the pods, so that the guards would find none'
      : 'The name is too long, or not one of Kubernetes';
  const expected = `at most ${longest} lower case letters, digits and hyphens`;
  return [finding('argo-name', 'metadata.name', message, { received: name, expected })];
}
