import type { App } from '../app/app';
import { hooksIn } from '../app/hooks';
import { smokeTests as testsIn } from '../app/tests';
import type { Part } from '../read/resource';
import { good, type Rule } from '../rule';

/** Verification jobs of Google Cloud Deploy. */
const verifies = (app: App): Part[] =>
  app
    .of('DeliveryPipeline', /^deploy\.cloud\.google\.com$/)
    .flatMap((part) => part.at('serialPipeline', 'stages').items)
    .flatMap((stage) => [
      stage.at('strategy', 'standard', 'verify'),
      stage.at('strategy', 'canary', 'canaryDeployment', 'verify'),
    ])
    .filter(({ isTrue }) => isTrue);

export const smokeTests: Rule = {
  id: 'smoke-tests',
  title: 'Smoke tests',
  kind: 'practice',
  reads:
    'Hooks that a release waits for before its users come (ECS, CodeDeploy, SAM, Argo Rollouts, Flagger, Cloud Deploy); tests of Helm; jobs and steps of pipelines that look like a smoke test.',
  fails: 'Never by files: what is not among them may be elsewhere.',
  passes: 'A test runs before the new version has users, or a pipeline runs one.',
  question: 'Is the new version tried with a few real requests before its users come?',
  why: 'The worst faults are the simplest: it does not start, it does not find its database, every page is an error.',
  fix: 'A handful of requests against the new version while it has no users; `checks.testTraffic` of a strategy.',
  source: 'https://aws.amazon.com/builders-library/automating-safe-hands-off-deployments/',
  unless: { asked: 'No smoke test can be seen in these files.' },
  look: (app) => [
    ...hooksIn(app)
      .filter(({ when }) => when === 'before')
      .map(({ part, what }) => good(part, `${what} runs before users come`)),
    ...app.jobs.filter(({ when }) => when === 'test').map(({ said }) => good(said, 'helm test runs it')),
    ...testsIn(app).map(({ part }) => good(part, 'it tries the new version')),
    ...verifies(app).map((part) => good(part, 'Cloud Deploy verifies the release')),
  ],
};
