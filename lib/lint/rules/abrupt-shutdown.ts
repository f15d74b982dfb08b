import type { App } from '../app/app';
import type { EcsWorkload } from '../app/aws';
import { isStore } from '../app/container';
import { autoscalerDrain, awayOf, budgetDrain } from '../app/drain';
import { endingOf, graceOf, preStopOf } from '../app/termination';
import { ecsOf, type PodWorkload, podsOf } from '../app/workloads';
import { bad, good, mistaken, type Observation, type Rule, unseen } from '../rule';

const KILLS = /\bkill\s+-(?:9|s\s+(?:SIG)?KILL|KILL|SIGKILL)\b/;

function killed(workload: PodWorkload): Observation[] {
  const grace = graceOf(workload);
  if (grace.seconds <= 1)
    return [
      bad(
        grace.part,
        `its process is killed ${grace.seconds === 0 ? 'at once' : 'after 1 s'}`,
        'write terminationGracePeriodSeconds: 30',
      ),
    ];
  return endingOf(workload).flatMap((container): Observation[] => {
    const wait = preStopOf(container);
    if (wait === undefined) return [];
    if (wait.part.at('exec', 'command').items.some(({ value }) => KILLS.test(String(value))))
      return [
        bad(
          wait.part,
          `container ${container.name} is killed by its own preStop hook`,
          'let it get SIGTERM: remove the kill',
        ),
      ];
    if (wait.seconds === undefined || wait.seconds < grace.seconds) return [];
    const message = `its preStop hook waits ${wait.seconds} s of ${grace.seconds} s: container ${container.name} is killed without a chance to end`;
    return [bad([wait.part, grace.part], message, `write terminationGracePeriodSeconds: ${wait.seconds + 30}`)];
  });
}

function gone(workload: PodWorkload): Observation[] {
  if (workload.servers.length === 0 || workload.containers.some(isStore)) return [];
  const { strategy, replacement, part } = workload;
  if (replacement === 'recreate') {
    const message = 'each release stops every copy before it starts the new ones: meanwhile its users get errors';
    return [
      bad(strategy.at('type'), message, 'write type: RollingUpdate, or accept the downtime with a reason', 'warning'),
    ];
  }
  const replicas = part.at('spec', 'replicas').number;
  const unavailable = strategy.at('rollingUpdate', 'maxUnavailable');
  const missing = replicas === undefined || !unavailable.isThere ? undefined : awayOf(workload, replicas);
  if (replicas === undefined || replicas === 0 || missing === undefined || missing < replicas) return [];
  const message = `a release may take ${replicas === 1 ? 'its only copy' : `all ${replicas} copies`} away at once`;
  return [
    bad([unavailable, part.at('spec', 'replicas')], message, 'write maxUnavailable: 0 and maxSurge: 1', 'warning'),
  ];
}

function pods(workload: PodWorkload, app: App): Observation[] {
  const drained = [...autoscalerDrain(workload, app), ...budgetDrain(workload, app)].map((one) => mistaken(one));
  const wrong = [...killed(workload), ...gone(workload), ...drained];
  if (wrong.length === 0 && workload.replacement === 'by hand')
    return [
      unseen(workload.part, 'nothing replaces its copies: whether whoever deletes them does so in turn cannot be seen'),
    ];
  return wrong.length > 0 ? wrong : [good(workload.pod, 'its copies are stopped in turn, and with time to end')];
}

function ecs({ properties, balancers, containers, replacement, strategy }: EcsWorkload): Observation[] {
  const wrong = containers.flatMap(({ part, name }): Observation[] => {
    const timeout = part.at('StopTimeout');
    if (timeout.number === undefined || timeout.number > 1) return [];
    return [bad(timeout, `container ${name} is killed after ${timeout.number} s`, 'write StopTimeout: 30')];
  });
  if (balancers.length > 0 && replacement === 'recreate') {
    const message = 'each release stops every task before it starts the new ones: meanwhile its users get errors';
    const fix = 'write MinimumHealthyPercent: 100 and MaximumPercent: 200, or accept the downtime with a reason';
    wrong.push(bad([strategy.at('MinimumHealthyPercent'), strategy.at('MaximumPercent')], message, fix, 'warning'));
  }
  return wrong.length > 0
    ? wrong
    : [
        good(
          strategy.isThere ? strategy : properties,
          `its tasks are stopped in turn${strategy.isThere ? '' : ', by default'}, and with time to end`,
        ),
      ];
}

export const abruptShutdown: Rule = {
  id: 'abrupt-shutdown',
  title: 'Abrupt shutdown',
  kind: 'pitfall',
  reads:
    'Grace periods of none, preStop hooks that use all of it or kill, `StopTimeout`, strategies that take away every copy at once, and what autoscalers and disruption budgets do to a release.',
  fails:
    'A process is killed without time to end, a release takes away all copies of something that gets requests or more than an autoscaler’s target allows, or a budget lets no pod go, so that people kill it.',
  passes: 'Copies are stopped in turn, and each has time.',
  question: 'Is no copy killed while it has requests, and are never all of them away?',
  why: 'A killed process drops what it was doing: requests, messages, half-written files.',
  fix: 'Leave the default grace period or a longer one, and replace copies a few at a time.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
  unless: { notApplicable: 'Nothing that a release would stop is among these files.' },
  look: (app) => [...podsOf(app).flatMap((one) => pods(one, app)), ...ecsOf(app).flatMap(ecs)],
};
