import fc from 'fast-check';
import { TARGETS } from '../../cli/targets';
import { judge, nearest } from '../../lib/fidelity';
import { CutoverError, errorsOf } from '../../lib/findings';
import { bakeOf, type Plan, plan, type Segment } from '../../lib/plan';
import { type Fault, readRelease, releasesIn } from '../../lib/simulate';
import { parseStrategy, Strategy } from '../../lib/strategy';
import { runs, strategies } from '../support/arbitrary';
import { example, happened, played, releaseOf } from './releases';

const burst = (to: number, at = 180): Fault[] => [{ kind: 'errorBurst', to, at }];
const codes = (resources: unknown, of?: string) => readRelease(resources, of).findings.map(({ id }) => id);

/** A template with one changed part. */
const templateWith = (change: (text: string) => string, name: Parameters<typeof example>[0] = 'ecs') =>
  change(example(name));

describe('the example of SAM', () => {
  const sam = releaseOf(example('sam'));

  test('is 10 % for five minutes, watched by both alarms', () => {
    expect(sam.segments.map(({ from, to, weight }) => [from, to, weight])).toEqual([
      [0, 300, 10],
      [300, 300, 100],
    ]);
    expect(sam.guards.map(({ name, over, counting }) => [name, over, counting])).toEqual([
      ['AliasErrorMetricGreaterThanZeroAlarm', 60, { rule: 'window', bad: 2, of: 2, stride: 1 }],
      ['LatestVersionErrorMetricGreaterThanZeroAlarm', 60, { rule: 'window', bad: 2, of: 2, stride: 1 }],
    ]);
  });

  test('never begins where a request fails now and then: the alarm on the alias is red already, and CodeDeploy stops', () => {
    expect(played(sam)).toMatchObject({
      result: 'rolledBack',
      at: 0,
      reason: 'AliasErrorMetricGreaterThanZeroAlarm was bad before the start',
    });
  });

  test('sees any error of a service that never fails, after two periods and what a metric takes to come', () => {
    const { result, at } = played(sam, burst(0.01, 0), { errorRate: 0 });
    expect(result).toBe('rolledBack');
    expect(at).toBeGreaterThanOrEqual(120 + 90 - 60);
    expect(at).toBeLessThanOrEqual(180 + 90);
  });

  test('is too short for a fault of its fourth minute: the alarm turns red when the release is over', () => {
    expect(played(sam, burst(0.5, 190), { errorRate: 0 })).toMatchObject({ result: 'promoted' });
  });

  test('gives a function that cannot start its requests', () => {
    expect(played(sam, [{ kind: 'crashLoop' }], { errorRate: 0 })).toMatchObject({ result: 'rolledBack' });
  });
});

describe('an ECS canary', () => {
  const ecs = releaseOf(example('ecs'));

  test('tells the new version by its target group', () => {
    const { result, reason } = played(ecs, burst(0.3));
    expect({ result, reason }).toEqual({ result: 'rolledBack', reason: 'errors-green was bad' });
  });

  test('counts M of N periods: one bad minute is not enough', () => {
    expect(played(ecs, [{ kind: 'errorBurst', to: 0.3, at: 180, lasts: 30 }]).result).toBe('promoted');
  });

  test('takes the defaults of ECS where the template says nothing', () => {
    expect(ecs.segments.map(({ from, to, weight }) => [from, to, weight])).toEqual([
      [0, 600, 5],
      [600, 900, 100],
    ]);
  });

  test('is not watched at all when an alarm was red before', () => {
    const outcome = played(ecs, [{ kind: 'alarmAlreadyRed', to: 0.1 }, ...burst(0.9)]);
    expect(outcome.result).toBe('promoted');
    expect(happened(outcome)[0]).toBe(
      '0s errors-blue was bad before the start: Amazon ECS watches no guard in this release',
    );
  });

  test('goes on for a day when its tasks never start', () => {
    expect(played(ecs, [{ kind: 'crashLoop' }])).toMatchObject({ result: 'stuck', at: 86_400 });
  });

  test('with alarms that are switched off is unguarded, and looks like it', () => {
    const off = releaseOf(templateWith((text) => text.replace('Enable: true', 'Enable: false')));
    expect(off.guards).toEqual([]);
  });

  test('takes an alarm that has missing data for good, bad or neither, as the template says', () => {
    const treat = (how: string) => releaseOf(templateWith((text) => text.replaceAll('notBreaching', how)));
    const silent = { errorRate: 0 };
    expect(happened(played(treat('breaching'), [], silent))[0]).toMatch(/was bad before the start/);
    expect(played(treat('missing'), [], silent).result).toBe('promoted');
    expect(played(treat('ignore'), burst(0.3)).result).toBe('rolledBack');
  });
});

describe('the canary of the documentation of Argo Rollouts', () => {
  const argo = releaseOf(example('argo'));

  test('is watched from its second step on, with three bad readings of five minutes tolerated', () => {
    expect(argo.segments.map(({ from, weight, guards }) => [from, weight, guards])).toEqual([
      [0, 20, []],
      [600, 40, ['success-rate']],
      [1200, 60, ['success-rate']],
      [1800, 80, ['success-rate']],
      [2400, 100, []],
    ]);
    expect(argo.guards[0]).toMatchObject({ every: 300, first: 0, counting: { rule: 'total', tolerated: 3 } });
  });

  test('reads the service of both versions, so that a fault of the new one is thinned by the old one, and its first reading is too early', () => {
    expect(played(argo, burst(0.08)).result).toBe('promoted');
    expect(played(argo, burst(0.2))).toMatchObject({
      result: 'rolledBack',
      at: 1800,
      reason: 'success-rate was bad',
    });
  });

  test('aborts forty seconds after its metrics have gone: five errors, ten seconds apart', () => {
    expect(played(argo, [{ kind: 'metricsDown', at: 800 }])).toMatchObject({
      result: 'rolledBack',
      at: 900 + 40,
      reason: 'success-rate was not readable',
    });
  });

  test('survives a short outage of its metrics', () => {
    expect(played(argo, [{ kind: 'metricsDown', at: 895, lasts: 20 }]).result).toBe('promoted');
  });

  test('is stuck when its pods never start, unless the deadline aborts', () => {
    expect(played(argo, [{ kind: 'crashLoop' }])).toMatchObject({ result: 'stuck', at: 600 });
    const aborts = releaseOf(example('argo').replace('replicas: 5', 'replicas: 5\n  progressDeadlineAbort: true'));
    expect(played(aborts, [{ kind: 'crashLoop' }])).toMatchObject({ result: 'rolledBack', at: 600 });
  });

  test('without a router gives the new version whole copies', () => {
    const copies = releaseOf(
      example('argo')
        .replace(/ {6}trafficRouting.*\n/, '')
        .replace('setWeight: 20', 'setWeight: 5'),
    );
    expect(copies.segments[0]?.weight).toBeCloseTo(16.667, 3);
  });

  const conditions = (text: string) => releaseOf(example('argo').replace('successCondition: result[0] >= 0.95', text));

  test('pauses for a person when a reading is neither good nor bad', () => {
    const both = conditions('successCondition: result[0] >= 0.99\n      failureCondition: result[0] < 0.5');
    expect(played(both, burst(0.2))).toMatchObject({ result: 'waiting', at: 600, reason: 'success-rate was unclear' });
  });

  test('has an error where a list is compared with a number', () => {
    expect(played(conditions('successCondition: result >= 0.95'))).toMatchObject({ result: 'rolledBack', at: 640 });
  });

  test('without a condition is content with anything', () => {
    expect(played(conditions(''), burst(1)).result).toBe('promoted');
  });
});

describe('the canary of the documentation of Flagger', () => {
  const flagger = releaseOf(example('flagger'));

  test('steps by five percent a minute to a half, then takes over', () => {
    expect(flagger.segments.map(({ weight }) => weight)).toEqual([5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 100]);
    expect(played(flagger)).toMatchObject({ result: 'promoted', at: 720 });
  });

  test('stays where it is while a check fails, and rolls back a tick after the tenth', () => {
    const { result, at, weights } = played(flagger, burst(0.1, 0));
    expect({ result, at }).toEqual({ result: 'rolledBack', at: 11 * 60 });
    expect(Math.max(...weights.map(({ weight }) => weight))).toBe(5);
  });

  test('takes missing metrics for a failed check', () => {
    expect(played(flagger, [{ kind: 'metricsDown', at: 0 }])).toMatchObject({ result: 'rolledBack', at: 660 });
  });
});

describe('what is not understood is said', () => {
  test('nothing to play', () => {
    for (const nothing of [{}, [], '', 'a: 1', { Resources: { A: { Type: 'AWS::S3::Bucket' } } }, 3, null, [null]])
      expect(codes(nothing)).toEqual(['simulate-nothing']);
  });

  test('two releases of which none is named', () => {
    const both = `${example('argo')}\n---\n${example('flagger')}`;
    expect(codes(both)).toEqual(['simulate-which']);
    expect(readRelease(both).findings[0]?.received).toBe('Rollout guestbook, Canary podinfo');
    expect(readRelease(both, 'podinfo').release?.engine.name).toBe('Flagger');
    expect(codes(both, 'nobody')).toEqual(['simulate-nothing']);
  });

  test('a Canary that would never advance', () => {
    const stuck = example('flagger').replace('stepWeight: 5', 'stepWeights: [5, 5]');
    expect(readRelease(stuck).findings[0]?.message).toMatch(/stepWeights do not rise/);
  });

  test('text that is no YAML', () => {
    expect(codes('a: [1')).toEqual(['simulate-unreadable']);
  });

  test.each([
    ['steps that nobody knows', 'argo', '- setWeight: 20', '- setWait: 20', /setWait is not understood/],
    ['a weight that is none', 'argo', 'setWeight: 20', 'setWeight: many', /"many" is no percentage/],
    ['a pause that is none', 'argo', 'duration: 10m', 'duration: soon', /"soon" is no duration/],
    ['a configuration that is elsewhere', 'sam', 'Canary10Percent5Minutes', 'MyOwn', /MyOwn is not understood/],
    [
      'another deployment controller',
      'ecs',
      'DeploymentConfiguration:',
      'DeploymentController: { Type: CODE_DEPLOY }\n      DeploymentConfiguration:',
      /CODE_DEPLOY/,
    ],
  ] as const)('%s', (_, name, from, to, message) => {
    const { findings } = readRelease(example(name).replace(from, to));
    expect(findings.map(({ id }) => id)).toEqual(['simulate-unreadable']);
    expect(findings[0]?.message).toMatch(message);
  });

  test.each([
    [
      'an alarm that is elsewhere',
      'ecs',
      '[errors-blue, errors-green]',
      '[errors-blue, errors-green, pager]',
      'alarm pager: it is not in this template',
    ],
    [
      'a metric without a model',
      'ecs',
      'MetricName: HTTPCode_Target_5XX_Count',
      'MetricName: UnHealthyHostCount',
      'alarm BlueErrors: the simulator has no model of AWS/ApplicationELB UnHealthyHostCount',
    ],
    [
      'a threshold that is not there',
      'ecs',
      'Threshold: 100\n',
      'Other: 1\n',
      'alarm BlueErrors: its Threshold is nothing, not a number',
    ],
    [
      'a query of something else',
      'argo',
      /istio_requests_total/g,
      'shop_baskets',
      'metric success-rate of AnalysisTemplate success-rate: nobody knows what shop_baskets counts',
    ],
    [
      'another provider',
      'argo',
      /prometheus:\n/,
      'wavefront:\n',
      'metric success-rate of AnalysisTemplate success-rate: the simulator reads Prometheus and CloudWatch, not wavefront',
    ],
    [
      'a template that is elsewhere',
      'argo',
      'templateName: success-rate',
      'templateName: other',
      'AnalysisTemplate other: it is not among these manifests',
    ],
  ] as const)('%s is a guard that is not played', (_, name, from, to, message) => {
    const { unplayed } = releaseOf(example(name).replace(from, to));
    expect(unplayed.map((each) => `${each.name}: ${each.why}`)).toEqual([message]);
  });

  test('whatever is given, reading never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        readRelease(anything);
        readRelease({
          Resources: { A: { Type: 'AWS::ECS::Service', Properties: { DeploymentConfiguration: anything } } },
        });
        readRelease([{ kind: 'Rollout', metadata: { name: 'a' }, spec: { strategy: { canary: anything } } }]);
        readRelease([{ kind: 'Canary', metadata: anything, spec: { analysis: anything } }]);
      }),
      { numRuns: 500 },
    );
  });
});

/** Weights over time, without what does not last. */
const staircase = (segments: readonly Segment[]) =>
  segments.filter(({ from, to }) => to > from).map(({ from, to, weight, mirror }) => ({ from, to, weight, mirror }));

function merged(segments: readonly Segment[]): ReturnType<typeof staircase> {
  const all: ReturnType<typeof staircase> = [];
  for (const next of staircase(segments)) {
    const last = all.at(-1);
    if (last?.weight === next.weight && last.mirror === next.mirror) all[all.length - 1] = { ...last, to: next.to };
    else all.push(next);
  }
  return all;
}

/** Argo waits for a reading that is due after the bake; the trace of the target does not count that. */
const readsAfterItsBake = (planned: Plan): boolean => planned.guards.some(({ over }) => over > bakeOf(planned));

/** The engines that watch a release themselves: what only routes, or only exchanges copies, is no release that can be played. */
const WATCHED = TARGETS.filter(({ limits }) => limits['guard.error-rate'].verdict !== 'refused');

describe('two readers of the same resources agree', () => {
  test.each(WATCHED.map((target) => [target.id, target] as const))('on %s', (_, target) => {
    let compared = 0;
    fc.assert(
      fc.property(strategies(), (written) => {
        const { strategy } = parseStrategy(written);
        if (strategy === undefined) return;
        const asked = plan(strategy);
        const refused = errorsOf(judge(asked, target).findings).length > 0;
        const planned = refused ? nearest(asked, target.limits)?.plan : asked;
        if (
          planned === undefined ||
          (planned.phases.every(({ stage }) => stage !== 'share') && readsAfterItsBake(planned))
        )
          return;
        let fragment: unknown;
        try {
          fragment = JSON.parse(JSON.stringify(target.emit(planned, { name: 'shop' })));
        } catch (error) {
          if (error instanceof CutoverError) return;
          throw error;
        }
        if (releasesIn(fragment).releases.length === 0) return;
        compared += 1;
        expect(merged(releaseOf(fragment).segments)).toEqual(merged(target.trace(fragment).segments));
      }),
      { ...runs, numRuns: Math.min(400, Number(runs.numRuns)) },
    );
    expect(compared).toBeGreaterThan(0);
  });
});

test('a strategy plays the same from its plan and from what an exact target makes of it', () => {
  const strategy = Strategy.parse({
    kind: 'canary',
    steps: [
      { weight: 5, hold: '10m' },
      { weight: 50, hold: '10m' },
    ],
    guards: [{ metric: 'errorRate', max: '1%' }],
  });
  const target = TARGETS.find(({ id }) => id === 'argo-rollouts-istio');
  const release = releaseOf(JSON.parse(JSON.stringify(target?.emit(plan(strategy), { name: 'shop' }))));
  expect(played(release, burst(0.05, 200))).toMatchObject({ result: 'rolledBack', at: 300 - 60 });
});
