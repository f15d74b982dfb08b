import type { Checklist } from './checklist';

const comment = (text: string): string => `  # ${text.replace(/\s+/g, ' ')}`;

/** A file of answers, ready to be filled in: each open question, with what can be seen, as comments. */
export function questionsText({ items }: Checklist): string {
  const open = items.filter(({ state }) => state === 'open');
  const head = [
    '# What the files of a release cannot show. Answer each with',
    '#   answer: yes             and evidence: a link, a ticket, a report',
    '#   answer: no              and a reason',
    '#   answer: not applicable  and a reason',
  ];
  if (open.length === 0) return [...head, '# Nothing is open.', 'answers: {}', ''].join('\n');
  const questions = open.flatMap(({ rule, observations, note }) => [
    comment(`${rule.title}: ${rule.question}`),
    ...(note === undefined ? [] : [comment(`seen: ${note}`)]),
    ...observations.slice(0, 3).map(({ about, message }) => comment(`seen: ${about}: ${message}`)),
    comment(`${rule.id}: { answer: yes, evidence: … }`),
    '',
  ]);
  return [...head, 'answers:', ...questions].join('\n');
}
