import { axisOf } from './axis';
import { describe, lengthText } from './describe';
import { grid, lanesOf, RIGHT, TITLE_WIDTH, text } from './lanes';
import { element, escaped } from './markup';
import { cut, SMALL } from './measure';
import type { PreviewModel } from './model';
import { THEME } from './theme';

const WIDTH = 960;
const LEFT = 16;
const HEADER = 58;

/** How a picture is drawn. */
export interface SvgOptions {
  /** Whether the title and the plan in one line stand above the lanes. Default: true. */
  readonly header?: boolean;
}

const HATCH = element(
  'defs',
  {},
  element(
    'pattern',
    { id: 'cutover-hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    element('path', { class: 'hatch', d: 'M0 0v6' }),
  ),
);

function heading(model: PreviewModel, title: string): string {
  const room = WIDTH - 2 * LEFT;
  const line = `${lengthText(model)} · ${model.outline}`;
  return text(LEFT, 24, cut(title, room / 2, 16), 'heading') + text(LEFT, 42, cut(line, room, SMALL), 'soft small');
}

/** A release as a picture: lanes on one time axis. One self-contained SVG without script, the same for the same model. */
export function svg(model: PreviewModel, title: string, { header = true }: SvgOptions = {}): string {
  const canvas = { model, axis: axisOf(model.stretches, TITLE_WIDTH, RIGHT - TITLE_WIDTH) };
  const begin = header ? HEADER : 8;
  let top = begin;
  const drawn = lanesOf(canvas).map((lane) => {
    const at = top;
    top += lane.height;
    return lane.draw(at);
  });
  const height = top + 8;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'cutover-preview',
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: WIDTH,
      height,
      role: 'img',
      'aria-labelledby': 'cutover-title cutover-description',
    },
    element('title', { id: 'cutover-title' }, escaped(`${title}: the release on one time axis`)),
    element('desc', { id: 'cutover-description' }, escaped(describe(model))),
    element('style', {}, THEME),
    HATCH,
    element('rect', { class: 'paper', x: 0, y: 0, width: WIDTH, height }),
    grid(canvas, begin + 30, height - 34),
    header ? heading(model, title) : '',
    ...drawn,
  );
}
