export {
  CLOUDWATCH,
  type CloudWatchReading,
  type CloudWatchWatched,
  cloudWatchPeriod,
  cloudWatchReading,
  cloudWatchReadings,
} from './cloudwatch';
export type { CloudWatchMetric, CloudWatchVersion, Series } from './cloudwatch-metrics';
