import { columns } from '../findings';
import type { Segment, Trace } from '../plan';
import { formatDuration } from '../strategy';
import { percent } from './words';

function answers({ weight, mirror, audience }: Segment): string {
  return [percent(weight), ...(mirror > 0 ? [`copy of ${percent(mirror)}`] : []), ...audience].join(', ');
}

const waits = ({ gates }: Segment): string =>
  [...new Set(gates.map((gate) => (gate.kind === 'check' ? `check ${gate.name}` : 'a person approves')))].join(', ');

/** How a platform executes a release, as lines for a terminal. */
export const executionText = (title: string, { segments }: Trace): string =>
  [
    `${title} makes of it, in its own times:`,
    ...columns([
      ['from', 'for', 'new version', 'waits for'],
      ...segments.map((segment) => [
        formatDuration(segment.from),
        segment.to === segment.from ? '' : formatDuration(segment.to - segment.from),
        answers(segment),
        waits(segment),
      ]),
    ]),
  ].join('\n');
