import { type Finding, show } from '../findings';
import { dig } from '../simulate/read/value';
import { type Answers, readAnswers, type WrittenAnswers } from './answers';
import { App } from './app/app';
import { patchesAmong } from './app/patches';
import { KINDS } from './app/workloads';
import { type Checklist, type Item, itemOf } from './checklist';
import { finding } from './findings';
import type { Part, Resource } from './read/resource';
import { type Read, resourcesIn } from './read/resources';
import { readText } from './read/text';
import { RULE_IDS, RULES } from './registry';
import { selectorFindings } from './selectors';

/** A text, and how its file is called in the checklist. */
export interface LintFile {
  /** What it is called in the observations. */
  readonly file: string;
  /** What is in it: YAML or JSON, one or several documents. */
  readonly text: string;
}

/** What can be looked at: text in YAML or JSON, a file's text, a manifest, a template, or what says itself as JSON, as a Template of the CDK. */
export type Lintable = string | LintFile | object;

/** What people say about the checklist. */
export interface LintOptions extends WrittenAnswers {}

const isFile = (value: object): value is LintFile =>
  typeof dig(value, 'file') === 'string' && typeof dig(value, 'text') === 'string';

/** A value as plain data of our own: no accessor, no class, no cycle is left. */
function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value) ?? 'null');
}

interface Looked {
  readonly reads: readonly Read[];
  readonly findings: readonly Finding[];
  /** Files that are templates still, and why they were not read. */
  readonly unrendered?: readonly { readonly file: string; readonly message: string }[];
}

function ofText({ file, text }: LintFile): Looked {
  const { documents, problems } = readText(file, text);
  const unrendered = problems.filter(({ isTemplate = false }) => isTemplate).map(({ message }) => ({ file, message }));
  const findings = problems
    .filter(({ isTemplate = false }) => !isTemplate)
    .map(({ message, line }) => {
      const path = line === undefined ? file : `${file}:${line}`;
      return finding('lint-unreadable', path, `This cannot be read: ${message}`);
    });
  return { reads: documents, findings, unrendered };
}

/** Names of files that one message gives at the most. */
const MOST_NAMES = 3;

/** Templates of the same sort are said once. */
function templates(all: readonly Looked[]): Finding[] {
  const files = new Map<string, Set<string>>();
  for (const { file, message } of all.flatMap(({ unrendered = [] }) => unrendered))
    files.set(message, (files.get(message) ?? new Set()).add(file));
  return [...files].map(([message, names]) => {
    const [first = '', ...others] = names;
    const more = others.length > MOST_NAMES ? ` and ${others.length - MOST_NAMES} more` : '';
    const also = others.length === 0 ? '' : `, nor ${others.slice(0, MOST_NAMES).join(', ')}${more}`;
    return finding('lint-unrendered', first, `This file was not looked at${also}: ${message}`, { severity: 'warning' });
  });
}

function ofValue(value: object, at: number): Looked {
  try {
    return { reads: [{ file: '', scope: `#${at}`, value: plain(value), placeOf: () => undefined }], findings: [] };
  } catch (error) {
    const message = `This cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : 'it is no data'}`;
    return { reads: [], findings: [finding('lint-unreadable', '', message, { received: show(value) })] };
  }
}

function looked(what: unknown, at: number): Looked {
  if (typeof what === 'string') return ofText({ file: '', text: what });
  if (typeof what !== 'object' || what === null) {
    return { reads: [], findings: [finding('lint-unreadable', '', 'This is no resource', { received: show(what) })] };
  }
  try {
    return isFile(what) ? ofText(what) : ofValue(what, at);
  } catch {
    return { reads: [], findings: [finding('lint-unreadable', '', 'This is an object that cannot be read')] };
  }
}

function leftOver(items: readonly Item[], { answers, accept }: Answers): Finding[] {
  const of = (id: string) => items.find(({ rule }) => rule.id === id);
  const unasked = [...answers.keys()]
    .filter((id) => of(id)?.verdict !== 'asked')
    .map((id) => {
      const message = `${id} is not asked here: the files say that it is ${of(id)?.verdict}`;
      return finding('checklist-unasked', `answers.${id}`, message, { severity: 'note' });
    });
  const unused = accept.flatMap(({ id, on }, at) => {
    const item = of(id);
    const isUsed =
      item?.observations.some(({ outcome, about }) => outcome === 'bad' && (on === undefined || on === about)) ===
        true ||
      (on === undefined && item?.answer?.answer === 'no');
    if (isUsed) return [];
    const message = `Nothing of ${id}${on === undefined ? '' : ` on ${on}`} is left to accept`;
    return [finding('checklist-acceptance', `accept[${at}]`, message, { severity: 'warning', fix: 'remove it' })];
  });
  return [...unasked, ...unused];
}

/** Patches are no workloads: one note for all of them. */
function patched(patches: readonly Part[]): Finding[] {
  const [first] = patches;
  if (first === undefined) return [];
  const more = patches.length === 1 ? '' : ` and ${patches.length - 1} more`;
  const message = `Patches of Kustomize were not looked at: ${first.resource.title}${more}; render them first: kustomize build . | cutover lint -`;
  return [finding('lint-unrendered', first.resource.file, message, { severity: 'note' })];
}

/** What the rules make of resources. */
export function checklistOf(resources: readonly Resource[], options: unknown): Omit<Checklist, 'files' | 'skipped'> {
  const answers = readAnswers(options, RULE_IDS);
  const app = new App(resources);
  const patches = patched([...patchesAmong(app.of(KINDS), app)]);
  const items = RULES.map((rule) => itemOf(rule, rule.look(app), answers.answers.get(rule.id), answers.accept));
  return {
    items,
    resources: resources.length,
    findings: [...patches, ...selectorFindings(app), ...answers.findings, ...leftOver(items, answers)],
  };
}

/**
 * Goes through the checklist: twelve practices and ten pitfalls of a release, over manifests of Kubernetes and CloudFormation templates,
 * whoever made them. What files cannot show is asked, and open until it is answered. Never throws.
 *
 * @example
 * lint(Template.fromStack(stack)).items.filter(({ state }) => state === 'failed')
 */
export function lint(what: Lintable | readonly Lintable[], options: LintOptions = {}): Checklist {
  const given: readonly unknown[] = Array.isArray(what) ? what : [what];
  const all = given.map(looked);
  const found = all.map(({ reads }) => reads.flatMap(resourcesIn));
  const resources = found.flat();
  const unread = [...all.flatMap(({ findings }) => findings), ...templates(all)];
  const skipped = given.flatMap((one, at) => {
    const { findings = [], unrendered = [] } = all[at] ?? {};
    const isOther = found[at]?.length === 0 && findings.length === 0 && unrendered.length === 0;
    return isOther && typeof one === 'object' && one !== null && isFile(one) ? [one.file] : [];
  });
  const { items, findings } = checklistOf(resources, options);
  const nothing =
    resources.length > 0 ? [] : [finding('lint-nothing', '', 'There is no manifest and no template among these files')];
  return {
    items,
    files: given.length - skipped.length,
    resources: resources.length,
    skipped,
    findings: [...unread, ...nothing, ...findings],
  };
}
