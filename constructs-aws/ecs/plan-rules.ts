import { Token } from 'aws-cdk-lib/core';
import type { Finding } from '../../lib/findings';
import { type Plan, type PlannedGuard, seesTraffic } from '../../lib/plan';
import { formatDuration } from '../../lib/strategy';
import { CLOUDWATCH, cloudWatchReading } from '../../lib/telemetry';
import type { Shift } from './emit';
import { checksOf, say } from './finding';
import { ECS } from './limits';
import { wholeMinutes } from './shape';

/** Seconds from the first bad request until the alarm of a guard can be on. */
function delayOf(guard: PlannedGuard): number {
  const none = { namespace: '', metric: '', dimensions: {} };
  const version = { requests: none, errors: [none], latency: { ...none, unit: 's' as const }, cpu: none, memory: none };
  const { period, datapointsToAlarm } = cloudWatchReading(guard, { candidate: version, stable: version });
  if (guard.bad.kind === 'sequential') return CLOUDWATCH.period.min + CLOUDWATCH.lag;
  return period * datapointsToAlarm + CLOUDWATCH.lag;
}

function detectionFindings(plan: Plan): Finding[] {
  const seen = plan.phases.filter(seesTraffic);
  const total = seen.reduce((sum, { hold }) => sum + wholeMinutes(hold), 0);
  const first = seen.find(({ hold }) => hold > 0);
  if (plan.replacement !== 'side-by-side' || total === 0) return [];
  return plan.guards.flatMap((guard): Finding[] => {
    const delay = delayOf(guard);
    const received = `${formatDuration(delay)} with the delay of metrics`;
    if (delay > total) {
      const message = `The alarm needs ${formatDuration(delay)}, and the release is watched for ${formatDuration(total)}`;
      return [say('ecs-guard-too-late', guard.path, message, { received, fix: 'lengthen a hold or the bake' })];
    }
    if (first === undefined || first.weight === 100 || delay <= wholeMinutes(first.hold)) return [];
    const message = `The alarm needs ${formatDuration(delay)}, and ${first.name} lasts ${formatDuration(first.hold)}: more requests reach a bad version before it is stopped`;
    return [say('ecs-guard-after-step', guard.path, message, { received }, 'warning')];
  });
}

/** What a plan means on ECS beyond its single clauses. */
export function planFindings(plan: Plan): Finding[] {
  const waits = plan.phases.flatMap(({ approve }) =>
    approve === undefined ? [] : [approve.timeout ?? ECS.defaultPause.minutes * 60],
  );
  const longest =
    plan.phases.reduce((sum, { hold }) => sum + wholeMinutes(hold), 0) + waits.reduce((sum, wait) => sum + wait, 0);
  const checks = checksOf(plan).length;
  return [
    ...detectionFindings(plan),
    ...(checks <= ECS.mostHooks.count
      ? []
      : [
          say('ecs-too-many-hooks', 'checks', 'A service does not take so many hooks', {
            received: `${checks} checks`,
            expected: `at most ${ECS.mostHooks.count}`,
            source: ECS.mostHooks.source,
          }),
        ]),
    ...(longest <= ECS.longestOperation.seconds
      ? []
      : [
          say(
            'ecs-outlasts-cloudformation',
            '',
            'With everybody answering at the last moment, the release outlasts its deploy',
            { received: formatDuration(longest), expected: 'at most 36h', source: ECS.longestOperation.source },
            'warning',
          ),
        ]),
  ];
}

/** Whether a rolling release of so many tasks can exchange one. */
export function rollingFindings(shift: Shift, count: number | undefined): Finding[] {
  const { Strategy: kind, MinimumHealthyPercent: least, MaximumPercent: most } = shift;
  if (kind !== 'ROLLING' || count === undefined || Token.isUnresolved(count)) return [];
  const room = Math.floor((count * most) / 100) - Math.ceil((count * least) / 100);
  if (room > 0) return [];
  return [
    say('ecs-rolling-stuck', 'surge', `With ${count} tasks nothing may be added and nothing may be missing`, {
      received: `${least}% to ${most}% of ${count}`,
      fix: 'write `surge: 100`, or a higher desiredCount',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html',
    }),
  ];
}
