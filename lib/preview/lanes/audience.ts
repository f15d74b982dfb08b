import { cut, SMALL } from '../measure';
import { bar, type Canvas, type Lane, named, runsOf, text, title } from './lane';

/** Whose requests the new version answers besides its share; nobody knows how many they are. */
export function audienceLane({ model, axis }: Canvas): Lane {
  const chosen = model.stretches.flatMap(({ audience, kind }, stretch) =>
    audience.length === 0 || kind === 'after' ? [] : [{ stretch, who: audience.join(', ') }],
  );
  const draw = (top: number) =>
    title(top + 14, 'and these users') +
    runsOf(chosen, axis, (a, b) => a.who === b.who)
      .map(({ sights, from, to }) => {
        const who = sights[0]?.who ?? '';
        return named(
          `the new version answers ${who}`,
          bar({ class: 'few', from, to, top: top + 1 }),
          text((from + to) / 2, top + 14, cut(who, to - from - 10, SMALL), 'small', 'middle'),
        );
      })
      .join('');
  return { height: 28, draw };
}
