import type { Finding, FindingDocs } from '../../lib/findings';

/** What Cutover says about a Canary of Flagger, its workload and its neighbours, besides the rulings on the clauses. */
export const FLAGGER_FINDINGS = {
  'flagger-setting': {
    title: 'A setting is not one that there is, or has another form',
    why: 'An unknown setting would be ignored, and one of another form would become something that you did not ask for, or fail in the cluster.',
    fix: 'Write what the finding names.',
  },
  'flagger-provider': {
    title: 'Nothing is said about what moves the requests',
    why: 'Without a provider Flagger changes Services alone: it can exchange the version at once, and moves no share of the requests, opens no audience and copies nothing.',
    fix: "Write `provider: { kind: 'istio' }`, or the router that you have.",
  },
  'flagger-name': {
    title: 'The name is not one of Kubernetes, or too long',
    why: 'Flagger adds `-primary` to the names of the Deployment and of the Service, which have at most 63 lower case letters, digits and hyphens. Guards in Prometheus find pods by their names, of which Kubernetes cuts the hash when the Deployment has more than 38 letters.',
    fix: 'Write a shorter name such as `web`.',
  },
  'flagger-target': {
    title: 'There is not exactly one workload',
    why: 'A Canary releases one Deployment, given as a construct (`deployment`) or by name (`targetRef`).',
    fix: 'Give `deployment` a Deployment of cdk8s-plus or an ApiObject of kind Deployment, or name one in `targetRef`.',
  },
  'flagger-metrics': {
    title: 'Nothing is said about where guards are read',
    why: 'A guard is a query, and a query needs a server: without one every release would be rolled back, or nothing would be watched.',
    fix: "Write `metrics: { kind: 'prometheus', address: 'http://prometheus.monitoring:9090' }`, or datadog, or cloudwatch.",
  },
  'flagger-loadtester': {
    title: 'Nothing is said about who runs checks or answers for approvals',
    why: 'Flagger calls webhooks and runs nothing itself. Without an answer a check fails, and a gate stays closed.',
    fix: "Write `loadtester: 'http://flagger-loadtester.flagger-system'`; for approvals `gate: { confirm: … }` will do.",
  },
  'flagger-namespace': {
    title: 'The namespace of the Services is not known',
    why: 'The loadtester asks the Services of the release by name, and a name without a namespace is looked for in its own.',
    fix: 'Give the chart, or the Deployment’s metadata, a namespace.',
  },
  'flagger-interval': {
    title: 'The interval is not one that Flagger takes',
    why: 'A shorter interval than 10 s becomes 10 s, and the schema takes whole minutes and seconds.',
    fix: "Write `interval: '10s'` or more, in whole seconds.",
  },
  'flagger-ports': {
    title: 'The pods have no port',
    why: 'Flagger makes three Services of the application, which need one.',
    fix: 'Give a container a `portNumber`, or write `port` and `targetPort`.',
  },
  'flagger-selector': {
    title: 'Flagger does not know the labels that the pods are selected by',
    why: 'It makes a second Deployment with another value of one label, which must be `app`, `name` or `app.kubernetes.io/name` (the controller’s flag `-selector-labels`). cdk8s-plus selects by a label of its own, `cdk8s.io/metadata.addr`.',
    fix: "Write `select: false` and `deployment.select(LabelSelector.of({ labels: { app: 'web' } }))`, with that label in `podMetadata`.",
  },
  'flagger-created': {
    title: 'The chart has an object that Flagger makes',
    why: 'Flagger makes the Services `<name>`, `<name>-primary` and `<name>-canary`, the Deployment `<name>-primary`, its autoscaler, and the routes. Two owners of one object undo each other at every apply.',
    fix: 'Leave it out and use what Flagger makes, or give it another name.',
  },
  'flagger-service-empty': {
    title: 'A Service selects the pods that Flagger scales to zero',
    why: 'Between two releases only the pods of `<name>-primary` run, whose label has another value: this Service would have no pods, and during a release those of the new version only.',
    fix: 'Use the Service that Flagger makes (`service`), or select another label that both have.',
  },
  'flagger-autoscaler': {
    title: 'An autoscaler scales the Deployment behind Flagger’s back',
    why: 'Flagger scales the Deployment to zero after a release, and the autoscaler up again; the primary, which has the requests, is not scaled at all.',
    fix: 'Give it as `autoscaler`: Flagger pauses it between releases and makes one for the primary.',
  },
  'flagger-ingress': {
    title: 'The Ingress does not lead to the Service that Flagger makes',
    why: 'Flagger copies the Ingress and changes the backend with the application’s name; without one it does nothing and says so in an event.',
    fix: 'Let a rule of the Ingress lead to the Service `<name>`.',
  },
  'flagger-annotations': {
    title: 'The Ingress of Skipper has no annotation',
    why: 'Flagger 1.44 copies the Ingress and writes the weights into the copy’s annotations; where the Ingress has none at all its whole process ends, again and again, for every Canary. `kubectl apply` adds an annotation of its own; a server-side apply, of Argo CD or Flux, adds none.',
    fix: 'Give the Ingress an annotation, such as `kubernetes.io/ingress.class: skipper`.',
  },
  'flagger-unselected': {
    title: 'The selector does not select the pods',
    why: 'Flagger copies the Deployment as the primary; the selector must not be empty, and the pod template must have its labels, or the API server refuses both.',
    fix: 'Give the pod template the labels of `selector.matchLabels`.',
  },
  'flagger-duplicate': {
    title: 'Two Canaries release one workload',
    why: 'Both would scale it, and copy it into the same primary.',
    fix: 'Keep one.',
  },
  'flagger-revert': {
    title: 'Deleting the Canary would end Flagger’s process',
    why: 'Flagger 1.44 reaches for a logger that is not there when it reverts a Service of Knative, and stops for every Canary of the cluster until it is started again. There is nothing to revert: the revisions of the Service stay as they are.',
    fix: 'Leave `revertOnDeletion` out.',
  },
  'flagger-retired': {
    title: 'The router has been retired',
    why: 'Ingress NGINX has had no releases and no security fixes since March 2026; AWS ended App Mesh on 2026-09-30.',
    fix: "Move to the Gateway API: `provider: { kind: 'gatewayapi', gateways: [{ name: 'gateway' }] }`.",
  },
} as const satisfies FindingDocs;

/** The ids of the findings about Flagger, which `accept` takes. */
export type FlaggerFindingId = keyof typeof FLAGGER_FINDINGS;

/** What is likely wrong, but runs. */
const WARNINGS: ReadonlySet<FlaggerFindingId> = new Set<FlaggerFindingId>(['flagger-namespace', 'flagger-retired']);

type Detail = Partial<Pick<Finding, 'received' | 'expected' | 'fix' | 'source'>>;

/** A finding of this folder. */
export const finding = (id: FlaggerFindingId, path: string, message: string, detail: Detail = {}): Finding => ({
  id,
  severity: WARNINGS.has(id) ? 'warning' : 'error',
  path,
  message,
  fix: FLAGGER_FINDINGS[id].fix,
  ...detail,
});
