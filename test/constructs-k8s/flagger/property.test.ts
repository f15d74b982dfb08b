import fc from 'fast-check';
import { scheduleOf, secondsIn } from '../../../constructs-k8s/flagger/schedule';
import { type FlaggerSettings, type Provider, settled } from '../../../constructs-k8s/flagger/settings';
import { flagger } from '../../../constructs-k8s/flagger/target';
import { matchesOf } from '../../../constructs-k8s/istio/audience';
import { judge, nearest, rulingsOf } from '../../../lib/fidelity';
import { lengthOf, type Plan, plan, type Trace, trace } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { runs, strategies } from '../../support/arbitrary';
import { problemsOf } from '../../support/kubernetes';

const series = (metric: string) => ({ namespace: 'AWS/ApplicationELB', metric, dimensions: { TargetGroup: 'tg' } });
const version = {
  requests: series('RequestCount'),
  errors: [series('HTTPCode_Target_5XX_Count')],
  latency: { ...series('TargetResponseTime'), unit: 's' as const },
};

const provider = fc.constantFrom<Provider>(
  { kind: 'kubernetes' },
  { kind: 'istio' },
  { kind: 'gatewayapi', gateways: [{ name: 'gateway' }] },
  { kind: 'linkerd' },
  { kind: 'nginx' },
  { kind: 'contour' },
  { kind: 'gloo' },
  { kind: 'traefik' },
  { kind: 'knative' },
  { kind: 'appmesh', mesh: 'shop' },
);

const settings: fc.Arbitrary<FlaggerSettings> = fc.record(
  {
    provider,
    metrics: fc.constantFrom(
      { kind: 'prometheus' as const, address: 'http://prometheus:9090' },
      { kind: 'datadog' as const, secret: 'datadog' },
      { kind: 'cloudwatch' as const, region: 'eu-west-1', candidate: version, stable: version },
    ),
    functions: fc.constantFrom(
      {},
      Object.fromEntries(['verify-1', 'verify-2'].map((name) => [name, `http://${name}`])),
    ),
    interval: fc.constantFrom('10s' as const, '1m' as const),
  },
  { requiredKeys: ['provider', 'metrics', 'functions'] },
);

const EVEN = ['canary', 'blueGreen', 'shadow'] as const;

/** Strategies that fit Flagger's ticks: every hold is a whole number of intervals, and guards are read once in each. */
function even(kind: (typeof EVEN)[number]): fc.Arbitrary<Record<string, unknown>> {
  const weights = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 6 });
  const common = {
    tick: fc.integer({ min: 1, max: 360 }).map((tens) => `${tens * 10}s`),
    ticks: fc.integer({ min: 1, max: 9 }),
    mirror: fc.integer({ min: 1, max: 100 }),
    mirrors: fc.boolean(),
    check: fc.boolean(),
    failures: fc.integer({ min: 0, max: 3 }),
    weights: weights.map((some) => [...some].sort((a, b) => a - b)),
  };
  return fc.record(common).map(({ tick, ticks, mirror, mirrors, check, failures, weights: rising }) => {
    const long = `${Number.parseInt(tick, 10) * ticks}s`;
    const shared = {
      kind,
      bake: tick,
      guards: [{ metric: 'errorRate', max: 1, over: tick, ...(!check && { failures }) }],
      ...(check && { checks: { beforeTraffic: [{ kind: 'http', path: '/health' }] } }),
    };
    const steps = [...(mirrors ? [{ mirror, hold: tick }] : []), ...rising.map((weight) => ({ weight, hold: tick }))];
    if (kind === 'canary') return { ...shared, steps };
    return kind === 'blueGreen'
      ? { ...shared, preview: { hold: long, approve: true } }
      : { ...shared, mirror, duration: long };
  });
}

/** Flagger tells a single user from a header by its name only. */
const withoutUsers = (text: string): string => text.replace(/^users ([^,]+) \(([^)]+)\)$/, 'header $2 = $1');

/** A trace without what matches alone cannot say: the order and the grouping of audiences that are whole texts of one header. */
const comparable = ({ segments, ...rest }: Trace) => ({
  ...rest,
  segments: segments.map(({ audience, ...segment }) => ({ ...segment, audience: audience.map(withoutUsers).join() })),
});

/** A trace without the seconds of the promotion at its end. */
function beforePromotion({ segments, ...rest }: Trace, seconds: number): Trace {
  const kept = segments.map((segment, at) =>
    at === segments.length - 1 ? { ...segment, to: segment.to - seconds } : segment,
  );
  return { ...rest, segments: kept.filter(({ from, to, gates }) => to > from || gates.length > 0) };
}

/** Whether two audiences of a plan would be one in the matches: users, and a header of the same name. */
function blend({ phases }: Plan): boolean {
  const audiences = phases.flatMap(({ audience }) => audience);
  const names = audiences.map((audience) => Object.keys(matchesOf(audience)[0]?.headers ?? {}).join());
  return new Set(names).size < names.length || phases.filter(({ audience }) => audience.length > 0).length > 1;
}

describe('any strategy on Flagger', () => {
  /** Emits a plan, and holds the manifests against the schemas and, where all but the length is exact, against the plan. */
  function holds(planned: Plan, chosen: FlaggerSettings): 'exact' | 'approximated' {
    const target = flagger(chosen);
    const manifests = target.emit(planned, { name: 'web' });
    expect(manifests.flatMap(problemsOf)).toEqual([]);
    const traced = target.trace(manifests);
    const schedule = scheduleOf(planned, settled(chosen));
    const last = traced.segments.at(-1);
    expect(last?.weight).toBe(100);
    expect(last?.to).toBe(secondsIn(schedule));
    expect(last).toMatchObject({ guards: [], gates: [] });
    const others = rulingsOf(planned, target.limits).filter(({ clause }) => clause.key !== 'release.length');
    const asLong = lengthOf(planned) + 2 * schedule.tick === secondsIn(schedule);
    if (others.some(({ verdict }) => verdict !== 'exact') || !asLong || blend(planned)) return 'approximated';
    expect(comparable(beforePromotion(traced, 2 * schedule.tick))).toEqual(comparable(trace(planned)));
    return 'exact';
  }

  test('is refused with findings, or becomes valid manifests; and so does the nearest plan of a refused one', () => {
    const seen = { refused: 0, taken: 0, nearest: 0 };
    fc.assert(
      fc.property(fc.oneof(strategies(), fc.oneof(...EVEN.map((kind) => even(kind)))), settings, (written, chosen) => {
        const planned = plan(Strategy.parse(written));
        const target = flagger(chosen);
        if (rulingsOf(planned, target.limits).every(({ verdict }) => verdict !== 'refused')) {
          seen.taken += 1;
          holds(planned, chosen);
          return;
        }
        seen.refused += 1;
        const near = nearest(planned, target.limits);
        if (near === undefined) return;
        seen.nearest += 1;
        holds(near.plan, chosen);
      }),
      runs,
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  });

  test.each(EVEN)('in whole intervals is exact but for the promotion: %s', (kind) => {
    fc.assert(
      fc.property(even(kind), (written) => {
        const planned = plan(Strategy.parse(written));
        const istio = { provider: { kind: 'istio' } } as const;
        const findings = judge(planned, flagger(istio)).findings.map(({ id, severity }) => `${severity} ${id}`);
        expect(findings).toEqual(['warning approximated.release.length']);
        expect(holds(planned, istio)).toBe('exact');
      }),
      { numRuns: Math.ceil((runs.numRuns ?? 100) / EVEN.length) },
    );
  });
});
