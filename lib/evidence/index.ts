export {
  budgetUsed,
  burnRate,
  burnRateFor,
  downtimeAllowed,
  type Objective,
  overallErrorRate,
} from './budget';
export type { Counting } from './counting';
export { type Design, type DesignRequest, design } from './design';
export { type ErrorShareRule, errorShareRule, errorShareRules, type SpanRule } from './error-share';
export { type Evidence, evidence } from './evidence';
export type { Exposure } from './exposure';
export { type Edit, EVIDENCE_FINDINGS, type EvidenceFinding, type EvidenceFindingId } from './findings';
export type { GuardEvidence, PhaseEvidence } from './guard-evidence';
export type { EvidenceOptions } from './options';
export { LATENCY_SPREAD, type Method } from './sight';
export { evidenceText } from './text';
export { weaknessesOf } from './weaknesses-of';
