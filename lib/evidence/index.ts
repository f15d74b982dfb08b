export { type Exposure, exposure, type Objective } from './exposure';
export { type GuardEvidence, guardEvidence, type PhaseEvidence } from './guard-evidence';
