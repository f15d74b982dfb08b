import { type Box, round } from '../axis';
import { element } from '../markup';
import { BOLD, FONT, fitting, SMALL, widthOfText } from '../measure';
import type { Stretch } from '../stretch';
import { bar, type Canvas, type Lane, middle, named, percent, runsOf, TITLE_WIDTH, text, title } from './lane';

const STAIRS = 120;
/** A share as high as this holds its number. */
const INSIDE = 20;

const heightOf = (share: number): number => round((STAIRS * share) / 100);

const SAYS: Readonly<Partial<Record<Stretch['kind'], string>>> = {
  approval: ', until a person has answered',
  exchange: ', copy by copy',
  gap: ', after a time in which nothing answers',
};

function wordsOf({ name, weight, mirror, kind }: Stretch): string {
  const copied = mirror > 0 ? `, ${percent(mirror)} copied to the new version, whose answers nobody gets` : '';
  return `${name}: ${percent(weight)} new${copied}${SAYS[kind] ?? ''}`;
}

/** The old version's share above, the new one's below. */
function shares(stretch: Stretch, box: Box, top: number): string[] {
  const high = heightOf(stretch.weight);
  const floor = top + STAIRS;
  const right = round(box.x + box.width);
  const rect = (className: string, y: number, height: number) =>
    height <= 0 ? '' : element('rect', { class: className, x: box.x, y: round(y), width: box.width, height });
  if (stretch.kind === 'gap') {
    const label = fitting(['nothing answers', 'nothing', '–'], box.width - 6, SMALL);
    return [
      bar({ class: 'weak', from: box.x, to: right, top, height: STAIRS }),
      element('rect', { class: 'paper', x: box.x + 2, y: top + 48, width: round(box.width - 4), height: 18 }),
      text(middle(box), top + 61, label, 'small', 'middle'),
    ];
  }
  if (stretch.kind === 'exchange') {
    const triangle = element('path', { class: 'new', d: `M${box.x} ${floor}L${right} ${top}V${floor}Z` });
    return [rect('old', top, STAIRS), triangle];
  }
  const veil = stretch.kind === 'approval' || stretch.kind === 'after' ? rect('veil', top, STAIRS) : '';
  return [rect('old', top, round(STAIRS - high)), rect('new', floor - high, high), veil];
}

/** What the new version gets a copy of: dashed, above its share. */
function mirrors({ model, axis }: Canvas, floor: number): string[] {
  const copied = model.stretches.flatMap(({ mirror, weight }, stretch) =>
    mirror === 0 ? [] : [{ stretch, mirror, weight }],
  );
  const alike = (a: (typeof copied)[number], b: (typeof copied)[number]) =>
    a.mirror === b.mirror && a.weight === b.weight;
  return runsOf(copied, axis, alike).map(({ sights: [first], from, to }) => {
    const { mirror = 0, weight = 0 } = first ?? {};
    const y = round(Math.max(floor - STAIRS, floor - heightOf(weight) - heightOf(mirror)));
    const label = fitting([`copy of ${percent(mirror)}`, `copy ${percent(mirror)}`, 'copy'], to - from - 6, SMALL);
    const height = round(Math.max(2, floor - heightOf(weight) - y));
    return (
      element('rect', { class: 'mirror', x: from + 1, y, width: round(to - from - 2), height }) +
      text((from + to) / 2, Math.max(y - 5, floor - STAIRS + 12), label, 'small', 'middle')
    );
  });
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly content: string;
  readonly class: string;
  readonly anchor: 'middle' | 'end';
}

/** The shares in numbers, as many as find room; of a narrow step the number stands to the left, where it is lower. */
function labelsOf({ model, axis }: Canvas, top: number): Label[] {
  let free = TITLE_WIDTH;
  return model.stretches.flatMap(({ kind, weight, mirror }, at): Label[] => {
    if (kind === 'approval' || kind === 'exchange' || kind === 'gap' || (weight === 0 && mirror > 0)) return [];
    const box = axis.boxes[at] as Box;
    const content = percent(weight);
    const width = widthOfText(content, FONT) * BOLD;
    const high = heightOf(weight);
    const isWide = width + 2 <= box.width;
    const anchor = isWide ? 'middle' : 'end';
    const x = isWide ? middle(box) : box.x + box.width;
    const left = isWide ? x - width / 2 : x - width;
    const inside = isWide && high > INSIDE;
    const y = top + STAIRS - high + (inside ? 15 : -5);
    if (left < free || y < top + 9) return [];
    free = left + width + 4;
    return [{ x, y, content, class: inside && kind !== 'after' ? 'on' : 'strong', anchor }];
  });
}

/** The staircase: how the requests move from the old version to the new one. */
export function trafficLane(canvas: Canvas): Lane {
  const { model, axis } = canvas;
  const draw = (top: number) => {
    const floor = top + STAIRS;
    const shapes = model.stretches.map((stretch, at) =>
      named(wordsOf(stretch), ...shares(stretch, axis.boxes[at] as Box, top)),
    );
    return [
      title(top + 14, 'old version', 'its share of the requests'),
      title(floor - 18, 'new version', 'its share of the requests'),
      ...shapes,
      ...mirrors(canvas, floor),
      ...labelsOf(canvas, top).map(({ x, y, content, class: className, anchor }) =>
        text(x, y, content, className, anchor),
      ),
    ].join('');
  };
  return { height: STAIRS + 8, draw };
}
