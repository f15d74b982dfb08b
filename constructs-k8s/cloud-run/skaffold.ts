import type { PlannedCheck } from '../../lib/plan';
import { httpCommand } from '../shared/check-job';
import type { SkaffoldAction, SkaffoldContainer, SkaffoldManifest } from './manifest';
import { type DeployPhase, STABLE } from './phases';
import { TAGS } from './service';

/** What containers of checks need to know. */
export interface CheckSettings {
  /** The Service's URL. */
  readonly url: string;
  /** The image that HTTP checks and holds run in. */
  readonly image: string;
}

/** The URL of the revision with a tag. */
export const tagged = (url: string, tag: string): string => url.replace(/^(https?:\/\/)/, `$1${tag}---`);

/** Seconds that an image takes to come, at the most on a usual day. */
const FETCH = 120;

const environment = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

/** The container of a check. Skaffold's `command` is the entrypoint, and `args` what it gets. */
function containerOf(check: PlannedCheck, address: string, image: string): SkaffoldContainer {
  if (check.kind === 'function') throw new Error(`the check ${check.name} is a function`);
  if (check.kind === 'job') {
    const { name, command, env } = check;
    return { name, image: check.image, ...(command && { command }), ...(env && { env: environment(env) }) };
  }
  const { command, env } = httpCommand(check, address);
  const [shell = '', ...args] = command;
  return { name: check.name, image, command: [shell], args, env: environment(env) };
}

/** Seconds after which a check has failed. `curl` keeps the time of an HTTP check itself. */
const timeoutOf = ({ kind, timeout }: PlannedCheck): number => (kind === 'http' ? timeout + FETCH : timeout);

/** The address of the new version: the tag's until it has everything. */
const addressIn = ({ id }: DeployPhase, { url }: CheckSettings): string =>
  id === STABLE ? url : tagged(url, TAGS.candidate);

/** The name of the action that holds a phase; no check has it. */
function holdName({ id }: DeployPhase, taken: ReadonlySet<string>): string {
  let name = `hold-${id}`;
  while (taken.has(name)) name = `${name}-again`;
  return name;
}

/** The names of all checks. */
export const checkNames = (phases: readonly DeployPhase[]): ReadonlySet<string> =>
  new Set(phases.flatMap(({ verify, postdeploy }) => [...verify, ...postdeploy].map(({ name }) => name)));

/** The actions after the deploy of a phase, in order: the hold, then the checks. */
export function postdeployOf(
  phase: DeployPhase,
  taken: ReadonlySet<string>,
  settings: CheckSettings,
): readonly SkaffoldAction[] {
  const { hold, postdeploy } = phase;
  const name = holdName(phase, taken);
  const holding: SkaffoldAction = {
    name,
    timeout: hold + FETCH,
    containers: [{ name, image: settings.image, command: ['/bin/sleep'], args: [String(hold)] }],
  };
  const checks = postdeploy.map(
    (check): SkaffoldAction => ({
      name: check.name,
      timeout: timeoutOf(check),
      containers: [containerOf(check, addressIn(phase, settings), settings.image)],
    }),
  );
  return hold > 0 ? [holding, ...checks] : checks;
}

/** Seconds that the jobs of a phase take at the most: the longest of verify and postdeploy. */
export function longestJob(phases: readonly DeployPhase[]): number {
  const sum = (checks: readonly PlannedCheck[]) => checks.reduce((all, check) => all + timeoutOf(check), 0);
  return Math.max(
    0,
    ...phases.flatMap(({ verify, hold, postdeploy }) => [sum(verify), sum(postdeploy) + (hold > 0 ? hold + FETCH : 0)]),
  );
}

/** What Cloud Deploy runs: the Service's manifest, a profile for each phase that verifies, and the actions. */
export function skaffoldOf(
  name: string,
  manifest: string,
  phases: readonly DeployPhase[],
  settings: CheckSettings,
): SkaffoldManifest {
  const taken = checkNames(phases);
  const customActions = phases.flatMap((phase) => postdeployOf(phase, taken, settings));
  const profiles = phases
    .filter(({ verify }) => verify.length > 0)
    .map((phase) => ({
      name: phase.id,
      verify: phase.verify.map((check) => ({
        name: check.name,
        timeout: timeoutOf(check),
        container: containerOf(check, addressIn(phase, settings), settings.image),
      })),
    }));
  return {
    apiVersion: 'skaffold/v4beta12',
    kind: 'Config',
    metadata: { name },
    manifests: { rawYaml: [manifest] },
    deploy: { cloudrun: {} },
    ...(customActions.length > 0 && { customActions }),
    ...(profiles.length > 0 && { profiles }),
  };
}
