import type { Plan, PlannedGuard } from '../../lib/plan';
import { lengthOf } from '../../lib/plan';
import { type CloudWatchVersion, cloudWatchReading, comparedSeconds, type Series } from '../../lib/telemetry';
import type { CfnText } from '../shared/alarm';
import { type AlarmProperties, alarmProperties } from '../shared/alarm';
import type { References } from './reference';

/** The series of `AWS/Lambda` that every reading is made of. */
const version = (series: (metric: string) => Series<CfnText>): CloudWatchVersion<CfnText> => ({
  requests: series('Invocations'),
  errors: [series('Errors')],
  latency: { ...series('Duration'), unit: 'ms' },
});

const namespace = 'AWS/Lambda';

/**
 * Whose metrics the guards read. The new version's have the dimension ExecutedVersion; without it an alias counts both versions together, so
 * that the stable version's are the rest.
 */
function watched({ functionName, resource, version: number }: References) {
  const both = { FunctionName: functionName, Resource: resource };
  const own = (metric: string) => ({ namespace, metric, dimensions: { ...both, ExecutedVersion: number } });
  return {
    candidate: version(own),
    stable: version((metric) => ({ namespace, metric, dimensions: both, less: own(metric) })),
  };
}

const describe = (guard: PlannedGuard, name: string): string =>
  `${name}: the guard ${guard.name} on the version that is being released. It has data only while two versions get requests.`;

/** The alarms that are the guards of a plan. */
export function guardAlarms(plan: Plan, name: string, references: References): AlarmProperties<CfnText>[] {
  const whose = watched(references);
  return plan.guards.map((guard) =>
    alarmProperties<CfnText>(
      { guard: guard.name, alarm: `${name}-${guard.name}`, description: describe(guard, name) },
      cloudWatchReading<CfnText>(guard, whose, { release: lengthOf(plan), compared: comparedSeconds(plan) }),
    ),
  );
}
