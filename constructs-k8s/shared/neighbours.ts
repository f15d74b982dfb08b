import { ApiObject, type Chart } from 'cdk8s';
import type { Manifest } from './manifest';
import { look } from './synthesis';

/** All objects of a chart, read once for all of its rollouts. */
export interface Neighbours {
  /** How many objects there are of one name. */
  readonly named: (kind: string, name: string, namespace: string | undefined) => number;
  /** The Services, as they are rendered. */
  readonly services: readonly Manifest[];
  readonly find: (kind: string, name: string) => readonly ApiObject[];
}

const known = new WeakMap<Chart, Neighbours>();

function read(chart: Chart): Neighbours {
  const objects = chart.node.findAll().filter((one): one is ApiObject => one instanceof ApiObject);
  const byName = new Map<string, ApiObject[]>();
  for (const object of objects) {
    const key = `${object.kind} ${object.name}`;
    byName.set(key, [...(byName.get(key) ?? []), object]);
  }
  const find = (kind: string, name: string) => byName.get(`${kind} ${name}`) ?? [];
  return {
    find,
    named: (kind, name, namespace) =>
      find(kind, name).filter(({ metadata }) => metadata.namespace === namespace).length,
    services: objects.filter(({ kind }) => kind === 'Service').map(look),
  };
}

/** The objects of a chart. cdk8s validates construct by construct: what is read stands until the synthesis is over. */
export function neighboursOf(chart: Chart): Neighbours {
  const before = known.get(chart);
  if (before !== undefined) return before;
  const fresh = read(chart);
  known.set(chart, fresh);
  queueMicrotask(() => known.delete(chart));
  return fresh;
}
