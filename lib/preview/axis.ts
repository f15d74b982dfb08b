import type { Stretch } from './model';

/** Where each stretch is drawn: left edge and width, in pixels. */
export interface Box {
  readonly x: number;
  readonly width: number;
}

/** The time axis of a picture. */
export interface Axis {
  readonly boxes: readonly Box[];
  /** Whether equal lengths of time are drawn equally long. */
  readonly linear: boolean;
}

/** A wait for a person, and a phase that only runs checks, are drawn this wide whatever they take. */
const WAIT = 46;
const INSTANT = 26;
/** A held phase is never narrower than this: its weight must be readable. */
const NARROWEST = 44;

const fixed = (stretch: Stretch): number => (stretch.approval ? WAIT : stretch.to === stretch.from ? INSTANT : 0);

/** Lays the stretches out from left to right. Where a linear axis would hide the short ones, the square root of the time is drawn, and said. */
export function axisOf(stretches: readonly Stretch[], left: number, width: number): Axis {
  const room = width - stretches.reduce((sum, stretch) => sum + fixed(stretch), 0);
  const layout = (length: (stretch: Stretch) => number): number[] => {
    const total = stretches.reduce((sum, stretch) => sum + (fixed(stretch) > 0 ? 0 : length(stretch)), 0);
    return stretches.map((stretch) => fixed(stretch) || (room * length(stretch)) / total);
  };
  const seconds = ({ from, to }: Stretch) => to - from;
  const straight = layout(seconds);
  const linear = straight.every(
    (each) => each >= INSTANT - 1e-9 && (each >= NARROWEST || each === INSTANT || each === WAIT),
  );
  const widths = linear
    ? straight
    : atLeast(
        NARROWEST,
        layout((stretch) => Math.sqrt(seconds(stretch))),
        stretches,
        room,
      );
  let x = left;
  const boxes = widths.map((each) => {
    const box = { x: round(x), width: round(each) };
    x += each;
    return box;
  });
  return { boxes, linear };
}

/** Widens what is too narrow at the cost of what is wide. */
function atLeast(least: number, widths: readonly number[], stretches: readonly Stretch[], room: number): number[] {
  const free = (at: number) => fixed(stretches[at] as Stretch) === 0;
  const lifted = widths.map((each, at) => (free(at) ? Math.max(least, each) : each));
  const used = lifted.reduce((sum, each, at) => sum + (free(at) ? each : 0), 0);
  const spare = lifted.reduce((sum, each, at) => sum + (free(at) ? each - least : 0), 0);
  const shrink = spare > 0 ? Math.max(0, Math.min(1, (used - room) / spare)) : 0;
  return lifted.map((each, at) => (free(at) ? each - (each - least) * shrink : each));
}

/** Coordinates have one digit behind the point, so that pictures are the same everywhere. */
export const round = (value: number): number => Math.round(value * 10) / 10;
