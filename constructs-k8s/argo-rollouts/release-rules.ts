import type { ApiObject } from 'cdk8s';
import type { Finding } from '../../lib/findings';
import type { Neighbours } from '../shared/neighbours';
import { finding } from './findings';

/** Of two objects with one name the cluster keeps what is applied last. */
export function duplicateOf({ kind, name, metadata }: ApiObject, neighbours: Neighbours): Finding[] {
  return neighbours.named(kind, name, metadata.namespace) > 1
    ? [finding('argo-duplicate', kind === 'Service' ? 'service' : 'metadata.name', `There are two ${kind}s ${name}`)]
    : [];
}
