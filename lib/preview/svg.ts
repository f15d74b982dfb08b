import { formatDuration } from '../strategy';
import { axisOf } from './axis';
import { guardLane, legendLane, phaseLane, rollbackLane, TITLE_WIDTH, timeLane, trafficLane } from './lanes';
import { element, escaped } from './markup';
import type { PreviewModel } from './model';
import { THEME } from './theme';

const WIDTH = 960;
const MARGIN = 16;

const HATCH = element(
  'defs',
  {},
  element(
    'pattern',
    { id: 'cutover-hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    element('path', { class: 'hatch', d: 'M0 0v6' }),
  ),
);

/** A release in one sentence, for people who cannot see the picture. */
export function describe(model: PreviewModel): string {
  const steps = model.stretches
    .filter(({ approval }) => !approval)
    .map(
      ({ name, weight, from, to }) =>
        `${name}: ${Number(weight.toFixed(2))}% of requests${to > from ? ` for ${formatDuration(to - from)}` : ''}`,
    );
  const waits =
    model.approvals === 0
      ? ''
      : ` It waits for ${model.approvals === 1 ? 'a person once' : `people ${model.approvals} times`}.`;
  return `${steps.join('; ')}. It takes ${formatDuration(model.length)} at least.${waits}`;
}

/** A release as a picture: lanes on one time axis. One self-contained SVG, the same for the same model. */
export function svg(model: PreviewModel, title: string): string {
  const axis = axisOf(model.stretches, TITLE_WIDTH, WIDTH - TITLE_WIDTH - MARGIN);
  const lanes = [
    phaseLane(model.stretches, axis),
    trafficLane(model.stretches, axis),
    ...model.guards.map((guard) => guardLane(guard, axis)),
    rollbackLane(model.rollback, axis),
    timeLane(model, axis),
    ...(model.guards.length > 0 ? [legendLane()] : []),
  ];
  let top = MARGIN;
  const drawn = lanes.map((lane) => {
    const at = top;
    top += lane.height;
    return lane.draw(at);
  });
  const height = top + MARGIN / 2;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'cutover-preview',
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: WIDTH,
      height,
      role: 'img',
      'aria-label': title,
    },
    element('title', {}, escaped(title)),
    element('desc', {}, escaped(describe(model))),
    element('style', {}, THEME),
    HATCH,
    element('rect', { class: 'paper', x: 0, y: 0, width: WIDTH, height }),
    ...drawn,
  );
}
