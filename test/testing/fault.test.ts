import { Duration } from 'aws-cdk-lib';
import fc from 'fast-check';
import { CutoverError } from '../../lib/findings';
import { Fault, parseFault } from '../../lib/testing';

const findingsOf = (make: () => unknown): string[] => {
  try {
    make();
    return [];
  } catch (error) {
    if (!(error instanceof CutoverError)) throw error;
    return error.findings.map(({ path, message, received, expected, fix }) =>
      [path, message, received, expected, fix].filter((part) => part !== undefined).join(' | '),
    );
  }
};

describe('a fault in friendly units', () => {
  test.each([
    [Fault.errorBurst({ to: '2%', at: '3m', lasts: '5m' }), { kind: 'errorBurst', to: 0.02, at: 180, lasts: 300 }],
    [Fault.errorBurst({ to: 2 }), { kind: 'errorBurst', to: 0.02, at: 0 }],
    [Fault.slowCreep({ to: '5%', over: '1h' }), { kind: 'slowCreep', to: 0.05, at: 0, over: 3600 }],
    [Fault.latencyStep({ times: 3, at: Duration.minutes(2) }), { kind: 'latencyStep', times: 3, at: 120 }],
    [Fault.underLoad({ to: '10%', above: 200 }), { kind: 'underLoad', to: 0.1, above: 200 }],
    [Fault.oneAudience({ size: '3%' }), { kind: 'oneAudience', size: 0.03 }],
    [Fault.crashLoop(), { kind: 'crashLoop' }],
    [Fault.noData(), { kind: 'noData', at: 0 }],
    [Fault.metricsDown({ at: '1m', lasts: '30s' }), { kind: 'metricsDown', at: 60, lasts: 30 }],
    [Fault.alarmAlreadyRed(), { kind: 'alarmAlreadyRed', to: 0.5 }],
    [Fault.retryBursts({ size: 5 }), { kind: 'retryBursts', size: 5 }],
  ])('%#: is what is played', (fault, expected) => {
    expect(fault).toEqual(expected);
    expect(Object.isFrozen(fault)).toBe(true);
  });

  test('that cannot be says everything at once', () => {
    expect(findingsOf(() => Fault.errorBurst({ to: '200%', at: '3 minutes', last: '1m' } as never))).toEqual([
      'errorBurst.last | errorBurst has no field last | `to`, `at` or `lasts` | write lasts',
      `errorBurst.to | errorBurst.to cannot be this | "200%" | a percentage above 0, such as '2%' or 2`,
      `errorBurst.at | errorBurst.at cannot be this | "3 minutes" | a duration up to 90 days, such as '3m' or '90s'`,
    ]);
    expect(findingsOf(() => Fault.slowCreep({} as never))).toEqual([
      'slowCreep.to | slowCreep needs a field to | write slowCreep:to=5%',
      'slowCreep.over | slowCreep needs a field over | write slowCreep:over=3m',
    ]);
  });

  test.each([Number.NaN, -1, 0, 101, Number.POSITIVE_INFINITY, '', '2', null, {}, []] as const)(
    '%p is no share',
    (to) => {
      const wrong = findingsOf(() => Fault.errorBurst({ to } as never));
      expect(wrong).toHaveLength(to === '2' ? 0 : 1);
    },
  );

  test.each([Number.NaN, 1, 0, -3, 1e9])('%p times as slow is no latency step', (times) => {
    expect(findingsOf(() => Fault.latencyStep({ times }))).toHaveLength(1);
  });
});

describe('a fault as text', () => {
  test.each([
    ['errorBurst:to=2%,at=3m', { kind: 'errorBurst', to: 0.02, at: 180 }],
    [' crashLoop ', { kind: 'crashLoop' }],
    ['retryBursts:size=20', { kind: 'retryBursts', size: 20 }],
    ['latencyStep: times = 3 , at = 1m', { kind: 'latencyStep', times: 3, at: 60 }],
  ])('%p', (text, fault) => expect(parseFault(text)).toEqual({ fault, findings: [] }));

  test.each([
    ['errorburst:to=2%', /There is no fault errorburst/, 'write errorBurst'],
    ['', /names no fault/, undefined],
    ['errorBurst', /needs a field to/, 'write errorBurst:to=5%'],
    ['burst:to=2%', /There is no fault burst/, 'write errorBurst'],
    ['errorBurst:to', /has no value/, undefined],
    ['errorBurst:to=2%,to=3%', /to is there twice/, undefined],
    ['errorBurst:to=NaN', /cannot be this/, undefined],
    ['errorBurst:to=2%,__proto__=1', /no field __proto__/, undefined],
    ['x'.repeat(10_000), /too long/, undefined],
  ])('%p is said to be wrong', (text, message, fix) => {
    const { fault, findings } = parseFault(text);
    expect(fault).toBeUndefined();
    expect(findings[0]?.id).toBe('simulate-fault');
    expect(findings[0]?.message).toMatch(message);
    expect(findings[0]?.fix).toBe(fix);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('', 'errorBurst:', 'slowCreep:'),
        (text, kind) => void parseFault(kind + text),
      ),
    );
  });
});
