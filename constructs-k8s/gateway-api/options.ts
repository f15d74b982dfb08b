import type { Time } from '../shared/milliseconds';
import type { RoutedPhase } from '../shared/routing/phase';
import type { GrpcRouteRule, HttpRouteRule } from './manifest';

/** A Gateway, whose requests the route divides. */
export interface GatewayParent {
  /** The name of the Gateway. */
  readonly gateway: string;
  /** @default - that of the route */
  readonly namespace?: string;
  /** One of its listeners. @default - all that the route fits */
  readonly listener?: string;
}

/** In a mesh: the Service that clients call, whose requests the route divides. */
export interface MeshParent {
  /** The name of the Service. */
  readonly service: string;
  /** @default - all of its ports */
  readonly port?: number;
}

/** Where the requests come from. */
export type Parent = GatewayParent | MeshParent;

/** The time limits of a request. */
export interface Timeouts {
  /** From the request of the client to the end of the answer, with all tries. */
  readonly request?: Time;
  /** One try; not longer than `request`. */
  readonly backendRequest?: Time;
}

/** Everything about the routing that is not the strategy's. */
export interface GatewayRoutingOptions {
  /** The name of the route. */
  readonly name: string;
  /** @default - the namespace that it is applied in */
  readonly namespace?: string;
  /** Labels of every object. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** `grpc` makes a GRPCRoute, which has no `path` and no `timeouts`. @default http */
  readonly protocol?: 'http' | 'grpc';
  /** Where the requests come from: Gateways, or the Service that clients call in a mesh. */
  readonly parents: readonly Parent[];
  /** The hosts that clients call, also as `*.example.com`. @default - all that the listeners take */
  readonly hostnames?: readonly string[];
  /** The Services of both versions. */
  readonly versions: { readonly stable: string; readonly canary: string };
  /** The port of both Services. @default 80 */
  readonly port?: number;
  /** The beginning of the paths that are divided. @default / */
  readonly path?: string;
  /** The name of the weighted rule, for the logs. @default primary */
  readonly ruleName?: string;
  /** Rules of your own, as they stand in a manifest. Whatever their order, the more specific match is taken. */
  readonly rules?: readonly (HttpRouteRule | GrpcRouteRule)[];
  /** The time limits of a request. @default - the Gateway's own */
  readonly timeouts?: Timeouts;
}

/** What {@link emitGatewayRouting} is given. */
export interface GatewayEmitRoutingOptions extends GatewayRoutingOptions {
  /** The traffic of one phase. @default - everything to the stable version, which is where a controller starts */
  readonly phase?: RoutedPhase;
}

/** The name of the weighted rule when none is given. */
export const RULE = 'primary';

/** The port of the Services when none is given. */
export const PORT = 80;
