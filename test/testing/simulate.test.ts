import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CutoverError } from '../../lib/findings';
import { plan } from '../../lib/plan';
import { Guard, Strategy } from '../../lib/strategy';
import { cutoverMatchers, Fault, simulate, Traffic } from '../../lib/testing';
import { example } from '../simulate/releases';

expect.extend(cutoverMatchers);

const strategy = Strategy.canary({
  steps: [
    { weight: 5, hold: '10m' },
    { weight: 50, hold: '10m' },
  ],
  guards: [Guard.errorRate({ max: '1%' })],
  traffic: { requestsPerSecond: 1000, errorRate: '0.1%' },
});
const burst = Fault.errorBurst({ to: '5%', at: '3m' });

const messageOf = (expectation: () => unknown): string => {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it passes');
};

describe('simulate', () => {
  test('takes a strategy, its plan, resources, their text, a file, and anything with toJSON', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cutover-simulate-'));
    const file = join(folder, 'rollout.yaml');
    writeFileSync(file, example('argo'));
    const template = {
      Resources: {
        F: { Type: 'AWS::Serverless::Function', Properties: { DeploymentPreference: { Type: 'AllAtOnce' } } },
      },
    };
    try {
      expect(simulate(strategy).release.title).toBe('the plan');
      expect(simulate(plan(strategy)).release.title).toBe('the plan');
      expect(simulate({ kind: 'canary', steps: [{ weight: 5, hold: '1m' }] }).release.title).toBe('the plan');
      expect(simulate(example('ecs')).release.title).toBe('AWS::ECS::Service Service');
      expect(simulate(file).release.title).toBe('Rollout guestbook');
      expect(simulate(template).release.title).toBe('AWS::Serverless::Function F');
      expect(simulate({ toJSON: () => template }).release.title).toBe('AWS::Serverless::Function F');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ['nowhere.yaml', 'There is no file nowhere.yaml'],
    [{ kind: 'canary', steps: [] }, 'steps'],
    [{ Resources: {} }, 'There is no release in these resources'],
    [[], 'There is no release in these resources'],
  ])('%j is refused', (what, message) => expect(() => simulate(what)).toThrow(message));

  test('changes nothing: each step of a sentence is a simulation of its own', () => {
    const healthy = simulate(strategy);
    const faulty = healthy.with(burst);
    expect(healthy.run().result).toBe('promoted');
    expect(faulty.run().result).toBe('rolledBack');
    expect(faulty.run()).toEqual(faulty.run());
    expect(faulty.seed(2).run()).not.toEqual(faulty.run());
    expect(faulty.runs(3).outcomes()[1]).toEqual(faulty.seed(2).run());
  });

  test('takes the usual traffic of the strategy, or what it is told', () => {
    const hit = (simulation: ReturnType<typeof simulate>) => simulation.run().requestsHit;
    expect(hit(simulate(strategy))).toBeGreaterThan(300_000);
    expect(hit(simulate(strategy).traffic(10))).toBeLessThan(4000);
    expect(hit(simulate(strategy).traffic(Traffic.low()))).toBeLessThan(80);
    expect(hit(simulate(strategy).traffic(Traffic.bursty(10, { times: 5, lasts: '1m', every: '2m' })))).toBeGreaterThan(
      7000,
    );
    expect(simulate(strategy).traffic({ requestsPerSecond: 50, errorRate: '4%', latency: '20ms' }).run().result).toBe(
      'rolledBack',
    );
  });

  test.each([
    () => simulate(strategy).traffic(0),
    () => simulate(strategy).traffic(Number.NaN),
    () => simulate(strategy).traffic(-5),
    () => simulate(strategy).traffic({ errorRate: '101%' as never }),
    () => simulate(strategy).traffic({ latency: 'fast' as never }),
    () => simulate(strategy).traffic(Traffic.bursty(10, { lasts: '10m' })),
    () => simulate(strategy).traffic(Traffic.daily(10, { startsAtHour: 25 })),
    () => simulate(strategy).runs(0),
    () => simulate(strategy).runs(1.5),
    () => simulate(strategy).atLeast('0%'),
    () => simulate(strategy).users(-1),
    () => simulate(strategy).seed(0.5),
    () => simulate(strategy).approvals('yes', { after: 'soon' as never }),
  ])('%#: refuses a scenario that cannot be', (make) => {
    expect(make).toThrow(CutoverError);
  });

  test('refuses faults of plain data that cannot be, all at once', () => {
    const wrong = [
      { kind: 'errorburst', to: 0.1, at: 0 },
      { kind: 'errorBurst', to: Number.NaN, at: -1 },
      { kind: 'slowCreep', to: 2, at: 0 },
    ];
    try {
      simulate(strategy).with(...(wrong as never[]));
      throw new Error('it took them');
    } catch (error) {
      expect((error as CutoverError).findings.map(({ path, fix }) => fix ?? path)).toEqual([
        'write errorBurst',
        'faults[1].to',
        'faults[1].at',
        'faults[2].to',
        'faults[2].over',
      ]);
    }
  });

  test('refuses to leave a guard out in silence', () => {
    const cpu = simulate(
      Strategy.canary({
        steps: [{ weight: 5, hold: '10m' }],
        guards: [Guard.saturation({ resource: 'cpu', max: '80%' })],
      }),
    );
    expect(() => cpu.run()).toThrow(
      'saturation-cpu cannot be played: the simulator has no model of processors and memory',
    );
    expect(cpu.ignoring('saturation-cpu').run().result).toBe('promoted');
  });
});

describe('matchers', () => {
  const faulty = simulate(strategy).with(burst);

  test('count the time to an abort from the fault on', () => {
    expect(faulty).toAbortWithin('1m');
    expect(faulty).not.toAbortWithin('59s');
    expect(simulate(strategy)).not.toAbortWithin('1h');
  });

  test('do not take a false abort before the fault for a detection', () => {
    const nervous = Strategy.canary({
      steps: [{ weight: 5, hold: '10m' }],
      guards: [Guard.errorRate({ max: '0.01%' })],
    });
    expect(simulate(nervous).with(Fault.errorBurst({ to: '5%', at: '8m' }))).not.toAbortWithin('10m');
  });

  test('count the time to a promotion from the beginning', () => {
    expect(simulate(strategy)).toPromoteWithin('20m');
    expect(simulate(strategy)).not.toPromoteWithin('19m');
    expect(faulty).not.toPromoteWithin('1h');
  });

  test('limit what is hit', () => {
    expect(faulty).toHitAtMost({ requests: 13_000, failed: 300 });
    expect(faulty).not.toHitAtMost({ requests: 13_000, failed: 100 });
    expect(faulty.users(2000)).toHitAtMost({ users: 2000 });
  });

  test('watch the weight', () => {
    expect(simulate(strategy)).toKeepWeight('5%', { until: '10m' });
    expect(simulate(strategy)).not.toKeepWeight('5%', { until: '11m' });
    expect(faulty).toKeepWeight('5%');
  });

  test('see that a person is waited for', () => {
    const asks = Strategy.canary({ steps: [{ weight: 5, hold: '10m', approve: true }] });
    expect(simulate(asks)).toWaitForAPerson();
    expect(simulate(strategy)).not.toWaitForAPerson();
  });

  test('ask for a share of the runs where chance matters', () => {
    const small = simulate(strategy)
      .traffic(20)
      .with(Fault.errorBurst({ to: '1.5%', at: '0s' }));
    const seen =
      small
        .runs(200)
        .outcomes()
        .filter(({ result, at }) => result === 'rolledBack' && at <= 300).length / 200;
    expect(seen).toBeGreaterThan(0.8);
    expect(small.runs(200).atLeast(`${Math.floor(100 * seen)}%`)).toAbortWithin('5m');
    expect(small.runs(200).atLeast('100%')).not.toAbortWithin('5m');
  });

  test('say in words what happened, with the timeline', () => {
    expect(messageOf(() => expect(faulty).toAbortWithin('30s'))).toMatchInlineSnapshot(`
"expected the plan, with a fault from 3m on, to be rolled back within 30s in at least 95 of 100 runs; it did in 0

  100 of 100: rolled back (error-rate was bad) after 4m

One of them: the release was rolled back after 4m (error-rate was bad); the new version answered 12,056 requests, 137 failed.
  0s  the new version gets 5%
  4m  error-rate was bad: 4.31 % failed, allowed are 1
  4m  rolled back: error-rate was bad"
`);
    expect(messageOf(() => expect(faulty).not.toAbortWithin('5m'))).toMatchInlineSnapshot(`
"expected the plan, with a fault from 3m on, not to be rolled back within 5m in at least 95 of 100 runs; it did in 100

  100 of 100: rolled back (error-rate was bad) after 4m

One of them: the release was rolled back after 4m (error-rate was bad); the new version answered 12,056 requests, 137 failed.
  0s  the new version gets 5%
  4m  error-rate was bad: 4.31 % failed, allowed are 1
  4m  rolled back: error-rate was bad"
`);
  });

  test.each([
    () => expect(strategy).toAbortWithin('5m'),
    () => expect(faulty).toAbortWithin('5 minutes' as never),
    () => expect(faulty).toHitAtMost({}),
    () => expect(faulty).toHitAtMost({ user: 5 } as never),
    () => expect(faulty).toHitAtMost({ users: Number.NaN }),
    () => expect(faulty).toKeepWeight('500%' as never),
  ])('%#: refuse an expectation that cannot be', (make) => {
    expect(make).toThrow(CutoverError);
  });

  test('are plain functions, as vitest wants them too', () => {
    const { pass, message } = cutoverMatchers.toAbortWithin(faulty, '5m');
    expect(pass).toBe(true);
    expect(message()).toContain('not to be rolled back within 5m');
  });
});
