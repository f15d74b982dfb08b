import { loadTests } from '../app/tests';
import { good, type Rule } from '../rule';

export const loadTest: Rule = {
  id: 'load-test',
  title: 'Load test',
  kind: 'practice',
  reads: 'k6 and Locust resources; jobs, webhooks of Flagger and steps of pipelines that run a load tool.',
  fails: 'Never by files: what is not among them may be elsewhere.',
  passes: 'Something among these files runs a load tool.',
  question: 'Was this version tried with the load of a usual day’s peak, and half of it more?',
  why: 'Some faults show under load alone, which a small canary never has.',
  fix: 'Load the new version before its users come, in the size that it will have.',
  source: 'https://sre.google/sre-book/reliable-product-launches/',
  unless: { asked: 'No load test can be seen in these files.' },
  look: (app) => loadTests(app).map(({ part }) => good(part, 'it runs a load tool')),
};
