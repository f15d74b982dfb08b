import type { WatchedGuard } from '../../lib/plan';
import { CLOUDWATCH, type CloudWatchReading } from '../../lib/telemetry';

/** A value of a template: text, or an intrinsic function. */
export type CfnText =
  | string
  | { readonly Ref: string }
  | { readonly 'Fn::GetAtt': readonly [string, string] }
  | { readonly 'Fn::Sub': string };

interface MetricQuery<V> {
  readonly Id: string;
  readonly Label?: string;
  readonly Expression?: string;
  readonly ReturnData: boolean;
  readonly MetricStat?: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: V | string }[];
    };
    readonly Period: number;
    readonly Stat: string;
  };
}

/** The properties of an `AWS::CloudWatch::Alarm` that is a guard. The label of its result is the guard's name. */
export interface AlarmProperties<V = string> {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly Metrics: readonly MetricQuery<V>[];
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly TreatMissingData: string;
}

/** What a guard's alarm is called. */
export interface AlarmNames {
  readonly guard: string;
  readonly alarm: string;
  readonly description: string;
}

/** A reading as an `AWS::CloudWatch::Alarm`. */
export function alarmProperties<V>(names: AlarmNames, reading: CloudWatchReading<V>): AlarmProperties<V> {
  const metrics = reading.metrics.map(({ id, namespace, metric, dimensions, statistic, period }) => ({
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metric,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: period,
      Stat: statistic,
    },
    ReturnData: false,
  }));
  return {
    AlarmName: names.alarm,
    AlarmDescription: names.description,
    Metrics: [{ Id: 'reading', Label: names.guard, Expression: reading.expression, ReturnData: true }, ...metrics],
    ComparisonOperator: reading.comparisonOperator,
    Threshold: reading.threshold,
    EvaluationPeriods: reading.evaluationPeriods,
    DatapointsToAlarm: reading.datapointsToAlarm,
    TreatMissingData: reading.treatMissingData,
  };
}

/** Whether it is the score of an error share: its one window is looked at each minute, and not when it is over. */
const isSum = (expression = ''): boolean => expression.includes('LOG10(');

/** The guard that CloudWatch watches when it has an alarm with these properties; undefined for an alarm that is no guard. */
export function guardOfAlarm<V>(alarm: AlarmProperties<V>): WatchedGuard | undefined {
  const result = alarm.Metrics?.find(({ ReturnData, Label }) => ReturnData && Label !== undefined);
  const over = alarm.Metrics?.find(({ MetricStat }) => MetricStat !== undefined)?.MetricStat?.Period;
  if (result?.Label === undefined || over === undefined) return undefined;
  return {
    name: result.Label,
    over,
    every: isSum(result.Expression) ? CLOUDWATCH.period.min : over,
    failures: alarm.DatapointsToAlarm - 1,
    onNoData: alarm.TreatMissingData === 'breaching' ? 'fail' : 'pass',
  };
}
