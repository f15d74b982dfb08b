import { createHash } from 'node:crypto';
import { serviceAffinity } from '../../lib/drain';
import type { Plan, PlannedCheck, Stage } from '../../lib/plan';
import type { Labels, Metadata, ServiceManifest } from '../shared/manifest';
import { selectorOf } from '../shared/pod-template';
import { portsOf } from '../shared/ports';
import { ANNOTATION, WAVE_ANNOTATION, WORKLOAD } from './deployments';
import type { AutoscalerManifest, BudgetManifest, DeploymentManifest, DeploymentSpec } from './manifest';
import type { Settled, WorkloadEmitOptions } from './settings';

/** A release that is being emitted. */
export interface Release {
  readonly plan: Plan;
  readonly options: WorkloadEmitOptions;
  readonly settings: Settled;
}

/** The checks of a part of the release. */
export const checksIn = (plan: Plan, stage: Stage): readonly PlannedCheck[] =>
  plan.phases.filter((phase) => phase.stage === stage).flatMap(({ checks }) => checks);

export interface Marks {
  readonly labels?: Labels | undefined;
  readonly annotations?: Labels | undefined;
  /** When Argo CD applies it. */
  readonly wave?: number | undefined;
}

export function metadata({ options, settings }: Release, name: string, marks: Marks = {}): Metadata {
  const waves = settings.delivery === 'argo-cd' && marks.wave !== undefined;
  const annotations = { ...marks.annotations, ...(waves && { [WAVE_ANNOTATION]: `${marks.wave}` }) };
  const labels = { ...options.labels, ...marks.labels };
  return {
    name,
    ...(options.namespace && { namespace: options.namespace }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
}

/** A Deployment of a release: `more` is what is its own. */
export function deployment(
  release: Release,
  name: string,
  marks: Marks,
  { selector, ...more }: Omit<DeploymentSpec, 'selector'> & { readonly selector: Labels },
): DeploymentManifest {
  const { plan, options } = release;
  const minReady = plan.pace?.minReady ?? 0;
  const { progressDeadline = WORKLOAD.progressDeadline + minReady, revisionHistoryLimit } = options;
  const halts = plan.onFailure === 'halt' && { [ANNOTATION.onFailure]: 'halt' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(release, name, { ...marks, annotations: { ...marks.annotations, ...halts } }),
    spec: {
      selector: { matchLabels: selector },
      ...(minReady > 0 && { minReadySeconds: minReady }),
      progressDeadlineSeconds: progressDeadline,
      ...(revisionHistoryLimit !== undefined && { revisionHistoryLimit }),
      ...more,
    },
  };
}

/** A Service that selects pods by these labels. */
export const service = (
  release: Release,
  name: string,
  selector: Labels,
  marks: Marks = {},
  ports = portsOf(release.options),
): ServiceManifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata(release, name, marks),
  spec: { selector, ports, ...serviceAffinity(release.plan.stickiness) },
});

/** A short text that changes with what it is made of. */
export const fingerprint = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8);

/** Copies that a Deployment writes: none where an autoscaler counts them. */
export const replicasOf = ({ options, settings }: Release): { readonly replicas?: number } =>
  (options.withReplicas ?? options.autoscaler === undefined) ? { replicas: settings.replicas } : {};

/** The least copies that there are. */
export const leastCopies = ({ options, settings }: Pick<Release, 'options' | 'settings'>): number =>
  options.autoscaler?.min ?? settings.replicas;

/** The budget of a release's pods. */
export const budgetOf = (release: Pick<Release, 'options' | 'settings'>) => {
  const { budget = leastCopies(release) > 1 ? { maxUnavailable: 1 } : 'none' } = release.options;
  return budget === 'none' ? undefined : budget;
};

/** The disruption budget, over the pods of all versions. */
export function disruptionBudgets(release: Release): BudgetManifest[] {
  const budget = budgetOf(release);
  if (budget === undefined) return [];
  const matchLabels = selectorOf(release.options);
  return [
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: metadata(release, release.options.name),
      spec: { ...budget, selector: { matchLabels } },
    },
  ];
}

/** The percentage at which an autoscaler holds the pods when nothing is said. */
export const CPU_TARGET = 70;

/** The autoscaler of a Deployment. */
export function autoscalers(release: Release, name: string): AutoscalerManifest[] {
  const { autoscaler } = release.options;
  if (autoscaler === undefined) return [];
  const { min, max, cpu = CPU_TARGET } = autoscaler;
  return [
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: metadata(release, name),
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas: min,
        maxReplicas: max,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpu } } },
        ],
      },
    },
  ];
}
