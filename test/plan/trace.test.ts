import { plan, type Stretch, segmentsOf, trace } from '../../lib/plan';
import { KINDS } from './kinds';

const stretch = (seconds: number, weight: number, more: Partial<Stretch> = {}): Stretch => ({
  seconds,
  weight,
  mirror: 0,
  audience: [],
  reached: 'at once',
  guards: [],
  gates: [],
  ...more,
});
const times = (stretches: readonly Stretch[]) =>
  segmentsOf(stretches).map(({ from, to, weight }) => [from, to, weight]);
const approval = { kind: 'approval', onTimeout: 'rollback' } as const;

describe('stretches on the time axis', () => {
  test('two that nobody could tell apart become one', () => {
    expect(times([stretch(60, 5), stretch(30, 5), stretch(10, 50)])).toEqual([
      [0, 90, 5],
      [90, 100, 50],
    ]);
  });

  test('a gate separates what is otherwise the same', () => {
    expect(times([stretch(60, 5, { gates: [approval] }), stretch(30, 5)])).toEqual([
      [0, 60, 5],
      [60, 90, 5],
    ]);
  });

  test('a gate at the end of the second one stays', () => {
    expect(segmentsOf([stretch(60, 5), stretch(30, 5, { gates: [approval] })])).toEqual([
      expect.objectContaining({ from: 0, to: 90, gates: [approval] }),
    ]);
  });

  test('what takes no time and waits for nothing is left out, except at the end', () => {
    expect(times([stretch(0, 5), stretch(60, 10), stretch(0, 100)])).toEqual([
      [0, 60, 10],
      [60, 60, 100],
    ]);
  });

  test('what takes no time but waits for somebody is kept', () => {
    expect(times([stretch(0, 0, { gates: [approval] }), stretch(0, 100)])).toEqual([
      [0, 0, 0],
      [0, 0, 100],
    ]);
  });

  test.each<[string, Partial<Stretch>]>([
    ['the mirror', { mirror: 5 }],
    ['the audience', { audience: ['header x-beta = yes'] }],
    ['the guards', { guards: ['error-rate'] }],
    ['the way it was reached', { reached: 'copy by copy' }],
  ])('another value of %s is another segment', (_, more) => {
    expect(segmentsOf([stretch(60, 5), stretch(60, 5, more)])).toHaveLength(2);
  });
});

describe('the trace of a plan', () => {
  test('guards are watched from the first production request to the end of the bake', () => {
    const { segments } = trace(plan(KINDS.blueGreen));
    expect(segments.map(({ weight, guards }) => [weight, guards])).toEqual([
      [0, []],
      [0, []],
      [100, ['latency-p99']],
      [100, ['latency-p99']],
    ]);
  });

  test('the checks and the approval of a step are gates at its end, in this order', () => {
    const step = trace(plan(KINDS.canary)).segments.find(({ weight }) => weight === 25);
    expect(step?.gates).toEqual([{ kind: 'check', name: 'step-3-job' }, approval]);
  });

  test('it says how everything was reached: at once, copy by copy or after a stop', () => {
    const reached = Object.entries(KINDS).map(([kind, strategy]) => [
      kind,
      trace(plan(strategy)).segments.at(-1)?.reached,
    ]);
    expect(Object.fromEntries(reached)).toEqual({
      recreate: 'after a stop',
      rolling: 'copy by copy',
      blueGreen: 'at once',
      canary: 'at once',
      linear: 'at once',
      abTest: 'at once',
      shadow: 'at once',
    });
  });

  test.each(Object.entries(KINDS))('the segments of %s follow each other without a gap', (_, strategy) => {
    const { segments } = trace(plan(strategy));
    expect(segments[0]?.from).toBe(0);
    for (const [at, { from, to }] of segments.entries()) {
      expect(to).toBeGreaterThanOrEqual(from);
      if (at > 0) expect(from).toBe(segments[at - 1]?.to);
    }
  });
});
