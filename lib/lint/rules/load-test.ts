import { loadTests } from '../app/tests';
import { good, type Rule, seen } from '../rule';

export const loadTest: Rule = {
  id: 'load-test',
  title: 'Load test',
  kind: 'practice',
  reads:
    'k6 and Locust resources; jobs and steps of pipelines that run a load tool; what makes traffic all the time or for an analysis, such as `rollout` webhooks of Flagger and jobs of an AnalysisTemplate, is shown beside the question.',
  fails: 'Never by files: what is not among them may be elsewhere.',
  passes: 'Something among these files runs a load tool.',
  question: 'Was this version tried with the load of a usual day’s peak, and half of it more?',
  why: 'Some faults show under load alone, which a small canary never has.',
  fix: 'Load the new version before its users come, in the size that it will have.',
  source: 'https://sre.google/sre-book/reliable-product-launches/',
  unless: { asked: 'No load test can be seen in these files.' },
  look: (app) =>
    loadTests(app).map(({ part, when }) =>
      when === 'release'
        ? seen(part, 'a load tool makes traffic; whether as much as a usual day’s peak cannot be seen')
        : good(part, 'it runs a load tool'),
    ),
};
