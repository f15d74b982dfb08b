export { type Advice, type Advised, advise, comment, type Said, type Unanswered, unanswered } from './advise';
export {
  type Answers,
  answerOf,
  type Choice,
  ENOUGH_TRAFFIC,
  QUESTION_IDS,
  QUESTIONS,
  type Question,
  type QuestionId,
} from './question';
export { type LeafId, STRATEGIES } from './strategies';
export { NOTES, TREE, type Tree, treeText } from './tree';
