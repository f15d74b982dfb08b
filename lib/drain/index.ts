export {
  type Affinity,
  affinityFindings,
  affinityOf,
  type Keeps,
  type Kept,
  keptShare,
  serviceAffinity,
} from './affinity';
export { type Budget, type Budgeted, budgetFindings, disruptionsAllowed, type Quota } from './budget';
export { DRAIN_FINDINGS, type DrainFindingId } from './findings';
export { failsAfter, LOAD_BALANCER, type Notice, noticeOf, trustsAfter } from './notice';
export {
  type ContainerNumbers,
  type HealthCheck,
  isSince,
  KUBERNETES,
  type KubernetesVersion,
  type LoadBalancer,
  type PodNumbers,
  type PreStopNumbers,
  type ProbeNumbers,
  type SpreadNumbers,
  type Surroundings,
} from './numbers';
export { type PodRelease, podFindings } from './pod-findings';
export { readPod } from './read-pod';
export { type Arrival, arrivalFindings, givesUpAfter } from './readiness';
export { type AutoscalerNumbers, autoscalerFindings, REVISION_LABEL, type Scaled, spreadFindings } from './scale';
export { gracePeriodFor, type Shutdown, shutdownFindings, shutdownFor } from './shutdown';
