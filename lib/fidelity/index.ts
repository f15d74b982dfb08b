export { alternatives, type Takers, takers } from './alternatives';
export { checkedTarget } from './checked-target';
export { CLAUSES, type Clause, type ClauseKey, clauseDoc } from './clause';
export { clausesOf, staircase } from './clauses';
export { type Compiled, compile } from './compile';
export { type Executing, ownTrace } from './execution';
export { FIDELITY_FINDINGS } from './findings';
export { type Judged, type Judgement, judge, spoken } from './judge';
export {
  type Answer,
  answerOf,
  approximated,
  becomes,
  depends,
  everyCheck,
  everyGuard,
  exact,
  fit,
  type Limits,
  needs,
  type Rule,
  range,
  refused,
  settle,
} from './limits';
export { type Nearest, nearest } from './nearest';
export { type Ruling, ruleOn, rulingsOf, showNumber } from './ruling';
export {
  type ByHand,
  type ByPhase,
  type NotByHand,
  type Operation,
  type Runbook,
  type RunbookOf,
  type RunbookVariable,
  runbookOf,
} from './runbook';
export { type FidelityRow, fidelityRows, fidelityText, type PaintVerdict, verdictOf } from './table';
export { type EmitOptions, type PrometheusSource, prometheusSource, type Target } from './target';
