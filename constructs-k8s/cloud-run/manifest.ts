import type { ContainerManifest, Labels, Manifest, Metadata } from '../shared/manifest';

/** Where a share of the requests goes: to a revision by name, or to the latest one that is ready. */
export interface TrafficTarget {
  readonly revisionName?: string;
  readonly latestRevision?: boolean;
  /** Whole percent; those of all targets sum to 100. */
  readonly percent: number;
  /** The revision has a URL of its own by this name. */
  readonly tag?: string;
}

/** A Service of Knative, which is also what Cloud Run reads. */
export interface KnativeServiceManifest extends Manifest {
  readonly apiVersion: 'serving.knative.dev/v1';
  readonly kind: 'Service';
  readonly spec: {
    readonly template: {
      readonly metadata?: { readonly name?: string; readonly labels?: Labels; readonly annotations?: Labels };
      readonly spec: {
        readonly containers: readonly ContainerManifest[];
        readonly containerConcurrency?: number;
        readonly timeoutSeconds?: number;
        readonly serviceAccountName?: string;
      };
    };
    readonly traffic?: readonly TrafficTarget[];
  };
}

interface DeployMetadata extends Omit<Metadata, 'namespace'> {}

/** Skaffold's custom actions that run before or after the deploy of a phase, in order. */
export interface Actions {
  readonly actions: readonly string[];
}

/** What Cloud Deploy runs around the deploy of a phase. */
export interface PhaseJobs {
  readonly verify?: boolean;
  readonly predeploy?: Actions;
  readonly postdeploy?: Actions;
}

/** A phase of a canary; the last one is `stable`. */
export interface PhaseConfig extends PhaseJobs {
  readonly phaseId: string;
  readonly percentage: number;
  readonly profiles?: readonly string[];
}

export interface CanaryStrategyManifest {
  readonly canary: {
    readonly runtimeConfig: {
      readonly cloudRun: { readonly automaticTrafficControl: boolean; readonly canaryRevisionTags?: readonly string[] };
    };
    readonly customCanaryDeployment: { readonly phaseConfigs: readonly PhaseConfig[] };
  };
}

export interface StandardStrategyManifest {
  readonly standard: PhaseJobs;
}

export interface StageManifest {
  readonly targetId: string;
  readonly profiles?: readonly string[];
  readonly strategy: CanaryStrategyManifest | StandardStrategyManifest;
}

/** A `DeliveryPipeline` of `deploy.cloud.google.com/v1`, as far as it is emitted: https://cloud.google.com/deploy/docs/config-files */
export interface DeliveryPipelineManifest {
  readonly apiVersion: 'deploy.cloud.google.com/v1';
  readonly kind: 'DeliveryPipeline';
  readonly metadata: DeployMetadata;
  readonly description?: string;
  readonly serialPipeline: { readonly stages: readonly StageManifest[] };
}

export type ExecutionUsage = 'RENDER' | 'DEPLOY' | 'VERIFY' | 'PREDEPLOY' | 'POSTDEPLOY';

/** A `Target` of `deploy.cloud.google.com/v1`, as far as it is emitted: https://cloud.google.com/deploy/docs/config-files */
export interface DeployTargetManifest {
  readonly apiVersion: 'deploy.cloud.google.com/v1';
  readonly kind: 'Target';
  readonly metadata: DeployMetadata;
  readonly requireApproval?: boolean;
  readonly run: { readonly location: string };
  readonly executionConfigs?: ReadonlyArray<{
    readonly usages: readonly ExecutionUsage[];
    readonly serviceAccount?: string;
    readonly executionTimeout?: string;
  }>;
}

export interface AutomationRuleManifest {
  readonly advanceRolloutRule?: {
    readonly id: string;
    readonly sourcePhases: readonly string[];
    /** Whole minutes: `10m`. */
    readonly wait: string;
  };
  readonly repairRolloutRule?: {
    readonly id: string;
    readonly repairPhases: ReadonlyArray<{ readonly rollback: Readonly<Record<string, never>> }>;
  };
}

/** An `Automation` of `deploy.cloud.google.com/v1`, as far as it is emitted: https://cloud.google.com/deploy/docs/config-files */
export interface AutomationManifest {
  readonly apiVersion: 'deploy.cloud.google.com/v1';
  readonly kind: 'Automation';
  /** The name is that of the pipeline, a slash, and its own. */
  readonly metadata: DeployMetadata;
  readonly serviceAccount: string;
  readonly selector: { readonly targets: ReadonlyArray<{ readonly id: string }> };
  readonly rules: readonly AutomationRuleManifest[];
}

/** A container that Skaffold runs. */
export interface SkaffoldContainer {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: ReadonlyArray<{ readonly name: string; readonly value: string }>;
}

export interface SkaffoldAction {
  readonly name: string;
  /** Seconds. */
  readonly timeout: number;
  readonly containers: readonly SkaffoldContainer[];
}

export interface SkaffoldTest {
  readonly name: string;
  /** Seconds. */
  readonly timeout: number;
  readonly container: SkaffoldContainer;
}

/** What Cloud Deploy renders, deploys and runs with: the first version, of Skaffold 2.14, in which containers have an environment. */
export interface SkaffoldManifest {
  readonly apiVersion: 'skaffold/v4beta12';
  readonly kind: 'Config';
  readonly metadata: { readonly name: string };
  readonly manifests: { readonly rawYaml: readonly string[] };
  readonly deploy: { readonly cloudrun: Readonly<Record<string, never>> };
  readonly customActions?: readonly SkaffoldAction[];
  readonly profiles?: ReadonlyArray<{ readonly name: string; readonly verify: readonly SkaffoldTest[] }>;
}
