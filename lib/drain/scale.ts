import type { Finding } from '../findings';
import { drainFinding } from './findings';
import { KUBERNETES, type PodNumbers } from './numbers';

/** The label by which a Deployment tells its revisions apart. */
export const REVISION_LABEL = 'pod-template-hash';

/** Topology constraints that count the pods of all revisions together. */
export function spreadFindings({ spread }: PodNumbers, revisionLabel = REVISION_LABEL): Finding[] {
  return spread.flatMap(({ topologyKey, matchLabelKeys }, at) => {
    if (matchLabelKeys.includes(revisionLabel)) return [];
    const message = `Old and new pods are counted together over ${topologyKey}`;
    const path = `spec.template.spec.topologySpreadConstraints[${at}].matchLabelKeys`;
    const detail = { expected: `['${revisionLabel}']`, source: KUBERNETES.sources.spread };
    return [drainFinding('drain-spread', path, message, detail)];
  });
}

/** An autoscaler, as far as a release is concerned. */
export interface AutoscalerNumbers {
  /** The least pods. */
  readonly min: number;
  /** Percent of what the pods ask for at which it holds them. */
  readonly target?: number;
}

/** What an autoscaler is held against. */
export interface Scaled {
  /** Whether the workload says a number of pods too. */
  readonly hasReplicas: boolean;
  /** Pods of so many that may be missing during a release. */
  readonly missing: (pods: number) => number;
}

/** Where an autoscaler and a release work against each other. */
export function autoscalerFindings({ min, target }: AutoscalerNumbers, { hasReplicas, missing }: Scaled): Finding[] {
  const source = KUBERNETES.sources.autoscaling;
  const found: Finding[] = [];
  if (hasReplicas) {
    const message = 'An autoscaler scales the pods, and each apply sets their number back';
    found.push(drainFinding('drain-autoscaler-replicas', 'spec.replicas', message, { source }));
  }
  const left = min - missing(min);
  if (target === undefined || left === min) return found;
  const load = left <= 0 ? Number.POSITIVE_INFINITY : Math.round((target * min) / left);
  if (load <= 100) return found;
  const carried =
    left <= 0 ? 'none is left to carry the requests' : `the other ${left} are at ${load} % of what they ask for`;
  const message = `The autoscaler holds ${min} pods at ${target} %; while ${min - left} of them are missing, ${carried}`;
  found.push(drainFinding('drain-autoscaler-pace', 'unavailable', message, { source }));
  return found;
}
