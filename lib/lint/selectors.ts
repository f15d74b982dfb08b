import { type Finding, show } from '../findings';
import { dig, fieldsOf } from '../simulate/read/value';
import type { App } from './app/app';
import { isSelected, sameNamespace } from './app/selection';
import { canaryOf, type PodWorkload, podsOf } from './app/workloads';
import { finding, LINT_FINDINGS } from './findings';
import type { Part } from './read/resource';

/** Where a part stands: its file and line, or its resource where there is no file. */
function placeOf({ evidence: { file, line, resource } }: Part): string {
  if (file === '') return resource;
  return line === undefined ? file : `${file}:${line}`;
}

const pairs = (labels: unknown): string =>
  Object.entries(fieldsOf(labels))
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ');

/** A workload that does not select the pods of its own template: the API server refuses it. */
function strayPods({ part, labels, title }: PodWorkload): Finding[] {
  if (part.at('spec', 'workloadRef').isThere) return [];
  const wanted = part.at('spec', 'selector', 'matchLabels');
  const missing = Object.entries(fieldsOf(wanted.value)).filter(([key, value]) => dig(labels.value, key) !== value);
  return missing.map(([key, value]) =>
    finding('lint-selector', placeOf(wanted), `${title} does not select its own pods by ${key}`, {
      received: show(dig(labels.value, key)),
      expected: show(value),
      fix: LINT_FINDINGS['lint-selector'].fix,
    }),
  );
}

/** A Service of a workload's name that selects no pods among these files. */
function emptyService(service: Part, workloads: readonly PodWorkload[], app: App): Finding[] {
  const selector = service.at('spec', 'selector');
  const { resource } = service;
  if (resource.group !== '' || Object.keys(fieldsOf(selector.value)).length === 0) return [];
  if (workloads.some(({ part, labels }) => isSelected(service, part.resource, labels))) return [];
  // What Flagger releases is called by Services of Flagger's own, which select its copies.
  const meant = workloads.find(
    ({ part }) =>
      part.resource.name === resource.name &&
      sameNamespace(part.resource, resource) &&
      canaryOf(part, app) === undefined,
  );
  if (meant === undefined) return [];
  const message = `${resource.title} selects no pods of ${meant.title}, nor of anything else among these files`;
  const detail = { received: pairs(selector.value), expected: pairs(meant.labels.value) };
  const { fix } = LINT_FINDINGS['lint-empty-service'];
  return [finding('lint-empty-service', placeOf(selector), message, { ...detail, severity: 'warning', fix })];
}

/** Selectors that select nothing: of workloads, and of Services. */
export function selectorFindings(app: App): Finding[] {
  const workloads = podsOf(app);
  return [
    ...workloads.flatMap(strayPods),
    ...app.of('Service', /^$/).flatMap((service) => emptyService(service, workloads, app)),
  ];
}
