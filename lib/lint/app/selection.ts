import { dig, fieldsOf } from '../../simulate/read/value';
import type { Part, Resource } from '../read/resource';

/** Whether two manifests may be in one namespace: the one that names none comes into any. */
export const sameNamespace = (a: Resource, b: Resource): boolean =>
  a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace;

/** Whether a Service of the core group sends requests to pods with these labels. */
export function isSelected(service: Part, workload: Resource, labels: Part): boolean {
  if (service.resource.group !== '' || !sameNamespace(service.resource, workload)) return false;
  return takes(service.at('spec', 'selector').value, labels.value);
}

/** Whether labels have each of the wanted values; no wanted ones take nothing. */
function takes(wanted: unknown, labels: unknown): boolean {
  const entries = Object.entries(fieldsOf(wanted));
  return entries.length > 0 && entries.every(([label, value]) => dig(labels, label) === value);
}

/** Whether a selector with labels alone takes these pods; one with expressions is not judged. */
export function isSelecting(owner: Part, workload: Resource, labels: Part): boolean {
  const selector = owner.at('spec', 'selector');
  if (!sameNamespace(owner.resource, workload) || selector.at('matchExpressions').items.length > 0) return false;
  return takes(selector.at('matchLabels').value, labels.value);
}

/** The ports of a pod, by number or name, to which a Service or a Canary sends. */
export function portsTo(server: Part): (string | number)[] {
  const ports = server.at('spec', 'ports').items;
  const single = server.at('spec', 'service');
  const all = single.isThere ? [single] : ports;
  return all.flatMap((port) => {
    const target = port.at('targetPort');
    return target.number ?? target.text ?? port.at('port').number ?? [];
  });
}
