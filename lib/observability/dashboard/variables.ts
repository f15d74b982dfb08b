import type { ObservabilitySettings } from '../options';
import { createdQuery, newestOf, type VersionQueries, versionQueries } from '../versions';
import type { Variable } from './grafana';
import { DATA_SOURCE } from './panels';

const CANDIDATE = 'candidate';
const STABLE = 'stable';

/** The versions as the dashboard asks for them: by their hashes, which are chosen above the panels, or by their names. */
export function shownVersions(settings: ObservabilitySettings): VersionQueries {
  if (newestOf(settings.versions) === undefined) return versionQueries(settings);
  const { name, namespace } = settings;
  const version = (variable: string) => ({ name, namespace, version: `$${variable}` });
  return { candidate: version(CANDIDATE), stable: version(STABLE), records: [], bothRun: '' };
}

function hash(variable: string, label: string, query: string, { name }: ObservabilitySettings): Variable {
  const definition = `query_result(${query})`;
  return {
    type: 'query',
    name: variable,
    label,
    datasource: DATA_SOURCE,
    definition,
    query: { query: definition, refId: variable },
    regex: `/replicaset="${name}-([^"]+)"/`,
    refresh: 2,
  };
}

/** What can be chosen above the panels. */
export function variables(settings: ObservabilitySettings): Variable[] {
  const source: Variable = {
    type: 'datasource',
    name: 'datasource',
    label: 'Prometheus',
    query: 'prometheus',
    refresh: 1,
  };
  const replicaSets = newestOf(settings.versions);
  if (replicaSets === undefined) return [source];
  const created = createdQuery(settings.namespace, `${settings.name}-${replicaSets}`);
  const newest = `topk(1, ${created})`;
  return [
    source,
    hash(CANDIDATE, 'new version', newest, settings),
    hash(STABLE, 'stable version', `bottomk(1, ${created} unless on (replicaset) ${newest})`, settings),
  ];
}
