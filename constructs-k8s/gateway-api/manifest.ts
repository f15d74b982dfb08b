import type { Manifest, Metadata } from '../shared/manifest';

/** The API version of HTTPRoute and GRPCRoute. */
export const API_VERSION = 'gateway.networking.k8s.io/v1';

/** What a route is attached to: a Gateway, or in a mesh the Service that clients call. */
export interface ParentReference {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

/** How a header must be. Whose dialect a regular expression is in, and whether it may stand there at all, is the implementation's. */
export interface HeaderMatchManifest {
  readonly type: 'Exact' | 'RegularExpression';
  readonly name: string;
  readonly value: string;
}

/** What a request must be like; all of it. */
export interface HttpRouteMatch {
  readonly path?: { readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression'; readonly value: string };
  readonly method?: string;
  readonly headers?: readonly HeaderMatchManifest[];
  readonly queryParams?: readonly HeaderMatchManifest[];
}

/** What a call must be like; all of it. */
export interface GrpcRouteMatch {
  readonly method?: {
    readonly type?: 'Exact' | 'RegularExpression';
    readonly service?: string;
    readonly method?: string;
  };
  readonly headers?: readonly HeaderMatchManifest[];
}

export interface BackendReference {
  readonly group?: string;
  readonly kind?: string;
  /**
   * The name of the Service.
   * @format dns-name
   */
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly weight?: number;
}

/** A copy of the requests; a percentage or a fraction of them. */
export interface RequestMirror {
  readonly backendRef: BackendReference;
  readonly percent?: number;
  readonly fraction?: { readonly numerator: number; readonly denominator?: number };
}

/** A filter; those besides the mirror are passed on as they are. */
export interface RouteFilter {
  readonly type: string;
  readonly requestMirror?: RequestMirror;
  readonly [filter: string]: unknown;
}

interface RouteRule<Match> {
  readonly name?: string;
  readonly matches?: readonly Match[];
  readonly filters?: readonly RouteFilter[];
  readonly backendRefs?: readonly BackendReference[];
}

/** A rule of an HTTPRoute. Of all matches that a request fits, the most specific one is taken: the longer path, then the more headers. */
export interface HttpRouteRule extends RouteRule<HttpRouteMatch> {
  readonly timeouts?: { readonly request?: string; readonly backendRequest?: string };
}

/** A rule of a GRPCRoute. */
export type GrpcRouteRule = RouteRule<GrpcRouteMatch>;

interface Route<Kind extends string, Rule> extends Manifest {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: Kind;
  readonly metadata: Metadata;
  readonly spec: {
    readonly parentRefs: readonly ParentReference[];
    readonly hostnames?: readonly string[];
    readonly rules: readonly Rule[];
  };
}

export type HttpRoute = Route<'HTTPRoute', HttpRouteRule>;
/** A `GRPCRoute` of `gateway.networking.k8s.io/v1`, as far as it is emitted. */
export type GrpcRoute = Route<'GRPCRoute', GrpcRouteRule>;
/** The route that is emitted, by the protocol. */
export type GatewayRoute = HttpRoute | GrpcRoute;
