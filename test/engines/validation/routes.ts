import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import { service } from '../../constructs-k8s/argo-rollouts/written';

/** The Services that routes name, which Istio's analysis wants to know. */
export function withServices(manifests: readonly Manifest[]): readonly Manifest[] {
  const hosts = JSON.stringify(manifests).matchAll(/"host":"(\*[^"]+|[^".]+)"/g);
  const namespace = manifests[0]?.metadata.namespace;
  const services = [...new Set([...hosts].map(([, host = '']) => host))].map((host): Manifest => {
    const { spec, ...made } = service(host, { app: 'web' });
    const metadata = { ...made.metadata, ...(namespace && { namespace }) };
    return { ...made, metadata, spec: { ...spec, ports: [{ name: 'http', port: 80 }] } } as Manifest;
  });
  return [...manifests, ...services];
}
