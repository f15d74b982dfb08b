import type { Part } from '../read/resource';
import type { App } from './app';

/** Something that a release calls and waits for. */
export interface Hook {
  /** Before users come, after the last of them came, or in between. */
  readonly when: 'before' | 'after' | 'between';
  readonly part: Part;
  /** What it is, in words: `the hook BeforeAllowTraffic`. */
  readonly what: string;
  /** A failure stops the release; otherwise it is only noted. */
  readonly counts: boolean;
}

const STAGES: Readonly<Record<string, Hook['when']>> = {
  PRE_SCALE_UP: 'between',
  POST_SCALE_UP: 'before',
  TEST_TRAFFIC_SHIFT: 'before',
  POST_TEST_TRAFFIC_SHIFT: 'before',
  PRE_PRODUCTION_TRAFFIC_SHIFT: 'before',
  PRODUCTION_TRAFFIC_SHIFT: 'between',
  POST_PRODUCTION_TRAFFIC_SHIFT: 'after',
};

function ecsHooks(app: App): Hook[] {
  const hooks = app
    .of('AWS::ECS::Service')
    .flatMap((part) => part.at('Properties', 'DeploymentConfiguration', 'LifecycleHooks').items)
    .filter((hook) => hook.at('TargetType').text !== 'PAUSE');
  return hooks.flatMap((part) =>
    part.at('LifecycleStages').items.flatMap(({ text = '' }): Hook[] => {
      const when = STAGES[text];
      return when === undefined ? [] : [{ when, part, what: `the function at ${text}`, counts: true }];
    }),
  );
}

function functionHooks(app: App): Hook[] {
  const aliases = app.of('AWS::Lambda::Alias').map((part) => part.at('UpdatePolicy', 'CodeDeployLambdaAliasUpdate'));
  const functions = app
    .of('AWS::Serverless::Function')
    .map((part) => part.at('Properties', 'DeploymentPreference', 'Hooks'));
  const parts = [
    ...aliases.map((part) => ['before', part.at('BeforeAllowTrafficHook'), 'BeforeAllowTraffic'] as const),
    ...aliases.map((part) => ['after', part.at('AfterAllowTrafficHook'), 'AfterAllowTraffic'] as const),
    ...functions.map((part) => ['before', part.at('PreTraffic'), 'PreTraffic'] as const),
    ...functions.map((part) => ['after', part.at('PostTraffic'), 'PostTraffic'] as const),
  ];
  return parts
    .filter(([, part]) => part.isThere)
    .map(([when, part, name]) => ({ when, part, what: `the hook ${name}`, counts: true }));
}

/** Whether the templates of an analysis run or call something, instead of measuring. */
function tests(analysis: Part, app: App): boolean {
  const names = new Set(analysis.at('templates').items.map((part) => part.at('templateName').text));
  return app
    .of(['AnalysisTemplate', 'ClusterAnalysisTemplate'])
    .filter(({ resource }) => names.has(resource.name))
    .flatMap((template) => template.at('spec', 'metrics').items)
    .some((metric) => metric.at('provider', 'job').isThere || metric.at('provider', 'web').isThere);
}

function rolloutHooks(app: App): Hook[] {
  return app.of('Rollout', /^argoproj\.io$/).flatMap((rollout): Hook[] => {
    const blueGreen = rollout.at('spec', 'strategy', 'blueGreen');
    const [before, after] = [blueGreen.at('prePromotionAnalysis'), blueGreen.at('postPromotionAnalysis')];
    let weight = 0;
    const steps = rollout.at('spec', 'strategy', 'canary', 'steps').items.flatMap((step): Hook[] => {
      weight = step.at('setWeight').number ?? weight;
      const part = step.at('analysis');
      if (!part.isThere || !tests(part, app)) return [];
      const when = weight === 0 ? 'before' : weight === 100 ? 'after' : 'between';
      return [{ when, part, what: `an analysis at ${weight}%`, counts: true }];
    });
    return [
      ...(before.isThere
        ? [{ when: 'before', part: before, what: 'the analysis before the switch', counts: true } as const]
        : []),
      ...(after.isThere
        ? [{ when: 'after', part: after, what: 'the analysis after the switch', counts: true } as const]
        : []),
      ...steps,
    ];
  });
}

const WEBHOOKS: Readonly<Record<string, Hook['when']>> = {
  'pre-rollout': 'before',
  rollout: 'between',
  'post-rollout': 'after',
};

function flaggerHooks(app: App): Hook[] {
  return app
    .of('Canary', /^flagger\.app$/)
    .flatMap((canary) => canary.at('spec', 'analysis', 'webhooks').items)
    .flatMap((part): Hook[] => {
      const type = part.at('type').text ?? 'rollout';
      const when = WEBHOOKS[type];
      return when === undefined ? [] : [{ when, part, what: `the webhook ${type}`, counts: type !== 'post-rollout' }];
    });
}

/** What releases call and wait for, on every platform. */
export const hooksIn = (app: App): readonly Hook[] => [
  ...ecsHooks(app),
  ...functionHooks(app),
  ...rolloutHooks(app),
  ...flaggerHooks(app),
];
