import { CutoverError } from '../../lib/findings';
import { type CanaryStrategy, type LinearStrategy, Strategy } from '../../lib/strategy';

const LINEAR = 'kind: linear\nstep: 10%\nevery: 5m\n';

test('A file can be read as one of the kinds that are wanted, and has their type', () => {
  const strategy: CanaryStrategy | LinearStrategy = Strategy.fromYaml(LINEAR, 'canary', 'linear');
  expect(strategy).toEqual(Strategy.linear({ step: '10%', every: '5m' }));
  // @ts-expect-error: without a kind it may be any strategy
  const any: LinearStrategy = Strategy.fromYaml(LINEAR);
  expect(any).toBe(any);
});

test('Another kind is one clear finding', () => {
  const read = () => Strategy.fromJson('{ "kind": "recreate" }', 'canary', 'linear');
  expect(read).toThrow(CutoverError);
  expect(read).toThrow(
    'kind: Another kind is wanted here [unknown-kind]\n    received: "recreate"\n    allowed: `canary` or `linear`',
  );
});
