import { Api } from '../cluster/api';
import { bench } from '../cluster/bench';
import { until } from '../cluster/until';

const GROUP = 'appmesh.k8s.aws';

/** The kinds of App Mesh as names with any content: what AWS published can no longer be had from a registry. */
export async function installAppMeshKinds(): Promise<void> {
  const api = new Api(bench().access);
  for (const kind of ['VirtualService', 'VirtualRouter', 'VirtualNode']) {
    const singular = kind.toLowerCase();
    const name = `${singular}s.${GROUP}`;
    const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`;
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
    const body = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name },
      spec: {
        group: GROUP,
        scope: 'Namespaced',
        names: { kind, singular, plural: `${singular}s` },
        versions: [{ name: 'v1beta2', served: true, storage: true, schema }],
      },
    };
    const query = { fieldManager: 'cutover-bench', force: 'true' };
    await api.call(path, { method: 'PATCH', query, body, type: 'application/apply-patch+yaml' });
    await until(`${kind} is served`, () => api.path(`${GROUP}/v1beta2`, kind, 'default'), Boolean, { within: 20 });
  }
  api.close();
}
