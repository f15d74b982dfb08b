import { CfnAlarm, type CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { AlarmProperties, CfnText } from './alarm';

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Properties in CDK's spelling of CloudFormation's names. */
function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [lowerFirst(name), spelled(inner)]));
}

type Properties = Omit<AlarmProperties<CfnText>, 'AlarmName'> & Partial<Pick<AlarmProperties, 'AlarmName'>>;

/** The alarm of a guard. Every reference in its properties must be text or a token; without a name CloudFormation gives it one. */
export const guardAlarm = (scope: Construct, id: string, properties: Properties): CfnAlarm =>
  new CfnAlarm(scope, id, spelled(properties) as CfnAlarmProps);
