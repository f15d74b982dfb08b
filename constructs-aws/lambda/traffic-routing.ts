import { TrafficRouting } from 'aws-cdk-lib/aws-codedeploy';
import { Duration } from 'aws-cdk-lib/core';
import type { TrafficRoutingConfig } from './routing';

/** A traffic routing of CloudFormation as CDK has it. */
export function trafficRouting(config: TrafficRoutingConfig): TrafficRouting {
  switch (config.Type) {
    case 'AllAtOnce':
      return TrafficRouting.allAtOnce();
    case 'TimeBasedCanary': {
      const { CanaryPercentage, CanaryInterval } = config.TimeBasedCanary;
      return TrafficRouting.timeBasedCanary({
        percentage: CanaryPercentage,
        interval: Duration.minutes(CanaryInterval),
      });
    }
    case 'TimeBasedLinear': {
      const { LinearPercentage, LinearInterval } = config.TimeBasedLinear;
      return TrafficRouting.timeBasedLinear({
        percentage: LinearPercentage,
        interval: Duration.minutes(LinearInterval),
      });
    }
  }
}
