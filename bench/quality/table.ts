import { columns } from '../../lib/findings';
import { formatDuration } from '../../lib/strategy';
import type { Estimate, Measured } from './measure';

/** A row of the bench; without a measurement there is no such release. */
export interface Row {
  readonly service: string;
  readonly ill: string;
  readonly contender: string;
  readonly measured?: Measured;
}

const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)}`;
const shareText = ({ value, low, high }: Estimate): string => `${percent(value)} % (${percent(low)}–${percent(high)})`;
const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const countText = ({ value, high }: Estimate): string => `${count(value)} ± ${count(high - value)}`;
const timeText = (seconds: number | undefined): string => (seconds === undefined ? '–' : formatDuration(seconds));

function cells({ contender, measured }: Row): string[] {
  if (measured === undefined) return [contender, 'there is none'];
  const { stopped, timeToStop, timeToPromote, hit, failed } = measured;
  return [
    contender,
    shareText(stopped),
    timeText(timeToStop),
    timeText(timeToPromote),
    countText(hit),
    countText(failed),
  ];
}

const HEAD = ['', 'stopped (95 %)', 'after', 'or promoted after', 'requests hit', 'of these failed'];

/** All rows, one table for each service and fault. */
export function tables(rows: readonly Row[]): string {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.service} – ${row.ill}${row.ill === 'healthy' ? ' (stopped is a false abort)' : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups]
    .map(([title, group]) => [title, ...columns([HEAD, ...group.map(cells)]).map((line) => `  ${line}`)].join('\n'))
    .join('\n\n');
}
