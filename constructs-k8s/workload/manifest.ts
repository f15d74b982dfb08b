import type { Budget } from '../../lib/drain';
import type { Labels, Manifest, PodTemplate } from '../shared/manifest';

/** A Deployment's own field, passed on by Kubernetes as it is. */
export type CopyCount = number | `${number}%`;

export interface DeploymentStrategySpec {
  readonly type: 'RollingUpdate' | 'Recreate';
  readonly rollingUpdate?: { readonly maxSurge?: CopyCount; readonly maxUnavailable?: CopyCount };
}

export interface DeploymentSpec {
  readonly replicas?: number;
  readonly selector: { readonly matchLabels?: Labels; readonly matchExpressions?: readonly unknown[] };
  readonly strategy?: DeploymentStrategySpec;
  readonly minReadySeconds?: number;
  readonly progressDeadlineSeconds?: number;
  readonly revisionHistoryLimit?: number;
  readonly template: PodTemplate;
}

export interface DeploymentManifest extends Manifest {
  readonly apiVersion: 'apps/v1';
  readonly kind: 'Deployment';
  readonly spec: DeploymentSpec;
}

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

export interface BudgetManifest extends Manifest {
  readonly apiVersion: 'policy/v1';
  readonly kind: 'PodDisruptionBudget';
  readonly spec: Budget & { readonly selector: { readonly matchLabels: Labels } };
}

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
