import { element, escaped } from '../../lib/preview/markup';
import { THEME } from '../../lib/preview/theme';

/** A line of a chart: its name stands at its end. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly style: 'new' | 'weak';
}

/** A chart of shares (0–1) over a number. */
export interface LineChart {
  readonly title: string;
  readonly description: string;
  readonly x: { readonly title: string; readonly ticks: readonly number[]; readonly unit: string };
  readonly y: { readonly title: string; readonly most: number };
  readonly lines: readonly Line[];
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [760, 320, 64, 190, 44, 52];
const STROKES = {
  new: 'stroke:var(--new);fill:none;stroke-width:2.5',
  weak: 'stroke:var(--weak);fill:none;stroke-width:2.5;stroke-dasharray:7 4',
};

/** Names are never nearer to each other than this. */
const LINE = 16;

const digit = (value: number): number => Math.round(value * 10) / 10;
const text = (x: number, y: number, words: string, anchor = 'middle', className = 'soft') =>
  element('text', { x: digit(x), y: digit(y), 'text-anchor': anchor, class: className }, escaped(words));

/** A chart as one self-contained SVG, in the colours of the previews; the x axis is logarithmic. */
export function lineChart({ title, description, x, y, lines }: LineChart): string {
  const ends = [x.ticks[0] ?? 1, x.ticks.at(-1) ?? 10] as const;
  const across = (value: number) =>
    LEFT + ((WIDTH - LEFT - RIGHT) * Math.log(value / ends[0])) / Math.log(ends[1] / ends[0]);
  const up = (value: number) => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * value) / y.most;
  const shares = [0, 1, 2, 3, 4].map((quarter) => (quarter * y.most) / 4);
  const grid = [
    ...shares.map((share) => element('path', { class: 'grid', d: `M${LEFT} ${digit(up(share))}H${WIDTH - RIGHT}` })),
    ...shares.map((share) => text(LEFT - 8, up(share) + 4, `${digit(share * 100)}%`, 'end')),
    ...x.ticks.map((tick) => text(across(tick), HEIGHT - BOTTOM + 18, `${tick}${x.unit}`)),
  ];
  const heights = lines.map(({ points }) => up(points.at(-1)?.[1] ?? 0));
  const drawn = lines.map(({ name, points, style }, index) => {
    const path = points
      .map(([at, share], from) => `${from === 0 ? 'M' : 'L'}${digit(across(at))} ${digit(up(share))}`)
      .join('');
    const close = heights
      .slice(0, index)
      .filter((height) => Math.abs(height - (heights[index] as number)) < LINE).length;
    const label = text(WIDTH - RIGHT + 8, (heights[index] as number) + 4 + close * LINE, name, 'start', '');
    return element('path', { d: path, style: STROKES[style] }) + label;
  });
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'cutover-preview',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      width: WIDTH,
      height: HEIGHT,
      role: 'img',
      'aria-label': title,
    },
    element('title', {}, escaped(title)),
    element('desc', {}, escaped(description)),
    element('style', {}, THEME),
    element('rect', { class: 'paper', x: 0, y: 0, width: WIDTH, height: HEIGHT }),
    text(LEFT, 24, title, 'start', 'strong'),
    ...grid,
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x.title),
    ...drawn,
  )}\n`;
}
