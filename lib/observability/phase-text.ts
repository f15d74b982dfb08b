import { approvalText, audienceText, type Phase, type Plan, type PlannedCheck } from '../plan';
import { formatDuration } from '../strategy';

const percent = (value: number): string => `${Number(value.toFixed(2))}%`;

/** Text that means nothing in Markdown, also in a table. */
export const plain = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .trim();

/** What users get in a phase. */
export function shareText({ weight, mirror, audience }: Phase): string {
  const parts = [
    ...(mirror > 0 ? [`a copy of ${percent(mirror)}`] : []),
    ...audience.map((one) => plain(audienceText(one))),
  ];
  return [percent(weight), ...parts].join(' and ');
}

const checkText = ({ name, timeout }: PlannedCheck): string =>
  `check ${plain(name)} (${formatDuration(timeout)} at most)`;

/** What a phase waits for. */
export function waitsText({ hold, checks, approve }: Phase): string {
  const parts = [
    ...(hold > 0 ? [`hold ${formatDuration(hold)}`] : []),
    ...checks.map(checkText),
    ...(approve === undefined ? [] : [approvalText(approve)]),
  ];
  return parts.join(', then ') || 'nothing';
}

/** When each phase begins, in seconds, if nobody and no check is waited for. */
export function beginnings({ phases }: Plan): number[] {
  let now = 0;
  return phases.map(({ hold }) => {
    const from = now;
    now += hold;
    return from;
  });
}

/** A table in Markdown. Cells are Markdown already. */
export const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The phases of a plan with their times, as a table. */
export function phaseTable(plan: Plan): string {
  const begins = beginnings(plan);
  return table(
    ['phase', 'not before', 'the new version answers', 'waits for'],
    plan.phases.map((phase, at) => [
      phase.name,
      begins[at] === 0 ? 'at once' : formatDuration(begins[at] ?? 0),
      shareText(phase),
      waitsText(phase),
    ]),
  );
}
