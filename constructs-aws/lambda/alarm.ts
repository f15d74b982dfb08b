import { Alarm, type CfnAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Plan } from '../../lib/plan';
import type { AlarmProperties, CfnText } from '../shared/alarm';
import { guardAlarm } from '../shared/guard-alarm';

/** The alarms of a plan's guards: as resources, and as others see them. */
export interface GuardAlarms {
  readonly resources: readonly CfnAlarm[];
  readonly alarms: readonly IAlarm[];
}

/** Makes the alarms. CloudFormation names them, so that two stages of an app do not collide. */
export function guardAlarmsOf(scope: Construct, plan: Plan, all: readonly AlarmProperties<CfnText>[]): GuardAlarms {
  const resources = all.map(({ AlarmName, ...alarm }, at) =>
    guardAlarm(scope, `Guard-${plan.guards[at]?.name}`, alarm),
  );
  const alarms = resources.map(({ attrArn }, at) => Alarm.fromAlarmArn(scope, `Alarm${at + 1}`, attrArn));
  return { resources, alarms };
}
