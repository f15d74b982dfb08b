export { columns } from './columns';
export { CutoverError } from './error';
export { errorsOf, type Finding, type FindingDoc, type FindingDocs, type Severity } from './finding';
export { findingsText, findingText, show } from './text';
