import { lambdaTarget } from '../../../constructs-aws/lambda/target';
import { type ClauseKey, compile, judge, nearest } from '../../../lib/fidelity';
import { CutoverError, errorsOf } from '../../../lib/findings';
import { outline, plan } from '../../../lib/plan';
import { Check, Guard, Strategy } from '../../../lib/strategy';

const judged = (strategy: Strategy) => judge(plan(strategy), lambdaTarget).findings;
const refusals = (strategy: Strategy) => errorsOf(judged(strategy)).map(({ id, path }) => `${id} at ${path}`);
const messages = (strategy: Strategy) => errorsOf(judged(strategy)).map(({ message }) => message);
const nearby = (strategy: Strategy) => {
  const found = nearest(plan(strategy), lambdaTarget.limits);
  return found && outline(found.plan);
};

describe('What CDK lets through and CodeDeploy refuses', () => {
  test('a weight below one percent', () => {
    const strategy = Strategy.canary({ steps: [{ weight: 0.5, hold: '5m' }] });
    expect(refusals(strategy)).toEqual(['refused.weight at steps[0].weight']);
    expect(nearby(strategy)).toBe('1% for 5m, then 100%');
  });

  test('a weight of 150 % is none for the language itself', () => {
    expect(() => Strategy.canary({ steps: [{ weight: 150, hold: '5m' }] })).toThrow(CutoverError);
  });

  test('an interval of 9999 minutes', () => {
    const strategy = Strategy.canary({ steps: [{ weight: 10, hold: '9999m' }] });
    expect(refusals(strategy)).toEqual(['refused.hold at steps[0].hold', 'refused.release.length at ']);
    expect(messages(strategy)[0]).toContain('1m to 2d in steps of 1m');
  });

  test('an interval below a minute', () => {
    expect(refusals(Strategy.canary({ steps: [{ weight: 10, hold: '30s' }] }))).toEqual([
      'refused.hold at steps[0].hold',
    ]);
  });

  test('equal steps of a fraction of a percent', () => {
    const strategy = Strategy.linear({ step: 12.5, every: '1m' });
    expect(refusals(strategy)).toEqual(['refused.shift.equal-steps at step']);
    expect(errorsOf(judged(strategy))[0]?.fix).toContain('write a step of 13%');
  });

  test('equal steps that rounding would make longer than 2880 minutes', () => {
    const limit = { ...lambdaTarget, limits: { ...lambdaTarget.limits, 'release.length': lambdaTarget.limits.drain } };
    const findings = judge(plan(Strategy.linear({ step: 9, every: '15700s' })), limit).findings;
    expect(findings.map(({ id }) => id)).toContain('refused.hold');
  });

  test('eleven alarms', () => {
    const guards = Array.from({ length: 11 }, (_, at) => Guard.errorRate({ max: at + 1, name: `errors-${at}` }));
    const strategy = Strategy.canary({ steps: [{ weight: 10, hold: '5m' }], guards });
    expect(refusals(strategy)).toEqual(['refused.guard.count at guards']);
  });

  test('an error share, whose sum would need a memory: one window must be accepted', () => {
    const strategy = Strategy.canary({
      steps: [{ weight: 10, hold: '5m' }],
      guards: [Guard.errorShare({ rise: 3 })],
    });
    expect(refusals(strategy)).toEqual(['approximated.guard.sequential at guards[0]']);
  });

  test('a release that is longer than an operation of CloudFormation', () => {
    expect(refusals(Strategy.canary({ steps: [{ weight: 10, hold: '40h' }] }))).toEqual(['refused.release.length at ']);
  });
});

describe('What an alias cannot do', () => {
  const step = { weight: 10, hold: '10m' } as const;
  const refusedBy: ReadonlyArray<readonly [name: string, strategy: Strategy, ids: readonly ClauseKey[]]> = [
    ['uneven steps', Strategy.canary({ steps: [step, { weight: 50, hold: '5m' }] }), ['shift.uneven-steps']],
    ['rolling', Strategy.rolling({}), ['replace.in-place', 'pace.surge', 'pace.unavailable']],
    ['recreate', Strategy.recreate({}), ['replace.stop-first']],
    ['a mirror', Strategy.canary({ steps: [{ ...step, mirror: 5 }] }), ['mirror']],
    ['an audience', Strategy.canary({ steps: [{ ...step, audience: { users: ['ann'] } }] }), ['audience.users']],
    ['an approval', Strategy.canary({ steps: [{ ...step, approve: true }] }), ['approve.between-steps']],
    [
      'a check between steps',
      Strategy.canary({ steps: [{ ...step, checks: [Check.function({ function: 'f' })] }] }),
      ['check.between-steps'],
    ],
    ['a preview', Strategy.blueGreen({ preview: { hold: '5m' } }), ['preview', 'preview.hold']],
    [
      'an HTTP check',
      Strategy.blueGreen({ checks: { beforeTraffic: [Check.http({ path: '/health' })] } }),
      ['check.http'],
    ],
    ['a job', Strategy.blueGreen({ checks: { beforeTraffic: [Check.job({ image: 'smoke:1' })] } }), ['check.job']],
    ['stickiness', Strategy.canary({ steps: [step], stickiness: { by: 'clientAddress' } }), ['stickiness.address']],
    ['to halt', Strategy.canary({ steps: [step], onFailure: 'halt' }), ['on-failure.halt']],
    ['a bake after steps', Strategy.canary({ steps: [step], bake: '10m' }), ['bake']],
    [
      'processor use',
      Strategy.canary({ steps: [step], guards: [Guard.saturation({ resource: 'cpu', max: 80 })] }),
      ['guard.saturation'],
    ],
    [
      'no data as bad',
      Strategy.canary({ steps: [step], guards: [Guard.errorRate({ max: 1, onNoData: 'fail' })] }),
      ['guard.no-data.fail'],
    ],
    [
      'a latency compared with the stable version',
      Strategy.canary({ steps: [step], guards: [Guard.latency({ versusStable: 1.5 })] }),
      ['guard.versus-stable'],
    ],
    [
      'a PromQL query',
      Strategy.canary({ steps: [step], guards: [Guard.custom({ name: 'own', max: 1, query: { prometheus: 'up' } })] }),
      ['guard.custom'],
    ],
  ];

  test.each(refusedBy)('%s', (_name, strategy, keys) => {
    const found = errorsOf(judged(strategy));
    expect(found.map(({ id }) => id)).toEqual(keys.map((key) => `refused.${key}`));
    expect(found.every(({ fix, source }) => fix !== undefined && source !== undefined)).toBe(true);
    expect(found.map(({ message }) => message)).toMatchSnapshot();
  });
});

test('Uneven steps become the first step, held as long as all of them.', () => {
  const strategy = Strategy.canary({
    steps: [
      { weight: 5, hold: '10m' },
      { weight: 20, hold: '20m' },
      { weight: 50, hold: '5m' },
    ],
  });
  expect(nearby(strategy)).toBe('5% for 35m, then 100%');
});

test('A fraction of a canary’s percent is rounded, with a warning.', () => {
  const strategy = Strategy.canary({ steps: [{ weight: 2.5, hold: '5m' }] });
  expect(judged(strategy)).toMatchObject([{ id: 'approximated.weight', severity: 'warning' }]);
  const { fragment } = compile(strategy, lambdaTarget, { name: 'pricing' });
  expect(fragment.deploymentConfig).toMatchObject({
    TrafficRoutingConfig: { TimeBasedCanary: { CanaryPercentage: 3 } },
  });
});

test('Odd seconds of a hold are rounded up, with a warning.', () => {
  const strategy = Strategy.canary({ steps: [{ weight: 10, hold: '90s' }] });
  expect(judged(strategy)).toMatchObject([{ id: 'approximated.hold', severity: 'warning' }]);
  const { fragment } = compile(strategy, lambdaTarget, { name: 'pricing' });
  expect(fragment.deploymentConfig).toMatchObject({ TrafficRoutingConfig: { TimeBasedCanary: { CanaryInterval: 2 } } });
});

test('A bake after everything at once must be accepted, and holds at 99 %.', () => {
  const spec = { bake: '10m', guards: [Guard.errorRate({ max: 1 })] } as const;
  expect(judged(Strategy.blueGreen(spec))).toMatchObject([
    { id: 'approximated.bake', severity: 'error', path: 'bake' },
  ]);
  const accepted = Strategy.blueGreen({
    ...spec,
    accept: [{ id: 'approximated.bake', reason: 'One percent may stay.' }],
  });
  const { fragment } = compile(accepted, lambdaTarget, { name: 'pricing' });
  expect(lambdaTarget.trace(fragment).segments).toMatchObject([
    { from: 0, to: 600, weight: 99, guards: ['error-rate'] },
    { from: 600, to: 600, weight: 100 },
  ]);
});

test('A release that is too long for CloudFormation once its holds are whole minutes is refused.', () => {
  expect(judged(Strategy.linear({ step: '10%', every: '3h46m' }))).toEqual([]);
  expect(judged(Strategy.linear({ step: '10%', every: '3h46m10s' }))).toContainEqual(
    expect.objectContaining({
      id: 'refused.release.length',
      severity: 'error',
      message: expect.stringContaining('rounded up to whole minutes'),
    }),
  );
});
