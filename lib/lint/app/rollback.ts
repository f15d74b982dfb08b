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
    ];
  });
}

const codeDeploy = (app: App): AutomaticRollback[] => [
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

function kubernetes(app: App): AutomaticRollback[] {
  const guarded = app.releases.filter(
    ({ part, playable }) =>
      part.resource.platform === 'kubernetes' &&
      playable !== undefined &&
      playable.guards.length + playable.unplayed.length > 0,
  );
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
    ...deadlines.map((part) => ({ part, what: 'Argo Rollouts goes back when new copies do not become ready in time' })),
    ...remediation.map((part) => ({ part, what: 'Flux goes back when an upgrade fails' })),
  ];
}

function pipelines(app: App): AutomaticRollback[] {
  const helm = commandWith(app, HELM);
  const undo = commandWith(app, UNDO);
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
