import { type Finding, show } from '../findings';
import { dig, fieldsOf, isFields, textOf } from '../simulate/read/value';
import { nearest } from '../strategy/nearest';
import { finding } from './findings';
import { readText } from './read/text';

/** What a person answered where files do not tell. */
export interface Answer {
  readonly answer: 'yes' | 'no' | 'not applicable';
  /** Where it can be seen: a link, a ticket, a report. A “yes” has it. */
  readonly evidence?: string;
  /** Why. Everything but a “yes” has it. */
  readonly reason?: string;
}

/** A failure that is known and taken, with the reason. */
export interface Acceptance {
  /** The rule. */
  readonly id: string;
  readonly reason: string;
  /** The resource, as it is called in the checklist: `Deployment shop/web`. Default: every one. */
  readonly on?: string;
}

/** What people say about their checklist. */
export interface Answers {
  readonly answers: ReadonlyMap<string, Answer>;
  readonly accept: readonly Acceptance[];
  readonly findings: readonly Finding[];
}

/** What a person writes. */
export interface WrittenAnswers {
  readonly answers?: Readonly<Record<string, Answer>>;
  readonly accept?: readonly Acceptance[];
}

const SPELLINGS: Readonly<Record<string, Answer['answer']>> = {
  yes: 'yes',
  true: 'yes',
  no: 'no',
  false: 'no',
  'not applicable': 'not applicable',
  'n/a': 'not applicable',
};

const word = (value: unknown): string | undefined => {
  const text = textOf(value)?.trim();
  return text === '' ? undefined : text;
};

function unknownRule(id: string, path: string, ids: readonly string[], kind: 'answer' | 'acceptance'): Finding {
  const meant = nearest(id, ids);
  const fix = meant === undefined ? {} : { fix: `write ${meant}` };
  return finding(`checklist-${kind}`, path, `There is no rule ${show(id)}`, { expected: ids.join(', '), ...fix });
}

function answerOf(value: unknown, path: string, findings: Finding[]): Answer | undefined {
  const written = dig(value, 'answer') ?? (isFields(value) ? undefined : value);
  const answer = SPELLINGS[String(written).trim().toLowerCase()];
  const evidence = word(dig(value, 'evidence'));
  const reason = word(dig(value, 'reason'));
  if (answer === undefined || !Object.hasOwn(SPELLINGS, String(written).trim().toLowerCase())) {
    const expected = 'yes, no or not applicable';
    findings.push(finding('checklist-answer', path, 'This is no answer', { received: show(written), expected }));
    return undefined;
  }
  if (answer === 'yes' && evidence === undefined) {
    const fix = 'add evidence: a link, a ticket, a report';
    findings.push(finding('checklist-answer', path, 'A yes needs its evidence', { fix }));
    return undefined;
  }
  if (answer !== 'yes' && reason === undefined) {
    findings.push(finding('checklist-answer', path, `“${answer}” needs a reason`, { fix: 'add a reason' }));
    return undefined;
  }
  return { answer, ...(evidence === undefined ? {} : { evidence }), ...(reason === undefined ? {} : { reason }) };
}

function acceptanceOf(
  value: unknown,
  path: string,
  ids: readonly string[],
  findings: Finding[],
): Acceptance | undefined {
  const id = word(dig(value, 'id'));
  const reason = word(dig(value, 'reason'));
  const on = word(dig(value, 'on'));
  if (id === undefined || reason === undefined) {
    const fix = 'write { id: RULE, reason: … }';
    findings.push(finding('checklist-acceptance', path, 'An acceptance has an id and a reason', { fix }));
    return undefined;
  }
  if (!ids.includes(id)) {
    findings.push(unknownRule(id, `${path}.id`, ids, 'acceptance'));
    return undefined;
  }
  return { id, reason, ...(on === undefined ? {} : { on }) };
}

/** Answers as a file holds them, in YAML or JSON; what is wrong with the text itself are findings. Never throws. */
export function readAnswersText(
  text: string,
  file: string,
): { readonly written: WrittenAnswers; readonly findings: readonly Finding[] } {
  const { documents, problems } = readText(file, text);
  const findings = problems.map(({ message, line }) =>
    finding('checklist-answer', line === undefined ? file : `${file}:${line}`, `This cannot be read: ${message}`),
  );
  const [first, second] = documents;
  if (second !== undefined) findings.push(finding('checklist-answer', file, 'There is more than one YAML document'));
  return { written: (first?.value ?? {}) as WrittenAnswers, findings };
}

const FIELDS = ['answers', 'accept'];

/** Answers as they were written, checked against the rules that there are. Never throws. */
export function readAnswers(value: unknown, ids: readonly string[]): Answers {
  const findings: Finding[] = [];
  const answers = new Map<string, Answer>();
  const isEmpty = value === undefined || value === null;
  if (!isEmpty && !isFields(value))
    findings.push(
      finding('checklist-answer', '', 'These are no answers', {
        received: show(value),
        expected: 'answers and accept',
      }),
    );
  for (const name of Object.keys(fieldsOf(value)).filter((field) => !FIELDS.includes(field))) {
    const fix = ids.includes(name) ? `put it below answers` : `write ${nearest(name, FIELDS) ?? 'answers or accept'}`;
    findings.push(
      finding('checklist-answer', name, `There is no field ${show(name)}`, { expected: 'answers, accept', fix }),
    );
  }
  const written = dig(value, 'answers');
  if (written !== undefined && written !== null && !isFields(written))
    findings.push(
      finding('checklist-answer', 'answers', 'Answers stand by the id of their rule', { received: show(written) }),
    );
  for (const [id, one] of Object.entries(fieldsOf(written))) {
    const path = `answers.${id}`;
    const answer = ids.includes(id) ? answerOf(one, path, findings) : undefined;
    if (!ids.includes(id)) findings.push(unknownRule(id, path, ids, 'answer'));
    if (answer !== undefined) answers.set(id, answer);
  }
  const accepted = dig(value, 'accept');
  if (accepted !== undefined && accepted !== null && !Array.isArray(accepted))
    findings.push(finding('checklist-acceptance', 'accept', 'Acceptances are a list', { received: show(accepted) }));
  const accept = (Array.isArray(accepted) ? accepted : []).flatMap(
    (one, at) => acceptanceOf(one, `accept[${at}]`, ids, findings) ?? [],
  );
  return { answers, accept, findings };
}
