import { scriptsIn } from '../app/database';
import { breakingIn } from '../app/sql';
import { bad, good, type Rule } from '../rule';

const LONGEST = 100;

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

export const incompatibleSchema: Rule = {
  id: 'incompatible-schema',
  title: 'Incompatible schema changes',
  kind: 'pitfall',
  reads:
    'SQL in ConfigMaps (`*.sql`), in `AtlasMigration`s and in the commands of jobs; the way back (`*.down.sql`, `-- +goose Down`) aside.',
  fails:
    'A statement drops, renames or narrows what the running version uses: the rules `ban-drop-column`, `ban-drop-table`, `renaming-column`, `renaming-table`, `changing-column-type`, `adding-not-nullable-field` and `adding-required-field` of the linters of SQL.',
  passes: 'No statement that can be seen does.',
  question: 'Is nothing dropped, renamed or narrowed that a version in use still reads or writes?',
  why: 'Such a statement breaks the version that still runs, in the middle of the release, and a rollback brings back a version that cannot work.',
  fix: 'Leave the statement for a later release, when no version that needs the old schema can come back.',
  source: 'https://squawkhq.com/docs/rules',
  unless: { asked: 'No SQL can be seen in these files.' },
  look(app) {
    return scriptsIn(app)
      .filter(({ isDown }) => !isDown)
      .flatMap(({ part, text }) => {
        const breaking = breakingIn(text);
        if (breaking.length === 0) return [good(part, 'it drops, renames and narrows nothing')];
        return breaking.map(({ rule, statement, why }) =>
          bad(part, `${short(statement)} (${rule}): ${why}`, 'expand now, contract in a later release'),
        );
      });
  },
};
