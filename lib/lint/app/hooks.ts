import type { Part } from '../read/resource';
import type { App } from './app';
import { sameNamespace } from './selection';

/** Something that a release calls and waits for. */
export interface Hook {
  /** Before users come, after the last of them came, or in between. */
  readonly when: 'before' | 'after' | 'between';
  readonly part: Part;
  /** What it is, in words: `the hook BeforeAllowTraffic`. */
  readonly what: string;
  /** A failure stops the release; otherwise it is only noted. */
  readonly counts: boolean;
  /** Whether it runs or calls something, or measures what others do. */
  readonly does: 'calls' | 'measures' | 'unknown';
}

/** A hook that is there to call something. */
const calling = (when: Hook['when'], part: Part, what: string, counts = true): Hook => ({
  when,
  part,
  what,
  counts,
  does: 'calls',
});

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

/** What an analysis of Argo Rollouts does, as far as its templates are among the files. */
type Doing = 'calls' | 'measures' | 'unknown';

/** Whether the templates of an analysis run or call something, instead of measuring alone. */
function doing(analysis: Part, app: App): Doing {
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

const ARGO = /^argoproj\.io$/;
const CALLS = ['job', 'web'] as const;

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

/** When CodeDeploy calls which hook: of services, functions and machines. */
const EVENTS: Readonly<Record<string, Hook['when']>> = {
  BeforeInstall: 'between',
  AfterInstall: 'before',
  AfterAllowTestTraffic: 'before',
  BeforeAllowTraffic: 'before',
  AfterAllowTraffic: 'after',
};

/** Of a machine, which gets its users back after the last of its own hooks. */
const MACHINE: Readonly<Record<string, Hook['when']>> = { ValidateService: 'before', AfterAllowTraffic: 'after' };

const event = (name: string, part: Part, events = EVENTS): Hook[] => {
  const when = Object.hasOwn(events, name) ? events[name] : undefined;
  const isEmpty = part.text?.trim() === '';
  return when === undefined || !part.isThere || isEmpty ? [] : [calling(when, part, `the hook ${name}`)];
};

/** Hooks of an AppSpec, and of blue/green that CloudFormation runs by CodeDeploy. */
const codeDeployHooks = (app: App): Hook[] => [
  ...app
    .of('appspec')
    .flatMap((part) => part.at('Hooks').items)
    .flatMap(({ entries }) => entries.flatMap(([name, part]) => event(name, part))),
  ...app
    .of('appspec')
    .flatMap((part) => part.at('hooks').entries)
    .flatMap(([name, part]) => (part.items.length === 0 ? [] : event(name, part, MACHINE))),
  ...app
    .of('AWS::CodeDeploy::BlueGreen')
    .flatMap((part) => part.at('Properties', 'LifecycleEventHooks').entries)
    .flatMap(([name, part]) => event(name, part)),
];

/** What Google Cloud Deploy runs in a phase: `verify` and `postdeploy` after it. */
function phaseHooks(phase: Part, percentage: number | undefined): Hook[] {
  const when = percentage === 0 ? 'before' : percentage === 100 ? 'after' : 'between';
  const place = percentage === undefined ? '' : ` at ${percentage}%`;
  const [verify, after] = [phase.at('verify'), phase.at('postdeploy', 'actions')];
  return [
    ...(verify.isTrue ? [calling(when, verify, `the verification${place}`)] : []),
    ...(after.items.length > 0 ? [calling(when, after, `the action${place}`)] : []),
  ];
}

function cloudDeployHooks(app: App): Hook[] {
  return app.of('DeliveryPipeline', CLOUD_DEPLOY).flatMap((pipeline) =>
    pipeline.at('serialPipeline', 'stages').items.flatMap((stage, at, { length }): Hook[] => {
      const strategy = stage.at('strategy');
      const canary = strategy.at('canary', 'canaryDeployment');
      const phases = strategy.at('canary', 'customCanaryDeployment', 'phaseConfigs').items;
      // A stage that is not the last one is tried before production gets the version.
      const standard = phaseHooks(strategy.at('standard'), 100).map(
        (hook): Hook =>
          at < length - 1 ? { ...hook, when: 'before', what: `${hook.what} in an earlier stage` } : hook,
      );
      // The last phase of a canary is always the one with everybody.
      return [
        ...standard,
        ...phaseHooks(canary, 100),
        ...phases.flatMap((phase) => phaseHooks(phase, phase.at('percentage').number)),
      ];
    }),
  );
}

const CLOUD_DEPLOY = /^deploy\.cloud\.google\.com$/;

/** What releases call and wait for, on every platform. */
export const hooksIn = (app: App): readonly Hook[] => [
  ...ecsHooks(app),
  ...functionHooks(app),
  ...rolloutHooks(app),
  ...flaggerHooks(app),
  ...codeDeployHooks(app),
  ...cloudDeployHooks(app),
];
