import { formatDuration } from '../../strategy';
import { type Box, round } from '../axis';
import type { BudgetLane } from '../budget';
import { element } from '../markup';
import { fitting, SMALL } from '../measure';
import { type Canvas, type Lane, named, RIGHT, TITLE_WIDTH, text, title } from './lane';

const HEIGHT = 44;

/** A share of the budget to two digits. */
export const shareText = (share: number): string =>
  share > 0 && share < 0.001 ? 'under 0.001%' : `${Number(share >= 100 ? Math.round(share) : share.toPrecision(2))}%`;

interface Point {
  readonly x: number;
  readonly used: number;
}

const pointsOf = ({ axis }: Canvas, { worst }: BudgetLane): Point[] => [
  { x: axis.boxes[0]?.x ?? 0, used: 0 },
  ...worst.map((used, at) => ({ x: round((axis.boxes[at] as Box).x + (axis.boxes[at] as Box).width), used })),
];

/** What is used up at a place of the axis. */
function usedAt(points: readonly Point[], x: number): number {
  const at = points.findIndex((point) => point.x >= x);
  const [a, b] = [points[at - 1], points[at]];
  if (a === undefined || b === undefined) return 0;
  return a.used + ((b.used - a.used) * (x - a.x)) / (b.x - a.x || 1);
}

/** How much of the error budget a tenfold rise of the errors uses up, and where the guards stop it on average. */
export function budgetLaneOf(canvas: Canvas, lane: BudgetLane): Lane {
  const points = pointsOf(canvas, lane);
  const end = points.at(-1) ?? { x: 0, used: 0 };
  const draw = (top: number) => {
    const floor = top + HEIGHT;
    const y = (used: number) => round(floor - ((HEIGHT - 4) * used) / end.used);
    const line = (to: readonly Point[]) => to.map(({ x, used }) => `${x} ${y(used)}`).join('L');
    const { expected } = lane;
    const worst = `${shareText(end.used)} if nothing stops it`;
    const shapes = [element('path', { class: 'risk', d: `M${line(points)}` })];
    if (expected !== undefined) {
      const x = canvas.axis.xAt(expected.at);
      const until = [...points.filter((point) => point.x < x), { x, used: usedAt(points, x) }];
      const words = `${shareText(expected.used)} on average: stopped after ${formatDuration(Math.round(expected.at))}`;
      shapes.push(
        element('path', { class: 'spent', d: `M${line(until)}V${floor}H${points[0]?.x ?? 0}Z` }),
        element('path', { class: 'stop', d: `M${x} ${top + 4}V${floor}` }),
        ...(x < (RIGHT + TITLE_WIDTH) / 2
          ? [text(x + 6, top + 13, fitting([words], RIGHT - x - 200, SMALL), 'small')]
          : [text(x - 6, top + 13, fitting([words], x - TITLE_WIDTH - 6, SMALL), 'small', 'end')]),
      );
    }
    const isFree = expected === undefined || canvas.axis.xAt(expected.at) < (RIGHT + TITLE_WIDTH) / 2;
    const said = isFree ? text(RIGHT - 4, floor - 4, worst, 'small', 'end') : '';
    const budget = `of the error budget (${lane.slo}% over ${formatDuration(lane.window)})`;
    return (
      title(top + 14, `errors × ${lane.rise}`, 'part of the error budget') +
      named(`${lane.rise} times the usual errors use up ${worst}, ${budget}`, ...shapes, said)
    );
  };
  return { height: HEIGHT + 10, draw };
}
