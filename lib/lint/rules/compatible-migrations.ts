import { type Migration, migrationsIn, scriptsIn } from '../app/database';
import { breakingIn } from '../app/sql';
import { bad, good, type Observation, type Rule, seen } from '../rule';

function ordered({ part, title, when }: Migration): Observation {
  switch (when) {
    case 'before':
      return seen(part, 'it changes the schema before the new version starts, while the old one still serves');
    case 'after':
      return bad(
        part,
        'it changes the schema after the new version has got its users',
        'run it before: helm.sh/hook: pre-upgrade, or PreSync of Argo CD',
      );
    case 'init':
    case 'start': {
      const message = `every copy of ${title.replace(/ \(init\)$/, '')} changes the schema when it starts, several at once, and again when it is rescheduled`;
      return bad(part, message, 'run it once, in a Job before the release', 'warning');
    }
    case 'operator':
      return seen(part, 'an operator changes the schema; whether before the new version starts cannot be seen');
    case 'task':
      return seen(part, 'a task of its own changes the schema; when it runs cannot be seen');
    default: {
      const message = 'nothing makes the new version wait for this job, nor the job run again with the next release';
      return bad(
        part,
        message,
        'make it a hook: helm.sh/hook: pre-upgrade, or argocd.argoproj.io/hook: PreSync',
        'warning',
      );
    }
  }
}

/** A job in a sync wave is applied in order; which order cannot be told from one job. */
const isInWave = ({ part }: Migration): boolean => part.at('argocd.argoproj.io/sync-wave').isThere;

export const compatibleMigrations: Rule = {
  id: 'compatible-migrations',
  title: 'Backward-compatible migrations',
  kind: 'practice',
  reads:
    'Jobs, hooks, init containers, tasks and operators that change a schema (by name, image and command), when they run, and the SQL in ConfigMaps and commands.',
  fails: 'A migration runs after the new version has its users, in every copy, or in no order at all.',
  passes:
    'Every statement that can be seen is one with which the running version can live. Mostly no statement can be seen: then it is asked.',
  question: 'Can the version that runs now work with the schema as it is after the migration?',
  why: 'During a release, and after a rollback, the old version works with the new schema.',
  fix: 'Expand first, release, and contract in a later release: add what the new version needs, remove what the old one needed when it is gone.',
  source: 'https://martinfowler.com/bliki/ParallelChange.html',
  unless: { asked: 'No migration can be seen in these files.' },
  look(app) {
    const migrations = migrationsIn(app).map((one) =>
      isInWave(one) ? seen(one.part, 'it changes the schema in a sync wave of Argo CD') : ordered(one),
    );
    const scripts = scriptsIn(app).filter(({ isDown, text }) => !isDown && breakingIn(text).length === 0);
    return [
      ...migrations,
      ...scripts.map(({ part }) => good(part, 'the running version can live with each of these statements')),
    ];
  },
};
