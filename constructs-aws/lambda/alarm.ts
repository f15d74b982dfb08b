import { CfnAlarm, type CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { AlarmProperties } from '../shared/alarm';
import type { Text } from './reference';

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Properties by CloudFormation's names, by CDK's names. */
function props(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(props);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [lowerFirst(name), props(inner)]));
}

/** A guard's alarm. CloudFormation names it, so that two stages of an app do not collide. */
export function guardAlarm(scope: Construct, id: string, { AlarmName, ...rest }: AlarmProperties<Text>): CfnAlarm {
  return new CfnAlarm(scope, id, props(rest) as CfnAlarmProps);
}
