import { createHash } from 'node:crypto';
import * as pulumi from '@pulumi/pulumi';
import type { Plan } from '../../lib/plan';
import type { Care } from '../pulumi/component';
import type { StandIns } from '../pulumi/stand-ins';
import { type Wait, type WaitArgs, waitOf } from '../pulumi/wait';
import type { Manifest, Metadata, PodTemplate } from '../shared/manifest';
import { FLAGGER } from './flagger';
import { thresholdOf } from './guard-limits';
import { scheduleOf, secondsIn } from './schedule';
import { type FlaggerSettings, settled } from './settings';

/** What the pods call the mark of their release. No container mounts it, so that no pod waits for it. */
const VOLUME = 'release-mark';

/** Ticks until Flagger looks, until it has scaled the new version up, and until the first weight is set. */
const TICKS_BEFORE = 3;

interface MarkManifest extends Manifest {
  readonly data: { readonly pods: string };
}

/** The mark of a release, and the text with which Flagger reports that it has seen it. */
export interface Mark {
  readonly manifest: MarkManifest;
  readonly checksum: string;
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([key, inner]) => [key, sorted(inner)]));
};

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

/** What tells these pods from others, in whatever order they are written. */
const podsMark = (template: unknown): string => digest(sorted(template));

/** Flagger's checksum of a ConfigMap. Source: pkg/canary/config_tracker.go. */
const checksumOf = (pods: string): string => digest({ pods });

/**
 * A ConfigMap that changes with the pods, and that they refer to: Flagger repeats its checksum in `status.trackedConfigs` from the moment at which
 * it has seen these pods, in the same status as the phase.
 */
export function markOf(metadata: Metadata, template: PodTemplate, inputs: StandIns): Mark {
  const pods = podsMark(template);
  const checksum = checksumOf(pods);
  if (inputs.isLate(template)) {
    const late = pulumi.output(inputs.restore(template)).apply(podsMark);
    inputs.stand(pods, late);
    inputs.stand(checksum, late.apply(checksumOf));
  }
  const named = { ...metadata, name: `${metadata.name}-release` };
  return { checksum, manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: named, data: { pods } } };
}

/** The spec of a Deployment whose pods refer to the mark. */
export function marked(spec: pulumi.Inputs, { manifest }: Mark): pulumi.Inputs {
  const volume = { name: VOLUME, configMap: { name: manifest.metadata.name, optional: true } };
  const { volumes } = spec.template.spec;
  const all = Array.isArray(volumes)
    ? [...volumes, volume]
    : pulumi.output(volumes).apply((others: readonly unknown[] = []) => [...others, volume]);
  const pods = { ...spec.template.spec, volumes: volumes === undefined ? [volume] : all };
  return { ...spec, template: { ...spec.template, spec: pods } };
}

/** How long Pulumi waits for Flagger: as long as its ticks take, with all the bad readings that it forgives, and the progress of the pods. */
export function flaggerWait(
  plan: Plan,
  settings: FlaggerSettings,
  wait: WaitArgs['wait'],
  progressDeadline: number = FLAGGER.progressDeadline,
): Wait {
  const schedule = scheduleOf(plan, settled(settings));
  const ticks = TICKS_BEFORE + thresholdOf(plan);
  return waitOf(plan, wait, { least: secondsIn(schedule), extra: ticks * schedule.tick + progressDeadline });
}

/**
 * How Pulumi waits for a Canary. Flagger's condition `Promoted` is true when a version has been promoted, of the first one as well, and false when
 * it has been rolled back. Right after an update it is still that of the release before: the mark tells the two apart.
 */
export const awaited = (timeout: number, { manifest, checksum }: Mark, inputs: StandIns): Care => ({
  timeout,
  annotations: inputs.restore({
    'pulumi.com/waitFor': JSON.stringify([
      `jsonpath={.status.trackedConfigs['configmap/${manifest.metadata.name}']}=${checksum}`,
      'condition=Promoted',
    ]),
  }),
});
