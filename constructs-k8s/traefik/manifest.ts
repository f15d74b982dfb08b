import type { Manifest, Metadata } from '../shared/manifest';

/** The API version of Traefik 3's own kinds. */
export const API_VERSION = 'traefik.io/v1alpha1';

export interface TraefikBackend {
  readonly name: string;
  readonly kind?: 'Service' | 'TraefikService';
  readonly namespace?: string;
  readonly port?: number | string;
  readonly weight?: number;
}

/** A cookie that holds a user at the service that answered first. */
export interface StickyCookie {
  readonly name?: string;
  readonly maxAge?: number;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
}

/** A `TraefikService` of `traefik.io/v1alpha1`, as far as it is emitted: weights, or a mirror. */
export interface TraefikService extends Manifest {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: 'TraefikService';
  readonly metadata: Metadata;
  /** Exactly one. */
  readonly spec: {
    readonly weighted?: {
      readonly services: readonly TraefikBackend[];
      readonly sticky?: { readonly cookie: StickyCookie };
    };
    /** By the address of the client. */
    readonly highestRandomWeight?: { readonly services: readonly TraefikBackend[] };
    readonly mirroring?: TraefikBackend & {
      readonly mirrors: readonly (TraefikBackend & { readonly percent?: number })[];
    };
  };
}

/** A route. Of those whose rule fits, the one with the longest rule is taken, unless a priority says otherwise. */
export interface TraefikRoute {
  readonly match: string;
  readonly kind?: 'Rule';
  readonly priority?: number;
  readonly services?: readonly TraefikBackend[];
  readonly middlewares?: readonly { readonly name: string; readonly namespace?: string }[];
}

/** An `IngressRoute` of `traefik.io/v1alpha1`, as far as it is emitted. */
export interface IngressRoute extends Manifest {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: 'IngressRoute';
  readonly metadata: Metadata;
  readonly spec: {
    readonly entryPoints?: readonly string[];
    readonly routes: readonly TraefikRoute[];
    readonly tls?: { readonly secretName?: string; readonly certResolver?: string };
  };
}
