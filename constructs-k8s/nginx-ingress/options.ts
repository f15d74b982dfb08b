import type { Stickiness } from '../../lib/strategy';
import type { IngressTls } from '../shared/ingress';
import type { RoutedPhase } from '../shared/routing/phase';

/** Everything about the routing that is not the strategy's. */
export interface NginxRoutingOptions {
  /** The name of the Ingress; that of the canary has `-canary` after it. */
  readonly name: string;
  /** @default - the namespace that it is applied in */
  readonly namespace?: string;
  /** Labels of every object. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default nginx */
  readonly ingressClass?: string;
  /** The hosts that clients call. @default - every host */
  readonly hosts?: readonly string[];
  /** The beginning of the paths that are divided. @default / */
  readonly path?: string;
  /** Certificates, by host. @default - none */
  readonly tls?: readonly IngressTls[];
  /** The Services of both versions. */
  readonly versions: { readonly stable: string; readonly canary: string };
  /** The port of both Services. @default 80 */
  readonly port?: number;
  /** Annotations of your own for the Ingress, such as those of time limits; the canary has them from there. */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * What the controller's annotations begin with (`--annotations-prefix`). @default nginx.ingress.kubernetes.io
   * @format dns-name
   */
  readonly annotationPrefix?: string;
}

/** What {@link emitNginxRouting} is given. */
export interface NginxEmitRoutingOptions extends NginxRoutingOptions {
  /** The traffic of one phase. @default - no canary Ingress: Argo Rollouts makes its own */
  readonly phase?: RoutedPhase;
  /** The strategy's. */
  readonly stickiness?: Stickiness;
}

/** What the annotations begin with when nothing is said. */
export const PREFIX = 'nginx.ingress.kubernetes.io';
