import { Document } from 'yaml';

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

/** Kubernetes manifests as one YAML file. kubectl reads YAML 1.1, in which a bare `yes` is a boolean. */
export const yamlText = (documents: readonly unknown[]): string =>
  documents.map((one) => new Document(one, { aliasDuplicateObjects: false, compat: 'yaml-1.1' }).toString({ lineWidth: 0 })).join('---\n');
