import { ownTrace } from '../fidelity';
import {
  approvalText,
  audienceText,
  type Phase,
  type Plan,
  type PlannedCheck,
  type Segment,
  type Trace,
} from '../plan';
import { formatDuration } from '../strategy';
import type { OperatedTarget } from './platform';

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
function phaseTable(plan: Plan): string {
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

function gatesText({ gates }: Segment): string {
  const checks = gates.flatMap((gate) => (gate.kind === 'check' ? [`check ${plain(gate.name)}`] : []));
  const asks = gates.some(({ kind }) => kind === 'approval') ? ['approval'] : [];
  return [...new Set([...checks, ...asks])].join(', then ');
}

/** What the platform does, stretch by stretch, as a table. */
const executionTable = ({ segments }: Trace): string =>
  table(
    ['not before', 'for', 'the new version answers', 'guards', 'waits for'],
    segments.map((segment) => [
      segment.from === 0 ? 'at once' : formatDuration(segment.from),
      segment.to === segment.from ? '' : formatDuration(segment.to - segment.from),
      contentText(segment),
      segment.guards.map(plain).join(', '),
      gatesText(segment),
    ]),
  );

function contentText({ weight, mirror, audience }: Segment): string {
  const copies = mirror > 0 ? [`a copy of ${percent(mirror)}`] : [];
  return [percent(weight), ...copies, ...audience.map(plain)].join(' and ');
}

/** The phases that the strategy asks for, without times: the platform has its own. */
const askedTable = ({ phases }: Plan): string =>
  table(
    ['phase', 'the new version answers', 'asks for'],
    phases.map((phase) => [phase.name, shareText(phase), waitsText(phase)]),
  );

/** What happens and when: the phases of the strategy, and what the platform makes of them where it takes times of its own. */
export function scheduleText(plan: Plan, platform: OperatedTarget | undefined, name: string): string {
  const own = platform && ownTrace(plan, platform, name);
  if (own === undefined) return phaseTable(plan);
  return [askedTable(plan), `${platform?.title} makes of it:`, executionTable(own)].join('\n\n');
}
