import { formatDuration } from '../../strategy';
import { type Box, round } from '../axis';
import { element } from '../markup';
import { FONT, widthOfText } from '../measure';
import { isOpen } from '../stretch';
import { type Canvas, type Lane, RIGHT, text, title } from './lane';

interface Edge {
  readonly x: number;
  readonly label: string;
}

/** The edges of the stretches; a plus says that people, checks or copies take time of their own before. */
function edgesOf({ model, axis }: Canvas): Edge[] {
  const edges = new Map<number, Edge>();
  let later = '';
  model.stretches.forEach((stretch, at) => {
    const { x, width } = axis.boxes[at] as Box;
    edges.set(x, { x, label: `${formatDuration(stretch.from)}${later}` });
    if (isOpen(stretch)) later = '+';
    if (stretch.kind !== 'after')
      edges.set(x + width, { x: x + width, label: `${formatDuration(stretch.to)}${later}` });
  });
  return [...edges.values()];
}

/** The times at the edges of the stretches, as many as find room. */
export function timeLane(canvas: Canvas): Lane {
  const { linear, boxes } = canvas.axis;
  const draw = (top: number) => {
    let free = Number.NEGATIVE_INFINITY;
    const labels = edgesOf(canvas).flatMap(({ x, label }) => {
      const isFirst = free < 0;
      const width = widthOfText(label, FONT);
      const left = isFirst ? x : x - width / 2;
      if (left < free || left + width > RIGHT) return [];
      free = left + width + 8;
      return [
        element('path', { class: 'axis', d: `M${round(x)} ${top}v5` }),
        text(x, top + 17, label, 'soft', isFirst ? 'start' : 'middle'),
      ];
    });
    const line = element('path', { class: 'axis', d: `M${boxes[0]?.x ?? 0} ${top}H${RIGHT}` });
    const plus = canvas.model.isOpen ? '+: and the time others take' : '';
    return title(top + 17, linear ? 'time' : 'time, not to scale', plus) + line + labels.join('');
  };
  return { height: canvas.model.isOpen ? 38 : 30, draw };
}

/** Thin lines through all lanes where the stretches end. */
export function grid({ axis }: Canvas, top: number, bottom: number): string {
  const lines = axis.boxes.filter(({ width }) => width >= 12).map(({ x }) => `M${round(x)} ${top}V${bottom}`);
  return element('path', { class: 'grid', d: lines.join('') });
}
