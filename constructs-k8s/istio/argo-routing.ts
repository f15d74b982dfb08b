import { ROUTE, type RoutingOptions, SUBSETS } from './options';

/** The part of a Rollout that points Argo Rollouts to the routing: its `trafficRouting.istio`. */
export interface ArgoIstioRouting {
  readonly virtualService: { readonly name: string; readonly routes: readonly string[] };
  /** Absent where each version is a Service. */
  readonly destinationRule?: {
    readonly name: string;
    readonly stableSubsetName: string;
    readonly canarySubsetName: string;
  };
}

/** How a Rollout finds the routing. */
export function argoRouting({ name, routeName = ROUTE, versions }: RoutingOptions): ArgoIstioRouting {
  const virtualService = { name, routes: [routeName] };
  if (versions.kind === 'services') return { virtualService };
  const { stable = SUBSETS.stable, canary = SUBSETS.canary } = versions;
  return { virtualService, destinationRule: { name, stableSubsetName: stable.name, canarySubsetName: canary.name } };
}
