import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { yamlText } from '../../../cli/documents';
import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import { bench, type Space, until } from '../cluster';
import { program, SCHEMA_LOCATION, SCHEMAS } from '../setup';
import { finish } from '../setup/run';

/** Who of the platform refuses a manifest. */
export type Judge = 'lint' | 'kube-apiserver' | 'the controller' | 'an analysis run' | 'istioctl' | 'kubeconform';
/** A refusal, with the words of the one who refuses. */
export interface Refusal {
  readonly by: Judge;
  readonly says: string;
}

/** Writes manifests to a file of this run, an own one for each call, as the command line writes them. */
export function fileOf(manifests: readonly object[]): string {
  const file = join(mkdtempSync(join(bench().folder, 'manifests-')), 'all.yaml');
  writeFileSync(file, yamlText(manifests));
  return file;
}

/** `kubectl argo rollouts lint`: it reads Rollouts, Services and VirtualServices. */
export async function lint(manifests: readonly object[]): Promise<readonly Refusal[]> {
  const { code, stdout, stderr } = await finish(program('kubectl-argo-rollouts'), ['lint', '-f', fileOf(manifests)]);
  return code === 0 ? [] : [{ by: 'lint', says: `${stdout}${stderr}`.trim() }];
}

/** kube-apiserver with the custom resources, strictly and without changing anything. */
export async function dryRun(space: Space, manifests: readonly Manifest[]): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  for (const manifest of manifests) {
    await space.apply([manifest], { dryRun: true }).catch((error: Error) => {
      refusals.push({ by: 'kube-apiserver', says: error.message });
    });
  }
  return refusals;
}

/** The schemas of the custom resources, with every unknown field an error. */
export async function kubeconform(manifests: readonly object[]): Promise<readonly Refusal[]> {
  const location = `${SCHEMAS}/${SCHEMA_LOCATION}`;
  const args = ['-strict', '-schema-location', location, '-output', 'json', fileOf(manifests)];
  const { code, stdout, stderr } = await finish(program('kubeconform'), args);
  return code === 0 ? [] : [{ by: 'kubeconform', says: `${stdout}${stderr}`.trim() }];
}

/** `istioctl validate`, and `istioctl analyze` with every warning, for manifests that have a namespace. */
export async function istioctl(manifests: readonly object[]): Promise<readonly Refusal[]> {
  const file = fileOf(manifests);
  const refusals: Refusal[] = [];
  for (const args of [
    ['validate', '-f', file],
    ['analyze', '--use-kube=false', '--failure-threshold', 'Warning', file],
  ]) {
    const { code, stdout, stderr } = await finish(program('istioctl'), args);
    const says = `${stdout}${stderr}`.trim();
    if (code !== 0 || /^(Warning|Error) \[/m.test(says)) refusals.push({ by: 'istioctl', says });
  }
  return refusals;
}

interface Status {
  readonly status?: {
    readonly phase?: string;
    readonly message?: string;
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  };
}

/** The controller's own validation of a Rollout that is in the cluster with everything that it refers to. */
export async function controller(space: Space, name: string): Promise<readonly Refusal[]> {
  const invalid = ({ status }: Status) => status?.conditions?.find(({ type }) => type === 'InvalidSpec');
  const settled = (rollout: Status) => invalid(rollout) !== undefined || rollout.status?.phase === 'Healthy';
  const what = `the controller has judged ${name}`;
  const condition = invalid(await until(what, () => space.get<Status>('Rollout', name), settled, { within: 20 }));
  return condition === undefined ? [] : [{ by: 'the controller', says: condition.message }];
}

/** A run of an analysis template; one that is refused ends at once with an error. */
export async function analysisRun(space: Space, template: Manifest): Promise<readonly Refusal[]> {
  const name = `${template.metadata.name}-run`;
  await space.apply([{ ...template, kind: 'AnalysisRun', metadata: { name } }]);
  const started = ({ status }: Status) => status?.phase !== undefined;
  const run = await until('the run has begun', () => space.get<Status>('AnalysisRun', name), started, { within: 20 });
  return run.status?.phase === 'Error' ? [{ by: 'an analysis run', says: run.status.message ?? '' }] : [];
}
