import { type Gate, type Stretch, segmentsOf, type Trace } from '../../lib/plan';
import type { Manifest, ServiceManifest } from '../shared/manifest';
import { ANNOTATION, LABEL, WAVE_ANNOTATION } from './deployments';
import type { DeploymentManifest } from './manifest';

const NOBODY = { weight: 0, mirror: 0, audience: [], reached: 'at once', guards: [] } as const;
const EVERYBODY = { ...NOBODY, weight: 100 } as const;

/** A person changes what is written, whenever they do. */
const PERSON: Gate = { kind: 'approval', onTimeout: 'rollback' };

const waveOf = ({ metadata }: Manifest): number | undefined => {
  const wave = metadata.annotations?.[WAVE_ANNOTATION];
  return wave === undefined ? undefined : Number(wave);
};

/** The Jobs that somebody waits for between these waves, in order. Without waves nobody does. */
function gatesBetween(jobs: readonly Manifest[], from: number, to: number): Gate[] {
  return jobs
    .flatMap((job) => {
      const wave = waveOf(job);
      const name = job.metadata.labels?.[LABEL.check];
      return wave === undefined || name === undefined || wave <= from || wave >= to ? [] : [{ wave, name }];
    })
    .sort((a, b) => a.wave - b.wave)
    .map(({ name }) => ({ kind: 'check', name }));
}

const isDeployment = (manifest: Manifest): manifest is DeploymentManifest => manifest.kind === 'Deployment';
const isService = (manifest: Manifest): manifest is ServiceManifest => manifest.kind === 'Service';
const versionOf = ({ metadata }: Manifest): string | undefined => metadata.labels?.[LABEL.version];

/** The Service that clients call: one that selects a version, and belongs to neither of both. */
function activeOf(services: readonly ServiceManifest[], versions: readonly DeploymentManifest[]) {
  const own = new Set(versions.map(({ metadata }) => metadata.name));
  const switched = services.filter(
    ({ spec, metadata }) => spec.selector[LABEL.version] !== undefined && !own.has(metadata.name),
  );
  return switched.find(({ metadata }) => !metadata.name.endsWith('-preview'));
}

/** Two Deployments stand there at once; the Service is changed when everything of the waves before is healthy, or whenever somebody does. */
function switching(manifests: readonly Manifest[], active: ServiceManifest): Stretch[] {
  const live = active.spec.selector[LABEL.version];
  const jobs = manifests.filter((one) => one.kind === 'Job' && versionOf(one) === live);
  const wave = waveOf(active);
  const person = wave === undefined || active.metadata.annotations?.[ANNOTATION.approval] !== undefined;
  const at = wave ?? 0;
  return [
    {
      ...NOBODY,
      seconds: 0,
      gates: [...gatesBetween(jobs, Number.NEGATIVE_INFINITY, at), ...(person ? [PERSON] : [])],
    },
    { ...EVERYBODY, seconds: 0, gates: gatesBetween(jobs, at, Number.POSITIVE_INFINITY) },
  ];
}

/** One Deployment exchanges its copies, as its strategy says. */
function exchanging(manifests: readonly Manifest[], deployment: DeploymentManifest): Stretch[] {
  const jobs = manifests.filter(({ kind }) => kind === 'Job');
  const at = waveOf(deployment) ?? 0;
  const reached = deployment.spec.strategy?.type === 'Recreate' ? 'after a stop' : 'copy by copy';
  return [
    { ...NOBODY, seconds: 0, gates: gatesBetween(jobs, Number.NEGATIVE_INFINITY, at) },
    { ...EVERYBODY, reached, seconds: 0, gates: gatesBetween(jobs, at, Number.POSITIVE_INFINITY) },
  ];
}

/**
 * What the Deployment controller does with the first Deployment of these manifests, or a Service with two of them, emitted or from a file. It
 * watches no metric, and undoes nothing.
 * @throws Error when there is no Deployment.
 */
export function trace(manifests: readonly Manifest[]): Trace {
  const deployments = manifests.filter(isDeployment);
  const [first] = deployments;
  if (first === undefined) throw new Error('there is no Deployment among the manifests');
  const versions = deployments.filter((one) => versionOf(one) !== undefined);
  const active = activeOf(manifests.filter(isService), versions);
  const stretches =
    versions.length > 1 && active !== undefined ? switching(manifests, active) : exchanging(manifests, first);
  const halts = first.metadata.annotations?.[ANNOTATION.onFailure] === 'halt';
  return { segments: segmentsOf(stretches), guards: [], onFailure: halts ? 'halt' : 'rollback' };
}
