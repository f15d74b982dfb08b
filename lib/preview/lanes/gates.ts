import { formatDuration } from '../../strategy';
import { type Box, round } from '../axis';
import { element } from '../markup';
import { cut, fitting, SMALL } from '../measure';
import type { Stretch } from '../stretch';
import { bar, type Canvas, type Lane, middle, named, RIGHT, text, title } from './lane';

const ELSE = { rollback: 'goes back', continue: 'goes on' } as const;

function approvalText({ name, approval }: Stretch): string {
  const limit =
    approval?.timeout === undefined
      ? 'nobody knows how long it takes'
      : `after ${formatDuration(approval.timeout)} it ${ELSE[approval.onTimeout]}`;
  return `a person approves after ${name}; ${limit}`;
}

/** The waits for people: dashed, since nobody knows how long they are. */
export function peopleLane({ model, axis }: Canvas): Lane {
  const draw = (top: number) =>
    title(top + 14, 'people') +
    model.stretches
      .map((stretch, at) => {
        if (stretch.kind !== 'approval') return '';
        const box = axis.boxes[at] as Box;
        const limit = stretch.approval?.timeout;
        const most = limit === undefined ? [] : [`≤ ${formatDuration(limit)}`];
        const label = fitting([...most, 'approve', '?'], box.width - 8, SMALL);
        return named(
          approvalText(stretch),
          bar({ class: 'wait', from: box.x + 1, to: box.x + box.width - 1, top: top + 1 }),
          text(middle(box), top + 14, label, 'small', 'middle'),
        );
      })
      .join('');
  return { height: 28, draw };
}

interface Mark {
  readonly x: number;
  readonly names: readonly string[];
}

function marksOf({ model, axis }: Canvas): Mark[] {
  return model.stretches.flatMap(({ kind, checks }, at): Mark[] => {
    const box = axis.boxes[at] as Box;
    return checks.length === 0 ? [] : [{ x: kind === 'checks' ? middle(box) : box.x + box.width - 9, names: checks }];
  });
}

const LABEL = 13;

/** Where a label finds more room: on the right of its mark, or on the left. */
function labelOf({ x, names }: Mark, free: number, next: number): { at: number; end: number; label: string } {
  const content = names.join(', ');
  const [left, right] = [x - LABEL - free, next - x - LABEL];
  const after = cut(content, right, SMALL);
  if (after === content || right >= left) return { at: x + LABEL, end: next, label: after };
  return { at: -1, end: x + LABEL, label: cut(content, left, SMALL) };
}

/** The checks, each where it is run. */
export function checksLane(canvas: Canvas): Lane {
  const marks = marksOf(canvas);
  const draw = (top: number) => {
    let free = canvas.axis.boxes[0]?.x ?? 0;
    const drawn = marks.map((mark, at) => {
      const next = (marks[at + 1]?.x ?? RIGHT + LABEL) - LABEL;
      const { at: x, end, label } = labelOf(mark, free, next);
      free = end;
      const tick = element('path', { class: 'tick', d: `M${round(mark.x - 6)} ${top + 10}l4 4l8 -9` });
      const beside = x < 0 ? text(mark.x - LABEL, top + 14, label, 'small', 'end') : text(x, top + 14, label, 'small');
      return named(`checks: ${mark.names.join(', ')}`, tick, beside);
    });
    return title(top + 14, 'checks') + drawn.join('');
  };
  return { height: 26, draw };
}
