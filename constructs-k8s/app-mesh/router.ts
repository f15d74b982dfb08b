import type { Router } from '../shared/routing/judged';
import { routingProblems } from './check';
import { finding } from './findings';
import { type AppMeshRoutingOptions, ROUTE } from './options';
import { nodeOf } from './routing';
import { appMesh } from './target';

/** App Mesh as a router of releases, with these resources. */
export const appMeshRouter = (options: AppMeshRoutingOptions): Router => ({
  title: appMesh.title,
  target: appMesh,
  finding: (which, ...said) => finding(`app-mesh-${which}`, ...said),
  problems: (planned, byController) => routingProblems(planned, options, byController),
});

/** The part of a Rollout that points Argo Rollouts to the routing: its `trafficRouting.appMesh`. */
export interface ArgoAppMeshRouting {
  readonly virtualService: { readonly name: string; readonly routes: readonly string[] };
  readonly virtualNodeGroup: {
    readonly stableVirtualNodeRef: { readonly name: string };
    readonly canaryVirtualNodeRef: { readonly name: string };
  };
}

/** How a Rollout finds the routing. */
export const argoAppMeshRouting = (options: AppMeshRoutingOptions): ArgoAppMeshRouting => ({
  virtualService: { name: options.name, routes: [ROUTE] },
  virtualNodeGroup: {
    stableVirtualNodeRef: { name: nodeOf(options, 'stable') },
    canaryVirtualNodeRef: { name: nodeOf(options, 'canary') },
  },
});
