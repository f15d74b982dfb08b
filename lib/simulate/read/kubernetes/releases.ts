import type { Release } from '../release';
import type { Fields } from '../value';
import { flaggerRelease } from './flagger';
import { type Manifest, manifestsOf } from './manifests';
import { rolloutRelease } from './rollout';

const TEMPLATES: ReadonlySet<string> = new Set(['AnalysisTemplate', 'ClusterAnalysisTemplate', 'MetricTemplate']);

/** What among manifests is a release that can be played. */
export function manifestReleases(values: readonly unknown[]): Release[] {
  const manifests = manifestsOf(values);
  const templates = new Map<string, Fields>(
    manifests.filter(({ kind }) => TEMPLATES.has(kind)).map(({ name, spec }) => [name, spec]),
  );
  const release = (manifest: Manifest, read: Release['read']): Release => ({
    name: manifest.name,
    title: `${manifest.kind} ${manifest.name}`,
    read,
  });
  return manifests.flatMap((manifest): Release[] => {
    if (manifest.kind === 'Rollout') return [release(manifest, () => rolloutRelease(manifest, templates))];
    if (manifest.kind === 'Canary') return [release(manifest, () => flaggerRelease(manifest, templates))];
    return [];
  });
}
