import type { Segment, Trace } from '../../../lib/plan';

/** What must be the same of a segment: what requests meet, and what is waited for. */
const stateOf = ({ weight, mirror, audience, gates }: Segment): string =>
  JSON.stringify([weight, mirror, audience, gates]);

const lengthOf = ({ from, to }: Segment): number => to - from;

function words({ weight, mirror, audience, gates }: Segment): string {
  return [
    `${weight}%`,
    ...(mirror > 0 ? [`a copy of ${mirror}%`] : []),
    ...audience,
    ...gates.map((gate) => (gate.kind === 'check' ? `check ${gate.name}` : 'a person approves')),
  ].join(', ');
}

/** A segment that was seen beside the one that was drawn. */
export interface Row {
  readonly same: boolean;
  readonly text: string;
}

/** The segments that were seen, in order, each beside the one that was drawn in its place. */
export function rows(drawn: Trace, seen: readonly Segment[]): Row[] {
  return seen.map((segment, at) => {
    const expected = drawn.segments[at];
    const same = expected !== undefined && stateOf(expected) === stateOf(segment);
    const drew = expected === undefined ? 'nothing' : `${lengthOf(expected)} s at ${words(expected)}`;
    const saw = `${lengthOf(segment).toFixed(1)} s at ${words(segment)}`;
    return { same, text: `  ${same ? '✓' : '✗'}  seen: ${saw.padEnd(52)}  drawn: ${drew}` };
  });
}
