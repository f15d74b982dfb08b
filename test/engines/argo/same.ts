import type { Segment, Trace } from '../../../lib/plan';
import type { Seen, Switch } from './seen';

/** Seconds that a wait may be shorter: Argo Rollouts notes its beginning in whole seconds, cut off. */
const EARLY = 1.2;
/** Seconds that the controller may take to go on, on a machine that has other things to do. */
const LATE = 15;

const lengthOf = ({ from, to }: Segment): number => to - from;

function expectAbout(what: string, seconds: number, drawn: number, more = LATE): void {
  const late = seconds < drawn - EARLY ? 'early' : seconds > drawn + more ? 'late' : 'in time';
  expect(`${what} of ${drawn} s: ${late}`).toBe(`${what} of ${drawn} s: in time`);
}

/** What must be the same of a segment: everything but its times, and but the guards of what does not last. */
const stateOf = (segment: Segment) => {
  const { from: _, to: __, guards, ...state } = segment;
  return { ...state, guards: lengthOf(segment) > 0 ? guards : [] };
};

/** Holds what was seen of a canary against what was drawn: the same states in the same order, and about as long. */
export function expectSame({ segments, stirred }: Seen, drawn: Trace): void {
  expect(segments.map(stateOf)).toEqual(drawn.segments.map(stateOf));
  expect(stirred).toEqual([]);
  segments.forEach((segment, at) => {
    expectAbout(`segment ${at}`, lengthOf(segment), lengthOf(drawn.segments[at] as Segment));
  });
}

const sum = (segments: readonly Segment[]): number => segments.reduce((all, segment) => all + lengthOf(segment), 0);

/** Seconds that Argo Rollouts keeps the old copies by itself after a switch. */
const BY_ITSELF = 30;

/** Holds what was seen of a blue/green release against what was drawn. */
export function expectSameSwitch(seen: Switch, { segments, guards }: Trace): void {
  const hidden = segments.filter(({ weight }) => weight === 0);
  const active = segments.filter(({ weight }) => weight === 100);
  expect(seen.before).toEqual(hidden.flatMap(({ gates }) => gates));
  expect(seen.after).toEqual(active.flatMap(({ gates }) => gates));
  expect(seen.guards).toEqual(guards.map(({ name }) => name));
  expectAbout('the time before the switch', seen.switched - seen.ready, sum(hidden));
  expectAbout('the time of the old version', seen.gone - seen.switched, sum(active), BY_ITSELF + LATE);
}
