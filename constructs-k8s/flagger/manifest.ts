import type { HttpMatch, TrafficPolicyManifest } from '../istio/manifest';
import type { Labels, Manifest } from '../shared/manifest';

/** The API version of Flagger's kinds. */
export const API_VERSION = 'flagger.app/v1beta1';

/** Something in the namespace. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

export interface CanaryMetric {
  readonly name: string;
  readonly interval?: string;
  /** Absent: the deprecated `threshold`, of which the default is 0. */
  readonly thresholdRange?: { readonly min?: number; readonly max?: number };
  readonly templateRef?: { readonly name: string; readonly namespace?: string };
}

/** When Flagger calls a webhook. */
export type WebhookType =
  | 'confirm-rollout'
  | 'pre-rollout'
  | 'rollout'
  | 'confirm-traffic-increase'
  | 'confirm-promotion'
  | 'post-rollout'
  | 'rollback'
  | 'event';

/** What Flagger calls, and when: https://docs.flagger.app/usage/webhooks */
export interface Webhook {
  readonly name: string;
  /** Absent: `rollout`. */
  readonly type?: WebhookType;
  readonly url: string;
  readonly timeout?: string;
  readonly retries?: number;
  readonly muteAlert?: boolean;
  readonly disableTLS?: boolean;
  readonly metadata?: Labels;
}

/** An alert of a Canary, and the AlertProvider that sends it. */
export interface CanaryAlert {
  readonly name: string;
  readonly severity?: 'info' | 'warn' | 'error';
  readonly providerRef: { readonly name: string; readonly namespace?: string };
}

export interface SessionAffinity {
  readonly cookieName: string;
  readonly primaryCookieName?: string;
  readonly maxAge?: number;
}

/** How a release is moved: exactly one of `iterations`, `stepWeight` and `stepWeights`. */
export interface CanaryAnalysis {
  readonly interval: string;
  readonly threshold: number;
  readonly iterations?: number;
  readonly stepWeight?: number;
  readonly stepWeights?: readonly number[];
  readonly maxWeight?: number;
  readonly stepWeightPromotion?: number;
  readonly mirror?: boolean;
  readonly mirrorWeight?: number;
  readonly match?: readonly HttpMatch[];
  readonly sessionAffinity?: SessionAffinity;
  readonly metrics?: readonly CanaryMetric[];
  readonly webhooks?: readonly Webhook[];
  readonly alerts?: readonly CanaryAlert[];
}

/** A Gateway, or in a mesh a Service, to which the route of Flagger belongs. */
export interface ParentReference {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

export interface CanaryService {
  readonly name?: string;
  readonly port: number;
  readonly portName?: string;
  readonly targetPort?: number | string;
  readonly appProtocol?: string;
  readonly portDiscovery?: boolean;
  readonly hosts?: readonly string[];
  readonly gateways?: readonly string[];
  readonly gatewayRefs?: readonly ParentReference[];
  readonly trafficPolicy?: TrafficPolicyManifest;
  readonly meshName?: string;
}

/** What a Canary says: https://docs.flagger.app/usage/how-it-works */
export interface CanarySpec {
  readonly provider?: string;
  readonly targetRef: ObjectReference;
  readonly autoscalerRef?: ObjectReference;
  readonly ingressRef?: ObjectReference;
  readonly routeRef?: ObjectReference;
  readonly upstreamRef?: ObjectReference;
  readonly progressDeadlineSeconds?: number;
  /** Promotes every version unseen. */
  readonly skipAnalysis?: boolean;
  readonly revertOnDeletion?: boolean;
  readonly service?: CanaryService;
  readonly analysis: CanaryAnalysis;
}

/** A `Canary` of `flagger.app/v1beta1`, as far as it is emitted. */
export interface CanaryManifest extends Manifest {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: 'Canary';
  readonly spec: CanarySpec;
}

/** A `MetricTemplate` of `flagger.app/v1beta1`, as far as it is emitted. */
export interface MetricTemplateManifest extends Manifest {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: 'MetricTemplate';
  readonly spec: {
    readonly provider: {
      readonly type: string;
      readonly address?: string;
      readonly region?: string;
      readonly secretRef?: { readonly name: string };
      readonly insecureSkipVerify?: boolean;
      readonly headers?: Readonly<Record<string, readonly string[]>>;
    };
    readonly query: string;
  };
}

/** An `AlertProvider` of `flagger.app/v1beta1`, as far as it is emitted. */
export interface AlertProviderManifest extends Manifest {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: 'AlertProvider';
  readonly spec: {
    readonly type: string;
    readonly channel?: string;
    readonly username?: string;
    readonly address?: string;
    readonly secretRef?: { readonly name: string };
  };
}
