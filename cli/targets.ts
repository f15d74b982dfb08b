import { ecs } from '../constructs-aws/ecs/target';
import { lambdaSamTarget } from '../constructs-aws/lambda/sam/target';
import { lambdaTarget } from '../constructs-aws/lambda/target';
import { appMesh } from '../constructs-k8s/app-mesh/target';
import { argoRolloutsCopies, argoRolloutsIstio, argoRolloutsPlugin } from '../constructs-k8s/argo-rollouts/target';
import { knative } from '../constructs-k8s/cloud-run/knative/target';
import { cloudRun } from '../constructs-k8s/cloud-run/target';
import { flaggerGatewayApi, flaggerIstio, flaggerKubernetes, flaggerNginx } from '../constructs-k8s/flagger/target';
import { gatewayApi } from '../constructs-k8s/gateway-api/target';
import { istio } from '../constructs-k8s/istio/target';
import { nginxIngress } from '../constructs-k8s/nginx-ingress/target';
import { traefik } from '../constructs-k8s/traefik/target';
import { kubernetes } from '../constructs-k8s/workload/target';
import type { EmitOptions, Target } from '../lib/fidelity';
import { unknown } from './misuse';

/** A target of any fragment, emitted by name and namespace only. */
export type AnyTarget = Target<unknown, EmitOptions>;

/** Every target. Only pure files are loaded: no construct library. */
export const TARGETS: readonly AnyTarget[] = [
  ecs as AnyTarget,
  lambdaTarget as AnyTarget,
  lambdaSamTarget as AnyTarget,
  kubernetes as AnyTarget,
  argoRolloutsCopies as AnyTarget,
  argoRolloutsIstio as AnyTarget,
  argoRolloutsPlugin as AnyTarget,
  istio as AnyTarget,
  flaggerKubernetes as AnyTarget,
  flaggerIstio as AnyTarget,
  flaggerGatewayApi as AnyTarget,
  flaggerNginx as AnyTarget,
  knative as AnyTarget,
  cloudRun as AnyTarget,
  gatewayApi as AnyTarget,
  nginxIngress as AnyTarget,
  traefik as AnyTarget,
  appMesh as AnyTarget,
];

/** What `--target` takes. */
export const TARGET_IDS: readonly string[] = TARGETS.map(({ id }) => id);

/** The target of an id. */
export function targetOf(id: string): AnyTarget {
  const target = TARGETS.find((one) => one.id === id);
  if (target !== undefined) return target;
  throw unknown('target', id, TARGET_IDS);
}
