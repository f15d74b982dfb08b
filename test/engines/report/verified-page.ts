import type { AnyTarget } from '../../../cli/targets';
import { CLAUSES, type ClauseKey } from '../../../lib/fidelity';
import { engineOf } from '../setup';
import { ENGINES } from '../setup/table';
import type { SeenNote } from './notes';

/** How something was seen, the best first, and how the page says it. */
const HOWS: readonly (readonly [how: SeenNote['how'], words: string])[] = [
  ['played', 'played'],
  ['accepted', 'accepted'],
  ['schema', 'by schema'],
];
const keys = Object.keys(CLAUSES) as ClauseKey[];
const isClause = (what: string): what is ClauseKey => what in CLAUSES;
const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** The version of an engine; of Debian's packages none, since a machine has that of its own release. */
const versionOf = (name: string): string => {
  const { version, source } = engineOf(name);
  return source.kind === 'debian' ? 'of Debian' : version;
};

/** docs/verified.md: which clause of which target was seen on which engine. */
export function verifiedPage(targets: readonly AnyTarget[], seen: readonly SeenNote[]): string {
  const met = targets.filter(({ id }) => seen.some(({ target }) => target === id));
  const matrix = keys.map(
    (key) => `| ${CLAUSES[key].title} | ${met.map((target) => cell(key, target, seen)).join(' | ')} |`,
  );
  return `<!-- Written by \`npm run test:engines\` when every suite has passed; do not edit. -->
# Verified

What was seen on a real engine, by the suites in \`test/engines\`. *Played*: an engine ran what we emit, and did what our trace says.
*Accepted*: what admits it on the platform takes it, and refuses what is broken: an API server with the custom resources, or the code of
Argo Rollouts, Istio, Knative or ingress-nginx that validates; nobody has played it here. *By schema*: a published schema takes it, with
every unknown field an error, and refuses what is broken; the platform's own code has not read it here. *Refused*: Cutover refuses the
clause on this target, so there is nothing to see. *No*: not seen at all, which ends a whole run with an error.

A release in which a person applies one phase after the other is accepted when each phase is, in the place of the one before. The engines
are those of \`npm run engines:setup\`; the data path of a mesh or a load balancer is in none of them.

| clause | ${met.map(({ id }) => `\`${id}\``).join(' | ')} |
|---|${met.map(() => '---').join('|')}|
${matrix.join('\n')}

${met.map((target) => section(target, seen)).join('\n')}
${unmet(targets, met)}## Engines

| engine | version | what it is for |
|---|---|---|
${ENGINES.filter(({ source }) => source.kind !== 'refused')
  .map(({ name, why }) => `| ${name} | ${versionOf(name)} | ${why} |`)
  .join('\n')}

Not to be had from a public registry:

${ENGINES.map(({ name, version, source }) => (source.kind === 'refused' ? `- ${name} ${version}: ${source.error}.\n` : '')).join('')}`;
}

/** The cells that say `no`, each a target and a clause. */
export const unseenCells = (targets: readonly AnyTarget[], seen: readonly SeenNote[]): readonly string[] =>
  targets.flatMap((target) =>
    keys.flatMap((key) => (cell(key, target, seen) === 'no' ? `${target.id}: ${CLAUSES[key].title}` : [])),
  );

function cell(key: ClauseKey, { id, limits }: AnyTarget, seen: readonly SeenNote[]): string {
  const here = seen.filter(({ target, what }) => target === id && what === key);
  const wasPlayed = here.some(({ how }) => how === 'played');
  if (!wasPlayed && limits[key].verdict === 'refused') return 'refused';
  return HOWS.find(([how]) => here.some((one) => one.how === how))?.[1] ?? 'no';
}

function section({ id, title }: AnyTarget, seen: readonly SeenNote[]): string {
  const here = seen.filter(({ target }) => target === id);
  const engines = unique(here.map(({ engine }) => engine));
  const told = engines.flatMap((engine) =>
    HOWS.flatMap(([how, words]) =>
      line(
        engine,
        words,
        here.filter((one) => one.engine === engine && one.how === how),
      ),
    ),
  );
  return `## ${title}\n\n${told.join('\n')}\n`;
}

function line(engine: string, how: string, notes: readonly SeenNote[]): string[] {
  if (notes.length === 0) return [];
  const what = unique(notes.map((note) => note.what));
  const clauses = what.filter(isClause).map((key) => CLAUSES[key].title);
  const sentences = what.filter((one) => !isClause(one)).map((sentence) => `  - ${sentence}`);
  const list = clauses.length > 0 ? `: ${clauses.join(', ')}` : '';
  return [`- ${how} on ${engine} ${versionOf(engine)}${list}`, ...sentences];
}

function unmet(targets: readonly AnyTarget[], met: readonly AnyTarget[]): string {
  const none = targets.filter((target) => !met.includes(target)).map(({ title }) => title);
  return none.length === 0 ? '' : `## Not on any engine\n\n${none.join(', ')}.\n\n`;
}
