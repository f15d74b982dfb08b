import type { App } from '../app/app';
import type { EcsWorkload } from '../app/aws';
import { isPause } from '../app/container';
import { checksNothing, probesOf } from '../app/probes';
import { ecsOf, type PodWorkload, podsOf } from '../app/workloads';
import type { Part } from '../read/resource';
import { bad, good, type Observation, type Rule, unseen } from '../rule';

const FIX = 'ask the application itself: a path that does a little of its work';

const hollow = (probe: Part): Part | undefined => {
  const command = probe.at('exec', 'command');
  return checksNothing(command.items) ? command : undefined;
};

function pods(workload: PodWorkload): Observation[] {
  if (workload.part.resource.group === 'serving.knative.dev') return [];
  if (workload.containers.every(isPause)) return [];
  const probes = workload.containers.flatMap(probesOf);
  const empty = probes.flatMap((probe) => hollow(probe) ?? []);
  if (empty.length > 0) return empty.map((part) => bad(part, 'this probe succeeds whatever the application does', FIX));
  const [first] = probes;
  if (first !== undefined) return [good(first, 'Kubernetes asks the application how it is')];
  const serves = workload.servers.length > 0;
  const message = serves
    ? 'it gets requests, and nothing ever asks how it is: no container has a probe'
    : 'Kubernetes sees only whether its process runs: no container has a probe';
  const fix = serves
    ? 'add a readinessProbe'
    : 'add a livenessProbe that fails when the process hangs, such as one on the age of its last work';
  return [bad(workload.pod.at('containers'), message, fix, serves ? 'error' : 'warning')];
}

function ecs({ part, properties, balancers, containers, task }: EcsWorkload): Observation[] {
  const checks = containers.map((container) => container.part.at('HealthCheck')).filter(({ isThere }) => isThere);
  const empty = checks.map((check) => check.at('Command')).filter(({ items }) => checksNothing(items));
  if (empty.length > 0)
    return empty.map((command) => bad(command, 'this check succeeds whatever the application does', FIX));
  const [first] = checks;
  if (first !== undefined) return [good(first, 'ECS asks the container how it is')];
  if (balancers.length > 0) return [good(properties.at('LoadBalancers'), 'its load balancer asks how it is')];
  if (task === undefined)
    return [unseen(properties.at('TaskDefinition'), 'its task definition is not among these files')];
  const message = 'ECS sees only whether its process runs: it has no load balancer and no HealthCheck';
  return [bad(part, message, 'add a HealthCheck to its container', 'warning')];
}

export const noHealthChecks: Rule = {
  id: 'no-health-checks',
  title: 'No health checks',
  kind: 'pitfall',
  reads: 'Every probe of everything that runs for long, workers too; HealthCheck and load balancers of ECS services.',
  fails: 'A workload has no check at all, or one that always succeeds, such as `exec: [true]`.',
  passes: 'Each workload has at least one check that its application can fail.',
  question: 'Would a copy that hangs be noticed and replaced?',
  why: 'A process that hangs still runs. A release that only waits for processes to start calls any version good.',
  fix: 'Give each workload a check that its application can fail.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  unless: { notApplicable: 'Nothing that runs for long is among these files.' },
  look: (app: App) => [...podsOf(app).flatMap(pods), ...ecsOf(app).flatMap(ecs)],
};
