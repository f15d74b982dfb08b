import { customResources, RESOURCES } from '../setup';
import { Api } from './api';
import { bench } from './bench';
import { until } from './until';

type ResourcesName =
  | 'argo-rollouts'
  | 'istio'
  | 'flagger'
  | 'gateway-api'
  | 'traefik'
  | 'knative'
  | 'prometheus-operator';

/** Installs custom resources, unless they are there. Into a cluster that is not ours nothing is installed: they must be there. */
export async function install(...names: readonly ResourcesName[]): Promise<void> {
  const api = new Api(bench().access);
  for (const name of names) {
    const resources = RESOURCES.find((one) => one.name === name);
    if (resources === undefined) throw new Error(`no custom resources are called ${name}`);
    for (const crd of customResources(resources)) {
      const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${crd.metadata.name}`;
      const query = { fieldManager: 'cutover-bench', force: 'true' };
      if (bench().own)
        await api.call(path, { method: 'PATCH', query, body: crd, type: 'application/apply-patch+yaml' });
      await until(`${crd.metadata.name} is established`, () => api.call<Definition>(path), isEstablished, {
        within: 20,
      });
    }
  }
  api.close();
}

interface Definition {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

function isEstablished({ status }: Definition): boolean {
  return (status?.conditions ?? []).some(({ type, status: is }) => type === 'Established' && is === 'True');
}
