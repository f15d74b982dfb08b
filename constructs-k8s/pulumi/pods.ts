import type { Manifest, ServiceManifest, ServicePort } from '../shared/manifest';
import { namedPorts } from '../shared/ports';
import type { LabelArgs, PodTemplateArgs } from './args';

/** The pods with the labels that they are found by, and the ports that Services of them have. */
export function podsOf({ spec, metadata }: PodTemplateArgs, selector: LabelArgs) {
  const ports = spec.containers.flatMap((container) => container.ports ?? []);
  const template: PodTemplateArgs = {
    metadata: { ...metadata, labels: { ...selector, ...metadata?.labels } },
    spec,
  };
  const served: readonly ServicePort[] = ports.map(({ containerPort, ...port }) => ({
    port: containerPort,
    targetPort: containerPort,
    ...port,
  }));
  return { template, ports: namedPorts(served) };
}

/** Kubernetes takes a Service without ports when it has no address either. */
export function headless(manifest: Manifest): Manifest {
  if (manifest.kind !== 'Service') return manifest;
  const { ports, ...spec } = (manifest as ServiceManifest).spec;
  return { ...manifest, spec: { clusterIP: 'None', ...spec } } as Manifest;
}
