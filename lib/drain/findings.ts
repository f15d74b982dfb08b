import type { Finding, FindingDocs, Severity } from '../findings';

/** Everything that the arithmetic of leaving and arriving pods can say. */
export const DRAIN_FINDINGS = {
  'drain-pre-stop': {
    title: 'A pod stops before everybody has noticed',
    why: 'A pod that leaves is still sent requests until every node, and the load balancer before them, has heard of it. A process that closes its port meanwhile refuses them: so many seconds of errors on each pod of each release.',
    fix: 'Let preStop sleep for as long as noticing takes; a strategy with a `drain` does it.',
  },
  'drain-grace-period': {
    title: 'A pod is killed with requests in flight',
    why: 'The grace period begins when the pod is told to stop, and the sleep of preStop counts inside of it. What is left is all that the requests in flight get.',
    fix: 'Write a `terminationGracePeriodSeconds` of the sleep and the drain together.',
  },
  'drain-sleep-version': {
    title: 'The cluster does not know the sleep action',
    why: '`preStop.sleep` is there since Kubernetes 1.30. An older API server drops the field, and the pod stops at once.',
    fix: "Use `exec: { command: ['sleep', …] }`, and an image that has it.",
  },
  'drain-deregistration': {
    title: 'The load balancer cuts requests in flight',
    why: 'After its deregistration delay a load balancer closes the connections to a target that leaves, whether or not their requests have ended.',
    fix: 'Give the load balancer a deregistration delay of at least the drain.',
  },
  'drain-readiness': {
    title: 'A container gets requests before it can answer them',
    why: 'Without a readiness probe a container counts as ready as soon as its process runs, and a release goes on as if it answered.',
    fix: 'Give the container a readiness probe that asks what the requests need.',
  },
  'drain-liveness': {
    title: 'A container is restarted where it should only be taken out',
    why: 'Readiness takes a pod out of the traffic and lets it recover; liveness kills it. When both ask the same and liveness gives up no later, a slow dependency restarts every pod at once.',
    fix: 'Let liveness ask something that depends on nothing, or let it tolerate more failures than readiness does.',
  },
  'drain-startup': {
    title: 'A container may be killed while it starts',
    why: 'Liveness begins to count when the process starts. A version that starts more slowly than before is killed, starts again, and is never ready.',
    fix: 'Give the container a startup probe: the other two wait for it.',
  },
  'drain-min-ready': {
    title: 'Old pods leave before the load balancer trusts the new ones',
    why: 'A release goes on when a pod is ready for `minReadySeconds`. A load balancer asks a new target several times before it sends requests there; until then there are fewer targets than pods.',
    fix: "Write a `minReady` of what the load balancer needs, or use its controller's readiness gate.",
  },
  'drain-deadline': {
    title: 'A slow start counts as a failed release',
    why: 'A release without progress for `progressDeadlineSeconds` has failed; the startup probe lets one pod take longer than that.',
    fix: 'Write a longer deadline, or a shorter startup probe.',
  },
  'drain-budget': {
    title: 'The disruption budget lets no pod go',
    why: 'A node cannot be drained while the budget allows no disruption: upgrades of the cluster hang until somebody deletes the pod by hand.',
    fix: 'Write `maxUnavailable: 1`, or more replicas than `minAvailable`.',
  },
  'drain-budget-versions': {
    title: 'The disruption budget does not protect the version that serves',
    why: 'A budget counts the pods that it selects, not whose they are. While two versions run, the idle one fills the quota and the serving one may lose every pod; a budget of one version alone protects nothing after the next release.',
    fix: 'Select the pods of both versions and write `maxUnavailable`, or a budget for each version.',
  },
  'drain-spread': {
    title: 'The pods of both versions are spread together',
    why: 'A topology constraint counts all pods that it selects, also the old ones that are about to leave: what is even during the release is uneven after it.',
    fix: 'Write `matchLabelKeys` with the label of the revision, so that each revision is spread by itself (Kubernetes 1.27 or newer).',
  },
  'drain-autoscaler-replicas': {
    title: 'A number of pods is written beside an autoscaler',
    why: 'Each apply sets the number back to what is written, in the middle of the day as well.',
    fix: 'Leave `replicas` out where an autoscaler scales.',
  },
  'drain-autoscaler-pace': {
    title: 'The release takes more pods away than the others can carry',
    why: 'An autoscaler keeps all pods at its target. While some are missing, the others carry their requests too, and the autoscaler answers only after minutes.',
    fix: 'Write `unavailable: 0` and a surge, or a lower target.',
  },
  'drain-sticky-share': {
    title: 'Stickiness makes another share of the weight',
    why: 'A weight is drawn when a user comes without a version. Users who have one keep it, so that the new version has less than its weight (or more, where only the new version is kept), and a guard sees other numbers than it was made for.',
    fix: 'Hold for longer than a user stays, keep users for less long, or read the weight as what it is here.',
  },
} as const satisfies FindingDocs;

export type DrainFindingId = keyof typeof DRAIN_FINDINGS;

/** What is worth knowing, and stops nobody. */
const NOTES: ReadonlySet<DrainFindingId> = new Set<DrainFindingId>(['drain-startup', 'drain-spread']);

type Detail = Partial<Pick<Finding, 'severity' | 'received' | 'expected' | 'fix' | 'source'>>;

/** A finding of this folder: a warning or a note, until a caller says that it is more. */
export function drainFinding(id: DrainFindingId, path: string, message: string, detail: Detail = {}): Finding {
  const severity: Severity = NOTES.has(id) ? 'note' : 'warning';
  return { id, severity, path, message, fix: DRAIN_FINDINGS[id].fix, ...detail };
}
