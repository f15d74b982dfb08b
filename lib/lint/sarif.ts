import type { Finding } from '../findings';
import type { Checklist, Item, Observed } from './checklist';
import type { Evidence } from './read/resource';
import { RULES } from './registry';
import type { Rule } from './rule';

const DOCS = 'https://unpkg.com/cutover/docs/checklist.md';

/** A name that SARIF takes as the short one of a rule: `HealthChecks`. */
const pascal = (id: string): string =>
  id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const descriptor = ({ id, title, kind, why, fix, reads }: Rule): object => ({
  id,
  name: pascal(id),
  shortDescription: { text: title },
  fullDescription: { text: why },
  help: { text: `${why}\n\n${fix}\n\nReads: ${reads}` },
  helpUri: `${DOCS}#${id}`,
  defaultConfiguration: { level: 'error' },
  properties: { tags: ['release', kind] },
});

/** A path as a reference of a URI: relative ones stay so. */
export const uriOf = (file: string): string => {
  const path = file.replace(/\\/g, '/');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(path)) return `file:///${path.charAt(0)}:${encoded.slice(path.indexOf(':') + 3)}`;
  return path.startsWith('/') ? `file://${encoded}` : encoded;
};

const fileOf = (file: string): string => (file === '' || file === '-' ? 'stdin' : file);

const location = ({ file, line, column, path, resource }: Evidence): object => ({
  physicalLocation: {
    artifactLocation: { uri: uriOf(fileOf(file)) },
    ...(line === undefined
      ? {}
      : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }),
  },
  logicalLocations: [{ fullyQualifiedName: `${resource}: ${path}`, kind: 'member' }],
});

/** A text that ends as a sentence does. */
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function result({ rule }: Item, observed: Observed): object {
  const { about, message, level = 'warning', fix, evidence, accepted } = observed;
  const [first, ...related] = evidence;
  return {
    ruleId: rule.id,
    ruleIndex: RULES.indexOf(rule),
    kind: 'fail',
    level,
    message: { text: [`${about}: ${message}`, ...(fix === undefined ? [] : [`Fix: ${fix}`])].map(sentence).join(' ') },
    locations: first === undefined ? [] : [location(first)],
    ...(related.length === 0 ? {} : { relatedLocations: related.map((one, at) => ({ id: at + 1, ...location(one) })) }),
    partialFingerprints: { 'cutover/v1': `${rule.id}:${about}:${first?.path ?? ''}` },
    ...(accepted === undefined
      ? {}
      : { suppressions: [{ kind: 'external', status: 'accepted', justification: accepted.reason }] }),
  };
}

/** Where people write their answers, unless they say so. */
const ANSWERS = 'cutover.checklist.yaml';

/** A rule that a person answered with no stands where the answers do: GitHub takes no result without a place. */
const answered = ({ rule, answer, state }: Item, file: string): object => ({
  ruleId: rule.id,
  ruleIndex: RULES.indexOf(rule),
  kind: 'fail',
  level: 'warning',
  message: { text: `${rule.question} Answered: no (${answer?.reason ?? ''}). Fix: ${rule.fix}` },
  locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: 1 } } }],
  partialFingerprints: { 'cutover/v1': `${rule.id}:answer` },
  ...(state === 'accepted' ? { suppressions: [{ kind: 'external', status: 'accepted' }] } : {}),
});

const notification = (id: string, level: string, text: string): object => ({
  descriptor: { id },
  level,
  message: { text },
});

const findingText = ({ path, message }: Finding): string => (path === '' ? message : `${path}: ${message}`);

/**
 * The checklist as a log of SARIF 2.1.0: what failed is a result; what is open, and what could not be read, is a notification. `answers` is the
 * file of the answers.
 */
export function checklistSarif({ items, findings }: Checklist, version: string, answers = ANSWERS): object {
  const results = items.flatMap((item) => [
    ...item.observations.filter(({ outcome }) => outcome === 'bad').map((one) => result(item, one)),
    ...(item.answer?.answer === 'no' ? [answered(item, answers)] : []),
  ]);
  const open = items.filter(({ state }) => state === 'open');
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cutover', version, informationUri: DOCS, rules: RULES.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...findings.map((one) => notification(one.id, one.severity, findingText(one))),
              ...open.map(({ rule }) => notification(rule.id, 'note', `Open: ${rule.question}`)),
            ],
          },
        ],
        results,
      },
    ],
  };
}
