/** How serious a finding is: an `error` stops the build, a `warning` becomes an annotation, a `note` only informs. */
export type Severity = 'error' | 'warning' | 'note';

/** One thing that Cutover has to say about a strategy, a plan or an app. Findings are data: plain, serialisable and collected all together. */
export interface Finding {
  /** The name that is documented in docs/findings.md and that `accept` takes. */
  readonly id: string;
  readonly severity: Severity;
  /** Where: the field of the strategy (`steps[2].weight`) or the path of the construct. Empty for the whole. */
  readonly path: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What was received, printed short. */
  readonly received?: string;
  /** What is allowed there. */
  readonly expected?: string;
  /** What to write instead. */
  readonly fix?: string;
  /** The platform's own rule: a document, a schema or an issue. */
  readonly source?: string;
}

/** What docs/findings.md says about an id. */
export interface FindingDoc {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

export type FindingDocs<Id extends string = string> = Readonly<Record<Id, FindingDoc>>;

/** The findings that stop a build. */
export const errorsOf = (findings: readonly Finding[]): Finding[] => findings.filter((f) => f.severity === 'error');
