import type { CanaryAnalysis, CanaryManifest, CanarySpec, Webhook } from '../../../constructs-k8s/flagger/manifest';
import { trace } from '../../../constructs-k8s/flagger/trace';

/** The trace of a Canary as somebody wrote it. */
function traced(analysis: Partial<CanaryAnalysis>, spec: Partial<CanarySpec> = {}) {
  const canary: CanaryManifest = {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name: 'podinfo' },
    spec: {
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo' },
      ...spec,
      analysis: { interval: '1m', threshold: 1, ...analysis },
    },
  };
  return trace([canary]);
}

const lasting = (analysis: Partial<CanaryAnalysis>, spec?: Partial<CanarySpec>) =>
  traced(analysis, spec).segments.map(({ from, to, weight, reached }) => [weight, to - from, reached]);

const webhook = (type: Webhook['type'], name: string = type ?? ''): Webhook => ({
  name,
  ...(type && { type }),
  url: 'http://gate/',
});

describe('the trace of a Canary from elsewhere', () => {
  test('the documented one: ten weights, then the promotion copy by copy', () => {
    const found = lasting({ stepWeight: 5, maxWeight: 50 });
    expect(found.map(([weight]) => weight)).toEqual([5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 100]);
    expect(found.at(-1)).toEqual([100, 120, 'copy by copy']);
  });

  test('a step that does not divide the maximum goes beyond it', () => {
    expect(lasting({ stepWeight: 20, maxWeight: 50 }).map(([weight]) => weight)).toEqual([20, 40, 60, 100]);
  });

  test('a promotion in steps takes an interval for each', () => {
    expect(lasting({ stepWeights: [50], stepWeightPromotion: 20 })).toEqual([
      [50, 60, 'at once'],
      [100, 240, 'copy by copy'],
    ]);
  });

  test.each([
    ['two weights that are the same', { stepWeights: [10, 10, 50] }, [10]],
    ['a first weight of none', { stepWeights: [0, 50] }, []],
    ['no step at all', { stepWeight: 0 }, []],
  ] as const)('%s: the release is never over', (_, analysis, weights) => {
    expect(lasting(analysis).map(([weight]) => weight)).toEqual(weights);
  });

  test.each([
    ['5s', 10],
    ['90s', 90],
    ['soon', 60],
  ])('an interval of %s is %d s', (interval, seconds) => {
    expect(lasting({ interval, stepWeights: [50, 100] })[0]).toEqual([50, seconds, 'at once']);
  });

  test('Services alone have ten iterations when none are said, and know no matches', () => {
    expect(
      lasting({ stepWeight: 10, match: [{ headers: { x: { exact: 'y' } } }] }, { provider: 'kubernetes' }),
    ).toEqual([
      [0, 11 * 60, 'at once'],
      [100, 120, 'copy by copy'],
    ]);
  });

  test('a skipped analysis promotes at once', () => {
    expect(lasting({ stepWeight: 10 }, { skipAnalysis: true })).toEqual([[100, 0, 'copy by copy']]);
  });

  test('gates: before the pods, before each increase, and before the promotion', () => {
    const webhooks = [
      webhook('confirm-rollout'),
      webhook('pre-rollout', 'smoke'),
      webhook(undefined, 'load'),
      webhook('confirm-traffic-increase'),
      webhook('confirm-promotion'),
      webhook('post-rollout'),
      webhook('event'),
    ];
    const person = { kind: 'approval', onTimeout: 'rollback' };
    const check = (name: string) => ({ kind: 'check', name });
    expect(traced({ stepWeights: [20, 50], webhooks }).segments.map(({ weight, gates }) => [weight, gates])).toEqual([
      [0, [person, check('smoke'), person]],
      [20, [check('load'), person]],
      [50, [check('load'), person, person]],
      [100, []],
    ]);
  });

  test('built-in metrics count failed checks to one threshold, and no data is one', () => {
    const metrics = [
      { name: 'request-success-rate', thresholdRange: { min: 99 } },
      { name: 'request-duration', interval: '30s' },
    ];
    expect(traced({ stepWeight: 50, threshold: 5, metrics }).guards).toEqual([
      { name: 'request-success-rate', over: 60, every: 60, failures: 4, onNoData: 'fail' },
      { name: 'request-duration', over: 30, every: 60, failures: 4, onNoData: 'fail' },
    ]);
  });

  test('there must be a Canary', () => {
    expect(() => trace([])).toThrow('there is no Canary among the manifests');
  });
});
