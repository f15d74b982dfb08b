/** A statement that the version before cannot live with. */
export interface Breaking {
  /** The name of the rule in the linters of SQL: `ban-drop-column`. */
  readonly rule: string;
  readonly statement: string;
  readonly why: string;
}

interface Pattern {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly why: string;
}

const GONE = 'the version that still runs reads it';
const OLD_NAME = 'the version that still runs knows the old name only';

const NAME = String.raw`(?:if (?:not )?exists )?(?:only )?([\w."\x60[\]]+)`;

/** Whole statements; the first group is the table. */
const STATEMENTS: readonly Pattern[] = [
  { rule: 'ban-drop-table', pattern: new RegExp(`^drop (?:table|view|materialized view) ${NAME}`, 'i'), why: GONE },
  { rule: 'renaming-table', pattern: new RegExp(`^rename table ${NAME}`, 'i'), why: OLD_NAME },
];

const ALTER = new RegExp(`^alter table ${NAME} `, 'i');

/** The actions of an `ALTER TABLE`. */
const ACTIONS: readonly Pattern[] = [
  { rule: 'ban-drop-column', pattern: /^drop column /i, why: GONE },
  { rule: 'renaming-table', pattern: /^rename (?:to|as) /i, why: OLD_NAME },
  { rule: 'renaming-column', pattern: /^(?:rename (?:column )?[^ ]+ to |change (?:column )?)/i, why: OLD_NAME },
  {
    rule: 'changing-column-type',
    pattern: /^(?:alter (?:column )?[^ ]+ (?:set data )?type |modify (?:column )?)/i,
    why: 'the version that still runs writes the old type',
  },
  {
    rule: 'adding-not-nullable-field',
    pattern: /^alter (?:column )?[^ ]+ set not null/i,
    why: 'the version that still runs may write nothing there',
  },
];

const ADDS =
  /^add (?:column )?(?:if not exists )?(?!constraint |primary |foreign |unique |index |key |check |fulltext |spatial )[^ ]+ /i;
const REQUIRED = / not null\b/i;
const FILLED = / (?:default|generated|auto_increment|identity)\b/i;

const isRequired = (action: string): boolean => ADDS.test(action) && REQUIRED.test(action) && !FILLED.test(action);

const DOWN = /^[ \t]*--[ \t]*(?:\+goose[ \t]+down|migrate:down|\+migrate[ \t]+down|rollback\b|down\b)/im;
const LOOKS = /\b(?:create|alter|drop)\s+(?:table|index|view|schema)\b/i;

export const looksLikeSql = (text: string): boolean => LOOKS.test(text);

/** Whether a file's name says that it is a migration's way back. */
export const isDownFile = (name: string): boolean =>
  /(?:^|[._-])(?:down|undo|rollback|revert)(?:[._-]|$)/i.test(name) || /^U\d/.test(name);

export const hasDown = (text: string): boolean => DOWN.test(text);

/** The most of a text, and of a statement, that is looked at; a migration is never longer. */
const LONGEST = { text: 200_000, statement: 5_000 } as const;

/** The statements of the way forward, without comments. */
function statements(text: string): string[] {
  const [forward = ''] = text.slice(0, LONGEST.text).split(DOWN);
  return forward
    .replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, ' ')
    .replace(/--[^\n]*/g, ' ')
    .split(';')
    .map((statement) => statement.replace(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '' && statement.length < LONGEST.statement);
}

/** What stands between commas, those in brackets aside. */
function actionsOf(list: string): string[] {
  const actions: string[] = [''];
  let depth = 0;
  for (const character of list) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) actions.push('');
    else actions[actions.length - 1] += character;
  }
  return actions.map((action) => action.trim());
}

const CREATED = new RegExp(`^create (?:or replace )?(?:temp(?:orary)? )?(?:table|view|materialized view) ${NAME}`, 'i');

const bare = (name: string | undefined): string => (name ?? '').replace(/["`[\]]/g, '').toLowerCase();

function breakingOf(statement: string): (Breaking & { readonly table: string }) | undefined {
  for (const { rule, pattern, why } of STATEMENTS) {
    const match = pattern.exec(statement);
    if (match !== null) return { rule, statement, why, table: bare(match[1]) };
  }
  const altered = ALTER.exec(statement);
  if (altered === null) return undefined;
  const table = bare(altered[1]);
  for (const action of actionsOf(statement.slice(altered[0].length))) {
    const found = ACTIONS.find(({ pattern }) => pattern.test(action));
    if (found !== undefined) return { rule: found.rule, statement, why: found.why, table };
    if (isRequired(action))
      return {
        rule: 'adding-required-field',
        statement,
        why: 'the version that still runs does not fill it in',
        table,
      };
  }
  return undefined;
}

/** The statements that only a version after the next one may run; not those about a table that the same text makes. */
export function breakingIn(text: string): Breaking[] {
  const all = statements(text);
  const own = new Set(all.flatMap((statement) => CREATED.exec(statement)?.[1] ?? []).map(bare));
  return all.flatMap((statement) => {
    const found = breakingOf(statement);
    return found === undefined || own.has(found.table) ? [] : [found];
  });
}
