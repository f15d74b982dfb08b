import type { Part } from '../read/resource';
import type { App } from './app';
import { commandWith } from './pipelines';

/** Something that takes a release back without a person. */
export interface AutomaticRollback {
  readonly part: Part;
  readonly what: string;
}

const HELM = /\bhelm\b[\s\S]*(?:--atomic|--rollback-on-failure)/;
const UNDO = /kubectl\s+rollout\s+undo|helm\s+rollback|argo(?:cd)?\s+app\s+rollback/;

function ecs(app: App): AutomaticRollback[] {
  return app.of('AWS::ECS::Service').flatMap((part): AutomaticRollback[] => {
    const configuration = part.at('Properties', 'DeploymentConfiguration');
    const alarms = configuration.at('Alarms');
    const breaker = configuration.at('DeploymentCircuitBreaker');
    const byAlarms =
      alarms.at('Enable').isTrue && alarms.at('Rollback').isTrue && alarms.at('AlarmNames').items.length > 0;
    return [
      ...(byAlarms ? [{ part: alarms, what: 'ECS goes back when an alarm is raised' }] : []),
      ...(breaker.at('Enable').isTrue && breaker.at('Rollback').isTrue
        ? [{ part: breaker, what: 'ECS goes back when tasks do not start' }]
        : []),
      ...configuration
        .at('LifecycleHooks')
        .items.filter((hook) => hook.at('HookTargetArn').isThere)
        .map((hook) => ({ part: hook, what: 'ECS goes back when this hook fails' })),
    ];
  });
}

const codeDeploy = (app: App): AutomaticRollback[] => [
  ...app
    .of('AWS::CodeDeploy::BlueGreen')
    .map((part) => ({ part, what: 'CloudFormation goes back when the deployment fails' })),
  ...app
    .of('AWS::CodeDeploy::DeploymentGroup')
    .map((part) => part.at('Properties', 'AutoRollbackConfiguration'))
    .filter((part) => part.at('Enabled').isTrue)
    .map((part) => ({ part, what: 'CodeDeploy goes back by itself' })),
  ...app
    .of('AWS::Serverless::Function')
    .map((part) => part.at('Properties', 'DeploymentPreference'))
    .filter((part) => part.at('Type').isThere && !part.at('Enabled').isFalse)
    .map((part) => ({ part, what: 'CodeDeploy goes back by itself' })),
];

/** Every analysis of a Rollout, also of an experiment that it runs. */
function analysesOf(rollout: Part): Part[] {
  const [canary, blueGreen] = [rollout.at('spec', 'strategy', 'canary'), rollout.at('spec', 'strategy', 'blueGreen')];
  const steps = canary.at('steps').items;
  return [
    canary.at('analysis'),
    blueGreen.at('prePromotionAnalysis'),
    blueGreen.at('postPromotionAnalysis'),
    ...steps.map((step) => step.at('analysis')),
    ...steps.flatMap((step) => step.at('experiment', 'analyses').items),
  ].filter(({ isThere }) => isThere);
}

function kubernetes(app: App): AutomaticRollback[] {
  const guarded = app.releases.filter(
    ({ part, playable }) =>
      part.resource.platform === 'kubernetes' &&
      playable !== undefined &&
      playable.guards.length + playable.unplayed.length > 0,
  );
  const measured = new Set(guarded.map(({ part }) => part.resource));
  const analysed = app
    .of('Rollout', /^argoproj\.io$/)
    .filter(({ resource }) => !measured.has(resource))
    .flatMap((rollout) => analysesOf(rollout).slice(0, 1));
  const repairs = app
    .of('Automation', /^deploy\.cloud\.google\.com$/)
    .flatMap((part) => part.at('rules').items)
    .flatMap((rule) => rule.at('repairRolloutRule', 'repairPhases').items)
    .map((phase) => phase.at('rollback'))
    .filter(({ isThere }) => isThere);
  const deadlines = app
    .of('Rollout', /^argoproj\.io$/)
    .map((part) => part.at('spec', 'progressDeadlineAbort'))
    .filter(({ isTrue }) => isTrue);
  const remediation = app
    .of('HelmRelease', /toolkit\.fluxcd\.io$/)
    .map((part) => part.at('spec', 'upgrade', 'remediation'))
    .filter(({ isThere }) => isThere);
  return [
    ...guarded.map(({ part, playable }) => ({ part, what: `${playable?.engine.name} goes back by what it measures` })),
    ...analysed.map((part) => ({ part, what: 'Argo Rollouts goes back when an analysis fails' })),
    ...repairs.map((part) => ({ part, what: 'Cloud Deploy goes back when a rollout fails' })),
    ...deadlines.map((part) => ({ part, what: 'Argo Rollouts goes back when new copies do not become ready in time' })),
    ...remediation.map((part) => ({ part, what: 'Flux goes back when an upgrade fails' })),
  ];
}

function pipelines(app: App): AutomaticRollback[] {
  const helm = commandWith(app, (text) => HELM.test(text));
  const undo = commandWith(app, (text) => UNDO.test(text));
  return [
    ...(helm === undefined ? [] : [{ part: helm, what: 'Helm goes back when an upgrade fails' }]),
    ...(undo === undefined ? [] : [{ part: undo, what: 'the pipeline goes back' }]),
  ];
}

/** Everything among the files that takes a release back without a person. */
export const automaticRollbacks = (app: App): readonly AutomaticRollback[] => [
  ...ecs(app),
  ...codeDeploy(app),
  ...kubernetes(app),
  ...pipelines(app),
];
