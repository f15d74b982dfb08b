import * as pulumi from '@pulumi/pulumi';
import type { StandIns } from '../pulumi/stand-ins';
import type { Labels, Manifest, PodTemplate } from '../shared/manifest';
import { LABEL } from './deployments';
import { jobName } from './jobs';
import type { DeploymentManifest, JobManifest } from './manifest';
import { fingerprint } from './objects';

type Pods = PodTemplate & { readonly metadata: { readonly labels: Labels } };

/** The pods of a version as they are without the label that says which pods they are. */
function unmarked(pods: Pods): PodTemplate {
  const { [LABEL.revision]: _, ...labels } = pods.metadata.labels;
  return { ...pods, metadata: { ...pods.metadata, labels } };
}

const versionOf = ({ metadata }: Manifest): string | undefined => metadata.labels?.[LABEL.version];

/** What the emitter makes the name of a Job of, and begins it with. */
function madeOf({ metadata, spec }: JobManifest, name: string, pods: PodTemplate | undefined) {
  const check = metadata.labels?.[LABEL.check];
  if (check === undefined) return { base: `${name}-migrate`, content: spec };
  const version = metadata.labels?.[LABEL.version];
  const marks = version === undefined ? undefined : { [LABEL.version]: version };
  return { base: `${name}-${check}`, content: [spec, pods, marks] };
}

/**
 * Lets the texts that the emitter makes of the pods, while some of them are only known late, stand for those that it will make: another image is
 * another revision, and is checked by another Job.
 */
export function lateTexts(manifests: readonly Manifest[], name: string, inputs: StandIns): void {
  const deployments = manifests.filter((one): one is DeploymentManifest => one.kind === 'Deployment');
  for (const { spec } of deployments) {
    const pods = spec.template as Pods;
    const revision = pods.metadata.labels[LABEL.revision];
    if (revision === undefined || !inputs.isLate(pods)) continue;
    inputs.stand(revision, pulumi.output(inputs.restore(unmarked(pods))).apply(fingerprint));
  }
  for (const job of manifests.filter((one): one is JobManifest => one.kind === 'Job')) {
    const of = deployments.find((one) => versionOf(one) === versionOf(job));
    const { base, content } = madeOf(job, name, of?.spec.template);
    if (!inputs.isLate(content)) continue;
    const late = pulumi.output(inputs.restore({ content })).apply((known) => jobName(base, known.content));
    inputs.stand(job.metadata.name, late);
  }
}
