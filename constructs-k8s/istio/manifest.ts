import type { StringMatch } from '../shared/audience/matches';
import type { Metadata } from '../shared/manifest';

/** The API version of the resources: the storage version of Istio's CRDs. */
export const API_VERSION = 'networking.istio.io/v1';

/** What a request must be like; all of it. A regular expression is RE2 and must fit the whole text. */
export interface HttpMatch {
  readonly name?: string;
  readonly uri?: StringMatch;
  readonly method?: StringMatch;
  readonly authority?: StringMatch;
  readonly headers?: Readonly<Record<string, StringMatch>>;
  readonly queryParams?: Readonly<Record<string, StringMatch>>;
  readonly gateways?: readonly string[];
}

export interface Destination {
  readonly host: string;
  readonly subset?: string;
  readonly port?: { readonly number: number };
}

export interface WeightedDestination {
  readonly destination: Destination;
  readonly weight?: number;
}

export interface Mirror {
  readonly destination: Destination;
  /** Percent. */
  readonly percentage: { readonly value: number };
}

export interface HttpRetries {
  readonly attempts: number;
  readonly perTryTimeout?: string;
  readonly retryOn?: string;
}

/** An HTTP route. The first route that one of its matches fits is taken; a route without a match takes every request. */
export interface HttpRoute {
  readonly name?: string;
  readonly match?: readonly HttpMatch[];
  readonly route?: readonly WeightedDestination[];
  readonly mirrors?: readonly Mirror[];
  readonly timeout?: string;
  readonly retries?: HttpRetries;
}

/** A `VirtualService` of `networking.istio.io/v1`, as far as it is emitted. */
export interface VirtualService {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: 'VirtualService';
  readonly metadata: Metadata;
  readonly spec: {
    readonly hosts: readonly string[];
    readonly gateways?: readonly string[];
    readonly http: readonly HttpRoute[];
  };
}

/** The pods of a version, by their labels. */
export interface Subset {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface TrafficPolicyManifest {
  readonly connectionPool?: {
    readonly tcp?: { readonly maxConnections?: number; readonly connectTimeout?: string };
    readonly http?: {
      readonly http1MaxPendingRequests?: number;
      readonly http2MaxRequests?: number;
      readonly maxRequestsPerConnection?: number;
      readonly maxRetries?: number;
      readonly idleTimeout?: string;
    };
  };
  readonly loadBalancer?: {
    readonly simple?: string;
    readonly consistentHash?: {
      readonly httpCookie?: { readonly name: string; readonly ttl: string };
      readonly httpHeaderName?: string;
      readonly useSourceIp?: true;
    };
  };
  readonly outlierDetection?: {
    readonly consecutive5xxErrors?: number;
    readonly consecutiveGatewayErrors?: number;
    readonly interval?: string;
    readonly baseEjectionTime?: string;
    readonly maxEjectionPercent?: number;
    readonly minHealthPercent?: number;
  };
}

/** A `DestinationRule` of `networking.istio.io/v1`, as far as it is emitted. */
export interface DestinationRule {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: 'DestinationRule';
  readonly metadata: Metadata;
  readonly spec: {
    readonly host: string;
    readonly trafficPolicy?: TrafficPolicyManifest;
    readonly subsets?: readonly Subset[];
  };
}
