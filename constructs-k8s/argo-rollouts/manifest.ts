import type { Labels, Manifest, Metadata, PodTemplate } from '../shared/manifest';

/** The API version of Argo Rollouts' own kinds. */
export const API_VERSION = 'argoproj.io/v1alpha1';

/** How a text must be; exactly one of them. */
export interface StringMatch {
  readonly exact?: string;
  readonly prefix?: string;
  readonly regex?: string;
}

export interface AnalysisArgument {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly podTemplateHashValue?: 'Stable' | 'Latest';
    readonly fieldRef?: { readonly fieldPath: string };
  };
}

/** Analysis templates that make one analysis run. */
export interface RolloutAnalysis {
  readonly templates: ReadonlyArray<{ readonly templateName: string; readonly clusterScope?: boolean }>;
  readonly args?: readonly AnalysisArgument[];
}

export interface HeaderRoute {
  readonly name: string;
  /** None removes the route. */
  readonly match?: ReadonlyArray<{ readonly headerName: string; readonly headerValue: StringMatch }>;
}

export interface MirrorRoute {
  readonly name: string;
  /** None removes the route. */
  readonly match?: ReadonlyArray<{ readonly path?: StringMatch; readonly method?: StringMatch }>;
  readonly percentage?: number;
}

/** One step of a canary; exactly one field. */
export interface CanaryStep {
  readonly setWeight?: number;
  readonly pause?: { readonly duration?: string | number };
  readonly setCanaryScale?: {
    readonly weight?: number;
    readonly replicas?: number;
    readonly matchTrafficWeight?: boolean;
  };
  readonly analysis?: RolloutAnalysis;
  readonly experiment?: Readonly<Record<string, unknown>>;
  readonly setHeaderRoute?: HeaderRoute;
  readonly setMirrorRoute?: MirrorRoute;
  readonly plugin?: { readonly name: string; readonly config?: unknown };
}

export interface IstioTrafficRouting {
  readonly virtualService?: { readonly name: string; readonly routes?: readonly string[] };
  readonly virtualServices?: ReadonlyArray<{ readonly name: string; readonly routes?: readonly string[] }>;
  readonly destinationRule?: {
    readonly name: string;
    readonly canarySubsetName: string;
    readonly stableSubsetName: string;
  };
}

export interface TrafficRouting {
  readonly istio?: IstioTrafficRouting;
  readonly plugins?: Readonly<Record<string, unknown>>;
  readonly managedRoutes?: ReadonlyArray<{ readonly name: string }>;
  readonly maxTrafficWeight?: number;
  /** The routers that Argo has besides. */
  readonly [router: string]: unknown;
}

export interface AntiAffinity {
  readonly preferredDuringSchedulingIgnoredDuringExecution?: { readonly weight: number };
  readonly requiredDuringSchedulingIgnoredDuringExecution?: Readonly<Record<string, never>>;
}

export interface PodTemplateMetadata {
  readonly labels?: Labels;
  readonly annotations?: Labels;
}

export interface CanaryStrategySpec {
  readonly canaryService?: string;
  readonly stableService?: string;
  readonly maxSurge?: string | number;
  readonly maxUnavailable?: string | number;
  readonly steps?: readonly CanaryStep[];
  readonly analysis?: RolloutAnalysis & { readonly startingStep?: number };
  readonly trafficRouting?: TrafficRouting;
  readonly scaleDownDelaySeconds?: number;
  readonly scaleDownDelayRevisionLimit?: number;
  readonly abortScaleDownDelaySeconds?: number;
  readonly dynamicStableScale?: boolean;
  readonly minPodsPerReplicaSet?: number;
  readonly pingPong?: { readonly pingService: string; readonly pongService: string };
  readonly canaryMetadata?: PodTemplateMetadata;
  readonly stableMetadata?: PodTemplateMetadata;
  readonly antiAffinity?: AntiAffinity;
}

export interface BlueGreenStrategySpec {
  readonly activeService: string;
  readonly previewService?: string;
  readonly previewReplicaCount?: number;
  readonly autoPromotionEnabled?: boolean;
  readonly autoPromotionSeconds?: number;
  readonly prePromotionAnalysis?: RolloutAnalysis;
  readonly postPromotionAnalysis?: RolloutAnalysis;
  readonly scaleDownDelaySeconds?: number;
  readonly scaleDownDelayRevisionLimit?: number;
  readonly abortScaleDownDelaySeconds?: number;
  readonly maxUnavailable?: string | number;
  readonly activeMetadata?: PodTemplateMetadata;
  readonly previewMetadata?: PodTemplateMetadata;
  readonly antiAffinity?: AntiAffinity;
}

/** What a Rollout says: https://argo-rollouts.readthedocs.io/en/stable/features/specification/ */
export interface RolloutSpec {
  readonly replicas?: number;
  readonly selector?: { readonly matchLabels?: Labels; readonly matchExpressions?: readonly unknown[] };
  readonly template?: PodTemplate;
  readonly workloadRef?: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  readonly minReadySeconds?: number;
  readonly progressDeadlineSeconds?: number;
  readonly progressDeadlineAbort?: boolean;
  readonly revisionHistoryLimit?: number;
  readonly strategy: { readonly canary?: CanaryStrategySpec; readonly blueGreen?: BlueGreenStrategySpec };
}

/** A `Rollout` of `argoproj.io/v1alpha1`, as far as it is emitted. */
export interface RolloutManifest extends Manifest {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: 'Rollout';
  readonly spec: RolloutSpec;
}

/** Where a measurement comes from; exactly one field. */
export interface MetricProvider {
  readonly prometheus?: Readonly<Record<string, unknown>> & { readonly query: string; readonly address: string };
  readonly datadog?: Readonly<Record<string, unknown>>;
  readonly cloudWatch?: Readonly<Record<string, unknown>>;
  readonly job?: Readonly<Record<string, unknown>>;
  readonly web?: Readonly<Record<string, unknown>>;
  readonly [provider: string]: unknown;
}

/** A metric of an AnalysisTemplate: https://argo-rollouts.readthedocs.io/en/stable/features/analysis/ */
export interface Metric {
  readonly name: string;
  readonly interval?: string;
  readonly initialDelay?: string;
  readonly count?: number | string;
  readonly successCondition?: string;
  readonly failureCondition?: string;
  readonly failureLimit?: number | string;
  readonly inconclusiveLimit?: number | string;
  readonly consecutiveErrorLimit?: number | string;
  readonly consecutiveSuccessLimit?: number | string;
  readonly provider: MetricProvider;
}

/** An `AnalysisTemplate` of `argoproj.io/v1alpha1`, as far as it is emitted. */
export interface AnalysisTemplateManifest extends Manifest {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: 'AnalysisTemplate';
  readonly metadata: Metadata;
  readonly spec: {
    readonly args?: ReadonlyArray<{ readonly name: string; readonly value?: string; readonly valueFrom?: unknown }>;
    readonly metrics: readonly Metric[];
  };
}
