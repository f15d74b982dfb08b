import { customResources, RESOURCES } from '../setup';
import { Api, ApiError } from './api';
import { bench } from './bench';
import { until } from './until';

type ResourcesName =
  | 'argo-rollouts'
  | 'istio'
  | 'flagger'
  | 'gateway-api'
  | 'traefik'
  | 'contour'
  | 'apisix'
  | 'knative'
  | 'prometheus-operator';

/** Installs custom resources, unless they are there. Into a cluster that is not ours nothing is installed: they must be there. */
export async function install(...names: readonly ResourcesName[]): Promise<void> {
  const api = new Api(bench().access);
  for (const name of names) {
    const resources = RESOURCES.find((one) => one.name === name);
    if (resources === undefined) throw new Error(`no custom resources are called ${name}`);
    for (const crd of customResources(resources)) await define(api, crd);
  }
  api.close();
}

/** Custom resources whose definitions cannot be had: kinds without a schema, which hold whatever is written into them. */
export interface Unknown {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly scope?: 'Namespaced' | 'Cluster';
}

/** Defines kinds of which nothing is known but their names. */
export async function installUnknown(...kinds: readonly Unknown[]): Promise<void> {
  const api = new Api(bench().access);
  for (const { group, version, kind, scope = 'Namespaced' } of kinds) {
    const singular = kind.toLowerCase();
    const plural = `${singular}s`;
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.${group}` },
      spec: {
        group,
        scope,
        names: { kind, plural, singular, listKind: `${kind}List` },
        versions: [{ name: version, served: true, storage: true, schema }],
      },
    };
    await define(api, crd);
  }
  api.close();
}

async function define(api: Api, crd: object & { readonly metadata: { readonly name: string } }): Promise<void> {
  const { name } = crd.metadata;
  const path = `${DEFINITIONS}/${name}`;
  // Created, not applied: a definition with a stray field is as its project ships it.
  if (bench().own && !(await isThere(api, path))) await api.call(DEFINITIONS, { method: 'POST', body: crd });
  await until(`${name} is established`, () => api.call<Definition>(path), isEstablished, { within: 20 });
}

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

const isThere = (api: Api, path: string): Promise<boolean> =>
  api.call(path).then(
    () => true,
    (error) => {
      if (error instanceof ApiError && error.status === 404) return false;
      throw error;
    },
  );

interface Definition {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

function isEstablished({ status }: Definition): boolean {
  return (status?.conditions ?? []).some(({ type, status: is }) => type === 'Established' && is === 'True');
}
