import type { FindingDocs } from '../../lib/findings';
import { findingsOf } from '../shared/findings';

/** What Argo's own validation, and a little more, can say about a Rollout, its analysis templates, Services and routes. */
export const ARGO_ROLLOUTS_FINDINGS = {
  'argo-name': {
    title: 'The name is not one of Kubernetes',
    why: 'The names of Services are labels of 63 lower case letters, digits and hyphens, and Cutover adds up to eight. Guards in Prometheus find the pods of a version by the hash in their names, which Kubernetes cuts away when the name has more than 46.',
    fix: 'Write a shorter name such as `web`.',
  },
  'argo-metrics': {
    title: 'Nothing is said about where guards are read',
    why: 'A guard is a query, and a query needs a server: without one every release would abort, or nothing would be watched.',
    fix: "Write `metrics: { kind: 'prometheus', address: 'http://prometheus.monitoring:9090' }`, or datadog, or cloudwatch.",
  },
  'argo-duplicate': {
    title: 'Two objects have one name',
    why: 'Both are applied, and the one that comes last changes the other one: its ports, its selector, its queries.',
    fix: 'Name a Service that exists already as `service`, or rename one of the two.',
  },
  'argo-ports': {
    title: 'The pods have no port',
    why: 'The Services of both versions, and the checks, need one. A rolling release of a worker, which nobody calls, needs none.',
    fix: 'Give a container a `portNumber`, or `ports`.',
  },
  'argo-plugin-namespace': {
    title: 'The namespace of the HTTPRoute is not known',
    why: 'The plugin of the Gateway API wants a namespace in its configuration; where none is given, Cutover writes `default`.',
    fix: 'Give the chart, the metadata, or `router.config` a namespace.',
  },
  'argo-deployment': {
    title: 'There is no Deployment to take over',
    why: 'The construct has no Deployment of apps/v1 as its default child.',
    fix: 'Give `fromDeployment` a Deployment of cdk8s-plus, or an ApiObject of kind Deployment.',
  },
  'argo-autoscaler': {
    title: 'The autoscaler still scales the Deployment',
    why: 'The Deployment is not emitted any more, so that nothing would be scaled.',
    fix: 'Point its `scaleTargetRef` to the Rollout: `apiVersion: argoproj.io/v1alpha1`, `kind: Rollout`.',
  },
  'argo-service-bypass': {
    title: 'A Service goes round the release',
    why: 'It selects the pods of both versions: its clients reach the new version before it may have requests, whatever the weights say.',
    fix: 'Use the Services of the release, or name this one as `service`.',
  },
  'argo-strategy': {
    title: 'Not exactly one strategy',
    why: 'A Rollout is either blueGreen or canary.',
    fix: 'Keep one of the two.',
  },
  'argo-selector': {
    title: 'The selector does not select the pods',
    why: 'The selector finds the ReplicaSets of the Rollout; it must not be empty, and the pod template must have its labels.',
    fix: 'Give the pod template the labels of `selector.matchLabels`.',
  },
  'argo-template-and-workload-ref': {
    title: 'Two sources of pods',
    why: 'A Rollout with a `workloadRef` takes its pods from there.',
    fix: 'Leave `template` out.',
  },
  'argo-number': {
    title: 'The number is not one that Argo takes',
    why: 'Copies, limits and seconds are whole numbers from 0.',
    fix: 'Write a whole number from 0.',
  },
  'argo-progress-deadline': {
    title: 'The deadline ends before a pod can be ready',
    why: '`progressDeadlineSeconds` must be greater than `minReadySeconds`, or every release fails.',
    fix: 'Write a longer deadline.',
  },
  'argo-restart-policy': {
    title: 'The pods are not restarted',
    why: 'A ReplicaSet takes pods with `restartPolicy: Always` only.',
    fix: 'Leave `restartPolicy` out.',
  },
  'argo-anti-affinity': {
    title: 'The anti-affinity is not one that Argo takes',
    why: 'It is either preferred, with a weight from 1 to 100, or required.',
    fix: 'Keep one of the two.',
  },
  'argo-revision-limit': {
    title: 'More old revisions are kept running than are kept at all',
    why: '`scaleDownDelayRevisionLimit` counts revisions of the history.',
    fix: 'Write at most `revisionHistoryLimit`.',
  },
  'argo-same-services': {
    title: 'Both versions have the same Service',
    why: 'Argo points each Service to one version; with one Service both would be the same.',
    fix: 'Name two Services.',
  },
  'argo-missing-service': {
    title: 'A Service is missing',
    why: 'A router sends requests to the Service of each version, and blueGreen switches the active one.',
    fix: 'Name the Service.',
  },
  'argo-ping-pong': {
    title: 'The ping-pong Services are not ones that Argo takes',
    why: 'Ping-pong needs two different Services, the router of AWS or Istio, and with AWS a root Service.',
    fix: 'Name both Services, and the root Service.',
  },
  'argo-no-pace': {
    title: 'No copy may be added and none may be missing',
    why: 'With maxSurge and maxUnavailable 0 nothing can ever be exchanged.',
    fix: 'Write `maxSurge: 1`.',
  },
  'argo-needs-router': {
    title: 'The field needs a router',
    why: 'Without trafficRouting the copies are the traffic, so that there is nothing to scale or to keep apart from it.',
    fix: 'Use a router, or leave the field out.',
  },
  'argo-dynamic-scale': {
    title: 'The stable version is scaled down twice',
    why: '`dynamicStableScale` scales the stable version with its weight, and `scaleDownDelaySeconds` keeps all of it.',
    fix: 'Keep one of the two.',
  },
  'argo-max-weight': {
    title: 'The router has no other scale of weights',
    why: '`maxTrafficWeight` works with nginx and plugins only.',
    fix: 'Leave it out and write percentages.',
  },
  'argo-step-fields': {
    title: 'Not exactly one action in a step',
    why: 'Argo waits for one action of a step only, and which others it takes depends on the action and the router; an unknown field is dropped by the cluster.',
    fix: 'Write one step for each action.',
  },
  'argo-step-weight': {
    title: 'The weight is not one that Argo takes',
    why: 'Weights are whole percentages from 0 to 100 (or to `maxTrafficWeight`).',
    fix: 'Write a whole percentage.',
  },
  'argo-step-duration': {
    title: 'The duration is not one that Argo takes',
    why: 'Argo reads seconds, or Go durations with `h`, `m` and `s`; it knows no days and no negative time.',
    fix: 'Write `90s`, `30m` or `26h`.',
  },
  'argo-header-route': {
    title: 'The header route is not one that the router takes',
    why: 'Istio, AWS, Apisix and plugins route by header; a match has exactly one of exact, prefix and regex, and with AWS it is exact.',
    fix: 'Write one match value, and use a router that has header routes.',
  },
  'argo-mirror-route': {
    title: 'The mirror route is not one that the router takes',
    why: 'Argo Rollouts 1.9 mirrors with Istio only; a match has exactly one of exact, prefix and regex.',
    fix: 'Use Istio.',
  },
  'argo-managed-route': {
    title: 'A route is not managed',
    why: 'Argo makes, orders and removes the routes that `trafficRouting.managedRoutes` names, and no others.',
    fix: 'Add the name of the route to `managedRoutes`.',
  },
  'argo-experiment-weight': {
    title: 'The experiment cannot have a weight',
    why: 'Weights of experiments need a router: Istio, AWS, SMI or a plugin.',
    fix: 'Leave the weight out.',
  },
  'argo-analysis-field': {
    title: 'The argument refers to nothing that can be read',
    why: 'Arguments read `metadata.name`, `metadata.namespace`, `metadata.uid`, and labels and annotations, all or a single one.',
    fix: "Write `metadata.labels['region']` or one of the other fields.",
  },
  'argo-analysis-template': {
    title: 'The analysis names no template',
    why: 'The cluster drops unknown fields such as a bare `templateName` beside `templates`, and an analysis without templates watches nothing.',
    fix: 'Write `templates: [{ templateName }]` with a template that exists.',
  },
  'argo-starting-step': {
    title: 'The analysis starts before there is anything to see',
    why: 'A background analysis without `startingStep` begins with the first step, before the new version has requests.',
    fix: 'Write the index of the first step after the traffic.',
  },
  'argo-metric-name': {
    title: 'Two metrics of one analysis have the same name',
    why: 'All templates of an analysis become one run, in which every metric has its own name.',
    fix: 'Rename one.',
  },
  'argo-metric-limits': {
    title: 'The limits of a metric contradict each other',
    why: 'Argo wants count >= failureLimit + consecutiveSuccessLimit and count >= inconclusiveLimit, none negative but a failureLimit of -1, and one of the first two to be in use.',
    fix: 'Measure more often, or tolerate less.',
  },
  'argo-metric-interval': {
    title: 'The interval of a metric is missing or is no duration',
    why: 'More than one measurement needs a time between them.',
    fix: 'Write an `interval` such as `1m`.',
  },
  'argo-metric-provider': {
    title: 'Not exactly one provider',
    why: 'A measurement comes from one place.',
    fix: 'Keep one provider.',
  },
  'argo-metric-endless': {
    title: 'A metric never ends',
    why: 'A step, and the analysis before or after a promotion, waits for its metrics: one with an interval and no count never lets the release go on.',
    fix: 'Write a `count`.',
  },
  'argo-metric-ends': {
    title: 'A background metric ends early',
    why: 'After its last measurement nothing watches the rest of the release.',
    fix: 'Leave `count` out.',
  },
  'argo-metric-condition': {
    title: 'A metric is always good',
    why: 'Without a condition every measurement is successful, whatever it says.',
    fix: 'Write a `successCondition`.',
  },
  'argo-metric-empty': {
    title: 'A metric cannot bear an empty result',
    why: 'Reading `result[0]` of an empty vector is an error, and five in a row abort; zero of zero requests is NaN, which fails at once.',
    fix: 'Write `len(result) == 0 || isNaN(result[0]) || …`.',
  },
  'argo-metric-argument': {
    title: 'An argument of a template has no value',
    why: 'The run cannot start without it.',
    fix: 'Give the analysis the argument.',
  },
  'argo-metric-address': {
    title: 'The address is no URL',
    why: 'The controller asks Prometheus at a URL.',
    fix: 'Write `http://prometheus.monitoring:9090`.',
  },
  'argo-service-selector': {
    title: 'A Service does not select the pods',
    why: 'Its selector must be a part of the labels of the pod template, or the Service has no pods and the Rollout is refused.',
    fix: 'Select the labels of the pods.',
  },
  'argo-service-managed': {
    title: 'The Service belongs to another Rollout',
    why: 'Two Rollouts that switch one Service would undo each other.',
    fix: 'Name a Service of its own.',
  },
  'argo-virtual-service': {
    title: 'The VirtualService does not route to both versions',
    why: 'Argo sets the weights of two destinations in the named routes; with more than one route it has to be told which.',
    fix: 'Route to both Services in the route that `routes` names.',
  },
  'argo-gateway-route': {
    title: 'The route does not lead to both versions',
    why: 'The plugin of the Gateway API sets the weights of two backends of a rule; without one of them every step of a release fails.',
    fix: 'Write a rule whose `backendRefs` are the Services of both versions.',
  },
} as const satisfies FindingDocs;

/** The ids of the findings about Argo Rollouts, which `accept` takes. */
export type ArgoFindingId = keyof typeof ARGO_ROLLOUTS_FINDINGS;

/** A finding of this folder. What is likely wrong, but runs, is a warning. */
export const finding = findingsOf<ArgoFindingId>(ARGO_ROLLOUTS_FINDINGS, [
  'argo-plugin-namespace',
  'argo-starting-step',
  'argo-metric-ends',
  'argo-metric-condition',
  'argo-metric-empty',
]);
