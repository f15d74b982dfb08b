import type { Hook } from '../app/hook';
import { hooksIn } from '../app/hooks';
import { smokeTests as testsIn } from '../app/tests';
import { good, type Observation, type Rule, seen } from '../rule';

/** What runs before users come; what only measures then needs somebody who makes requests. */
function before({ part, what, does }: Hook): Observation {
  if (does === 'calls') return good(part, `${what} runs before users come`);
  return does === 'measures'
    ? seen(part, `${what} measures; whether anything makes requests meanwhile cannot be seen`)
    : seen(part, `${what} runs before users come; what it does is not among these files`);
}

export const smokeTests: Rule = {
  id: 'smoke-tests',
  title: 'Smoke tests',
  kind: 'practice',
  reads:
    'Hooks that a release waits for before its users come: lifecycle hooks of ECS, hooks of CodeDeploy, its AppSpec and SAM, an analysis of Argo Rollouts with a `job` or `web` metric, `pre-rollout` webhooks of Flagger, verifications of Cloud Deploy; check Jobs of our own Deployments, tests of Helm; jobs and steps of pipelines that look like a smoke test.',
  fails: 'Never by files: what is not among them may be elsewhere.',
  passes:
    'A test calls the new version before it has users, or a pipeline runs one. An analysis that only measures, and a test afterwards, are shown beside the question.',
  question: 'Is the new version tried with a few real requests before its users come?',
  why: 'The worst faults are the simplest: it does not start, it does not find its database, every page is an error.',
  fix: 'A handful of requests against the new version while it has no users; `checks.testTraffic` of a strategy.',
  source: 'https://aws.amazon.com/builders-library/automating-safe-hands-off-deployments/',
  unless: { asked: 'No smoke test can be seen in these files.' },
  look: (app) => [
    ...hooksIn(app)
      .filter(({ when }) => when === 'before')
      .map(before),
    ...app.jobs.filter(({ when }) => when === 'test').map(({ said }) => good(said, 'helm test runs it')),
    ...testsIn(app).map(({ part, when }) =>
      when === 'after'
        ? seen(part, 'it tries the new version when its users have come')
        : good(part, 'it tries the new version'),
    ),
  ],
};
