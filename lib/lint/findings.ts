import type { Finding, FindingDocs } from '../findings';

/** What reading files and answers for the checklist may have to say. */
export const LINT_FINDINGS = {
  'lint-unreadable': {
    title: 'A file cannot be read',
    why: 'It is no YAML or JSON, or it is nested deeper than anything real. What else is in it was not looked at, so that the checklist says less than it seems to.',
    fix: 'Mend the line that the message names, or leave the file out.',
  },
  'lint-unrendered': {
    title: 'A file is a template of Helm, or a patch of Kustomize',
    why: 'Before it is rendered it is no manifest: what becomes of it cannot be seen.',
    fix: 'Render it first: `helm template . | cutover lint -`, `kustomize build . | cutover lint -`.',
  },
  'lint-nothing': {
    title: 'There is nothing to look at',
    why: 'No manifest of Kubernetes and no CloudFormation template is among these files. A checklist about nothing would say nothing wrong.',
    fix: 'Give the files or the folder in which the manifests or the synthesised templates are.',
  },
  'lint-selector': {
    title: 'A workload does not select its own pods',
    why: 'A Deployment, a StatefulSet or a Rollout finds its pods by the labels of its selector; the API server refuses one whose template lacks them.',
    fix: 'Give `spec.template.metadata.labels` every label of `spec.selector.matchLabels`.',
  },
  'lint-empty-service': {
    title: 'A Service selects no pods',
    why: 'It has the name of a workload, and labels that none has: its clients get no answer, and nothing says why.',
    fix: 'Write the labels of the pods into `spec.selector`.',
  },
  'checklist-answer': {
    title: 'An answer of the checklist cannot be taken',
    why: 'A misspelt rule or answer would leave the question open in silence. A “yes” needs its evidence, everything else a reason, since somebody will read it in a year.',
    fix: 'Write `RULE: { answer: yes, evidence: … }`, or `no` or `not applicable` with a `reason`.',
  },
  'checklist-unasked': {
    title: 'An answer is not needed',
    why: 'The files themselves say what this rule asks, and an answer does not change what they say.',
    fix: 'Remove the answer. Where the files are right and the rule is wrong, accept it with a reason.',
  },
  'checklist-acceptance': {
    title: 'Something is accepted that cannot be',
    why: 'An acceptance takes a rule that exists, and a reason; one for a rule that passed is left over and would hide the next failure.',
    fix: 'Write `accept: [{ id: RULE, reason: … }]`, with `on` for one resource alone, and remove what is left over.',
  },
} as const satisfies FindingDocs;

export type LintFindingId = keyof typeof LINT_FINDINGS;

type More = Partial<Pick<Finding, 'received' | 'expected' | 'fix' | 'severity'>>;

/** A finding of this folder; an error unless said otherwise. */
export const finding = (id: LintFindingId, path: string, message: string, more: More = {}): Finding => ({
  id,
  severity: 'error',
  path,
  message,
  ...more,
});
