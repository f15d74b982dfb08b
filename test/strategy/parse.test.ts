import { CutoverError, errorsOf } from '../../lib/findings';
import {
  audiencesOf,
  type CanaryStrategy,
  Check,
  Guard,
  parseStrategy,
  parseStrategyText,
  Strategy,
} from '../../lib/strategy';

const canary = {
  kind: 'canary',
  steps: [
    { weight: '5%', hold: '600s', audience: { header: { name: 'x-beta', equals: 'yes' } } },
    { weight: 25, hold: '10m', approve: {} },
  ],
  guards: [
    { metric: 'errorRate', max: '1%' },
    { metric: 'latency', max: '2000ms', over: '300s' },
  ],
  bake: '90m',
};

const spelled = {
  kind: 'canary',
  steps: [
    { weight: 5, hold: '10m', audience: [{ header: { name: 'x-beta', equals: 'yes' } }] },
    { weight: 25, hold: '10m', approve: true },
  ],
  guards: [
    { metric: 'errorRate', max: 1 },
    { metric: 'latency', max: '2s', over: '5m' },
  ],
  bake: '1h30m',
};

describe('one value, however it is written', () => {
  const duration = { toSeconds: () => 600 };
  class Minutes {
    constructor(readonly count: number) {}
    toSeconds(): number {
      return this.count * 60;
    }
    toMilliseconds(): number {
      return this.count * 60_000;
    }
  }

  test.each([
    ['the factory', () => Strategy.canary(canary as never)],
    ['an object', () => Strategy.parse(canary)],
    ['JSON', () => Strategy.fromJson(JSON.stringify(canary))],
    ['YAML', () => Strategy.fromYaml(require('yaml').stringify(canary))],
    ['JSON whose format is not told', () => parseStrategyText(JSON.stringify(canary, null, 2)).strategy],
    ['itself', () => Strategy.parse(Strategy.parse(canary))],
    ['its own JSON', () => Strategy.fromJson(JSON.stringify(Strategy.parse(canary)))],
    [
      'factories of guards, durations of other libraries and fields that are undefined',
      () =>
        Strategy.canary({
          steps: [
            { weight: 5, hold: duration, audience: { header: { name: 'x-beta', equals: 'yes' } }, checks: undefined },
            { weight: 25, hold: new Minutes(10), approve: true },
          ],
          guards: [Guard.errorRate({ max: 1 }), Guard.latency({ max: { toSeconds: () => 2 }, over: new Minutes(5) })],
          bake: new Minutes(90),
        }),
    ],
  ])('%s', (_, make) => {
    expect(make()).toEqual(spelled);
    expect(JSON.stringify(make())).toBe(JSON.stringify(Strategy.parse(spelled)));
  });

  test('a duration of another library that is finer than a second is a latency', () => {
    const fine = { toSeconds: () => 0.25, toMilliseconds: () => 250 };
    const { guards } = Strategy.rolling({ guards: [Guard.latency({ max: fine })] });
    expect(guards).toEqual([{ metric: 'latency', max: '250ms' }]);
  });

  test('the schema that a file names for its editor is not part of it', () => {
    expect(Strategy.parse({ $schema: './strategy.schema.json', ...canary })).toEqual(spelled);
  });

  test('an order of its own: the kind first, then its own fields, then the common ones', () => {
    const written = { accept: [{ id: 'a', reason: 'b' }], bake: '1m', every: '1m', step: 10, kind: 'linear' };
    expect(Object.keys(Strategy.parse(written))).toEqual(['kind', 'step', 'every', 'bake', 'accept']);
  });

  test.each([
    ['1m30s', '1m30s'],
    ['90s', '1m30s'],
    ['0d1h', '1h'],
    ['24h', '1d'],
    ['1440m', '1d'],
    ['1d1s', '1d1s'],
  ])('the duration %s is %s', (written, one) => {
    expect(Strategy.parse({ kind: 'linear', step: 10, every: written })).toMatchObject({ every: one });
  });

  test.each([
    ['1500ms', '1500ms'],
    ['1.5s', '1500ms'],
    ['3000ms', '3s'],
    ['0.25ms', '0.25ms'],
    ['1000.5s', '1000.5s'],
    ['999999.999s', '999999.999s'],
    ['1.001s', '1001ms'],
  ])('the latency %s is %s', (written, one) => {
    const guards = [{ metric: 'latency', max: written }];
    expect(Strategy.parse({ kind: 'rolling', guards })).toMatchObject({ guards: [{ max: one }] });
  });
});

describe('the factories', () => {
  test('give each kind', () => {
    expect(Strategy.recreate({})).toEqual({ kind: 'recreate' });
    expect(Strategy.rolling({ surge: '50%' })).toEqual({ kind: 'rolling', surge: 50 });
    expect(Strategy.blueGreen({ bake: '10m' })).toEqual({ kind: 'blueGreen', bake: '10m' });
    expect(Strategy.linear({ step: 10, every: '1m' })).toEqual({ kind: 'linear', step: 10, every: '1m' });
    expect(Strategy.abTest({ split: 50, duration: '7d' })).toEqual({ kind: 'abTest', split: 50, duration: '7d' });
    expect(Strategy.shadow({ mirror: 100, duration: '1h' })).toEqual({ kind: 'shadow', mirror: 100, duration: '1h' });
  });

  test('give the narrow type', () => {
    const [first] = Strategy.canary({ steps: [{ weight: 5, hold: '10m' }] }).steps;
    expect(first.weight).toBe(5);
  });

  test('checks and guards are plain data', () => {
    const checks = {
      beforeTraffic: [
        Check.http({ path: '/health' }),
        Check.function({ function: 'verify' }),
        Check.job({ image: 'smoke:1' }),
      ],
    };
    expect(Strategy.recreate({ checks }).checks).toEqual({
      beforeTraffic: [
        { kind: 'http', path: '/health' },
        { kind: 'function', function: 'verify' },
        { kind: 'job', image: 'smoke:1' },
      ],
    });
  });

  test('throw one error that carries every problem', () => {
    const make = () => Strategy.linear({ step: 100, every: '0s' });
    expect(make).toThrow(CutoverError);
    expect(make).toThrow(/Strategy\.linear: 2 problems\n.*step: .*\n(.*\n)*.*every: /);
  });

  test('say when there is no strategy at all', () => {
    expect(() => Strategy.parse(undefined)).toThrow(
      /There is no strategy \[not-plain-data\][\s\S]*fix: give a strategy, such as/,
    );
  });

  test('do not throw for a warning', () => {
    expect(Strategy.recreate({ guards: [] })).toEqual({ kind: 'recreate', guards: [] });
  });
});

test('a strategy is frozen to the ground', () => {
  const strategy = Strategy.parse(canary);
  expect(Object.isFrozen(strategy)).toBe(true);
  const { steps } = strategy as CanaryStrategy;
  expect(() => Object.assign(steps[0], { weight: 50 })).toThrow(TypeError);
});

test('the input stays as it was', () => {
  const input = structuredClone(canary);
  parseStrategy(input);
  expect(input).toEqual(canary);
  expect(Object.isFrozen(input)).toBe(false);
});

test('a strategy that was read once is not read again', () => {
  const { strategy, findings } = parseStrategy({ kind: 'recreate', guards: [] });
  const again = parseStrategy(strategy);
  expect(again.strategy).toBe(strategy);
  expect(again.findings).toBe(findings);
});

test('all problems are found at once, in the order of the document', () => {
  const { strategy, findings } = parseStrategy({
    kind: 'canary',
    bake: 10,
    steps: [{ wieght: 5, hold: '0s' }, { weight: 50 }, { weight: 20, hold: '1.5h' }, {}],
    guards: [{ metric: 'errorRate' }, { metric: 'latency', max: '1s', over: 5 }],
    onFailure: 'rolback',
  });
  expect(strategy).toBeUndefined();
  expect(findings.map(({ id, path }) => `${path} ${id}`)).toEqual([
    'bake duration-unit',
    'steps[0].wieght unknown-field',
    'steps[0].hold zero-hold',
    'steps[1] step-without-hold',
    'steps[2].weight weight-order',
    'steps[2].hold duration-format',
    'steps[3] empty-step',
    'guards[0].max missing-field',
    'guards[1].over duration-unit',
    'onFailure not-allowed-value',
  ]);
});

test('what was refused is not found fault with a second time', () => {
  const { findings } = parseStrategy({
    kind: 'canary',
    steps: [{ wieght: 5 }],
    guards: [{ metric: 'custom', name: 'a', query: { promtheus: 'up' }, max: 1 }],
  });
  expect(findings.map(({ id }) => id)).toEqual(['unknown-field', 'unknown-field']);
});

test('no more than 200 problems are given', () => {
  const fields = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`field${at}`, 1]));
  const { findings } = parseStrategy({ kind: 'recreate', ...fields });
  expect(findings).toHaveLength(201);
  expect(findings.at(-1)).toMatchObject({ id: 'more-problems', message: 'There are 100 problems more' });
});

test('every finding says what was received or missing, and errors stop the strategy', () => {
  const { strategy, findings } = parseStrategy({ kind: 'shadow', mirror: 0, duration: 5 });
  expect(strategy).toBeUndefined();
  expect(errorsOf(findings)).toEqual(findings);
});

test('an audience is a list, however it was written', () => {
  const one = { users: ['ann'] };
  expect(audiencesOf(undefined)).toEqual([]);
  expect(audiencesOf(one)).toEqual([one]);
  expect(audiencesOf([one])).toEqual([one]);
});
