import { Document } from 'yaml';
import { Misuse, unknown } from './misuse';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isManifest = (value: Record<string, unknown>): boolean =>
  typeof value.apiVersion === 'string' && typeof value.kind === 'string';

function manifests(value: unknown): object[] {
  if (!isRecord(value)) return [];
  return isManifest(value) ? [value] : Object.values(value).flatMap(manifests);
}

/** What a fragment is as files: its Kubernetes manifests in order, or itself. */
export const documentsOf = (fragment: unknown, format: 'yaml' | 'json'): readonly unknown[] =>
  format === 'yaml' ? manifests(fragment) : [fragment];

type NamedPhase = Record<string, unknown> & { readonly name: string };

const isPhase = (value: unknown): value is NamedPhase => isRecord(value) && typeof value.name === 'string';

/** The phases of a fragment that people apply one after the other; none where an engine goes through them. */
function phasesOf(fragment: unknown): readonly NamedPhase[] {
  const phases = isRecord(fragment) ? fragment.phases : undefined;
  return Array.isArray(phases) && phases.every(isPhase) ? phases : [];
}

/** The phase of a fragment that is asked for. All of them in one file would be the last one, applied at once. */
export function phaseOf(fragment: unknown, asked: string | undefined): unknown {
  const phases = phasesOf(fragment);
  const names = phases.map(({ name }) => name);
  if (asked !== undefined) {
    if (phases.length === 0)
      throw new Misuse('--phase: this target has no phases to choose from, its engine goes through them');
    const phase = phases.find(({ name }) => name === asked);
    if (phase === undefined) throw unknown('phase', asked, names);
    return phase;
  }
  if (phases.length < 2) return fragment;
  const choices = names.map((name) => JSON.stringify(name)).join(', ');
  throw new Misuse(
    `this target has manifests for each phase, which people apply one after the other: choose one with --phase (${choices})`,
  );
}

/** Kubernetes reads YAML 1.1, in which a bare `yes` is no text. */
const OPTIONS = { version: '1.1', aliasDuplicateObjects: false } as const;

/** Kubernetes manifests as one YAML file. */
export const yamlText = (documents: readonly unknown[]): string =>
  documents.map((one) => new Document(one, OPTIONS).toString({ lineWidth: 0 })).join('---\n');
