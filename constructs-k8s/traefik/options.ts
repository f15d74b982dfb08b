import type { Stickiness } from '../../lib/strategy';
import type { RoutedPhase } from '../shared/routing/phase';
import type { TraefikRoute } from './manifest';

/** Everything about the routing that is not the strategy's. */
export interface TraefikRoutingOptions {
  /** The name of the IngressRoute and of the TraefikService. */
  readonly name: string;
  /** @default - the namespace that it is applied in */
  readonly namespace?: string;
  /** Labels of every object. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** The entry points of Traefik that the route serves. @default - those that Traefik serves by default */
  readonly entryPoints?: readonly string[];
  /** The hosts that clients call. @default - every host */
  readonly hosts?: readonly string[];
  /** The beginning of the paths that are divided. @default / */
  readonly path?: string;
  /** A certificate from a Secret, or from a resolver of Traefik's. @default - none */
  readonly tls?: { readonly secretName?: string; readonly certResolver?: string };
  /** The Services of both versions. */
  readonly versions: { readonly stable: string; readonly canary: string };
  /** The port of both Services. @default 80 */
  readonly port?: number;
  /** Routes of your own, as they stand in a manifest. Traefik takes the longest rule that fits, or the highest priority. */
  readonly routes?: readonly TraefikRoute[];
}

/** What {@link emitTraefikRouting} is given. */
export interface TraefikEmitRoutingOptions extends TraefikRoutingOptions {
  /** The traffic of one phase. @default - everything to the stable version, which is where a controller starts */
  readonly phase?: RoutedPhase;
  /** The strategy's. */
  readonly stickiness?: Stickiness;
}
