import { formatDuration } from '../strategy';
import type { PreviewModel } from './model';
import type { Stretch } from './stretch';
import { nameOf, percent } from './words';

/** Names lose what mermaid would read as syntax, or a browser as markup. */
const plain = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}\p{M} .%×=_()-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();

const DAY = 86_400;

function row(model: PreviewModel, stretch: Stretch, at: number): string {
  const { kind, weight, from, to } = stretch;
  const weak = model.guards.filter(({ sights }) =>
    sights.some(({ stretch: index, sight }) => index === at && sight === 'weak'),
  );
  const name = [
    kind === 'approval' ? `${nameOf(stretch)} after ${stretch.name}` : `${nameOf(stretch)} ${percent(weight)}`,
    ...(to > from ? [`(${formatDuration(to - from)})`] : []),
    ...(weak.length > 0 && kind === 'hold' ? [`weak ${weak.map((guard) => guard.name).join(' and ')}`] : []),
  ].join(' ');
  const start = at === 0 ? '2000-01-01 00:00:00' : `after p${at - 1}`;
  const tags = to > from ? (weak.length > 0 ? 'crit, ' : '') : 'milestone, ';
  return `  ${plain(name)} :${tags}p${at}, ${start}, ${to - from}s`;
}

/**
 * A release as a mermaid Gantt chart, for a pull request. What has no known length is a milestone; a phase in which a guard is weak is critical, and
 * says so.
 */
export function mermaid(model: PreviewModel, title: string): string {
  return [
    'gantt',
    `  title ${plain(title)}`,
    '  dateFormat YYYY-MM-DD HH:mm:ss',
    `  axisFormat ${model.length >= DAY ? 'day %-d %H:%M' : '%H:%M'}`,
    '  section release',
    ...model.stretches.filter(({ kind }) => kind !== 'after').map((stretch, at) => row(model, stretch, at)),
  ].join('\n');
}
