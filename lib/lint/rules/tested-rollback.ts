import { automaticRollbacks } from '../app/rollback';
import { type Rule, seen } from '../rule';

export const testedRollback: Rule = {
  id: 'tested-rollback',
  title: 'Tested rollback',
  kind: 'practice',
  reads:
    'What goes back by itself: alarms, hooks and circuit breakers of ECS, CodeDeploy, Argo Rollouts, Flagger, Cloud Deploy, Flux and Helm; it is shown beside the question.',
  fails: 'Never by files: they show what should go back, not whether it did.',
  passes: 'By an answer with its evidence, such as the last exercise.',
  question: 'Was a rollback tried lately, with this strategy, and how long did it take?',
  why: 'A rollback that was never tried is a second release, made in a hurry.',
  fix: 'Release a version that fails on purpose, on a system that resembles production, and note how long it took. In a test: `expect(simulate(template).with(fault)).toAbortWithin(…)`.',
  source: 'https://aws.amazon.com/builders-library/ensuring-rollback-safety-during-deployments/',
  unless: { asked: 'Nothing that goes back by itself can be seen in these files.' },
  look: (app) => automaticRollbacks(app).map(({ part, what }) => seen(part, what)),
};
