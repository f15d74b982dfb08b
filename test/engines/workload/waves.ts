import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import { WAVE_ANNOTATION } from '../../../constructs-k8s/workload/deployments';
import { type Space, until } from '../cluster';
import { untilDone } from './emitted';

interface Job {
  readonly status: { readonly conditions?: ReadonlyArray<{ readonly type: string; readonly status: string }> };
}

const waveOf = ({ metadata }: Manifest): number => Number(metadata.annotations?.[WAVE_ANNOTATION] ?? 0);

/** What a Job has come to. */
async function outcomeOf(space: Space, name: string): Promise<string> {
  const { status } = await until(
    `Job ${name} has ended`,
    () => space.get<Job>('Job', name),
    (job) =>
      job.status.conditions?.some(({ type, status }) => /^(Complete|Failed)$/.test(type) && status === 'True') === true,
    { every: 50 },
  );
  return status.conditions?.find(({ type }) => /^(Complete|Failed)$/.test(type))?.type ?? '';
}

/**
 * Applies manifests as Argo CD does: wave by wave, each when everything of the one before is healthy; a failed Job ends it. Gives what was
 * applied, wave by wave, and whether it came to the end.
 */
export async function synced(
  space: Space,
  manifests: readonly Manifest[],
): Promise<{ readonly waves: ReadonlyArray<readonly string[]>; readonly succeeded: boolean }> {
  const waves: string[][] = [];
  for (const wave of [...new Set(manifests.map(waveOf))].sort((a, b) => a - b)) {
    const now = manifests.filter((one) => waveOf(one) === wave);
    await space.apply(now);
    waves.push(now.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
    for (const { kind, metadata } of now) {
      if (kind === 'Deployment') await untilDone(space, metadata.name);
      if (kind === 'Job' && (await outcomeOf(space, metadata.name)) === 'Failed') return { waves, succeeded: false };
    }
  }
  return { waves, succeeded: true };
}
