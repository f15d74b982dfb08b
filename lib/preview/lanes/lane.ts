import { type Axis, type Box, round } from '../axis';
import { element, escaped } from '../markup';
import { cut, FONT, SMALL } from '../measure';
import type { PreviewModel } from '../model';

/** A lane of the picture: what is drawn, and how high it is. */
export interface Lane {
  readonly height: number;
  draw(top: number): string;
}

/** What a lane is drawn from. */
export interface Canvas {
  readonly model: PreviewModel;
  readonly axis: Axis;
}

/** Where the lane's title ends and its drawing begins. */
export const TITLE_WIDTH = 200;
/** Where the drawing ends. */
export const RIGHT = 944;

type Anchor = 'start' | 'middle' | 'end';

/** Text; `size` is one of the two sizes of the picture. */
export function text(x: number, y: number, content: string, className = '', anchor: Anchor = 'start'): string {
  if (content === '') return '';
  const attributes = { class: className === '' ? undefined : className, 'text-anchor': anchor };
  return element('text', { x: round(x), y: round(y), ...attributes }, escaped(content));
}

/** A shape with a name that shows under the pointer. */
export const named = (name: string, ...shapes: readonly string[]): string =>
  element('g', {}, element('title', {}, escaped(name)), ...shapes);

/** The title of a lane, and what is said about it below in small letters. */
export function title(top: number, content: string, below = ''): string {
  const x = TITLE_WIDTH - 14;
  const room = TITLE_WIDTH - 28;
  const said = below === '' ? content : `${content}: ${below}`;
  return named(
    said,
    text(x, top, cut(content, room, FONT), '', 'end'),
    text(x, top + 13, cut(below, room, SMALL), 'soft small', 'end'),
  );
}

export const middle = ({ x, width }: Box): number => x + width / 2;
export const percent = (value: number): string => `${Number(value.toFixed(2))}%`;

interface Bar {
  readonly class: string;
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly height?: number;
}

/** A bar between two places, with a gap to its neighbours. */
export function bar({ class: className, from, to, top, height = 18 }: Bar): string {
  const gap = to - from > 6 ? 1 : 0.2;
  const width = round(to - from - 2 * gap);
  return element('rect', {
    class: className,
    x: round(from + gap),
    y: round(top),
    width,
    height,
    rx: width > 8 ? 3 : 0,
  });
}

/** Neighbours that say the same, as one. */
export interface Run<Sight> {
  readonly sights: readonly Sight[];
  readonly from: number;
  readonly to: number;
}

/** Joins neighbouring stretches that are `alike`. */
export function runsOf<Sight extends { readonly stretch: number }>(
  sights: readonly Sight[],
  { boxes }: Axis,
  alike: (a: Sight, b: Sight) => boolean,
): Run<Sight>[] {
  const runs: { sights: Sight[]; from: number; to: number }[] = [];
  for (const sight of sights) {
    const { x, width } = boxes[sight.stretch] as Box;
    const run = runs.at(-1);
    const last = run?.sights.at(-1);
    if (run !== undefined && last !== undefined && last.stretch + 1 === sight.stretch && alike(last, sight)) {
      run.sights.push(sight);
      run.to = x + width;
    } else runs.push({ sights: [sight], from: x, to: x + width });
  }
  return runs;
}
