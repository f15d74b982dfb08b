import { short } from '../evidence/words';
import { columns } from '../findings';
import { formatDuration } from '../strategy';
import { lengthText } from './describe';
import type { PreviewModel } from './model';
import { isOpen, type Stretch } from './stretch';
import { nameOf, percent, seenIn } from './words';

const WIDE = 20;

function bar({ weight, kind }: Stretch): string {
  if (kind === 'approval') return '?'.padEnd(WIDE, '·');
  if (kind === 'gap') return '×'.repeat(WIDE);
  const full = weight > 0 ? Math.max(1, Math.round((WIDE * weight) / 100)) : 0;
  return '█'.repeat(full).padEnd(WIDE, '░');
}

/** Names above their columns, a word a line. */
function headings(names: readonly string[]): string[][] {
  const words = names.map((name) => name.split(/(?<=-)/));
  const height = Math.max(0, ...words.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => words.map((all) => all[line - height + all.length] ?? ''));
}

function also({ mirror, audience, checks, approval, kind }: Stretch): string {
  return [
    ...(mirror > 0 && kind !== 'approval' ? [`copy of ${percent(mirror)}`] : []),
    ...(kind === 'approval' ? [] : audience),
    ...checks.map((check) => `check ${check}`),
    ...(approval?.timeout === undefined ? [] : [`within ${formatDuration(approval.timeout)}`]),
  ].join(', ');
}

const hasMeaning = (cells: readonly string[]): boolean => cells.some((cell) => cell !== '');

/** A release as lines for a terminal: a bar for the new version's share, the time, what each guard can see, and the way back. */
export function text(model: PreviewModel): string {
  const rows = model.stretches.map((stretch, at) => [
    nameOf(stretch),
    formatDuration(stretch.from),
    stretch.kind === 'after' ? '' : isOpen(stretch) ? '?' : formatDuration(stretch.to - stretch.from),
    bar(stretch),
    percent(stretch.weight),
    ...model.guards.map((_, guard) => seenIn(model, guard, at)),
    model.rollback[at]?.cost ?? '',
    also(stretch),
  ]);
  const head = ['phase', 'from', 'for', 'new version', '', ...model.guards.map(({ name }) => name), 'way-back', 'also'];
  const lines = [...headings(head), ...rows];
  const kept = head.map((_, at) => hasMeaning(rows.map((row) => row[at] ?? '')));
  const guards = model.guards.map(({ name, rule, rise }) => [
    `guard ${name}`,
    rule,
    ...(rise === undefined ? [] : [`is for ×${short(rise)}`]),
  ]);
  return [
    `${lengthText(model)}: ${model.outline}`,
    '',
    ...columns(lines.map((row) => row.filter((_, at) => kept[at]))),
    ...(guards.length === 0 ? [] : ['', ...columns(guards)]),
    ...(guards.length === 0
      ? []
      : ['', '×3: the smallest rise that the guard sees; weak: it misses the rise that it is for']),
  ].join('\n');
}
