import { short } from '../../evidence/words';
import { round } from '../axis';
import { element } from '../markup';
import { BOLD, fitting, SMALL, widthOfText } from '../measure';
import { type GuardLane, type GuardSight, riseText } from '../sight';
import { bar, type Canvas, type Lane, named, type Run, runsOf, text, title } from './lane';

const WORDS = { sees: 'sees ', weak: 'weak, sees ', unknown: '' } as const;

/** What a run of sights sees, at best and at worst: `×3–3.4`. */
function rangeText(sights: readonly GuardSight[]): string {
  const [first] = sights;
  if (first === undefined || first.sight === 'unknown') return 'watched';
  const rises = sights.map(({ smallestRise = Number.POSITIVE_INFINITY }) => smallestRise);
  const [best, worst] = [Math.min(...rises), Math.max(...rises)];
  if (best === Number.POSITIVE_INFINITY) return riseText(first);
  const [from, to] = [short(best), short(worst)];
  if (from === to) return `×${from}`;
  return worst === Number.POSITIVE_INFINITY ? `×${from} at best` : `×${from}–${to}`;
}

const isNarrow = ({ axis }: Canvas, { stretch, ...sight }: GuardSight): boolean =>
  (axis.boxes[stretch]?.width ?? 0) < widthOfText(riseText({ stretch, ...sight })) + 12;

function bars(canvas: Canvas, { name, sights }: GuardLane, top: number): string[] {
  const alike = (a: GuardSight, b: GuardSight): boolean =>
    a.sight === b.sight && (riseText(a) === riseText(b) || (isNarrow(canvas, a) && isNarrow(canvas, b)));
  return runsOf(sights, canvas.axis, alike).map(({ sights: run, from, to }: Run<GuardSight>) => {
    const sight = run[0]?.sight ?? 'unknown';
    const words = rangeText(run);
    const label = fitting(words === 'nothing' ? ['sees nothing', 'nothing', '–'] : [words], (to - from - 6) / BOLD);
    const width = widthOfText(label) * BOLD;
    const center = (from + to) / 2;
    const plate = { class: 'paper', x: round(center - width / 2 - 3), y: top + 4, width: round(width + 6), height: 14 };
    return named(
      `${name}: ${WORDS[sight]}${words}`,
      bar({ class: sight, from, to, top: top + 2 }),
      sight === 'weak' && label !== '' ? element('rect', { ...plate, rx: 3 }) : '',
      text(center, top + 15, label, sight === 'sees' ? 'on' : sight === 'unknown' ? 'soft' : 'strong', 'middle'),
    );
  });
}

/** From this chance on it is said how many healthy releases a guard stops. */
const NERVOUS = 0.05;

/** Said in the place after the release, which is free. */
function nervous({ axis }: Canvas, { falseAborts = 0 }: GuardLane, top: number): string {
  const box = axis.boxes.at(-1);
  if (falseAborts < NERVOUS || box === undefined) return '';
  const x = box.x + box.width / 2;
  const share = falseAborts > 0.99 ? 'nearly all' : `${Math.round(100 * falseAborts)}% of`;
  return (
    text(x, top + 9, `stops ${share}`, 'small bad', 'middle') +
    text(x, top + 21, 'good releases', 'small bad', 'middle')
  );
}

/** What one guard can see: solid where it sees, hatched where it is weak, dotted where nobody knows. */
export function guardLane(canvas: Canvas, guard: GuardLane): Lane {
  const draw = (top: number) =>
    title(top + 11, guard.name, guard.rule) + bars(canvas, guard, top).join('') + nervous(canvas, guard, top);
  return { height: 34, draw };
}

/** What the marks of the guards mean. */
export function legendLane({ model }: Canvas): Lane {
  const seen = new Set(model.guards.flatMap(({ sights }) => sights.map(({ sight }) => sight)));
  const marks = [
    ['sees', '×3: sees a rise to three times the usual'],
    ['weak', 'weak: misses the rise that the guard is for'],
    ['unknown', 'watched: nobody knows what it sees'],
  ] as const;
  const draw = (top: number) => {
    let x = 24;
    return marks
      .filter(([mark]) => seen.has(mark))
      .map(([mark, words]) => {
        const at = x;
        x += 22 + widthOfText(words, SMALL) + 16;
        return (
          element('rect', { class: mark, x: round(at), y: top + 3, width: 16, height: 12, rx: 3 }) +
          text(at + 22, top + 13, words, 'soft small')
        );
      })
      .join('');
  };
  return { height: 24, draw };
}
