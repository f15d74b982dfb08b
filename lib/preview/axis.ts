import { isOpen, type Stretch } from './stretch';

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
  /** Where a moment of a stretch is drawn. */
  xAt(seconds: number): number;
}

/** What has no length on the axis is drawn this wide. */
const OPEN = 66;
const CHECKS = 34;
const AFTER = 98;
/** A phase that holds is not drawn narrower than this, as long as there is room. */
const NARROWEST = 48;
/** Nor narrower than this part of what each would get if all were alike. */
const LEAST_PART = 0.6;

function fixed(stretch: Stretch): number {
  if (stretch.kind === 'after') return AFTER;
  if (stretch.kind === 'checks') return CHECKS;
  return isOpen(stretch) ? OPEN : 0;
}

/** Coordinates have one digit behind the point, so that pictures are the same everywhere. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** Widens what is too narrow at the cost of what is wide; `least` must fit. */
function atLeast(least: number, widths: readonly number[]): number[] {
  const lifted = widths.map((each) => Math.max(least, each));
  const excess = lifted.reduce((sum, each) => sum + each, 0) - widths.reduce((sum, each) => sum + each, 0);
  const spare = lifted.reduce((sum, each) => sum + each - least, 0);
  return spare === 0 ? lifted : lifted.map((each) => each - (each - least) * Math.min(1, excess / spare));
}

/** Shares the room among the held stretches: by their time if all can be read so, else by the square root of it. */
function shared(lengths: readonly number[], room: number): { widths: readonly number[]; linear: boolean } {
  const least = Math.min(NARROWEST, (LEAST_PART * room) / lengths.length);
  const by = (length: (seconds: number) => number): number[] => {
    const total = lengths.reduce((sum, each) => sum + length(each), 0);
    return lengths.map((each) => (room * length(each)) / total);
  };
  const straight = by((seconds) => seconds);
  if (straight.every((each) => each >= least - 1e-9)) return { widths: straight, linear: true };
  return { widths: atLeast(least, by(Math.sqrt)), linear: false };
}

/** Lays the stretches out from left to right. */
export function axisOf(stretches: readonly Stretch[], left: number, width: number): Axis {
  const held = stretches.filter((stretch) => fixed(stretch) === 0);
  const taken = stretches.reduce((sum, stretch) => sum + fixed(stretch), 0);
  const scale = Math.min(1, (held.length === 0 ? width : 0.7 * width) / taken);
  const room = width - taken * scale;
  const { widths, linear } = shared(
    held.map(({ from, to }) => to - from),
    room,
  );
  const stretch = held.length === 0 ? width / taken : scale;
  let x = left;
  let next = 0;
  const boxes = stretches.map((each) => {
    const wide = fixed(each) === 0 ? (widths[next++] ?? 0) : fixed(each) * stretch;
    const box = { x: round(x), width: round(x + wide) - round(x) };
    x += wide;
    return { x: box.x, width: round(box.width) };
  });
  const xAt = (seconds: number): number => {
    const at = stretches.findIndex(({ kind, to }) => kind === 'hold' && seconds <= to);
    const box = boxes[at];
    const around = stretches[at];
    if (box === undefined || around === undefined) return round(left + width);
    return round(box.x + (box.width * (seconds - around.from)) / (around.to - around.from));
  };
  return { boxes, linear, xAt };
}
