import { audienceLane } from './audience';
import { budgetLaneOf } from './budget';
import { checksLane, peopleLane } from './gates';
import { guardLane, legendLane } from './guards';
import type { Canvas, Lane } from './lane';
import { phaseLane } from './phases';
import { rollbackLane } from './rollback';
import { timeLane } from './time';
import { trafficLane } from './traffic';

export { type Canvas, type Lane, RIGHT, TITLE_WIDTH, text } from './lane';
export { grid } from './time';

/** The lanes of a picture from top to bottom; what a release does not have has no lane. */
export function lanesOf(canvas: Canvas): Lane[] {
  const { stretches, guards, budget, approvals } = canvas.model;
  return [
    phaseLane(canvas),
    trafficLane(canvas),
    ...(stretches.some(({ audience }) => audience.length > 0) ? [audienceLane(canvas)] : []),
    ...(approvals > 0 ? [peopleLane(canvas)] : []),
    ...(stretches.some(({ checks }) => checks.length > 0) ? [checksLane(canvas)] : []),
    ...guards.map((guard) => guardLane(canvas, guard)),
    rollbackLane(canvas),
    ...(budget === undefined ? [] : [budgetLaneOf(canvas, budget)]),
    timeLane(canvas),
    ...(guards.length > 0 ? [legendLane(canvas)] : []),
  ];
}
