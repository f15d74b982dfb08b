import type { Playable } from '../../simulate';
import type { App } from '../app/app';
import { type AppRelease, endOfABurst } from '../app/releases';
import { handMadeSplits } from '../app/splits';
import { ecsOf, podsOf } from '../app/workloads';
import type { Part } from '../read/resource';
import { bad, good, type Observation, type Rule, unseen } from '../rule';

const UNWATCHED = 'nothing watches the new version, so that nothing takes it back';
const NAME_ALARMS = 'name alarms or an analysis by which it goes back';

const KNATIVE = 'serving.knative.dev';
const CLOUD_DEPLOY = /^deploy\.cloud\.google\.com$/;
const ABSENT = /not (?:among|in) th/;

/** What a person is to name by which a release goes back, in the words of its platform. */
const alarmsOf = ({ resource }: Part): string =>
  resource.kind === 'AWS::ECS::Service'
    ? 'write Alarms: { AlarmNames: […], Enable: true, Rollback: true }, on the share of errors and the response time'
    : NAME_ALARMS;

/** A person looks before anybody gets the new version, or at each step. */
const isDecided = (segments: Playable['segments']): boolean => {
  const asked = segments.filter(({ weight }) => weight < 100);
  const gradual = asked.filter(({ weight }) => weight > 0);
  const decisive = gradual.length > 0 ? gradual : asked.slice(-1);
  return decisive.length > 0 && decisive.every(({ gates }) => gates.some(({ kind }) => kind === 'approval'));
};

function release({ part, playable, why = '' }: AppRelease): Observation {
  if (playable === undefined) {
    const reason = why === '' ? '' : ` (${why})`;
    return unseen(part, `the simulator cannot play this release${reason}: what stops it cannot be told`);
  }
  const { segments, guards, unplayed, onFailure } = playable;
  const [missing] = unplayed.filter(({ why }) => ABSENT.test(why));
  if (missing !== undefined) return unseen(part, `${missing.name}: ${missing.why}`);
  const isFlagger = part.resource.kind === 'Canary';
  const metrics = part.at('metrics');
  const none = isFlagger ? metrics.items.length === 0 : guards.length + unplayed.length === 0;
  const isGradual = segments.some(({ weight }) => weight > 0 && weight < 100);
  if (none) {
    if (isDecided(segments))
      return unseen(
        part,
        `a person decides ${isGradual ? 'at each step' : 'before the switch'}; what they look at cannot be seen`,
      );
    return isGradual
      ? bad(
          isFlagger ? metrics : part,
          'it moves its users on time alone: nothing watches the new version',
          'watch its share of errors and its response time, and go back by them',
        )
      : bad(part, UNWATCHED, alarmsOf(part), 'warning');
  }
  if (onFailure === 'halt') return good(part, 'it stops by what watches it, and waits for a person');
  if (unplayed.length > 0) return good(part, 'something watches the new version');
  const end = endOfABurst(playable);
  if (end?.result === 'promoted')
    return bad(
      part,
      'played with every second request of the new version failing, it goes through all the same',
      'watch the share of errors while the new version has users, with as many readings as the release has time for',
    );
  return good(
    part,
    end === undefined
      ? 'something watches the new version'
      : `played with every second request failing, it is ${end.result === 'rolledBack' ? 'taken back' : 'stopped'}`,
  );
}

/** Workloads whose releases no engine watches: what does, if anything, is outside of these files. */
function unwatched(app: App): Observation[] {
  const released = new Set(app.releases.map(({ part }) => part.resource));
  return podsOf(app)
    .filter(
      ({ part, servers, strategy }) =>
        servers.length > 0 && !released.has(part.resource) && !released.has(strategy.resource),
    )
    .filter(({ part }) => part.resource.group !== KNATIVE || !isSplit(part, app))
    .filter(
      ({ replacement, strategy }, at, all) =>
        replacement !== 'blueGreen' || all.findIndex((one) => one.strategy.resource === strategy.resource) === at,
    )
    .map(({ part, replacement, strategy }) => {
      if (replacement === 'blueGreen' && part.resource.group !== KNATIVE)
        return unseen(
          [strategy, part],
          'a person or a pipeline switches all its users with this selector; who watches the new version then, and switches back, cannot be seen',
        );
      const who = part.resource.group === KNATIVE ? 'Knative' : 'Kubernetes';
      return unseen(
        part,
        `${who} asks its new copies whether they are ready, and no more; who watches a release cannot be seen`,
      );
    });
}

const isForeign = ({ resource }: Part, app: App): boolean =>
  ecsOf(app).some(({ part, controller }) => part.resource === resource && controller !== 'ECS');

const isSplit = ({ resource }: Part, app: App): boolean =>
  app.of('DeliveryPipeline', CLOUD_DEPLOY).length > 0 ||
  handMadeSplits(app).some((split) => split.resource === resource);

/** Google Cloud Deploy goes through percentages by itself or by a person, and reads no metric at either. */
const cloudDeploys = (app: App): Observation[] =>
  app
    .of('DeliveryPipeline', CLOUD_DEPLOY)
    .flatMap((part) => part.at('serialPipeline', 'stages').items)
    .map((stage) => stage.at('strategy', 'canary'))
    .filter(({ isThere }) => isThere)
    .map((canary) =>
      unseen(
        canary,
        'Cloud Deploy goes from percentage to percentage and reads no metric; who watches the new version meanwhile cannot be seen',
      ),
    );

/** ECS services that say nothing of their deployments: nothing can take those back. */
const silent = (app: App): Observation[] =>
  ecsOf(app)
    .filter(({ strategy, controller }) => controller === 'ECS' && !strategy.isThere)
    .map(({ strategy }) => bad(strategy, UNWATCHED, alarmsOf(strategy), 'warning'));

/** ECS services that ECS itself does not release: what they say of deployments counts for nothing. */
function foreign(app: App): Observation[] {
  const groups = app
    .of('AWS::CodeDeploy::DeploymentGroup')
    .filter((group) => group.at('Properties', 'ECSServices').isThere);
  const watched = groups.map((group): Observation => {
    const alarms = group.at('Properties', 'AlarmConfiguration');
    if (alarms.isFunction) return unseen(alarms, 'which alarms it watches is not known before the deploy');
    return alarms.at('Alarms').isThere && !alarms.at('Enabled').isFalse
      ? good(alarms, 'CodeDeploy stops a release by these alarms')
      : bad(alarms, UNWATCHED, 'write AlarmConfiguration: { Enabled: true, Alarms: [{ Name: … }] }', 'warning');
  });
  const services = ecsOf(app).filter(({ controller }) => controller !== 'ECS');
  if (services.length === 0 || groups.length > 0) return watched;
  return services.map(({ properties, controller }) =>
    unseen(
      properties.at('DeploymentController', 'Type'),
      `${controller === 'CODE_DEPLOY' ? 'CodeDeploy' : 'another controller'} releases it; what it watches is not said in these files`,
    ),
  );
}

/** Shares of the requests that a person moves. */
const splits = (app: App): Observation[] =>
  handMadeSplits(app).map((part) =>
    unseen(
      part,
      'a person moves these weights; who watches the new version meanwhile, and what takes it back, cannot be seen',
    ),
  );

export const insufficientMonitoring: Rule = {
  id: 'insufficient-monitoring',
  title: 'Insufficient monitoring of a release',
  kind: 'pitfall',
  reads:
    'Every release that an engine runs (Argo Rollouts, Flagger, ECS, CodeDeploy, SAM), its alarms, analyses and metrics; it is played on the simulator with a fault. Weights of routes (Istio, Gateway API, Traefik, ingress-nginx, Knative, App Mesh, Contour, SMI, load balancers and aliases of AWS) that no engine moves, and Services that are switched from one Deployment to another.',
  fails: 'Nothing watches the new version; or every second of its requests fails, and the release goes through.',
  passes: 'The played release is stopped, or it has watches that the simulator cannot play.',
  question: 'Does something watch the new version by itself while it gets its users, and stop the release?',
  why: 'A canary that nobody watches is a slow way to hit everybody.',
  fix: 'Guards that can see the fault in the time that the release gives them: `cutover evidence` computes it.',
  source: 'https://sre.google/workbook/canarying-releases/',
  unless: { asked: 'No release can be seen in these files.' },
  look: (app) => [
    ...app.releases.filter(({ part }) => !isForeign(part, app)).map(release),
    ...splits(app),
    ...cloudDeploys(app),
    ...unwatched(app),
    ...silent(app),
    ...foreign(app),
  ],
};
