import type { Labels } from '../shared/manifest';
import type { RoutedPhase } from '../shared/routing/phase';
import type { Protocol } from './manifest';

/** The pods of a version, and the Service by whose name they are found. */
export interface MeshVersion {
  /** The Service of the version. */
  readonly service: string;
  /** Labels that the pods of the other version do not have. */
  readonly labels: Labels;
}

/** Everything about the routing that is not the strategy's. */
export interface AppMeshRoutingOptions {
  /** The name of the VirtualService and the VirtualRouter; those of the VirtualNodes have `-stable` and `-canary` after it. */
  readonly name: string;
  /** The namespace of both Services. @default default */
  readonly namespace?: string;
  /** Labels of every object. @default - none */
  readonly labels?: Labels;
  /** The Service that clients call. @default - that of the stable version */
  readonly service?: string;
  /** Both versions. */
  readonly versions: { readonly stable: MeshVersion; readonly canary: MeshVersion };
  /** The port of the pods, which is that of the Services. @default 80 */
  readonly port?: number;
  /** @default http */
  readonly protocol?: Protocol;
  /** The beginning of the paths that are divided; not with gRPC. @default / */
  readonly path?: string;
}

/** What {@link emitAppMeshRouting} is given. */
export interface AppMeshEmitRoutingOptions extends AppMeshRoutingOptions {
  /** The traffic of one phase. @default - everything to the stable version, which is where a controller starts */
  readonly phase?: RoutedPhase;
}

/** The name of the weighted route. */
export const ROUTE = 'primary';
