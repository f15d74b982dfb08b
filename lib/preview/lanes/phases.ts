import { formatDuration } from '../../strategy';
import type { Box } from '../axis';
import { cut, FONT, fitting, SMALL, widthOfText } from '../measure';
import { isOpen, type Stretch } from '../stretch';
import { type Canvas, type Lane, middle, named, text } from './lane';

const GAP = 8;

/** What a stretch is called, in so many pixels; the number of a step may be wider than the step. */
function nameOf({ kind, name }: Stretch, width: number): string {
  if (kind === 'approval') return '';
  if (kind === 'exchange') return fitting(['copies change', 'copies'], width);
  if (kind === 'gap') return fitting(['stop, start', 'stop'], width);
  const number = /^step (\d+)$/.exec(name)?.[1];
  return number === undefined ? cut(name, width) : fitting([name], width) || number;
}

function timeOf(stretch: Stretch): string {
  if (stretch.kind === 'after' || stretch.kind === 'checks') return '';
  return isOpen(stretch) ? '?' : formatDuration(stretch.to - stretch.from);
}

/** Takes texts from left to right as long as they do not touch. */
export function untouched(): (x: number, content: string, size: number) => string {
  let free = Number.NEGATIVE_INFINITY;
  return (x, content, size) => {
    const half = widthOfText(content, size) / 2;
    if (content === '' || x - half < free) return '';
    free = x + half + GAP / 2;
    return content;
  };
}

/** The names of the phases, and how long they hold. */
export function phaseLane({ model, axis }: Canvas): Lane {
  const draw = (top: number) => {
    const [names, times] = [untouched(), untouched()];
    return model.stretches
      .map((stretch, at) => {
        const box = axis.boxes[at] as Box;
        const x = middle(box);
        const time = timeOf(stretch);
        return named(
          time === '' ? stretch.name : `${stretch.name}: ${time}`,
          text(x, top + 12, names(x, nameOf(stretch, box.width - GAP), FONT), '', 'middle'),
          text(x, top + 25, times(x, time, SMALL), 'soft small', 'middle'),
        );
      })
      .join('');
  };
  return { height: 34, draw };
}
