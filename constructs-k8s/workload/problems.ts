import { autoscalerFindings, budgetFindings, givesUpAfter, readPod, trustsAfter } from '../../lib/drain';
import type { Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { formatDuration, secondsOf } from '../../lib/strategy';
import { START } from '../shared/check-job';
import type { PodTemplate } from '../shared/manifest';
import { WORKLOAD } from './deployments';
import { finding } from './findings';
import { budgetOf, CPU_TARGET, leastCopies, type Release } from './objects';
import { unavailableCopies } from './pace';
import { MIGRATION_TIMEOUT } from './recreate';
import type { Migration } from './settings';

const NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

function nameProblems(name: string): Finding[] {
  const longest = WORKLOAD.longestName - WORKLOAD.added;
  if (NAME.test(name) && name.length <= longest) return [];
  const expected = `at most ${longest} lower case letters, digits and hyphens`;
  const detail = { received: name, expected };
  return [finding('workload-name', 'metadata.name', 'The name is too long, or not one of Kubernetes', detail)];
}

function idleProblems({ plan, options, settings }: Release): Finding[] {
  if (plan.replacement !== 'side-by-side') return [];
  const { idleReplicas = settings.replicas, autoscaler } = options;
  if (autoscaler !== undefined && autoscaler.max > autoscaler.min) {
    const { min, max } = autoscaler;
    const message = `The idle version has ${min} copies, and after the switch they get the requests of up to ${max}`;
    return [finding('workload-idle-autoscaler', 'autoscaler.min', message)];
  }
  if (settings.delivery !== 'apply' || idleReplicas >= settings.replicas) return [];
  const message = `The switch moves the requests of ${settings.replicas} copies to ${idleReplicas}, before the others have started`;
  return [
    finding('workload-idle', 'idleReplicas', message, {
      received: `${idleReplicas}`,
      expected: `${settings.replicas}`,
    }),
  ];
}

/** Seconds that a load balancer of which nothing is said takes to ask once: what AWS has. */
const INTERVAL = 15;

function targetProblems({ plan, settings }: Release): Finding[] {
  const { loadBalancer } = settings.surroundings;
  if (plan.replacement !== 'side-by-side' || loadBalancer?.targets !== 'pods') return [];
  const seconds = trustsAfter(loadBalancer.healthCheck ?? { interval: INTERVAL });
  const message = `The load balancer needs ${seconds} s to trust the pods that the switch gives it, and loses the others at once`;
  const source = 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/4204';
  return [finding('workload-switched-targets', 'loadBalancer.targets', message, { source })];
}

function maintenanceProblems({ plan, options: { mode, migration } }: Release): Finding[] {
  if (plan.maintenance !== undefined) return [];
  if (mode === 'maintenance')
    return [finding('workload-maintenance', 'mode', 'The strategy has no maintenance, and no page')];
  if (migration !== undefined)
    return [finding('workload-maintenance', 'migration', 'The migration runs in maintenance, and there is none')];
  return [];
}

/** What is wrong with a release before anything is known of its pods. */
export function releaseProblems(release: Release): Finding[] {
  const { plan, options, settings } = release;
  const budget = budgetOf(release);
  const { autoscaler, withReplicas } = options;
  const isSideBySide = plan.replacement === 'side-by-side';
  const replicas = leastCopies(release);
  const idle = isSideBySide ? (options.autoscaler === undefined ? (options.idleReplicas ?? replicas) : replicas) : 0;
  const { unavailable = { percent: 0 }, surge = { percent: 25 } } = plan.pace ?? {};
  const count = (amount: typeof surge) => ('copies' in amount ? amount.copies : (`${amount.percent}%` as const));
  const missing = (pods: number) =>
    plan.replacement === 'in-place' ? unavailableCopies(count(unavailable), count(surge), pods) : 0;
  return [
    ...nameProblems(options.name),
    ...(budget === undefined ? [] : budgetFindings(budget, { replicas, selects: 'both', idle })),
    ...(autoscaler === undefined
      ? []
      : autoscalerFindings(
          { min: autoscaler.min, target: autoscaler.cpu ?? CPU_TARGET },
          { hasReplicas: withReplicas === true, missing },
        )),
    ...idleProblems({ plan, options, settings }),
    ...targetProblems(release),
    ...maintenanceProblems(release),
  ];
}

/** Where the longest that a recreate release may be down is more than it says. */
export function downtimeProblems(plan: Plan, template: PodTemplate, migration?: Migration): Finding[] {
  const expected = plan.maintenance?.expected;
  if (expected === undefined) return [];
  const pod = readPod(template);
  const stop = pod.gracePeriod;
  const migrate = migration === undefined ? 0 : START + (migration.timeout ?? MIGRATION_TIMEOUT);
  const start = Math.max(
    0,
    ...pod.containers.map(({ startup }) => (startup === undefined ? 0 : givesUpAfter(startup))),
  );
  const longest = stop + migrate + start;
  if (longest <= secondsOf(expected)) return [];
  const parts = [
    `the old copies ${formatDuration(stop)} to stop`,
    ...(migrate > 0 ? [`the migration ${formatDuration(migrate)}`] : []),
    ...(start > 0 ? [`the new copies ${formatDuration(start)} to start`] : []),
  ];
  const message = `There may be ${formatDuration(longest)} of downtime: ${parts.join(', ')}`;
  const detail = { received: formatDuration(secondsOf(expected)), expected: `at least ${formatDuration(longest)}` };
  return [finding('workload-downtime', 'maintenance.expected', message, detail)];
}
