import fc from 'fast-check';
import { type CloudRunFragment, cloudRun, knative, releasedShare } from '../../../constructs-k8s/cloud-run';
import { judge, verdictOf } from '../../../lib/fidelity';
import { errorsOf } from '../../../lib/findings';
import { type Plan, plan, trace } from '../../../lib/plan';
import { Check, parseStrategy, Strategy } from '../../../lib/strategy';
import { runs, strategies } from '../../support/arbitrary';
import { deployProblems } from '../../support/cloud-deploy';
import { expectValidManifests, problemsOf } from '../../support/kubernetes';

const smoke = Check.http({ name: 'smoke', path: '/healthz' });
const release = Strategy.canary({
  checks: { beforeTraffic: [smoke], afterTraffic: [Check.job({ name: 'after', image: 'smoke:1', timeout: '5m' })] },
  steps: [
    { weight: 10, hold: '15m' },
    { weight: 50, hold: '2h', approve: true, checks: [Check.http({ name: 'ready', path: '/ready' })] },
  ],
});

const emitted = (strategy: Strategy): CloudRunFragment => cloudRun.emit(plan(strategy), { name: 'web' });

const canaryOf = ({ pipeline }: CloudRunFragment) => {
  const strategy = pipeline.serialPipeline.stages[0]?.strategy;
  if (strategy === undefined || !('canary' in strategy)) throw new Error('the stage is no canary');
  return strategy.canary;
};

const filesOf = ({ pipeline, targets, automation }: CloudRunFragment) => [
  pipeline,
  ...targets,
  ...(automation === undefined ? [] : [automation]),
];

const problemsIn = (fragment: CloudRunFragment): string[] => [
  ...problemsOf(fragment.service),
  ...filesOf(fragment).flatMap((file) => deployProblems(file)),
];

test('a longer drain than the platform lets a request take is as long as it lets', () => {
  const timeouts = (drain: `${number}m`) => {
    const planned = plan(Strategy.canary({ steps: [{ weight: 10, hold: '1h' }], drain }));
    const services = [
      knative.emit(planned, { name: 'web' }).phases[0]?.service,
      cloudRun.emit(planned, { name: 'web' }).service,
    ];
    return services.map((service) => service?.spec.template.spec.timeoutSeconds);
  };
  expect(timeouts('5m')).toEqual([300, 300]);
  expect(timeouts('30m')).toEqual([600, 1800]);
  expect(timeouts('120m')).toEqual([600, 3600]);
});

describe('a release of Cloud Run', () => {
  const fragment = emitted(release);

  test('is a Service without traffic, a pipeline, its targets, an Automation and what Skaffold runs', () => {
    expect(fragment).toMatchSnapshot();
    expect(problemsIn(fragment)).toEqual([]);
    expect(fragment.service.spec).not.toHaveProperty('traffic');
  });

  test('its phases are those of the strategy; the last one is Cloud Deploy’s `stable`', () => {
    const { runtimeConfig, customCanaryDeployment } = canaryOf(fragment);
    expect(customCanaryDeployment.phaseConfigs.map(({ phaseId, percentage }) => [phaseId, percentage])).toEqual([
      ['before-traffic', 0],
      ['step-1', 10],
      ['step-2', 50],
      ['stable', 100],
    ]);
    expect(runtimeConfig.cloudRun).toEqual({ automaticTrafficControl: true, canaryRevisionTags: ['preview'] });
  });

  test('an Automation goes on after each hold, and a person where one is asked', () => {
    const rules = fragment.automation?.rules ?? [];
    expect(rules.flatMap(({ advanceRolloutRule: rule }) => (rule ? [[rule.sourcePhases, rule.wait]] : []))).toEqual([
      [['before-traffic'], '0m'],
      [['step-1'], '15m'],
    ]);
    expect(rules.at(-1)).toEqual({ repairRolloutRule: { id: 'roll-back', repairPhases: [{ rollback: {} }] } });
  });

  test('a hold before a check or a person is a job, for which the target has time enough', () => {
    expect(canaryOf(fragment).customCanaryDeployment.phaseConfigs[2]?.postdeploy?.actions).toEqual([
      'hold-step-2',
      'ready',
    ]);
    const hold = fragment.skaffold.customActions?.find(({ name }) => name === 'hold-step-2');
    expect(hold?.containers).toMatchObject([{ command: ['/bin/sleep'], args: ['7200'] }]);
    expect(fragment.targets[0]?.executionConfigs?.[0]?.executionTimeout).toBe('7500s');
    expect(emitted(Strategy.canary({ steps: [{ weight: 10, hold: '1d' }] })).targets[0]).not.toHaveProperty(
      'executionConfigs',
    );
  });

  test('checks ask the new revision by its tag, and the Service when it has everything', () => {
    const text = JSON.stringify(fragment.skaffold);
    expect(text).toContain('https://preview---web-PROJECT_NUMBER.REGION.run.app/healthz');
    const after = emitted(Strategy.blueGreen({ checks: { afterTraffic: [smoke] } }));
    expect(JSON.stringify(after.skaffold)).toContain('"https://web-PROJECT_NUMBER.REGION.run.app/healthz"');
  });

  test('everything at once is a standard deployment', () => {
    const { pipeline, automation } = emitted(Strategy.blueGreen({ checks: { afterTraffic: [smoke] } }));
    expect(pipeline.serialPipeline.stages[0]?.strategy).toEqual({ standard: { postdeploy: { actions: ['smoke'] } } });
    expect(automation?.rules).toHaveLength(1);
  });

  test('what halts is rolled back by nobody', () => {
    const halted = emitted(Strategy.canary({ steps: [{ weight: 10, approve: true }], onFailure: 'halt' }));
    expect(halted).not.toHaveProperty('automation');
    expect(cloudRun.trace(halted).onFailure).toBe('halt');
  });

  test('is traced as it was planned', () => {
    expect(verdictOf(judge(plan(release), cloudRun))).toBe('exact');
    expect(cloudRun.trace(fragment)).toEqual(trace(plan(release)));
  });

  test('is read from files that nobody generated', () => {
    const pipeline = {
      ...fragment.pipeline,
      serialPipeline: {
        stages: [
          {
            targetId: 'production',
            strategy: {
              canary: {
                runtimeConfig: { cloudRun: { automaticTrafficControl: true } },
                customCanaryDeployment: {
                  phaseConfigs: [
                    { phaseId: 'warm', percentage: 20, predeploy: { actions: ['migrate'] } },
                    { phaseId: 'stable', percentage: 100 },
                  ],
                },
              },
            },
          },
        ],
      },
    };
    const { segments, onFailure } = cloudRun.trace({ ...fragment, pipeline, automation: undefined });
    expect(segments.map(({ weight, gates }) => [weight, gates.map(({ kind }) => kind)])).toEqual([
      [0, ['check']],
      [20, ['approval']],
      [100, []],
    ]);
    expect(onFailure).toBe('halt');
  });
});

describe('a Service of Knative', () => {
  const { phases } = knative.emit(plan(Strategy.canary({ steps: [{ weight: 10, hold: '1h' }] })), { name: 'web' });

  test('has the traffic of each phase, and both revisions by their tags', () => {
    expect(phases).toMatchSnapshot();
    expectValidManifests(phases.map(({ service }) => service));
    expect(phases.map(({ name, service }) => [name, service.spec.traffic])).toEqual([
      [
        'step 1',
        [
          { revisionName: 'web-stable', percent: 90, tag: 'stable' },
          { revisionName: 'web-candidate', percent: 10, tag: 'preview' },
        ],
      ],
      [
        'full',
        [
          { revisionName: 'web-stable', percent: 0, tag: 'stable' },
          { revisionName: 'web-candidate', percent: 100, tag: 'preview' },
        ],
      ],
    ]);
  });

  test('is read back, however the new revision is named', () => {
    const share = (traffic: Parameters<typeof releasedShare>[0]['spec']['traffic']) =>
      releasedShare({ spec: { template: { metadata: { name: 'web-2' }, spec: { containers: [] } }, traffic } });
    expect(share(undefined)).toBe(100);
    expect(
      share([
        { revisionName: 'web-1', percent: 70 },
        { latestRevision: true, percent: 30 },
      ]),
    ).toBe(30);
    expect(
      share([
        { revisionName: 'web-1', percent: 95 },
        { revisionName: 'web-2', percent: 5 },
      ]),
    ).toBe(5);
    expect(
      share([
        { revisionName: 'web-1', percent: 99 },
        { revisionName: 'web-3', percent: 1, tag: 'preview' },
      ]),
    ).toBe(1);
  });

  test('has what Cloud Run wants in its own spelling', () => {
    const options = { name: 'web', minInstances: 1, maxInstances: 9, ingress: 'internal' } as const;
    const strategy = Strategy.canary({
      steps: [{ weight: 10, hold: '1h' }],
      stickiness: { by: 'cookie', lasts: '30d' },
      drain: '20s',
    });
    const run = cloudRun.emit(plan(strategy), options).service;
    expect(run.metadata.annotations).toEqual({ 'run.googleapis.com/ingress': 'internal' });
    expect(run.spec.template).toMatchObject({
      metadata: {
        annotations: {
          'autoscaling.knative.dev/minScale': '1',
          'autoscaling.knative.dev/maxScale': '9',
          'run.googleapis.com/sessionAffinity': 'true',
        },
      },
      spec: { timeoutSeconds: 20 },
    });
    const [first] = knative.emit(plan(strategy), options).phases;
    expect(first?.service.spec.template.metadata?.annotations).toEqual({
      'autoscaling.knative.dev/min-scale': '1',
      'autoscaling.knative.dev/max-scale': '9',
    });
    expect(problemsOf(run)).toEqual([]);
  });
});

describe('refusals', () => {
  test('say what the platform does, and what to write', () => {
    const strategy = Strategy.canary({
      steps: [{ weight: 10, hold: '1h' }],
      guards: [{ metric: 'errorRate', max: 1 }],
    });
    expect(errorsOf(judge(plan(strategy), cloudRun).findings)).toMatchObject([
      {
        message:
          'Cloud Run (Cloud Deploy) cannot do “error-rate guard” of 1%: Cloud Deploy runs containers once in a phase, and reads no metric between them',
        fix: expect.stringMatching(/^write a check of kind job that asks your metrics at the end of a step/),
      },
    ]);
  });

  const refused = (strategy: Strategy, target: typeof cloudRun | typeof knative) =>
    errorsOf(judge(plan(strategy), target).findings).map(({ id, path }) => `${id} ${path}`);
  const steps = [{ weight: 10, hold: '1h' }] as const;

  test('Cloud Run', () => {
    expect(refused(Strategy.canary({ steps, guards: [{ metric: 'errorRate', max: 1 }] }), cloudRun)).toEqual([
      'refused.guard.error-rate guards[0]',
    ]);
    expect(refused(Strategy.canary({ steps: [{ weight: 10, hold: '15d' }] }), cloudRun)).toEqual([
      'refused.hold steps[0].hold',
    ]);
    expect(refused(Strategy.canary({ steps: [{ weight: 10, hold: '2d', approve: true }] }), cloudRun)).toEqual([
      'refused.hold steps[0].hold',
    ]);
    expect(refused(Strategy.canary({ steps: [{ weight: 10, approve: { timeout: '1h' } }] }), cloudRun)).toEqual([
      'refused.approve.timeout steps[0].approve.timeout',
    ]);
    expect(refused(Strategy.canary({ steps, bake: '1h' }), cloudRun)).toEqual(['approximated.bake bake']);
    expect(refused(Strategy.rolling({}), cloudRun)).toContain('refused.replace.in-place kind');
    expect(refused(Strategy.shadow({ mirror: 10, duration: '1h' }), cloudRun)).toContain('refused.mirror mirror');
  });

  test('Knative', () => {
    expect(refused(Strategy.canary({ steps, bake: '1h' }), knative)).toEqual(['refused.bake bake']);
    expect(refused(Strategy.canary({ steps: [{ weight: 10, approve: true }] }), knative)).toEqual([
      'approximated.approve.between-steps steps[0].approve',
    ]);
  });
});

const isExact = (planned: Plan, target: typeof cloudRun): boolean => verdictOf(judge(planned, target)) === 'exact';

test('every strategy is refused with findings, or emitted validly and traced as it was planned where all is exact', () => {
  fc.assert(
    fc.property(strategies(), (written) => {
      const { strategy } = parseStrategy(written);
      if (strategy === undefined) return;
      const planned = plan(strategy);
      if (errorsOf(judge(planned, cloudRun).findings).length === 0) {
        const fragment = cloudRun.emit(planned, { name: 'web' });
        expect(problemsIn(fragment)).toEqual([]);
        const traced = cloudRun.trace(fragment);
        if (isExact(planned, cloudRun)) expect(traced).toEqual(trace(planned));
      }
      if (errorsOf(judge(planned, knative).findings).length === 0) {
        const { phases } = knative.emit(planned, { name: 'web' });
        for (const { service } of phases) {
          expect(problemsOf(service)).toEqual([]);
          const percents = (service.spec.traffic ?? []).map(({ percent }) => percent);
          expect(percents.reduce((sum, percent) => sum + percent, 0)).toBe(100);
        }
        knative.trace({ phases });
      }
    }),
    runs,
  );
});

test('a strategy without guards and bake is exact, whatever else it asks', () => {
  const kinds = ['blueGreen', 'canary', 'linear'] as const;
  let exact = 0;
  fc.assert(
    fc.property(strategies({ kinds }), ({ guards, bake, drain, stickiness, ...written }) => {
      const { strategy } = parseStrategy(written);
      if (strategy === undefined) return;
      const planned = plan(strategy);
      if (!isExact(planned, cloudRun)) return;
      exact += 1;
      expect(cloudRun.trace(cloudRun.emit(planned, { name: 'web' }))).toEqual(trace(planned));
    }),
    runs,
  );
  expect(exact).toBeGreaterThan(5);
});
