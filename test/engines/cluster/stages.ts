/** Seconds, as Go spells them, that a pod takes to become ready; put it on the pod template. */
export const READY_AFTER = 'cutover.test/ready-after';
/** A pod with this label at `never` stays unready: a version that does not start. */
export const READY = 'cutover.test/ready';

const NOW = '{{ $now := Now }}';
const condition = (type: string): string =>
  `- { type: ${type}, status: "True", lastTransitionTime: {{ $now | Quote }} }`;

const containers = (state: string): string => `
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  restartCount: 0
  ${state}
{{ end }}`;

function stage(
  name: string,
  kind: 'Node' | 'Pod',
  matchExpressions: readonly object[],
  next: object,
  delay?: object,
): object {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: { resourceRef: { apiGroup: 'v1', kind }, selector: { matchExpressions }, ...(delay && { delay }), next },
  };
}

const absent = (key: string) => ({ key, operator: 'DoesNotExist' });
const among = (key: string, ...values: string[]) => ({ key, operator: 'In', values });
const not = (key: string, ...values: string[]) => ({ key, operator: 'NotIn', values });

/** What nodes and pods do by themselves: a node is ready, a pod becomes ready, the pod of a Job completes, a deleted pod goes. */
export const STAGES: readonly object[] = [
  stage('node-ready', 'Node', [not('.status.conditions.[] | select( .type == "Ready" ) | .status', 'True')], {
    statusTemplate: `${NOW}
conditions:
${condition('Ready')}
allocatable: { cpu: 1k, memory: 1Ti, pods: 1M }
capacity: { cpu: 1k, memory: 1Ti, pods: 1M }
phase: Running`,
  }),
  stage(
    'pod-ready',
    'Pod',
    [absent('.metadata.deletionTimestamp'), absent('.status.podIP'), not(`.metadata.labels["${READY}"]`, 'never')],
    {
      statusTemplate: `${NOW}
conditions:
${['Initialized', 'Ready', 'ContainersReady'].map(condition).join('\n')}
{{ range .spec.readinessGates }}
- { type: {{ .conditionType | Quote }}, status: "True", lastTransitionTime: {{ $now | Quote }} }
{{ end }}
${containers('ready: true\n  started: true\n  state: { running: { startedAt: {{ $now | Quote }} } }')}
hostIP: {{ NodeIPWith .spec.nodeName | Quote }}
podIP: {{ PodIPWith .spec.nodeName false .metadata.uid .metadata.name .metadata.namespace | Quote }}
phase: Running
startTime: {{ $now | Quote }}`,
    },
    { durationMilliseconds: 0, durationFrom: { expressionFrom: `.metadata.annotations["${READY_AFTER}"]` } },
  ),
  stage(
    'pod-complete',
    'Pod',
    [
      absent('.metadata.deletionTimestamp'),
      among('.status.phase', 'Running'),
      among('.metadata.ownerReferences.[].kind', 'Job'),
    ],
    {
      statusTemplate: `${NOW}
${containers(
  'ready: false\n  started: false\n  state: { terminated: { exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }} } }',
)}
phase: Succeeded`,
    },
  ),
  stage('pod-delete', 'Pod', [{ key: '.metadata.deletionTimestamp', operator: 'Exists' }], {
    finalizers: { empty: true },
    delete: true,
  }),
];
