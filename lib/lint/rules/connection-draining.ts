import { noticeOf } from '../../drain';
import type { App } from '../app/app';
import type { EcsWorkload } from '../app/aws';
import { isStore } from '../app/container';
import { balancerOf, podDrain } from '../app/drain';
import { preStopOf, TERMINATION } from '../app/termination';
import { ecsOf, type PodWorkload, podsOf } from '../app/workloads';
import type { Part } from '../read/resource';
import { bad, good, mistaken, type Observation, type Rule, unseen } from '../rule';

const ADVICE = 'Where the process itself goes on answering for a while after SIGTERM, accept it with that reason.';
const LEAVING: ReadonlySet<string> = new Set(['drain-pre-stop', 'drain-deregistration']);

function pods(workload: PodWorkload, app: App): Observation[] {
  if (workload.part.resource.group === 'serving.knative.dev')
    return [good(workload.part, 'Knative’s proxy lets requests end before it lets the process go')];
  if (workload.containers.some(isStore)) return [];
  const wrong = podDrain(workload, app).filter(({ finding }) => LEAVING.has(finding.id));
  if (wrong.length > 0) return wrong.map((one) => mistaken(one, ADVICE));
  const { who } = noticeOf(balancerOf(workload, app)?.loadBalancer);
  return workload.serving.map((container) => {
    const wait = preStopOf(container);
    return wait?.seconds === undefined
      ? unseen(
          wait?.part ?? container.part,
          `container ${container.name}: how long its hook keeps it answering cannot be seen`,
        )
      : good(wait.part, `container ${container.name} answers ${wait.seconds} s longer, until ${who} has noticed`);
  });
}

const DELAY = 'deregistration_delay.timeout_seconds';

const attribute = (group: Part, key: string): Part | undefined =>
  group
    .at('Properties', 'TargetGroupAttributes')
    .items.find((one) => one.at('Key').text === key)
    ?.at('Value');

function targetGroup(group: Part): Observation {
  const delay = attribute(group, DELAY);
  if (delay === undefined)
    return good(group, `requests have ${TERMINATION.deregistration.default} s to end, by default`);
  if (delay.number === undefined) return unseen(delay, 'the time to drain is not known before the deploy');
  if (delay.number > 0) return good(delay, `requests have ${delay.number} s to end`);
  return bad(
    delay,
    'the load balancer drops requests as soon as a target leaves',
    `write ${DELAY}: 30, or longer than the longest request`,
  );
}

function ecs({ properties, balancers, targetGroups }: EcsWorkload): Observation[] {
  if (balancers.length === 0) return [];
  if (targetGroups.length > 0) return targetGroups.map(targetGroup);
  return [unseen(properties.at('LoadBalancers'), 'its target groups are not among these files')];
}

/** Classic load balancers drop connections unless they are told otherwise. */
const classic = (app: App): Observation[] =>
  app.of('AWS::ElasticLoadBalancing::LoadBalancer').map((part) => {
    const policy = part.at('Properties', 'ConnectionDrainingPolicy', 'Enabled');
    if (policy.isTrue) return good(policy, 'requests have time to end');
    const fix = 'write ConnectionDrainingPolicy: { Enabled: true, Timeout: 60 }';
    return bad(policy, 'the load balancer drops requests as soon as a machine leaves', fix);
  });

export const connectionDraining: Rule = {
  id: 'connection-draining',
  title: 'Connection draining',
  kind: 'practice',
  reads:
    'preStop hooks of containers that get requests; `deregistration_delay.timeout_seconds` of target groups; `ConnectionDrainingPolicy` of classic load balancers.',
  fails:
    'A container behind a Service gets SIGTERM with nothing before it, or a load balancer drops connections at once.',
  passes: 'Whoever leaves is taken out of the traffic first, and ends its requests after.',
  question: 'Is a copy taken out of the traffic before its process is told to stop?',
  why: 'The word that a pod leaves takes seconds to reach every node. Until then requests are sent to a process that has stopped listening.',
  fix: 'Wait in a preStop hook; keep the deregistration delay of the load balancer longer than the longest request.',
  source: 'https://kubernetes.io/docs/tutorials/services/pods-and-endpoint-termination-flow/',
  unless: {
    notApplicable:
      'Nothing that gets requests is among these files, but for databases and caches, whose clients come back.',
  },
  look: (app) => [...podsOf(app).flatMap((one) => pods(one, app)), ...ecsOf(app).flatMap(ecs), ...classic(app)],
};
