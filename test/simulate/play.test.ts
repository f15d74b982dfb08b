import type { Fault } from '../../lib/simulate';
import { Guard } from '../../lib/strategy';
import { happened, played, released } from './releases';

const canary = (guards: readonly Guard[], more: object = {}) =>
  released({
    kind: 'canary',
    steps: [
      { weight: 5, hold: '10m' },
      { weight: 50, hold: '10m' },
    ],
    guards,
    bake: '5m',
    ...more,
  });

const errorRate = Guard.errorRate({ max: '1%' });

describe('a release on the virtual clock', () => {
  test('that nothing is wrong with is promoted when its plan says', () => {
    const outcome = played(canary([errorRate]));
    expect(outcome).toMatchObject({ result: 'promoted', at: 1500, reason: 'all steps passed' });
    expect(outcome.weights).toEqual([
      { at: 0, weight: 5 },
      { at: 600, weight: 50 },
      { at: 1200, weight: 100 },
    ]);
    expect(outcome.requestsHit).toBeGreaterThan(0.99 * 630_000);
    expect(outcome.requestsHit).toBeLessThan(1.01 * 630_000);
  });

  test('is the same for the same seed, on every machine', () => {
    const faults: Fault[] = [{ kind: 'errorBurst', to: 0.02, at: 180 }];
    const outcome = played(canary([errorRate]), faults);
    expect(played(canary([errorRate]), faults)).toEqual(outcome);
    expect(outcome).toMatchInlineSnapshot(`
{
  "at": 240,
  "budgetUsed": 0.0020833333333335627,
  "failed": 54,
  "reason": "error-rate was bad",
  "requestsHit": 12056,
  "result": "rolledBack",
  "timeToSafe": 60,
  "timeline": [
    {
      "at": 0,
      "what": "the new version gets 5%",
    },
    {
      "at": 240,
      "what": "error-rate was bad: 1.58 % failed, allowed are 1",
    },
    {
      "at": 240,
      "what": "rolled back: error-rate was bad",
    },
  ],
  "usersHit": 12056,
  "weights": [
    {
      "at": 0,
      "weight": 5,
    },
    {
      "at": 240,
      "weight": 0,
    },
  ],
}
`);
    expect(played(canary([errorRate]), faults, { seed: 2 })).not.toEqual(outcome);
  });

  test('says in its timeline what happened', () => {
    expect(happened(played(canary([errorRate]), [{ kind: 'errorBurst', to: 0.05, at: 0 }]))).toMatchInlineSnapshot(`
[
  "0s the new version gets 5%",
  "60s error-rate was bad: 5.92 % failed, allowed are 1",
  "60s rolled back: error-rate was bad",
]
`);
  });
});

describe('windows', () => {
  test('are exact when they and their distances share nothing with the steps', () => {
    const odd = canary([Guard.errorRate({ max: '1%', over: '97s', every: '41s' })]);
    expect(played(odd, [{ kind: 'errorBurst', to: 0.5, at: 0 }]).at).toBe(97);
    expect(played(odd, [{ kind: 'errorBurst', to: 0.5, at: 100 }]).at).toBe(97 + 41);
  });

  test('are not read before they are full', () => {
    const slow = canary([Guard.errorRate({ max: '1%', over: '9m' })]);
    expect(played(slow, [{ kind: 'errorBurst', to: 0.5, at: 0 }]).at).toBe(540);
  });

  test('forget a fault that is over', () => {
    const late = canary([Guard.errorRate({ max: '1%', over: '1m', every: '5m' })]);
    expect(played(late, [{ kind: 'errorBurst', to: 0.5, at: 70, lasts: 100 }]).result).toBe('promoted');
  });
});

describe('each fault', () => {
  const latency = Guard.latency({ max: '800ms', percentile: 99 });
  const all = canary([errorRate, latency]);
  const result = (...faults: Fault[]) => {
    const { result: ended, at, reason } = played(all, faults);
    return `${ended} ${at} ${reason}`;
  };

  test('an error burst is seen within a window', () => {
    expect(result({ kind: 'errorBurst', to: 0.05, at: 300 })).toBe('rolledBack 360 error-rate was bad');
  });

  test('a slow creep is seen when it is above the limit', () => {
    expect(result({ kind: 'slowCreep', to: 0.04, at: 0, over: 1200 })).toMatch(
      /^rolledBack (3[6-9]0|4[0-9]0) error-rate was bad$/,
    );
  });

  test('a latency step is seen by the latency', () => {
    expect(result({ kind: 'latencyStep', times: 4, at: 300 })).toBe('rolledBack 360 latency-p99 was bad');
  });

  test('a fault under load shows only when the new version gets the load', () => {
    expect(result({ kind: 'underLoad', to: 0.1, above: 200 })).toBe('rolledBack 660 error-rate was bad');
  });

  test('a fault of one audience is as large as the audience', () => {
    expect(result({ kind: 'oneAudience', size: 0.05 })).toBe('rolledBack 60 error-rate was bad');
    expect(result({ kind: 'oneAudience', size: 0.002 })).toMatch(/^promoted/);
  });

  test('a crash loop ends at the deadline, before anybody is hit', () => {
    const outcome = played(all, [{ kind: 'crashLoop' }]);
    expect(outcome).toMatchObject({ result: 'rolledBack', at: 600, requestsHit: 0 });
  });

  test('missing metrics pass, hold or fail as the guard says', () => {
    const gone: Fault[] = [{ kind: 'noData', at: 120 }];
    const on = (onNoData: 'pass' | 'hold' | 'fail') => played(canary([Guard.errorRate({ max: '1%', onNoData })]), gone);
    expect(on('pass')).toMatchObject({ result: 'promoted' });
    expect(on('hold')).toMatchObject({ result: 'waiting', at: 180, reason: 'error-rate was unclear', waited: 180 });
    expect(on('fail')).toMatchObject({ result: 'rolledBack', at: 180 });
  });

  test('missing metrics hide a fault', () => {
    expect(result({ kind: 'errorBurst', to: 0.5, at: 130 }, { kind: 'noData', at: 120 })).toMatch(/^promoted/);
  });

  test('retry bursts make the same failures less even, so that more readings are bad by chance', () => {
    const guard = canary([Guard.errorRate({ max: '0.4%' })]);
    const bursts: Fault[] = [{ kind: 'retryBursts', size: 8 }];
    const aborts = (faults: Fault[]) =>
      Array.from({ length: 200 }, (_, seed) => played(guard, faults, { seed })).filter(
        ({ result: r }) => r === 'rolledBack',
      ).length;
    expect(aborts(bursts)).toBeGreaterThan(aborts([]) + 20);
  });
});

describe('people', () => {
  const approved = (approve: object | true) =>
    released({ kind: 'canary', steps: [{ weight: 5, hold: '10m', approve }], guards: [errorRate] });

  test('take their time, and the guards are watched meanwhile', () => {
    expect(played(approved(true))).toMatchObject({ result: 'promoted', at: 1200, waited: 600 });
    const bad: Fault[] = [{ kind: 'errorBurst', to: 0.1, at: 900 }];
    expect(played(approved(true), bad)).toMatchObject({ result: 'rolledBack', at: 960 });
  });

  test('may say no, or nothing', () => {
    const answers = (answer: 'no' | 'none') => played(approved(true), [], { approvals: { answer, after: 60 } });
    expect(answers('no')).toMatchObject({ result: 'rolledBack', at: 660, reason: 'a person said no' });
    expect(answers('none')).toMatchObject({ result: 'waiting', at: 600, reason: 'nobody approved' });
  });

  test('may be too late', () => {
    const late = { approvals: { answer: 'yes', after: 7200 } } as const;
    expect(played(approved({ timeout: '1h' }), [], late)).toMatchObject({ result: 'rolledBack', at: 4200 });
    expect(played(approved({ timeout: '1h', onTimeout: 'continue' }), [], late)).toMatchObject({
      result: 'promoted',
      at: 4200,
    });
  });
});

test('a halted release waits for a person instead of rolling back', () => {
  const halted = canary([errorRate], { onFailure: 'halt' });
  expect(played(halted, [{ kind: 'errorBurst', to: 0.1, at: 0 }])).toMatchObject({
    result: 'waiting',
    at: 60,
    waited: 60,
  });
});

test('so many people are hit as are there to be hit', () => {
  const release = canary([errorRate]);
  expect(played(release).usersHit).toBe(played(release).requestsHit);
  expect(played(release, [], { users: 500 }).usersHit).toBe(500);
  const aborted = played(release, [{ kind: 'errorBurst', to: 0.1, at: 0 }], { users: 10_000 });
  expect(aborted.usersHit).toBeGreaterThan(2000);
  expect(aborted.usersHit).toBeLessThan(2900);
});

test('a mirrored request is seen by the guards and hits nobody', () => {
  const shadow = released({ kind: 'shadow', mirror: 20, duration: '30m', guards: [errorRate] });
  const outcome = played(shadow, [{ kind: 'errorBurst', to: 0.1, at: 300 }]);
  expect(outcome).toMatchObject({ result: 'rolledBack', at: 360, requestsHit: 0, failed: 0 });
});
