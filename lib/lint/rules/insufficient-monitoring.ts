import type { App } from '../app/app';
import { type AppRelease, endOfABurst } from '../app/releases';
import { handMadeSplits } from '../app/splits';
import { ecsOf, podsOf } from '../app/workloads';
import { bad, good, type Observation, type Rule, unseen } from '../rule';

const UNWATCHED = 'nothing watches the new version, so that nothing takes it back';
const NAME_ALARMS = 'name alarms or an analysis by which it goes back';

const ABSENT = /not (?:among|in) th/;

function release({ part, playable }: AppRelease): Observation {
  if (playable === undefined) return unseen(part, 'the model of its engine does not understand this release');
  const { segments, guards, unplayed, onFailure } = playable;
  const [missing] = unplayed.filter(({ why }) => ABSENT.test(why));
  if (missing !== undefined) return unseen(part, `${missing.name}: ${missing.why}`);
  const isFlagger = part.resource.kind === 'Canary';
  const metrics = part.at('metrics');
  const none = isFlagger ? metrics.items.length === 0 : guards.length + unplayed.length === 0;
  const isGradual = segments.some(({ weight }) => weight > 0 && weight < 100);
  if (none) {
    const persons = segments.filter(({ weight }) => weight > 0 && weight < 100);
    if (isGradual && persons.every(({ gates }) => gates.some(({ kind }) => kind === 'approval')))
      return unseen(part, 'a person decides at each step; what they look at cannot be seen');
    return isGradual
      ? bad(
          isFlagger ? metrics : part,
          'it moves its users on time alone: nothing watches the new version',
          'watch its share of errors and its response time, and go back by them',
        )
      : bad(part, UNWATCHED, NAME_ALARMS, 'warning');
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
    .map(({ part }) =>
      unseen(
        part,
        'Kubernetes asks its new copies whether they are ready, and no more; who watches a release cannot be seen',
      ),
    );
}

/** ECS services that say nothing of their deployments: nothing can take those back. */
function silent(app: App): Observation[] {
  return ecsOf(app)
    .filter(({ strategy }) => !strategy.isThere)
    .map(({ strategy }) => bad(strategy, UNWATCHED, NAME_ALARMS, 'warning'));
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
    'Every release that an engine runs (Argo Rollouts, Flagger, ECS, CodeDeploy, SAM), its alarms, analyses and metrics; it is played on the simulator with a fault. Weights of routes (Istio, Gateway API, Traefik, ingress-nginx, load balancers of AWS) that no engine moves.',
  fails: 'Nothing watches the new version; or every second of its requests fails, and the release goes through.',
  passes: 'The played release is stopped, or it has watches that the simulator cannot play.',
  question: 'Does something watch the new version by itself while it gets its users, and stop the release?',
  why: 'A canary that nobody watches is a slow way to hit everybody.',
  fix: 'Guards that can see the fault in the time that the release gives them: `cutover evidence` computes it.',
  source: 'https://sre.google/workbook/canarying-releases/',
  unless: { asked: 'No release can be seen in these files.' },
  look: (app) => [...app.releases.map(release), ...splits(app), ...unwatched(app), ...silent(app)],
};
