import { formatDuration } from '../strategy';
import type { PreviewModel } from './model';

/** Names that mermaid would read as syntax lose what it reads so. */
const plain = (name: string): string => name.replace(/[:;#,\n]/g, ' ');

/** A release as a mermaid Gantt chart, for a pull request: minutes from the start. Waits for people are milestones. */
export function mermaid(model: PreviewModel, title: string): string {
  const minutes = (seconds: number) => Math.max(1, Math.round(seconds / 60));
  const start = '2000-01-01 00:00';
  let last = '';
  const rows = model.stretches.map((stretch, at) => {
    const id = `p${at}`;
    const after = last === '' ? start : `after ${last}`;
    last = id;
    const name = plain(`${stretch.name} ${Number(stretch.weight.toFixed(2))}%`);
    if (stretch.approval) return `  approval after ${plain(stretch.name)} :milestone, ${id}, ${after}, 0m`;
    if (stretch.to === stretch.from) return `  ${name} :milestone, ${id}, ${after}, 0m`;
    return `  ${name} (${formatDuration(stretch.to - stretch.from)}) :${id}, ${after}, ${minutes(stretch.to - stretch.from)}m`;
  });
  return [
    'gantt',
    `  title ${plain(title)}`,
    '  dateFormat YYYY-MM-DD HH:mm',
    '  axisFormat %H:%M',
    '  section release',
    ...rows,
  ].join('\n');
}
