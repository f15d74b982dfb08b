import { readPod } from '../../lib/drain';
import type { PlannedCheck } from '../../lib/plan';
import { jobSpec, START, UNPRIVILEGED } from '../shared/check-job';
import type { Manifest, PodTemplate } from '../shared/manifest';
import { selectorOf } from '../shared/pod-template';
import { portsOf } from '../shared/ports';
import { WAVE } from './deployments';
import { checkJob, jobName } from './jobs';
import type { JobManifest } from './manifest';
import {
  autoscalers,
  checksIn,
  deployment,
  disruptionBudgets,
  metadata,
  type Release,
  replicasOf,
  service,
} from './objects';
import { pageLabels, pageOf, pagePorts } from './page';
import { podsOf } from './pods';
import { type Migration, namesOf } from './settings';

/** Seconds that a migration may take when nothing is said. */
export const MIGRATION_TIMEOUT = 600;

/** The Job of a migration: it waits first until the last pod of the application must have stopped. */
function migrationJob(release: Release, migration: Migration, template: PodTemplate): JobManifest {
  const { options, settings } = release;
  const { image, command, env = {}, timeout = MIGRATION_TIMEOUT } = migration;
  const stopped = readPod(template).gracePeriod;
  const container = {
    name: 'migrate',
    image,
    ...(command && { command }),
    ...(Object.keys(env).length > 0 && { env: Object.entries(env).map(([name, value]) => ({ name, value })) }),
  };
  const wait = {
    name: 'wait',
    image: settings.checkImage,
    command: ['sleep', `${stopped}`],
    securityContext: UNPRIVILEGED,
  };
  const spec = jobSpec(container, stopped + START + timeout, { initContainers: [wait] }, { mesh: false });
  const name = jobName(`${options.name}-migrate`, spec);
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: metadata(release, name, { wave: WAVE.after }), spec };
}

/**
 * One Deployment whose copies all stop before the first new one starts. With maintenance, a page stands beside it, and the mode says whose the
 * Service is: in maintenance the page's, while the application has no copies and the migration runs.
 */
export function recreate(release: Release): readonly Manifest[] {
  const { plan, options } = release;
  const { name, mode = 'live', migration } = options;
  const { root } = namesOf({ name });
  const selector = selectorOf(options);
  const template = podsOf(release, selector);
  const down = plan.maintenance !== undefined && mode === 'maintenance';
  const ports = portsOf(options);
  const job = (stage: 'before' | 'full', wave: number) => (check: PlannedCheck) =>
    checkJob(release, check, { stage, wave, host: root, of: template });
  return [
    deployment(
      release,
      name,
      { wave: down ? WAVE.serve : WAVE.test },
      {
        ...(down ? { replicas: 0 } : replicasOf(release)),
        selector,
        strategy: { type: 'Recreate' },
        template,
      },
    ),
    service(
      release,
      root,
      down ? pageLabels(release) : selector,
      { wave: down ? WAVE.test : WAVE.serve },
      down ? pagePorts(ports) : ports,
    ),
    ...(plan.maintenance === undefined ? [] : pageOf(release)),
    ...(down && migration !== undefined ? [migrationJob(release, migration, template)] : []),
    ...(down ? [] : checksIn(plan, 'before').map(job('before', WAVE.before))),
    ...(down ? [] : checksIn(plan, 'full').map(job('full', WAVE.after))),
    ...disruptionBudgets(release),
    ...autoscalers(release, name),
  ];
}
