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
  | 'prometheus-operator'
  | 'app-mesh'
  | 'gloo'
  | 'gloo-gateway'
  | 'kuma';

/** Installs custom resources, unless they are there. Into a cluster that is not ours nothing is installed: they must be there. */
export async function install(...names: readonly ResourcesName[]): Promise<void> {
  const api = new Api(bench().access);
  for (const name of names) {
    const resources = RESOURCES.find((one) => one.name === name);
    if (resources === undefined) throw new Error(`no custom resources are called ${name}`);
    for (const crd of customResources(resources)) {
      const path = `${DEFINITIONS}/${crd.metadata.name}`;
      // Created, not applied: a definition with a stray field is as its project ships it.
      if (bench().own && !(await isThere(api, path))) await api.call(DEFINITIONS, { method: 'POST', body: crd });
      await until(`${crd.metadata.name} is established`, () => api.call<Definition>(path), isEstablished, {
        within: 20,
      });
    }
  }
  api.close();
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
