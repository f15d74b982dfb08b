import fc from 'fast-check';
import { type Evidence, type EvidenceOptions, evidence, evidenceText } from '../../lib/evidence';
import { CutoverError } from '../../lib/findings';
import { plan } from '../../lib/plan';
import { Guard, parseStrategy, Strategy } from '../../lib/strategy';
import { strategies } from '../support/arbitrary';
import { CHECKOUT, canaries, edited, planned, RUNS } from './plans';

const of = (strategy: Strategy, options?: EvidenceOptions): Evidence => evidence(planned(strategy), options);
const ids = ({ weak }: Evidence): string[] => weak.map(({ id }) => id);
const traffic = { requestsPerSecond: 50, errorRate: '0.1%' } as const;

test('5 % of 50 requests a second are 150 a reading, and a limit of 1 % sees this with them', () => {
  const [guard] = of(CHECKOUT).guards;
  expect(guard?.phases).toHaveLength(1);
  expect(guard?.phases[0]).toMatchObject({ readings: 10, requests: 150, stableRequests: 2850, method: 'exact' });
  expect(guard?.seesTenfold).toBeCloseTo(0.997, 3);
  expect(guard?.seesDouble).toBeCloseTo(0.313, 3);
  expect(guard?.falseAborts).toBeCloseTo(0.097, 3);
});

test('the evidence as text', () => {
  const strategy = Strategy.canary({
    traffic: { ...traffic, latency: '80ms' },
    steps: [
      { weight: 5, hold: '10m' },
      { weight: 25, hold: '30m' },
    ],
    guards: [
      Guard.errorRate({ max: '1%', failures: 1 }),
      Guard.latency({ max: '800ms', over: '5m' }),
      Guard.errorShare({ rise: 3 }),
      Guard.saturation({ resource: 'cpu', max: '80%' }),
    ],
    bake: '1h',
  });
  expect(evidenceText(of(strategy))).toMatchSnapshot();
  expect(evidenceText(of(CHECKOUT))).toMatchSnapshot();
});

describe('weak guards', () => {
  const removed = (strategy: Strategy, id: string, path: string, options?: EvidenceOptions): void => {
    const found = of(strategy, options).weak.find((each) => each.id === id && each.path === path);
    expect(found?.edits.length).toBeGreaterThan(0);
    for (const edits of found?.edits ?? []) {
      const rest = of(edited(strategy, edits), options).weak.filter((each) => each.id === id && each.path === path);
      expect([edits, rest]).toEqual([edits, []]);
    }
  };

  test('a guard that would miss a tenfold rise says so, with the hold and the weight that it needs', () => {
    const strategy = Strategy.canary({
      traffic: { requestsPerSecond: 5, errorRate: '0.1%' },
      steps: [{ weight: 5, hold: '10m' }],
      guards: [Guard.errorRate({ versusStable: 3, over: '5m' })],
    });
    const [weak] = of(strategy, { severity: { 'nervous-guard': 'off' } }).weak;
    expect(weak).toMatchObject({ id: 'weak-guard', severity: 'warning', path: 'guards[0]' });
    expect(weak?.message).toMatchInlineSnapshot(
      `"error-rate-versus-stable sees a tenfold rise of errors (0.1% to 1%) with a chance of 78% before everybody has the new version"`,
    );
    expect(weak?.fix).toMatchInlineSnapshot(
      `"write \`steps[0].hold: 15m\` instead of 10m, or \`steps[0].weight: 6%\` instead of 5%"`,
    );
    removed(strategy, 'weak-guard', 'guards[0]');
  });

  test('a guard that stops one healthy release in ten says so, with the tolerance and the limit that it needs', () => {
    const [nervous] = of(CHECKOUT).weak;
    expect(nervous).toMatchObject({
      id: 'nervous-guard',
      message: 'error-rate stops one healthy release in ten',
      fix: 'write `guards[0].failures: 1` instead of 0, or `guards[0].max: 1.5%` instead of 1%',
    });
    removed(CHECKOUT, 'nervous-guard', 'guards[0]');
    expect(ids(of(CHECKOUT, { falseAborts: '10%' }))).toEqual([]);
  });

  test('a window that is longer than a step answers when the step is over', () => {
    const strategy = Strategy.canary({
      traffic,
      steps: [
        { weight: 5, hold: '2m' },
        { weight: 25, hold: '10m' },
      ],
      guards: [Guard.errorRate({ max: '2%', over: '5m' })],
    });
    const late = of(strategy).weak.find(({ id }) => id === 'late-guard');
    expect(late?.message).toBe(
      'error-rate looks back over 5m, longer than step 1 lasts: it answers when the phase is over',
    );
    expect(late?.fix).toBe(
      'write `steps[0].hold: 5m` instead of 2m, or `guards[0].over: 2m` instead of 5m and `guards[0].every: 2m` instead of 5m',
    );
    removed(strategy, 'late-guard', 'guards[0]');
  });

  test('a step that a person ends is never over too early', () => {
    const strategy = Strategy.canary({
      traffic,
      steps: [
        { weight: 5, hold: '2m', approve: true },
        { weight: 25, hold: '10m' },
      ],
      guards: [Guard.errorRate({ max: '2%', over: '5m' })],
    });
    expect(ids(of(strategy))).not.toContain('late-guard');
  });

  test('a canary without guards gets one that sees and is not nervous', () => {
    const strategy = Strategy.canary({ traffic, steps: [{ weight: 25, hold: '10m' }] });
    expect(ids(of(strategy))).toEqual(['no-guard']);
    removed(strategy, 'no-guard', 'guards');
    const [edits = []] = of(strategy).weak[0]?.edits ?? [];
    expect(ids(of(edited(strategy, edits)))).toEqual([]);
  });

  test('blue/green compares with the time before; a small step first removes that', () => {
    const strategy = Strategy.blueGreen({ traffic, bake: '10m', guards: [Guard.errorRate({ max: '1%', over: '5m' })] });
    expect(ids(of(strategy))).toContain('before-after');
    const edits = of(strategy).weak.find(({ id }) => id === 'before-after')?.edits[0] ?? [];
    expect(ids(of(edited(strategy, edits)))).not.toContain('before-after');
    expect(ids(of(edited(strategy, edits)))).not.toContain('weak-guard');
  });

  test.each([
    ['of the processor', Guard.saturation({ resource: 'cpu', max: '80%' })],
    ['of your own', Guard.custom({ name: 'orders', min: 5, query: { prometheus: 'orders' } })],
    ['of latency, without a usual one', Guard.latency({ max: '1s' })],
  ])('what a guard %s can see is not known', (_, guard) => {
    expect(ids(of(Strategy.canary({ traffic, steps: [{ weight: 5, hold: '10m' }], guards: [guard] })))).toEqual([
      'unknowable-guard',
    ]);
  });

  test('nobody knows how large an audience is', () => {
    const audience = { header: { name: 'x-beta', equals: 'yes' } };
    const guards = [Guard.errorRate({ max: '1%' })];
    expect(ids(of(Strategy.canary({ traffic, steps: [{ audience, hold: '10m' }], guards })))).toContain(
      'unknowable-guard',
    );
  });

  test('without a traffic profile there is one note', () => {
    const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '10m' }] });
    expect(of(strategy)).toMatchObject({
      guards: [],
      exposures: [],
      weak: [{ id: 'no-traffic-profile', severity: 'note' }],
    });
  });

  test('the severity is the user’s, and what is accepted is not said', () => {
    const [nervous] = of(CHECKOUT, { severity: { 'nervous-guard': 'error' } }).weak;
    expect(nervous?.severity).toBe('error');
    expect(ids(of(CHECKOUT, { severity: { 'nervous-guard': 'off' } }))).toEqual([]);
    const accept = [{ id: 'nervous-guard', reason: 'We look at every abort.' }];
    expect(ids(of(Strategy.canary({ ...CHECKOUT, accept } as never)))).toEqual([]);
  });

  test('every fix of every finding removes it, in random canaries', () => {
    fc.assert(
      fc.property(canaries, (strategy) => {
        for (const { id, path, edits } of of(strategy).weak) {
          for (const edit of edits) {
            const rest = of(edited(strategy, edit)).weak.filter((each) => each.id === id && each.path === path);
            expect([id, edit, rest]).toEqual([id, edit, []]);
          }
        }
      }),
      { numRuns: Math.ceil(RUNS / 4), seed: 11 },
    );
  });
});

describe('a phase in which nothing sees what a guard is for', () => {
  const steps = [
    { weight: 1, hold: '5m' },
    { weight: 10, hold: '15m' },
    { weight: 50, hold: '15m' },
  ] as const;
  const versus = Guard.errorRate({ versusStable: 3, over: '5m', failures: 1 });
  const phaseNotes = ({ weak }: Evidence) => weak.filter(({ id }) => id === 'weak-phase');
  const watched = (...guards: Guard[]) =>
    of(Strategy.canary({ traffic: { requestsPerSecond: 20, errorRate: '0.2%' }, steps, guards, bake: '10m' }));

  test('is a note: a small share, or no stable version to compare with', () => {
    const [note, ...others] = phaseNotes(watched(versus));
    expect(others).toEqual([]);
    expect(note).toMatchObject({ severity: 'note', path: 'guards[0]', received: 'step 1, bake' });
    expect(note?.message).toMatch(/misses a tenfold rise of errors \(0\.2% to 2%\) in step 1, bake/);
  });

  test('is none where another guard of the same kind sees it', () => {
    const share = Guard.errorRate({ max: '1%', over: '5m', minRequests: 200, failures: 1 });
    expect(phaseNotes(watched(versus, share)).map(({ path, received }) => [path, received])).toEqual([
      ['guards[0]', 'step 1'],
      ['guards[1]', 'step 1'],
    ]);
  });

  test('is not said besides of a guard that misses it altogether', () => {
    const { weak } = of(
      Strategy.canary({ traffic: { requestsPerSecond: 0.2, errorRate: '0.2%' }, steps, guards: [versus], bake: '10m' }),
    );
    expect(weak.map(({ id }) => id)).toContain('weak-guard');
    expect(weak.map(({ id }) => id)).not.toContain('weak-phase');
  });

  test('may be accepted, and be more serious', () => {
    const severity = { 'weak-phase': 'error' } as const;
    const strategy = {
      traffic: { requestsPerSecond: 20, errorRate: '0.2%' },
      steps,
      guards: [versus],
      bake: '10m',
    } as const;
    expect(phaseNotes(of(Strategy.canary(strategy), { severity }))[0]?.severity).toBe('error');
    const accept = [{ id: 'weak-phase', reason: 'The bake is watched by people.' }];
    expect(phaseNotes(of(Strategy.canary({ ...strategy, accept })))).toEqual([]);
  });
});

test('any strategy has evidence, as text too, with numbers in their range', () => {
  fc.assert(
    fc.property(
      strategies(),
      fc.constantFrom(0.01, 5, 1e6),
      fc.constantFrom(0, 0.1, 100),
      (written, rate, errorRate) => {
        const traffic = { requestsPerSecond: rate, errorRate, latency: 80 };
        const { strategy } = parseStrategy(written);
        const found = evidence({ ...planned(strategy as Strategy), traffic });
        expect(evidenceText(found)).not.toMatch(/NaN|Infinity|undefined/);
        for (const { falseAborts, seesTenfold } of found.guards) {
          for (const chance of [falseAborts, seesTenfold]) {
            expect(chance).toBeGreaterThanOrEqual(0);
            expect(chance).toBeLessThanOrEqual(1 + 1e-6);
          }
        }
      },
    ),
    { numRuns: Math.ceil(RUNS / 4), seed: 15 },
  );
});

test('a release of a year that is read every second is no trouble', () => {
  const strategy = Strategy.canary({
    traffic: { requestsPerSecond: 100_000, errorRate: '0.1%' },
    steps: [{ weight: 5, hold: '364d' }],
    guards: [
      Guard.errorRate({ max: '0.2%', over: '1s', failures: 100 }),
      Guard.errorRate({ versusStable: 2, over: '1m', every: '1s' }),
      Guard.errorShare({ rise: 2, over: '1s' }),
    ],
  });
  const start = Date.now();
  of(strategy);
  expect(Date.now() - start).toBeLessThan(2000);
});

describe('in random canaries', () => {
  const near = 1e-6;

  test('a greater fault is seen better, and no number is out of its range', () => {
    fc.assert(
      fc.property(canaries, (strategy) => {
        const { guards, exposures } = of(strategy, { rises: [1, 2, 3, 10, 100] });
        for (const guard of guards) {
          expect(guard.seesTenfold).toBeGreaterThanOrEqual(guard.seesDouble - 0.01);
          for (const chance of [guard.seesDouble, guard.seesTenfold, guard.falseAborts]) {
            expect(chance).toBeGreaterThanOrEqual(0);
            expect(chance).toBeLessThanOrEqual(1 + near);
          }
          for (const { smallestRise = 1, holdForDouble = 1 } of guard.phases) {
            expect(smallestRise).toBeGreaterThanOrEqual(1);
            expect(holdForDouble).toBeGreaterThan(0);
          }
        }
        exposures.reduce((before, each) => {
          expect(each.stopped).toBeGreaterThanOrEqual(before.stopped - 0.02);
          expect(each.expectedFailed).toBeLessThanOrEqual(each.worstFailed * (1 + near) + near);
          expect(each.failedBeforeFirstAbort).toBeLessThanOrEqual(each.worstFailed * (1 + near) + near);
          expect(each.budgetUsed).toBeLessThanOrEqual(each.worstBudgetUsed * (1 + near) + near);
          return each;
        });
      }),
      { numRuns: Math.ceil(RUNS / 2), seed: 12 },
    );
  });

  test('a longer hold is seen better, and stops more healthy releases', () => {
    fc.assert(
      fc.property(canaries, (strategy) => {
        const made = planned(strategy);
        const longer = { ...made, phases: made.phases.map((phase) => ({ ...phase, hold: 2 * phase.hold })) };
        const [before, after] = [evidence(made).guards, evidence(longer).guards];
        before.forEach((guard, at) => {
          expect(after[at]?.seesTenfold).toBeGreaterThanOrEqual(guard.seesTenfold - 0.01);
          expect(after[at]?.falseAborts).toBeGreaterThanOrEqual(guard.falseAborts - near);
        });
      }),
      { numRuns: Math.ceil(RUNS / 4), seed: 13 },
    );
  });

  test('more tolerance stops fewer healthy releases and sees less', () => {
    fc.assert(
      fc.property(canaries, (strategy) => {
        const made = planned(strategy);
        const patient = { ...made, guards: made.guards.map((guard) => ({ ...guard, failures: guard.failures + 1 })) };
        const [before, after] = [evidence(made).guards, evidence(patient).guards];
        before.forEach((guard, at) => {
          expect(after[at]?.falseAborts).toBeLessThanOrEqual(guard.falseAborts + near);
          expect(after[at]?.seesTenfold).toBeLessThanOrEqual(guard.seesTenfold + near);
        });
      }),
      { numRuns: Math.ceil(RUNS / 4), seed: 14 },
    );
  });
});

test('a limit compared over ten times the share sees a tenfold rise better', () => {
  const at = (weight: number) =>
    of(Strategy.canary({ traffic, steps: [{ weight, hold: '10m' }], guards: [Guard.errorShare({ rise: 3 })] }))
      .guards[0];
  const seen = [1, 2, 5, 10, 20, 40].map((weight) => at(weight)?.seesTenfold ?? 0);
  expect([...seen].sort((a, b) => a - b)).toEqual(seen);
});

test('CloudWatch forgets bad readings: M of the last N stops fewer healthy releases than M in all', () => {
  const strategy = Strategy.canary({
    traffic,
    steps: [{ weight: 5, hold: '1h' }],
    guards: [Guard.errorRate({ max: '1%', failures: 1 })],
  });
  const [all] = of(strategy).guards;
  const [last] = of(strategy, { counting: { lastReadings: 3 } }).guards;
  expect(last?.falseAborts).toBeLessThan(all?.falseAborts ?? 0);
  expect(last?.seesTenfold).toBeGreaterThan(0.99);
});

test('every option that is wrong is one finding, all at once', () => {
  const options = {
    power: 80,
    detect: Number.NaN,
    rises: [2, -1],
    slo: '101%',
    window: 'a month',
    falseAborts: 0,
    counting: { lastReadings: 99 },
    severity: { 'weak-gard': 'warning' },
    powr: 1,
  } as never;
  let thrown: unknown;
  try {
    of(CHECKOUT, options);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(CutoverError);
  expect((thrown as CutoverError).findings.map(({ path }) => path)).toEqual([
    'powr',
    'power',
    'detect',
    'rises[1]',
    'slo',
    'window',
    'falseAborts',
    'counting',
    'severity.weak-gard',
  ]);
});

test('a profile that no parser has seen is checked as well', () => {
  const made = plan(CHECKOUT);
  const wrong = { ...made, traffic: { requestsPerSecond: 0, errorRate: Number.NaN } };
  expect(() => evidence(wrong)).toThrow(CutoverError);
});
