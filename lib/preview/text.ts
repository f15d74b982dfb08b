import { formatDuration } from '../strategy';
import type { PreviewModel } from './model';

const WIDE = 40;

/** A release as lines for a terminal: a bar for the new version's share, the time, and what each guard can see. */
export function text(model: PreviewModel): string {
  const rows = model.stretches.map((stretch, at) => {
    const full = Math.round((WIDE * stretch.weight) / 100);
    const bar = stretch.approval ? '? a person approves'.padEnd(WIDE) : `${'█'.repeat(full)}${'░'.repeat(WIDE - full)}`;
    const time = stretch.approval ? '' : formatDuration(stretch.to - stretch.from);
    const notes = [
      ...(stretch.mirror > 0 ? [`mirror ${stretch.mirror}%`] : []),
      ...(stretch.approval ? [] : stretch.audience),
      ...stretch.checks.map((check) => `check ${check}`),
      ...model.guards.flatMap(({ name, sights }) =>
        sights
          .filter((sight) => sight.stretch === at && !stretch.approval)
          .map(({ sight, label }) => `${name} ${sight === 'weak' ? 'weak, ' : ''}${label}`),
      ),
    ];
    const weight = `${Number(stretch.weight.toFixed(2))}%`.padStart(6);
    return `${stretch.name.padEnd(20)} ${bar} ${stretch.approval ? ''.padStart(6) : weight} ${time.padStart(7)}  ${notes.join('; ')}`.trimEnd();
  });
  return rows.join('\n');
}
