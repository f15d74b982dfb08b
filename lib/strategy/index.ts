export { audiencesOf } from './audiences';
export { Check, type Checks, type FunctionCheck, type HttpCheck, type HttpExpectation, type JobCheck } from './check';
export {
  DURATION_PATTERN,
  type Duration,
  type DurationLike,
  type DurationText,
  formatDuration,
  formatLatency,
  isDurationLike,
  LATENCY_PATTERN,
  type Latency,
  millisecondsOf,
  parseDuration,
  parseLatency,
  secondsOf,
} from './duration';
export { STRATEGY_FINDINGS, type StrategyFindingId } from './findings';
export {
  type AbsoluteGuard,
  type CloudWatchQuery,
  type ComparativeGuard,
  type CustomMax,
  type CustomMin,
  type CustomQuery,
  type ErrorRateLimit,
  type ErrorRateVersusStable,
  type ErrorShare,
  Guard,
  type GuardTiming,
  type LatencyLimit,
  type LatencyVersusStable,
  type QueueDepthLimit,
  type SaturationLimit,
  type SuccessRateLimit,
} from './guard';
export { OptionReader } from './options';
export { type Parsed, parseStrategy, shapeErrors } from './parse';
export { PERCENT_PATTERN, type Percent, parsePercent, percentOf } from './percent';
export { INPUT_LIMITS } from './plain';
export { refusal } from './refusal';
export type {
  Approval,
  Audience,
  CookieAudience,
  FieldEquals,
  FieldMatch,
  FieldMatches,
  FieldPrefix,
  HeaderAudience,
  Preview,
  Step,
  UserAudience,
} from './step';
export { Strategy } from './strategy';
export { parseStrategyText, type TextFormat } from './text';
export type {
  AbTestStrategy,
  Acknowledgement,
  AddressStickiness,
  AudienceAbTest,
  BlueGreenStrategy,
  CanaryStrategy,
  CookieStickiness,
  Copies,
  HeaderStickiness,
  LinearStrategy,
  Maintenance,
  RecreateStrategy,
  RollingStrategy,
  ShadowStrategy,
  SplitAbTest,
  Stickiness,
  StrategyKind,
  Traffic,
} from './types';
