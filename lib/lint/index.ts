export { type Acceptance, type Answer, readAnswersText, type WrittenAnswers } from './answers';
export {
  blocking,
  type Checklist,
  counted,
  type Item,
  type Observed,
  type State,
  type Threshold,
  type Verdict,
} from './checklist';
export { checklistData } from './data';
export { type Lintable, type LintFile, type LintOptions, lint } from './lint';
export { questionsText } from './questions';
export type { Evidence } from './read/resource';
export { RULE_IDS, RULES, RULES as CHECKLIST } from './registry';
export type { Level, Observation, Rule } from './rule';
export { checklistSarif } from './sarif';
export { checklistText, countsText, type PaintState } from './text';
