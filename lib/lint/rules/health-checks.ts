import type { App } from '../app/app';
import type { EcsWorkload } from '../app/aws';
import { type DrainFinding, podDrain } from '../app/drain';
import { ecsOf, type PodWorkload, podsOf } from '../app/workloads';
import type { Part } from '../read/resource';
import { bad, good, mistaken, type Observation, type Rule, unseen } from '../rule';

const KNATIVE = 'serving.knative.dev';
const ARRIVING: ReadonlySet<string> = new Set([
  'drain-readiness',
  'drain-liveness',
  'drain-min-ready',
  'drain-deadline',
]);

/** By this label the controller of AWS's load balancers puts its readiness gate into every pod of a namespace. */
const INJECTS = 'elbv2.k8s.aws/pod-readiness-gate-inject';

function gated(one: DrainFinding, { part }: PodWorkload, app: App): Observation[] {
  const namespace = app.of('Namespace').find(({ resource }) => resource.name === part.resource.namespace);
  const label = namespace?.at('metadata', 'labels', INJECTS);
  if (label?.text === 'enabled') return [];
  if (label !== undefined) return [mistaken(one)];
  const message = `${one.finding.message}, unless its namespace has the label ${INJECTS}: it is not among these files`;
  return [unseen(one.parts, message)];
}

function served(workload: PodWorkload, app: App): Observation[] {
  if (workload.part.resource.group === KNATIVE)
    return [good(workload.part, 'Knative itself asks its port before it sends requests')];
  const serving = new Set(workload.serving.map(({ part }) => part.keys.join()));
  const found = podDrain(workload, app)
    .filter(({ finding }) => ARRIVING.has(finding.id))
    .filter(
      ({ finding, parts: [{ keys }] }) => finding.id !== 'drain-liveness' || serving.has(keys.slice(0, -1).join()),
    );
  const trusted = found.filter(({ finding }) => finding.id === 'drain-min-ready');
  const wrong = found
    .filter((one) => !trusted.includes(one))
    .map((one) => ({
      ...mistaken(one),
      level: one.finding.id === 'drain-readiness' ? ('error' as const) : ('warning' as const),
    }));
  const right = workload.serving
    .map(({ part, name }) => [part.at('readinessProbe'), name] as const)
    .filter(([readiness]) => readiness.isThere)
    .map(([readiness, name]) => good(readiness, `container ${name} gets requests when its readiness probe says so`));
  return [...wrong, ...trusted.flatMap((one) => gated(one, workload, app)), ...right];
}

function pods(workload: PodWorkload, app: App): Observation[] {
  if (workload.servers.length > 0) return served(workload, app);
  const listening = workload.containers.filter(({ ports }) => ports.length > 0);
  return listening.map(({ part, name }) => {
    const readiness = part.at('readinessProbe');
    if (readiness.isThere) return good(readiness, `container ${name} has a readiness probe`);
    const message = `container ${name} listens and has no readiness probe; whether requests reach it cannot be seen: no Service is among these files`;
    return unseen(part.at('ports'), message);
  });
}

/** Codes of errors that a matcher takes for healthy. */
const takesErrors = (matcher: string): boolean =>
  matcher.split(',').some((range) => Number(range.split('-').at(-1)) >= 400);

function targetGroup(group: Part): Observation {
  const properties = group.at('Properties');
  const enabled = properties.at('HealthCheckEnabled');
  if (enabled.isFalse) return bad(enabled, 'its targets are never checked', 'remove HealthCheckEnabled: false');
  const matcher = properties.at('Matcher', 'HttpCode');
  if (matcher.text !== undefined && takesErrors(matcher.text)) {
    const fix = "check a path that answers 200 when the application can serve, with Matcher.HttpCode '200'";
    return bad(
      matcher,
      `answers ${matcher.text} count as healthy: an application that only fails stays in`,
      fix,
      'warning',
    );
  }
  const path = properties.at('HealthCheckPath');
  return good(
    path.isThere ? path : group,
    path.isThere ? 'its targets are checked' : 'its targets are checked, at the default path /',
  );
}

function ecs({ properties, balancers, targetGroups }: EcsWorkload): Observation[] {
  if (balancers.length === 0) return [];
  if (targetGroups.length > 0) return targetGroups.map(targetGroup);
  return [unseen(properties.at('LoadBalancers'), 'its target groups are not among these files')];
}

/** Groups of machines behind a load balancer, whose own checks see only that a machine runs. */
const machines = (app: App): Observation[] =>
  app.of('AWS::AutoScaling::AutoScalingGroup').flatMap((part) => {
    const properties = part.at('Properties');
    const balanced = [properties.at('TargetGroupARNs'), properties.at('LoadBalancerNames')].some(
      ({ isThere }) => isThere,
    );
    if (!balanced) return [];
    const type = properties.at('HealthCheckType');
    if (type.isFunction || /ELB/.test(type.text ?? ''))
      return [good(type, 'machines are replaced when the load balancer finds them unhealthy')];
    const message = 'a machine on which the application has died is kept: only EC2’s own check counts';
    return [bad(type, message, 'write HealthCheckType: ELB', 'warning')];
  });

export const healthChecks: Rule = {
  id: 'health-checks',
  title: 'Health checks configured',
  kind: 'practice',
  reads:
    'Readiness and liveness probes of the containers to which a Service, a Flagger Canary or Knative sends requests; health checks of the target groups of ECS services and of groups of machines.',
  fails:
    'A container behind a Service has no readiness probe; liveness asks the same as readiness and is as impatient; a release goes on before its load balancer trusts a new copy; a target group is not checked, or takes errors for healthy.',
  passes: 'Everything that gets requests is asked first whether it can serve.',
  question: 'Does something ask each copy whether it can serve before requests are sent to it?',
  why: 'A release replaces copies. Without a readiness check each new copy gets requests before it can answer, and a broken one stays in.',
  fix: 'A readiness probe for the traffic; a liveness probe, if at all, for what only a restart mends.',
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  unless: { notApplicable: 'Nothing that gets requests and could be asked first is among these files.' },
  look: (app) => [...podsOf(app).flatMap((one) => pods(one, app)), ...ecsOf(app).flatMap(ecs), ...machines(app)],
};
