import {
  arrivalFindings,
  autoscalerFindings,
  type Budget,
  budgetFindings,
  type DrainFindingId,
  type LoadBalancer,
  type PodNumbers,
  readPod,
  shutdownFindings,
} from '../../drain';
import type { Finding } from '../../findings';
import type { Part } from '../read/resource';
import type { App } from './app';
import { isSelecting, sameNamespace } from './selection';
import { graceOf, preStopOf } from './termination';
import type { PodWorkload } from './workloads';

/** Something that does not add up, and the parts that say so. */
export interface DrainFinding {
  readonly finding: Finding;
  readonly parts: readonly [Part, ...Part[]];
}

const ALB = 'alb.ingress.kubernetes.io';
const NLB = 'service.beta.kubernetes.io/aws-load-balancer';

/** What the controller of AWS's load balancers takes where nothing is said; seconds and answers. */
const ALB_CHECK = {
  interval: 15,
  timeout: 5,
  healthy: 2,
  unhealthy: 2,
  source: 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/',
} as const;

/** A load balancer, and the part that makes it one. */
interface Found {
  readonly loadBalancer: LoadBalancer;
  readonly part: Part;
}

function services(ingress: Part): (string | undefined)[] {
  const paths = ingress.at('spec', 'rules').items.flatMap((rule) => rule.at('http', 'paths').items);
  const backends = [ingress.at('spec', 'defaultBackend'), ...paths.map((path) => path.at('backend'))];
  return backends.map((backend) => backend.at('service', 'name').text ?? backend.at('serviceName').text);
}

function ofIngress(ingress: Part): Found | undefined {
  const annotations = ingress.at('metadata', 'annotations');
  const given = annotations.at('kubernetes.io/ingress.class').text ?? ingress.at('spec', 'ingressClassName').text;
  const target = annotations.at(`${ALB}/target-type`);
  if (given !== 'alb' || target.text !== 'ip') return undefined;
  const number = (name: string) => annotations.at(`${ALB}/${name}`).number;
  const attributes = annotations.at(`${ALB}/target-group-attributes`).text ?? '';
  const delay = /deregistration_delay\.timeout_seconds=(\d+)/.exec(attributes)?.[1];
  const healthCheck = {
    interval: number('healthcheck-interval-seconds') ?? ALB_CHECK.interval,
    timeout: number('healthcheck-timeout-seconds') ?? ALB_CHECK.timeout,
    healthy: number('healthy-threshold-count') ?? ALB_CHECK.healthy,
    unhealthy: number('unhealthy-threshold-count') ?? ALB_CHECK.unhealthy,
  };
  const deregistration = delay === undefined ? {} : { deregistrationDelay: Number(delay) };
  return { part: target, loadBalancer: { targets: 'pods', healthCheck, ...deregistration } };
}

function ofService(service: Part): Found | undefined {
  const annotations = service.at('metadata', 'annotations');
  const group = annotations.at('cloud.google.com/neg');
  if (/"(?:ingress"\s*:\s*true|exposed_ports")/.test(group.text ?? ''))
    return { part: group, loadBalancer: { targets: 'pods' } };
  if (service.at('spec', 'type').text !== 'LoadBalancer') return undefined;
  const target = [annotations.at(`${NLB}-nlb-target-type`), annotations.at(`${NLB}-type`)].find(
    ({ text }) => text === 'ip' || text === 'nlb-ip',
  );
  return target === undefined ? undefined : { part: target, loadBalancer: { targets: 'pods' } };
}

/** The load balancer before a workload that sends to its pods themselves; one that sends to nodes needs no more than they do. */
export function balancerOf({ servers }: PodWorkload, app: App): Found | undefined {
  const own = servers.filter(({ resource }) => resource.kind === 'Service');
  const ingresses = app
    .of('Ingress', /^(?:networking\.k8s\.io|extensions)$/)
    .filter((ingress) =>
      own.some(
        ({ resource }) => sameNamespace(resource, ingress.resource) && services(ingress).includes(resource.name),
      ),
    );
  for (const found of [...ingresses.map(ofIngress), ...own.map(ofService)]) if (found !== undefined) return found;
  return undefined;
}

/** The numbers of a workload's pods, in which only the containers serve to which somebody sends. */
function numbersOf(workload: PodWorkload): PodNumbers {
  const pod = readPod({ spec: workload.pod.value });
  const containers = workload.containers.map((container, at) => {
    const { preStop, ...numbers } = pod.containers[at] ?? { name: container.name, serves: false };
    const wait = preStopOf(container);
    const seconds = wait?.seconds === undefined ? {} : { seconds: wait.seconds };
    const slept = wait === undefined ? {} : { preStop: { kind: preStop?.kind ?? 'other', ...seconds } as const };
    return { ...numbers, ...slept, serves: workload.serving.includes(container) };
  });
  return { ...pod, containers, gracePeriod: graceOf(workload).seconds };
}

const PLACE = /containers\[(\d+)\]\.(.+)$/;

/** The part of a pod that a finding is about. */
function placed(finding: Finding, { pod, part }: PodWorkload, also: Part | undefined): DrainFinding {
  const [, index, rest = ''] = PLACE.exec(finding.path) ?? [];
  const place =
    index !== undefined
      ? pod.at('containers', Number(index), ...rest.split('.'))
      : finding.path.startsWith('spec.template.spec.')
        ? pod.at(...finding.path.slice('spec.template.spec.'.length).split('.'))
        : part.at('spec', finding.path === 'minReady' ? 'minReadySeconds' : 'progressDeadlineSeconds');
  return { finding, parts: also === undefined ? [place] : [place, also] };
}

const BALANCED: ReadonlySet<string> = new Set<DrainFindingId>([
  'drain-pre-stop',
  'drain-deregistration',
  'drain-min-ready',
]);

/** Everything that does not add up in the way in and out of a workload's pods. */
export function podDrain(workload: PodWorkload, app: App): readonly DrainFinding[] {
  const balancer = balancerOf(workload, app);
  const surroundings = balancer === undefined ? {} : { loadBalancer: balancer.loadBalancer };
  const { part } = workload;
  const numbers = numbersOf(workload);
  const minReady = part.at('spec', 'minReadySeconds').number ?? 0;
  const deadline = part.at('spec', 'progressDeadlineSeconds').number;
  const arrival = { minReady, ...(deadline === undefined ? {} : { progressDeadline: deadline }) };
  const found = [
    ...shutdownFindings(numbers, undefined, surroundings),
    ...arrivalFindings(numbers, arrival, surroundings),
  ];
  return found.map((finding) => placed(finding, workload, BALANCED.has(finding.id) ? balancer?.part : undefined));
}

const autoscalerOf = ({ part }: PodWorkload, app: App): Part | undefined =>
  app
    .of('HorizontalPodAutoscaler', /^autoscaling$/)
    .find(
      (one) =>
        one.at('spec', 'scaleTargetRef', 'name').text === part.resource.name &&
        one.at('spec', 'scaleTargetRef', 'kind').text === part.resource.kind &&
        sameNamespace(one.resource, part.resource),
    );

function targetOf(autoscaler: Part): number | undefined {
  const cpu = autoscaler
    .at('spec', 'metrics')
    .items.map((metric) => metric.at('resource'))
    .find((resource) => resource.at('name').text === 'cpu');
  return (
    cpu?.at('target', 'averageUtilization').number ?? autoscaler.at('spec', 'targetCPUUtilizationPercentage').number
  );
}

const PERCENT = /^(\d+)%$/;

/** How many of so many copies a rolling update may take away at once, as its controller counts: a percentage is rounded down. */
export function awayOf({ strategy, part }: PodWorkload, replicas: number): number {
  if (part.resource.kind === 'StatefulSet') return strategy.at('rollingUpdate', 'maxUnavailable').number ?? 1;
  const unavailable = strategy.at('rollingUpdate', 'maxUnavailable');
  const percent = PERCENT.exec(unavailable.text ?? (unavailable.isThere ? '' : '25%'))?.[1];
  if (percent !== undefined) return Math.floor((Number(percent) * replicas) / 100);
  return unavailable.number ?? 0;
}

/** Where an autoscaler and a workload's release work against each other. */
export function autoscalerDrain(workload: PodWorkload, app: App): readonly DrainFinding[] {
  const autoscaler = autoscalerOf(workload, app);
  if (autoscaler === undefined || workload.replacement !== 'rolling') return [];
  const replicas = workload.part.at('spec', 'replicas');
  const target = targetOf(autoscaler);
  const numbers = {
    min: autoscaler.at('spec', 'minReplicas').number ?? 1,
    ...(target === undefined ? {} : { target }),
  };
  const isLive = workload.part.at('status').isThere;
  const scaled = { hasReplicas: replicas.isThere && !isLive, missing: (pods: number) => awayOf(workload, pods) };
  return autoscalerFindings(numbers, scaled).map((finding) => ({
    finding,
    parts: [finding.path === 'spec.replicas' ? replicas : workload.strategy, autoscaler.at('spec', 'minReplicas')],
  }));
}

function quotaOf(part: Part): Budget['minAvailable'] | undefined {
  const { text = '' } = part;
  return PERCENT.test(text) ? (text as `${number}%`) : part.number;
}

/** Where a disruption budget lets no pod of a workload go. */
export function budgetDrain(workload: PodWorkload, app: App): readonly DrainFinding[] {
  const replicas = workload.part.at('spec', 'replicas');
  const { number } = replicas;
  if (number === undefined || autoscalerOf(workload, app) !== undefined) return [];
  return app
    .of('PodDisruptionBudget', /^policy$/)
    .filter((budget) => isSelecting(budget, workload.part.resource, workload.labels))
    .flatMap((budget) => {
      const [least, most] = [budget.at('spec', 'minAvailable'), budget.at('spec', 'maxUnavailable')];
      const [minAvailable, maxUnavailable] = [quotaOf(least), quotaOf(most)];
      if (minAvailable === undefined && maxUnavailable === undefined) return [];
      const quotas = {
        ...(minAvailable === undefined ? {} : { minAvailable }),
        ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
      };
      return budgetFindings(quotas, { replicas: number, selects: 'both' }).map(
        (finding): DrainFinding => ({ finding, parts: [least.isThere ? least : most, replicas] }),
      );
    });
}
