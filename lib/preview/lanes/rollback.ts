import { formatDuration } from '../../strategy';
import { fitting, SMALL } from '../measure';
import type { PreviewModel, RollbackSight } from '../model';
import { bar, type Canvas, type Lane, named, runsOf, text, title } from './lane';

/** The dearer the way back, the higher its bar. */
const HEIGHTS = { 'nothing to undo': 3, 'at once': 8, 'copy by copy': 14, 'a new deployment': 20 } as const;

const SHORT = {
  'nothing to undo': ['nothing to undo', 'nothing', '–'],
  'at once': ['traffic back at once', 'at once', 'now'],
  'copy by copy': ['copy by copy', 'by copies'],
  'a new deployment': ['a new deployment', 'deploy anew', 'anew'],
} as const;

function wordsOf(cost: RollbackSight['cost'], { drain }: PreviewModel): readonly string[] {
  if (cost !== 'at once' || drain === undefined || drain === 0) return SHORT[cost];
  return [`traffic back at once, ${formatDuration(drain)} to drain`, ...SHORT[cost]];
}

/** How long the way back is, at each instant. */
export function rollbackLane({ model, axis }: Canvas): Lane {
  const draw = (top: number) => {
    const runs = runsOf(model.rollback, axis, (a, b) => a.cost === b.cost).map(({ sights, from, to }) => {
      const cost = sights[0]?.cost ?? 'at once';
      const words = wordsOf(cost, model);
      const height = HEIGHTS[cost];
      return named(
        `way back: ${words[0]}`,
        bar({ class: 'back', from, to, top: top + 22 - height, height }),
        text((from + to) / 2, top + 35, fitting(words, to - from - 4, SMALL), 'small', 'middle'),
      );
    });
    return title(top + 19, 'way back', model.onFailure === 'halt' ? 'begun by a person' : '') + runs.join('');
  };
  return { height: 44, draw };
}
