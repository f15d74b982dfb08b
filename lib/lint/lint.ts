import { type Finding, show } from '../findings';
import { dig } from '../simulate/read/value';
import { type Answers, readAnswers, type WrittenAnswers } from './answers';
import { App } from './app/app';
import { isPatch, KINDS } from './app/workloads';
import { type Checklist, type Item, itemOf } from './checklist';
import { finding } from './findings';
import type { Part, Resource } from './read/resource';
import { type Read, resourcesIn } from './read/resources';
import { readText } from './read/text';
import { RULE_IDS, RULES } from './registry';

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
}

function ofText({ file, text }: LintFile): Looked {
  const { documents, problems } = readText(file, text);
  const findings = problems.map(({ message, line, isTemplate = false }) => {
    const path = line === undefined ? file : `${file}:${line}`;
    return isTemplate
      ? finding('lint-unrendered', path, `This file was not looked at: ${message}`, { severity: 'warning' })
      : finding('lint-unreadable', path, `This cannot be read: ${message}`);
  });
  return { reads: documents, findings };
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
export function checklistOf(resources: readonly Resource[], options: unknown): Omit<Checklist, 'files'> {
  const answers = readAnswers(options, RULE_IDS);
  const app = new App(resources);
  const patches = patched(app.of(KINDS).filter(isPatch));
  const items = RULES.map((rule) => itemOf(rule, rule.look(app), answers.answers.get(rule.id), answers.accept));
  return {
    items,
    resources: resources.length,
    findings: [...patches, ...answers.findings, ...leftOver(items, answers)],
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
  const resources = all.flatMap(({ reads }) => reads.flatMap(resourcesIn));
  const unread = all.flatMap(({ findings }) => findings);
  const { items, findings } = checklistOf(resources, options);
  const nothing =
    resources.length > 0 ? [] : [finding('lint-nothing', '', 'There is no manifest and no template among these files')];
  return { items, files: given.length, resources: resources.length, findings: [...unread, ...nothing, ...findings] };
}
