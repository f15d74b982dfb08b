import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { Manifest } from '../shared/manifest';

type Class = new (name: string, args: never, opts: pulumi.CustomResourceOptions) => pulumi.CustomResource;

/** The kinds that the provider knows, and waits for in ways of their own. The SDK loads each when it is first asked for. */
const KNOWN: Readonly<Record<string, () => Class>> = {
  'v1 ConfigMap': () => k8s.core.v1.ConfigMap,
  'v1 Service': () => k8s.core.v1.Service,
  'apps/v1 Deployment': () => k8s.apps.v1.Deployment,
  'autoscaling/v2 HorizontalPodAutoscaler': () => k8s.autoscaling.v2.HorizontalPodAutoscaler,
  'batch/v1 Job': () => k8s.batch.v1.Job,
  'networking.k8s.io/v1 Ingress': () => k8s.networking.v1.Ingress,
  'policy/v1 PodDisruptionBudget': () => k8s.policy.v1.PodDisruptionBudget,
};

/** The resource of a manifest: of its own class, or a custom one. */
export function objectOf(
  { apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>,
  name: string,
  args: pulumi.Inputs,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  const Known = KNOWN[`${apiVersion} ${kind}`]?.();
  if (Known !== undefined) return new Known(name, args as never, opts);
  return new k8s.apiextensions.CustomResource(name, { ...args, apiVersion, kind }, opts);
}
