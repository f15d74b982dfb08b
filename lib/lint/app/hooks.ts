import type { Part } from '../read/resource';
import type { App } from './app';
import { cloudDeployHooks } from './cloud-deploy-hooks';
import { codeDeployHooks } from './code-deploy-hooks';
import { calling, type Hook } from './hook';
import { sameNamespace } from './selection';

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
      const when = Object.hasOwn(STAGES, text) ? STAGES[text] : undefined;
      return when === undefined ? [] : [calling(when, part, `the function at ${text}`)];
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
  return parts.filter(([, part]) => part.isThere).map(([when, part, name]) => calling(when, part, `the hook ${name}`));
}

const ARGO = /^argoproj\.io$/;

/** Providers of a metric that run or call something; all others measure. */
const CALLS = ['job', 'web'] as const;

/** What an analysis of Argo Rollouts does, as far as its templates are among the files. */
function doing(analysis: Part, app: App): Hook['does'] {
  const names = analysis.at('templates').items.map((part) => part.at('templateName').text);
  const found = names.map((name) =>
    app
      .of(['AnalysisTemplate', 'ClusterAnalysisTemplate'], ARGO)
      .filter(({ resource }) => resource.name === name && sameNamespace(resource, analysis.resource)),
  );
  const metrics = found.flat().flatMap((template) => template.at('spec', 'metrics').items);
  if (metrics.some((metric) => CALLS.some((provider) => metric.at('provider', provider).isThere))) return 'calls';
  return names.length === 0 || found.some(({ length }) => length === 0) ? 'unknown' : 'measures';
}

function rolloutHooks(app: App): Hook[] {
  return app.of('Rollout', ARGO).flatMap((rollout): Hook[] => {
    const blueGreen = rollout.at('spec', 'strategy', 'blueGreen');
    let weight = 0;
    const steps = rollout.at('spec', 'strategy', 'canary', 'steps').items.map((step) => {
      weight = step.at('setWeight').number ?? weight;
      const when = weight === 0 ? 'before' : weight === 100 ? 'after' : 'between';
      return [when, step.at('analysis'), `an analysis at ${weight}%`] as const;
    });
    return [
      ['before', blueGreen.at('prePromotionAnalysis'), 'the analysis before the switch'] as const,
      ['after', blueGreen.at('postPromotionAnalysis'), 'the analysis after the switch'] as const,
      ...steps,
    ]
      .filter(([, part]) => part.isThere)
      .map(([when, part, what]) => ({ when, part, what, counts: true, does: doing(part, app) }));
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
      const when = Object.hasOwn(WEBHOOKS, type) ? WEBHOOKS[type] : undefined;
      return when === undefined ? [] : [calling(when, part, `the webhook ${type}`, type !== 'post-rollout')];
    });
}

/** What releases call and wait for, on every platform. */
export const hooksIn = (app: App): readonly Hook[] => [
  ...ecsHooks(app),
  ...functionHooks(app),
  ...rolloutHooks(app),
  ...flaggerHooks(app),
  ...codeDeployHooks(app),
  ...cloudDeployHooks(app),
];
