import type { App } from '../app/app';
import type { EcsWorkload } from '../app/aws';
import { type Container, isSidecar } from '../app/container';
import { automaticRollbacks } from '../app/rollback';
import { handMadeSplits } from '../app/splits';
import { ecsOf, type PodWorkload, podsOf } from '../app/workloads';
import type { Part } from '../read/resource';
import { bad, good, type Observation, type Rule, unseen } from '../rule';

const MOVING = new Set(['latest', 'main', 'master', 'dev', 'develop', 'edge', 'nightly', 'canary', 'head']);
/** A revision that is not ready gets nobody, and its image is resolved once. */
const KNATIVE = 'serving.knative.dev';
/** What is filled in before the deploy: by a template, or by ko. */
const PLACEHOLDER = /[${}<>]|^ko:\/\//;
const ROLLING = /^(?:ROLLING)?$/;

function moving({ part, name, image }: Container, field: string): Observation[] {
  const place = part.at(field);
  if (image === undefined || image.includes('@sha256:') || PLACEHOLDER.test(image)) return [];
  const last = image.slice(image.lastIndexOf('/') + 1);
  const tag = last.includes(':') ? last.slice(last.indexOf(':') + 1) : undefined;
  if (tag !== undefined && !MOVING.has(tag.toLowerCase())) return [];
  const message = `container ${name} has ${tag === undefined ? 'no tag' : `the tag ${tag}`}, which moves: going back starts the same image again`;
  return [bad(place, message, 'name each version’s own tag or digest')];
}

const images = (app: App): Observation[] => [
  ...podsOf(app)
    .filter(({ part }) => part.resource.group !== KNATIVE)
    .flatMap(({ containers }) => containers.filter((one) => !isSidecar(one)).flatMap((one) => moving(one, 'image'))),
  ...ecsOf(app).flatMap(({ containers }) =>
    containers.filter((one) => !isSidecar(one)).flatMap((one) => moving(one, 'Image')),
  ),
];

const history = (app: App): Observation[] =>
  podsOf(app)
    .map(({ part }) => part.at('spec', 'revisionHistoryLimit'))
    .filter(({ number }) => number === 0)
    .map((limit) =>
      bad(limit, 'no earlier version is kept: there is nothing to go back to', 'remove revisionHistoryLimit: 0'),
    );

function ecs(app: App, { part, properties, strategy, controller }: EcsWorkload): Observation[] {
  if (controller !== 'ECS') {
    const isHere = app.of(['AWS::CodeDeploy::DeploymentGroup', 'AWS::CodeDeploy::BlueGreen']).length > 0;
    const whose = controller === 'CODE_DEPLOY' ? 'CodeDeploy releases it' : 'another controller releases it';
    const type = properties.at('DeploymentController', 'Type');
    return isHere ? [] : [unseen(type, `${whose}; whether it goes back is not said in these files`)];
  }
  const isBack = automaticRollbacks(app).some(({ part }) => part.resource === properties.resource);
  if (isBack) return [];
  if (strategy.at('Strategy').isFunction)
    return [unseen(strategy.at('Strategy'), 'its strategy is not known before the deploy')];
  if (!ROLLING.test(strategy.at('Strategy').text ?? '')) {
    const fix = 'write Alarms: { AlarmNames: […], Enable: true, Rollback: true }, or a lifecycle hook that tests it';
    return [bad([strategy, part], 'no alarm and no hook takes a release back', fix, 'warning')];
  }
  const breaker = strategy.at('DeploymentCircuitBreaker');
  const message = breaker.at('Enable').isTrue
    ? 'a release that fails is stopped half-way, and stays so'
    : 'nothing stops a release whose tasks never become healthy: ECS starts them again and again';
  return [
    bad(
      breaker.isThere ? breaker : strategy,
      message,
      'write DeploymentCircuitBreaker: { Enable: true, Rollback: true }, or Alarms with Rollback: true',
      'warning',
    ),
  ];
}

const groups = (app: App): Observation[] =>
  app
    .of('AWS::CodeDeploy::DeploymentGroup')
    .map((part) => part.at('Properties', 'AutoRollbackConfiguration'))
    .filter((part) => !part.isFunction && !part.at('Enabled').isTrue && !part.at('Enabled').isFunction)
    .map((part) =>
      bad(
        part,
        'a release that fails stays as it is',
        'write AutoRollbackConfiguration: { Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM] }',
        'warning',
      ),
    );

const skipped = (app: App): Observation[] =>
  app
    .of('Canary', /^flagger\.app$/)
    .map((part) => part.at('spec', 'skipAnalysis'))
    .filter(({ isTrue }) => isTrue)
    .map((part) =>
      bad(part, 'Flagger promotes each version without a look at it, and never goes back', 'remove skipAnalysis: true'),
    );

/** How a workload that nothing takes back is taken back by a person. */
function wayBack({ part, replacement, strategy }: PodWorkload): [Part | [Part, Part], string] {
  const { kind, group } = part.resource;
  if (group === KNATIVE)
    return [part, 'Knative never goes back by itself; who gives its traffic to the earlier revision cannot be seen'];
  if (kind === 'Rollout')
    return [part, 'no analysis takes this Rollout back by itself; who aborts or undoes it, and how, cannot be seen'];
  if (kind === 'Deployment' && replacement === 'blueGreen')
    return [[part, strategy], 'the way back is to switch this selector again; who does it, and when, cannot be seen'];
  return [part, `a ${kind} never goes back by itself; who does it, and how, cannot be seen`];
}

/** Deployments and their relatives, which never go back by themselves. */
function byHand(app: App): Observation[] {
  const found = automaticRollbacks(app);
  if (found.some(({ part }) => part.resource.platform === 'pipeline' || part.resource.kind === 'HelmRelease'))
    return [];
  const covered = new Set(found.map(({ part }) => part.resource));
  const isRepaired = found.some(({ part }) => part.resource.kind === 'Automation');
  return podsOf(app)
    .filter(({ part, strategy }) => !covered.has(part.resource) && !covered.has(strategy.resource))
    .filter(({ part }) => part.resource.group !== KNATIVE || !isRepaired)
    .map((workload) => unseen(...wayBack(workload)));
}

/** Weights that no engine moves: the way back is the way there. */
const weights = (app: App): Observation[] =>
  handMadeSplits(app)
    .filter(({ resource }) => resource.group !== KNATIVE)
    .map((part) =>
      unseen(part, 'the way back is to set these weights again; who does it, and within which time, cannot be seen'),
    );

export const noRollbackPlan: Rule = {
  id: 'no-rollback-plan',
  title: 'No rollback plan',
  kind: 'pitfall',
  reads:
    'Tags of images, `revisionHistoryLimit`, circuit breakers, hooks and alarms of ECS, `AutoRollbackConfiguration`, `skipAnalysis`, and what takes a release back by itself, also in pipelines.',
  fails: 'The version before cannot be started again, or an engine is told not to go back.',
  passes: 'Something goes back by itself, and there is a version to go back to.',
  question: 'Is it written down who takes a release back, how, and within which time?',
  why: 'Without a way back each fault lasts until it is understood and mended.',
  fix: 'Versions that stay what they are, kept revisions, and an engine that goes back, or the command in the runbook.',
  source: 'https://aws.amazon.com/builders-library/automating-safe-hands-off-deployments/',
  unless: { asked: 'Nothing that is released can be seen in these files.' },
  look: (app) => [
    ...images(app),
    ...history(app),
    ...ecsOf(app).flatMap((one) => ecs(app, one)),
    ...groups(app),
    ...skipped(app),
    ...automaticRollbacks(app).map(({ part, what }) => good(part, what)),
    ...byHand(app),
    ...weights(app),
  ],
};
