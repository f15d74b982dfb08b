import type { Budget } from '../../lib/drain';
import type { Labels, Manifest, PodTemplate } from '../shared/manifest';

/** A Deployment's own field, passed on by Kubernetes as it is. */
export type CopyCount = number | `${number}%`;

export interface DeploymentStrategySpec {
  readonly type: 'RollingUpdate' | 'Recreate';
  readonly rollingUpdate?: { readonly maxSurge?: CopyCount; readonly maxUnavailable?: CopyCount };
}

/** What a Deployment says, as far as it is emitted. */
export interface DeploymentSpec {
  readonly replicas?: number;
  readonly selector: { readonly matchLabels?: Labels; readonly matchExpressions?: readonly unknown[] };
  readonly strategy?: DeploymentStrategySpec;
  readonly minReadySeconds?: number;
  readonly progressDeadlineSeconds?: number;
  readonly revisionHistoryLimit?: number;
  readonly template: PodTemplate;
}

/** A `Deployment` of `apps/v1`, as far as it is emitted. */
export interface DeploymentManifest extends Manifest {
  readonly apiVersion: 'apps/v1';
  readonly kind: 'Deployment';
  readonly spec: DeploymentSpec;
}

/** A `Job` of `batch/v1`, as far as it is emitted. */
export interface JobManifest extends Manifest {
  readonly apiVersion: 'batch/v1';
  readonly kind: 'Job';
  readonly spec: object;
}

export interface ConfigMapManifest extends Manifest {
  readonly apiVersion: 'v1';
  readonly kind: 'ConfigMap';
  readonly data: Labels;
}

/** A `PodDisruptionBudget` of `policy/v1`, as far as it is emitted. */
export interface BudgetManifest extends Manifest {
  readonly apiVersion: 'policy/v1';
  readonly kind: 'PodDisruptionBudget';
  readonly spec: Budget & { readonly selector: { readonly matchLabels: Labels } };
}

/** A `HorizontalPodAutoscaler` of `autoscaling/v2`, as far as it is emitted. */
export interface AutoscalerManifest extends Manifest {
  readonly apiVersion: 'autoscaling/v2';
  readonly kind: 'HorizontalPodAutoscaler';
  readonly spec: {
    readonly scaleTargetRef: { readonly apiVersion: 'apps/v1'; readonly kind: 'Deployment'; readonly name: string };
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly metrics: readonly unknown[];
  };
}
