import type { App } from '../app/app';
import { hooksIn } from '../app/hooks';
import { smokeTests } from '../app/tests';
import { good, type Observation, type Rule, seen } from '../rule';

/** Time in which the new version has everybody and is still watched. */
const bakes = (app: App): Observation[] =>
  app.releases.flatMap(({ part, playable }) => {
    const watched = (playable?.segments ?? []).filter(
      ({ weight, from, to, guards }) => weight === 100 && to > from && guards.length > 0,
    );
    const seconds = watched.reduce((sum, { from, to }) => sum + to - from, 0);
    if (seconds === 0) return [];
    return [good(part, `it is watched for ${Math.round(seconds / 60)} min after it has everybody, and can go back`)];
  });

const probes = (app: App): Observation[] => [
  ...app
    .of('AWS::Synthetics::Canary')
    .map((part) => good(part, 'it uses the application as a user would, again and again')),
  ...app
    .of('Probe', /^monitoring\.coreos\.com$/)
    .map((part) => good(part, 'it asks the application from outside, again and again')),
  ...app.of(['DatadogSyntheticsTest'], /datadog/).map((part) => good(part, 'it uses the application as a user would')),
];

export const postDeploymentValidation: Rule = {
  id: 'post-deployment-validation',
  title: 'Post-deployment validation',
  kind: 'practice',
  reads:
    'Hooks after the last shift, the time in which a release is watched at 100 %, tests after a sync or an upgrade, probes from outside.',
  fails: 'Never by files: what is not among them may be elsewhere.',
  passes: 'A hook, a watched bake, a test or a probe from outside looks at the new version when it has everybody.',
  question:
    'Does something look at the new version after it has all users, for long enough, before the release counts as done?',
  why: 'Some faults need all users, an hour, or a night.',
  fix: 'A bake in which alarms still take it back (`bake` of a strategy), or a test after the last shift.',
  source: 'https://aws.amazon.com/builders-library/automating-safe-hands-off-deployments/',
  unless: { asked: 'Nothing that looks at a new version afterwards can be seen in these files.' },
  look: (app) => [
    ...hooksIn(app)
      .filter(({ when }) => when === 'after')
      .map(({ part, what, counts }) =>
        counts
          ? good(part, `${what} runs after users came`)
          : seen(part, `${what} runs afterwards, also after a rollback, and a failure is only logged`),
      ),
    ...smokeTests(app)
      .filter(({ when }) => when === 'after')
      .map(({ part }) => good(part, 'it tries the new version afterwards')),
    ...bakes(app),
    ...probes(app),
  ],
};
