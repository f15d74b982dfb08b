export { audienceText, USER_HEADER } from './audience';
export type { Change } from './change';
export { difference } from './difference';
export { expectPlan } from './expect-plan';
export { guardText } from './guard-text';
export { GUARD_DEFAULTS } from './guards';
export {
  type Amount,
  approvalPath,
  bakeOf,
  type Comparison,
  lengthOf,
  type Measure,
  type Pace,
  type Phase,
  type Plan,
  type PlannedApproval,
  type PlannedCheck,
  type PlannedGuard,
  type Replacement,
  type Stage,
  seesTraffic,
  shares,
  type TrafficProfile,
} from './plan';
export { plan } from './plan-strategy';
export { strategyOf } from './strategy-of';
export { approvalText, outline, planText, traceText } from './text';
export { type Gate, type Segment, type Stretch, segmentsOf, type Trace, trace, type WatchedGuard } from './trace';
