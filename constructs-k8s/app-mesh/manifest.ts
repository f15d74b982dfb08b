import type { Labels, Manifest, Metadata } from '../shared/manifest';

/** The API version of the controller's kinds. */
export const API_VERSION = 'appmesh.k8s.aws/v1beta2';

export type Protocol = 'http' | 'http2' | 'grpc';

export interface Listener {
  readonly portMapping: { readonly port: number; readonly protocol: Protocol };
}

/** How the value of a header must be; exactly one. */
export interface HeaderMatchMethod {
  readonly exact?: string;
  readonly prefix?: string;
  readonly regex?: string;
}

export interface HeaderMatchManifest {
  readonly name: string;
  readonly match: HeaderMatchMethod;
}

export interface WeightedTarget {
  readonly virtualNodeRef: { readonly name: string };
  readonly weight: number;
}

interface HttpRoute {
  readonly match: { readonly prefix: string; readonly headers?: readonly HeaderMatchManifest[] };
  readonly action: { readonly weightedTargets: readonly WeightedTarget[] };
}

interface GrpcRoute {
  readonly match: { readonly metadata?: readonly HeaderMatchManifest[] };
  readonly action: { readonly weightedTargets: readonly WeightedTarget[] };
}

/** A route. The one with the lowest priority that fits is taken. */
export interface Route {
  readonly name: string;
  readonly priority?: number;
  readonly httpRoute?: HttpRoute;
  readonly http2Route?: HttpRoute;
  readonly grpcRoute?: GrpcRoute;
}

interface Kind<Name extends string, Spec> extends Manifest {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: Name;
  readonly metadata: Metadata;
  readonly spec: Spec;
}

/** A `VirtualNode` of `appmesh.k8s.aws/v1beta2`, as far as it is emitted. */
export type VirtualNode = Kind<
  'VirtualNode',
  {
    readonly podSelector: { readonly matchLabels: Labels };
    readonly listeners: readonly Listener[];
    readonly serviceDiscovery: { readonly dns: { readonly hostname: string } };
  }
>;

/** A `VirtualRouter` of `appmesh.k8s.aws/v1beta2`, as far as it is emitted. */
export type VirtualRouter = Kind<
  'VirtualRouter',
  { readonly listeners: readonly Listener[]; readonly routes: readonly Route[] }
>;

/** A `VirtualService` of `appmesh.k8s.aws/v1beta2`, as far as it is emitted. */
export type MeshVirtualService = Kind<
  'VirtualService',
  {
    readonly awsName: string;
    readonly provider: { readonly virtualRouter: { readonly virtualRouterRef: { readonly name: string } } };
  }
>;
