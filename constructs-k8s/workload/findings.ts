import type { FindingDocs } from '../../lib/findings';
import { findingsOf } from '../shared/findings';

/** What is to be said about Deployments, their Services and Jobs. */
export const WORKLOAD_FINDINGS = {
  'workload-name': {
    title: 'The name is not one of Kubernetes',
    why: 'Names of Services and Jobs are labels of 63 lower case letters, digits and hyphens, and Cutover adds up to twelve.',
    fix: 'Write a shorter name such as `web`.',
  },
  'workload-duplicate': {
    title: 'Two objects have one name',
    why: 'Both are applied, and the one that comes last changes the other one: its ports, its selector.',
    fix: 'Name a Service that exists already as `service`, or rename one of the two.',
  },
  'workload-ports': {
    title: 'The pods have no port',
    why: 'The Services of both versions, the maintenance page and HTTP checks need one.',
    fix: 'Give a container a `portNumber`, or `ports`.',
  },
  'workload-deployment': {
    title: 'There is no Deployment to take over',
    why: 'The construct has no Deployment of apps/v1 as its default child.',
    fix: 'Give `fromDeployment` a Deployment of cdk8s-plus, or an ApiObject of kind Deployment.',
  },
  'workload-autoscaler': {
    title: 'An autoscaler scales a Deployment that is not there',
    why: 'A blue/green release has two Deployments of other names, and the one that the autoscaler names is not emitted.',
    fix: 'Write `autoscaler: { min, max }`: each version gets its own.',
  },
  'workload-number': {
    title: 'The number is not one that a Deployment takes',
    why: 'Copies and seconds are whole numbers from 0; shares are whole percentages, and at most 100 % may be missing.',
    fix: 'Write a whole number, or a whole percentage.',
  },
  'workload-pace': {
    title: 'No copy may be added and none may be missing',
    why: 'With maxSurge and maxUnavailable 0 nothing can ever be exchanged; the API server refuses it.',
    fix: 'Write `maxSurge: 1`.',
  },
  'workload-deadline': {
    title: 'The deadline ends before a pod can count',
    why: '`progressDeadlineSeconds` must be greater than `minReadySeconds`; the API server refuses the other.',
    fix: 'Write a longer deadline.',
  },
  'workload-selector': {
    title: 'The selector does not select the pods',
    why: 'The selector finds the ReplicaSets of the Deployment; it must not be empty, and the pod template must have its labels.',
    fix: 'Give the pod template the labels of `selector.matchLabels`.',
  },
  'workload-restart-policy': {
    title: 'The pods are not restarted',
    why: 'A Deployment takes pods with `restartPolicy: Always` only.',
    fix: 'Leave `restartPolicy` out.',
  },
  'workload-bypass': {
    title: 'A Service goes round the release',
    why: 'It selects the pods of both versions, or those of the application in maintenance: its clients do not follow the switch.',
    fix: 'Use the Services of the release, or take this one away.',
  },
  'workload-idle': {
    title: 'The version that is switched to has too few copies',
    why: 'The switch moves all requests at once. What is applied at the same time does not wait for copies that are still starting.',
    fix: "Leave `idleReplicas` out, or write `delivery: 'argo-cd'`, which waits for the copies before the switch.",
  },
  'workload-idle-autoscaler': {
    title: 'The autoscaler keeps the idle version small',
    why: 'Each version is scaled by its own load, and the one that does not serve has none: after the switch its least copies get the requests of all.',
    fix: 'Write a `min` that carries the usual load, and raise it before the switch at a busy hour.',
  },
  'workload-switched-targets': {
    title: 'The switch exchanges all targets of the load balancer at once',
    why: 'A load balancer that sends requests to pods has to take in every pod of the other version and to trust it first. A readiness gate holds pods that come, not a Service that changes: for that time requests fail.',
    fix: 'Let the load balancer send requests to nodes or to a gateway in the cluster, or release with a router that has both versions as targets.',
  },
  'workload-maintenance': {
    title: 'There is no maintenance to go into',
    why: 'The page, and the migration that runs while it answers, come with `maintenance` in the strategy.',
    fix: 'Write `maintenance: {}` in the strategy.',
  },
  'workload-downtime': {
    title: 'The downtime may be longer than expected',
    why: 'The old copies have their grace period to stop, the migration its time limit, and the new copies the time of their startup probe: together more than the strategy says.',
    fix: 'Write a longer `maintenance.expected`, or shorter limits.',
  },
} as const satisfies FindingDocs;

/** The ids of the findings about plain Deployments, which `accept` takes. */
export type WorkloadFindingId = keyof typeof WORKLOAD_FINDINGS;

/** A finding of this folder. What is likely wrong, but runs, is a warning. */
export const finding = findingsOf<WorkloadFindingId>(WORKLOAD_FINDINGS, [
  'workload-idle-autoscaler',
  'workload-switched-targets',
  'workload-downtime',
]);
