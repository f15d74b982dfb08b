import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Labels, Manifest, PodTemplate, ServicePort } from './manifest';
import { namedPorts } from './ports';

/** A Deployment as it is in the YAML, whoever made it. */
export interface RenderedDeployment extends Manifest {
  readonly spec: {
    readonly replicas?: number;
    readonly selector: { readonly matchLabels?: Labels; readonly matchExpressions?: readonly unknown[] };
    readonly template: PodTemplate;
    readonly minReadySeconds?: number;
    readonly progressDeadlineSeconds?: number;
    readonly revisionHistoryLimit?: number;
  };
}

interface ContainerPort {
  readonly containerPort: number;
  readonly name?: string;
  readonly protocol?: ServicePort['protocol'];
}

/** The Deployment of a construct: of any version of cdk8s-plus, or an ApiObject of kind Deployment. */
export function deploymentIn(deployment: IConstruct): ApiObject | undefined {
  const child = deployment instanceof ApiObject ? deployment : deployment.node.defaultChild;
  return child instanceof ApiObject && child.kind === 'Deployment' ? child : undefined;
}

/** The ports of its containers. */
export function containerPorts({ spec }: PodTemplate): readonly ServicePort[] {
  const ports = spec.containers.flatMap((container) => (container.ports ?? []) as readonly ContainerPort[]);
  return namedPorts(
    ports.map(({ containerPort, name, protocol }) => ({
      port: containerPort,
      targetPort: containerPort,
      ...(name && { name }),
      ...(protocol && { protocol }),
    })),
  );
}

/** A list without what stands in it twice. */
const distinct = (list: unknown): unknown =>
  Array.isArray(list) ? [...new Map(list.map((item) => [JSON.stringify(item), item])).values()] : list;

/** A workload of cdk8s-plus with `spread` adds its terms at each rendering, and it has been rendered before. */
export function withoutRepeats(deployment: RenderedDeployment): RenderedDeployment {
  const { template } = deployment.spec;
  const { affinity } = template.spec as { affinity?: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  if (affinity === undefined) return deployment;
  const terms = Object.entries(affinity).map(([kind, lists]) => [
    kind,
    Array.isArray(lists)
      ? lists
      : Object.fromEntries(Object.entries(lists).map(([when, list]) => [when, distinct(list)])),
  ]);
  const spec = { ...template.spec, affinity: Object.fromEntries(terms) };
  return { ...deployment, spec: { ...deployment.spec, template: { ...template, spec } } };
}
