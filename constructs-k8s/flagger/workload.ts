import { ApiObject, Lazy } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { withDrain } from '../shared/drain';
import type { Labels, Manifest, PodTemplate } from '../shared/manifest';
import { look } from '../shared/synthesis';
import { FLAGGER } from './flagger';
import type { Autoscaler, Settled } from './settings';

/** A Deployment as it is rendered. */
export interface RenderedDeployment extends Manifest {
  readonly spec: {
    readonly replicas?: number;
    readonly minReadySeconds?: number;
    readonly progressDeadlineSeconds?: number;
    readonly selector: { readonly matchLabels?: Labels };
    readonly template: PodTemplate;
  };
}

interface ContainerPort {
  readonly containerPort: number;
  readonly name?: string;
}

/** The Deployment of a construct of any version of cdk8s-plus, or the ApiObject itself; undefined when it is something else. */
export function deploymentOf(construct: IConstruct): ApiObject | undefined {
  const child = construct instanceof ApiObject ? construct : construct.node.defaultChild;
  return child instanceof ApiObject && child.kind === 'Deployment' ? child : undefined;
}

/** The autoscaler of a construct, or the one that is named; undefined when it is something else. */
export function autoscalerOf(autoscaler: IConstruct | Autoscaler): Autoscaler | undefined {
  if (!('node' in autoscaler)) return autoscaler;
  const child = autoscaler instanceof ApiObject ? autoscaler : autoscaler.node.defaultChild;
  if (!(child instanceof ApiObject)) return undefined;
  const { kind, name } = child;
  return kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject' ? { kind, name } : undefined;
}

export const rendered = (deployment: ApiObject): RenderedDeployment => look(deployment) as RenderedDeployment;

/** The first port of the pods, and whether there are others. */
export function portsOf({ spec }: RenderedDeployment): { readonly first?: ContainerPort; readonly more: boolean } {
  const all = spec.template.spec.containers.flatMap(({ ports }) => (ports ?? []) as readonly ContainerPort[]);
  const [first] = all;
  return { ...(first && { first }), more: all.length > 1 };
}

/** The label that Flagger tells the pods of the primary by, with its value. */
export function selectedBy({ spec }: RenderedDeployment): readonly [label: string, value: string] | undefined {
  const labels = spec.selector.matchLabels ?? {};
  const label = FLAGGER.selectorLabels.find((one) => labels[one] !== undefined);
  return label === undefined ? undefined : [label, labels[label] ?? ''];
}

/** The Deployment with the drain of the strategy in its pods: it takes the place of the one that it is made of, and is rendered from it. */
export function drained(scope: Construct, source: ApiObject, drain: number, { surroundings }: Settled): ApiObject {
  source.node.scope?.node.tryRemoveChild(source.node.id);
  const { apiVersion, kind, metadata } = rendered(source);
  const spec = () => {
    const deployment = rendered(source);
    return { ...deployment.spec, template: withDrain(deployment.spec.template, drain, surroundings) };
  };
  return new ApiObject(scope, 'Deployment', { apiVersion, kind, metadata, spec: Lazy.any({ produce: spec }) });
}
