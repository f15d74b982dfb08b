import type { Finding } from '../findings';
import type { Acknowledgement } from '../strategy';
import type { Surroundings } from './numbers';
import { readPod } from './read-pod';
import { type Arrival, arrivalFindings } from './readiness';
import { REVISION_LABEL, spreadFindings } from './scale';
import { shutdownFindings } from './shutdown';

/** The release that pods are held against. */
export interface PodRelease extends Arrival, Surroundings {
  /** Seconds, when the strategy asks for it. */
  readonly drain?: number | undefined;
  /** Findings that are known and taken. */
  readonly accept?: readonly Acknowledgement[];
  /** The label by which the platform tells revisions apart. @default `pod-template-hash` */
  readonly revisionLabel?: string;
}

/**
 * Everything that does not add up in a pod template: on its way out (errors, where the strategy asks for a drain), on its way in, and in where
 * its pods are put. Each platform that starts pods asks this.
 */
export function podFindings(template: { readonly spec?: unknown }, release: PodRelease = {}): Finding[] {
  const { drain, accept = [], revisionLabel = REVISION_LABEL, ...rest } = release;
  const pod = readPod(template);
  const accepted = new Set(accept.map(({ id }) => id));
  return [
    ...shutdownFindings(pod, drain, rest),
    ...arrivalFindings(pod, rest, rest),
    ...spreadFindings(pod, revisionLabel),
  ].filter(({ id }) => !accepted.has(id));
}
