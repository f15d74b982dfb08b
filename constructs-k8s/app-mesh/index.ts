export {
  AppMeshCanaryRouting,
  type AppMeshCanaryRoutingProps,
  type ArgoAppMeshRouting,
} from './app-mesh-canary-routing';
export type { AppMeshEmitOptions, AppMeshFragment, AppMeshPhase } from './emit';
export { APP_MESH_FINDINGS, type AppMeshFindingId } from './findings';
export { APP_MESH_LIMITS } from './limits';
export type { MeshVirtualService, VirtualNode, VirtualRouter } from './manifest';
export type { AppMeshEmitRoutingOptions, AppMeshRoutingOptions, MeshVersion } from './options';
export { type AppMeshRouting, emitAppMeshRouting } from './routing';
export { appMesh } from './target';
export { appMeshRoutingOf } from './trace';
