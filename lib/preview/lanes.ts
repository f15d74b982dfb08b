import { formatDuration } from '../strategy';
import type { Axis, Box } from './axis';
import { round } from './axis';
import { element, escaped } from './markup';
import type { GuardLane, PreviewModel, RollbackSight, Stretch } from './model';

/** A lane of the picture: what is drawn, and how high it is. */
export interface Lane {
  readonly height: number;
  draw(top: number): string;
}

/** Where the lane's title ends and its drawing begins. */
export const TITLE_WIDTH = 184;

const text = (x: number, y: number, content: string, className?: string, anchor = 'start') =>
  element('text', { x: round(x), y: round(y), class: className, 'text-anchor': anchor }, escaped(content));

/** Text that fits a box, cut where it would not; about 6.6 pixels a letter. */
const fitting = (content: string, width: number): string => {
  const letters = Math.floor((width - 8) / 6.6);
  if (content.length <= letters) return content;
  return letters < 3 ? '' : `${content.slice(0, letters - 1)}…`;
};

const named = (name: string, shape: string) => element('g', {}, element('title', {}, escaped(name)), shape);
const title = (y: number, content: string) =>
  named(content, text(TITLE_WIDTH - 12, y, fitting(content, TITLE_WIDTH - 16), 'soft', 'end'));
const middle = ({ x, width }: Box) => x + width / 2;
const percent = (value: number) => `${Number(value.toFixed(2))}%`;

const STAIRS = 120;

/** The staircase: the old version's share above, the new one's below. */
export function trafficLane(stretches: readonly Stretch[], axis: Axis): Lane {
  const draw = (top: number) => {
    const shapes = stretches.flatMap((stretch, at) => {
      const box = axis.boxes[at] as Box;
      const high = round((STAIRS * stretch.weight) / 100);
      const words = `${stretch.name}: ${percent(stretch.weight)} new${stretch.mirror > 0 ? `, ${percent(stretch.mirror)} copied` : ''}`;
      const rect = (className: string, y: number, height: number) =>
        height > 0 ? element('rect', { class: className, x: box.x, y: round(y), width: box.width, height }) : '';
      const label = fitting(percent(stretch.weight), box.width);
      const inside = high > 18;
      const mirrorY = round(top + STAIRS - high - Math.max(20, (STAIRS * stretch.mirror) / 100));
      const copied = fitting(`copy ${percent(stretch.mirror)}`, box.width);
      return [
        named(words, rect('old', top, round(STAIRS - high)) + rect('new', top + STAIRS - high, high)),
        stretch.mirror > 0
          ? element('path', { class: 'mirror', d: `M${box.x} ${mirrorY}H${round(box.x + box.width)}` }) +
            text(middle(box), mirrorY - 5, copied, undefined, 'middle')
          : '',
        stretch.approval
          ? ''
          : text(
              middle(box),
              inside ? top + STAIRS - high + 14 : top + STAIRS - high - 5,
              label,
              inside ? 'on' : undefined,
              'middle',
            ),
      ];
    });
    return title(top + 16, 'requests, old') + title(top + STAIRS - 6, 'requests, new') + shapes.join('');
  };
  return { height: STAIRS + 6, draw };
}

/** The names of the phases, and what they wait for. */
export function phaseLane(stretches: readonly Stretch[], axis: Axis): Lane {
  const draw = (top: number) =>
    title(top + 14, 'phase') +
    stretches
      .map((stretch, at) => {
        const box = axis.boxes[at] as Box;
        if (stretch.approval) {
          const frame = element('rect', {
            class: 'wait',
            x: box.x + 3,
            y: top,
            width: box.width - 6,
            height: 20,
            rx: 4,
          });
          return named(
            `a person approves after ${stretch.name}; nobody knows how long it takes`,
            frame + text(middle(box), top + 14, '?', undefined, 'middle'),
          );
        }
        const label = stretch.checks.length > 0 && stretch.to === stretch.from ? '✓' : fitting(stretch.name, box.width);
        const words =
          stretch.checks.length === 0 ? stretch.name : `${stretch.name}: checks ${stretch.checks.join(', ')}`;
        return named(words, text(middle(box), top + 14, label, undefined, 'middle'));
      })
      .join('');
  return { height: 28, draw };
}

/** What one guard can see: solid where it sees, hatched where it is weak. */
export function guardLane(guard: GuardLane, axis: Axis): Lane {
  const draw = (top: number) =>
    title(top + 15, guard.name) +
    guard.sights
      .map(({ stretch, sight, label }) => {
        const box = axis.boxes[stretch] as Box;
        const bar = element('rect', {
          class: sight,
          x: box.x + 1,
          y: top + 2,
          width: round(box.width - 2),
          height: 18,
          rx: 3,
        });
        const words = fitting(label.replace('sees ', ''), box.width);
        const plate =
          sight === 'weak' && words !== ''
            ? element('rect', {
                class: 'paper',
                x: round(middle(box) - words.length * 3.6 - 2),
                y: top + 4,
                width: round(words.length * 7.2 + 4),
                height: 14,
                rx: 3,
              })
            : '';
        return named(
          `${guard.name}: ${sight === 'weak' ? 'weak, ' : ''}${label}`,
          bar + plate + text(middle(box), top + 15, words, sight === 'sees' ? 'on' : undefined, 'middle'),
        );
      })
      .join('');
  return { height: 26, draw };
}

/** How long the way back is, at each instant; neighbours that say the same are one. */
export function rollbackLane(rollback: readonly RollbackSight[], axis: Axis): Lane {
  const draw = (top: number) => {
    const runs: { cost: string; from: number; to: number }[] = [];
    for (const { stretch, cost } of rollback) {
      const box = axis.boxes[stretch] as Box;
      const last = runs.at(-1);
      if (last?.cost === cost) last.to = box.x + box.width;
      else runs.push({ cost, from: box.x, to: box.x + box.width });
    }
    const drawn = runs.map(({ cost, from, to }) => {
      const frame = element('rect', {
        class: 'bake',
        x: round(from + 1),
        y: top + 2,
        width: round(to - from - 2),
        height: 18,
        rx: 3,
      });
      return named(
        `rollback: ${cost}`,
        frame + text((from + to) / 2, top + 15, fitting(cost, to - from), 'soft', 'middle'),
      );
    });
    return title(top + 15, 'rollback') + drawn.join('');
  };
  return { height: 30, draw };
}

/** The times at the edges of the stretches. */
export function timeLane(model: PreviewModel, axis: Axis): Lane {
  const draw = (top: number) => {
    const edges = new Map<string, number>();
    model.stretches.forEach(({ from, to }, at) => {
      const box = axis.boxes[at] as Box;
      if (!edges.has(formatDuration(from))) edges.set(formatDuration(from), box.x);
      if (to > from) edges.set(formatDuration(to), box.x + box.width);
    });
    let free = Number.NEGATIVE_INFINITY;
    const labels = [...edges].flatMap(([label, x]) => {
      if (x < free) return [];
      free = x + label.length * 6.6 + 14;
      return [
        element('path', { class: 'grid', d: `M${round(x)} ${top}v5` }),
        text(x, top + 17, label, 'soft', 'middle'),
      ];
    });
    const note = axis.linear ? 'time' : 'time (not to scale)';
    return title(top + 17, note) + labels.join('');
  };
  return { height: 28, draw };
}

/** What the marks of the guards mean. */
export function legendLane(): Lane {
  const draw = (top: number) => {
    const marks = [
      ['sees', '×5: the smallest rise that it sees'],
      ['weak', 'weak: would miss a tenfold rise'],
      ['unknown', 'watched; what it sees is not known'],
    ] as const;
    return marks
      .map(([mark, words], at) => {
        const x = TITLE_WIDTH + at * 250;
        return (
          element('rect', { class: mark, x, y: top + 3, width: 16, height: 12, rx: 3 }) +
          text(x + 22, top + 13, words, 'soft')
        );
      })
      .join('');
  };
  return { height: 26, draw };
}
