import { CutoverError, type Finding } from '../../lib/findings';
import type {
  BlueGreenStrategy,
  CanaryStrategy,
  LinearStrategy,
  RecreateStrategy,
  RollingStrategy,
} from '../../lib/strategy';
import { Guard, parseStrategy, Strategy } from '../../lib/strategy';

/** What a factory says about input that the types refuse: the compiler checks each `@ts-expect-error`, the test the finding. */
function refused(make: () => unknown): string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof CutoverError) return error.findings.map(({ id, path }: Finding) => `${path} ${id}`);
    throw error;
  }
  return [];
}

const steps = [{ weight: 5, hold: '10m' }] as const;

test('a canary without steps', () => {
  // @ts-expect-error steps is missing
  expect(refused(() => Strategy.canary({ bake: '10m' }))).toEqual(['steps missing-field']);
});

test('a canary with empty steps', () => {
  // @ts-expect-error at least one step
  expect(refused(() => Strategy.canary({ steps: [] }))).toEqual(['steps list-length']);
});

test('a comparison with the stable version after a recreate', () => {
  // @ts-expect-error only absolute guards
  const make = () => Strategy.recreate({ bake: '10m', guards: [Guard.errorRate({ versusStable: 2 })] });
  expect(refused(make)).toEqual(['guards[0].versusStable comparison-impossible']);
});

test('a comparison of shares of errors after a recreate', () => {
  // @ts-expect-error only absolute guards
  const make = () => Strategy.recreate({ bake: '10m', guards: [Guard.errorShare({ rise: 3 })] });
  expect(refused(make)).toEqual(['guards[0].metric comparison-impossible']);
});

test('a comparison with the stable version in blue/green', () => {
  // @ts-expect-error only absolute guards
  const make = () => Strategy.blueGreen({ bake: '10m', guards: [Guard.latency({ versusStable: 2 })] });
  expect(refused(make)).toEqual(['guards[0].versusStable comparison-impossible']);
});

test('a comparison of shares of errors in blue/green', () => {
  // @ts-expect-error only absolute guards
  const make = () => Strategy.blueGreen({ bake: '10m', guards: [Guard.errorShare({ rise: 3 })] });
  expect(refused(make)).toEqual(['guards[0].metric comparison-impossible']);
});

test('an audience of a rolling release', () => {
  // @ts-expect-error no audience here
  expect(refused(() => Strategy.rolling({ audience: { users: ['ann'] } }))).toEqual(['audience unknown-field']);
});

test('a duration without unit', () => {
  // @ts-expect-error no number
  expect(refused(() => Strategy.rolling({ bake: 30 }))).toEqual(['bake duration-unit']);
  // @ts-expect-error no bare number in text
  expect(refused(() => Strategy.rolling({ bake: '30' }))).toEqual(['bake duration-unit']);
});

test('a percentage without sign in text', () => {
  // @ts-expect-error 5 or '5%'
  expect(refused(() => Strategy.rolling({ surge: '5' }))).toEqual(['surge percent-format']);
});

test('two limits in one guard', () => {
  // @ts-expect-error max or versusStable
  const make = () => Strategy.canary({ steps, guards: [{ metric: 'errorRate', max: 1, versusStable: 2 }] });
  expect(refused(make)).toEqual(['guards[0].versusStable conflict']);
});

test('a split and an audience in one A/B test', () => {
  // @ts-expect-error split or audience
  const make = () => Strategy.abTest({ duration: '1d', split: 5, audience: { users: ['ann'] } });
  expect(refused(make)).toEqual(['split conflict']);
});

test('an unknown metric', () => {
  // @ts-expect-error no such metric
  const make = () => Strategy.canary({ steps, guards: [{ metric: 'throughput', max: 1 }] });
  expect(refused(make)).toEqual(['guards[0].metric not-allowed-value']);
});

test('a misspelt field', () => {
  // @ts-expect-error wieght
  const make = () => Strategy.canary({ steps: [{ weight: 5, hold: '10m', wieght: 5 }] });
  expect(refused(make)).toEqual(['steps[0].wieght unknown-field']);
});

test('an unknown value of an enumeration', () => {
  // @ts-expect-error rollback or halt
  expect(refused(() => Strategy.rolling({ onFailure: 'stop' }))).toEqual(['onFailure not-allowed-value']);
});

test('a custom guard without a name', () => {
  // @ts-expect-error the name is missing
  const make = () => Strategy.canary({ steps, guards: [Guard.custom({ query: { prometheus: 'up' }, max: 1 })] });
  expect(refused(make)).toEqual(['guards[0].name missing-field']);
});

test('an approval that is false', () => {
  // @ts-expect-error true, or leave it out
  const make = () => Strategy.canary({ steps: [{ weight: 5, approve: false }] });
  expect(refused(make)).toEqual(['steps[0].approve not-allowed-value']);
});

test('each factory gives its own kind of strategy', () => {
  const made: [RecreateStrategy, RollingStrategy, BlueGreenStrategy, CanaryStrategy, LinearStrategy] = [
    Strategy.recreate({}),
    Strategy.rolling({}),
    Strategy.blueGreen({}),
    Strategy.canary({ steps }),
    Strategy.linear({ step: 10, every: '1m' }),
  ];
  expect(made.map(({ kind }) => kind)).toEqual(['recreate', 'rolling', 'blueGreen', 'canary', 'linear']);
});

test('a strategy is read-only', () => {
  const strategy = Strategy.canary({ steps });
  const change = () => {
    // @ts-expect-error readonly
    strategy.bake = '1m';
  };
  expect(change).toThrow(TypeError);
  expect(parseStrategy(strategy).findings).toEqual([]);
});
