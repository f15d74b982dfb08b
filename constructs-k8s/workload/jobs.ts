import type { PlannedCheck } from '../../lib/plan';
import { checkJobSpec, UNPRIVILEGED } from '../shared/check-job';
import { portsOf } from '../shared/ports';
import { LABEL, WORKLOAD } from './deployments';
import type { JobManifest } from './manifest';
import { fingerprint, type Marks, metadata, type Release } from './objects';

/** The name of a Job, which can never change: another content is another Job. */
export function jobName(base: string, content: unknown): string {
  const hash = fingerprint([base, content]);
  return `${base.slice(0, WORKLOAD.longestName - hash.length - 1).replace(/-+$/, '')}-${hash}`;
}

/** Which version a check asks, and when. */
interface Asked extends Marks {
  readonly stage: 'before' | 'test' | 'full';
  /** The Service that an HTTP check asks. */
  readonly host: string;
  /** What is checked: a Job runs once for each. */
  readonly of: unknown;
  /** Whether the Job is there before the copies, and waits for the first one. */
  readonly waits?: boolean;
}

/** Asks until somebody answers, whatever they say: 6 is no such name, 7 is nobody there. */
const WAIT = `until curl --silent --output /dev/null --max-time 5 "$URL"; do
  case $? in 6|7) sleep 2 ;; *) exit 0 ;; esac
done`;

const waitFor = (address: string, { settings }: Release) => ({
  name: 'wait',
  image: settings.checkImage,
  command: ['/bin/sh', '-c', WAIT],
  env: [{ name: 'URL', value: address }],
  securityContext: UNPRIVILEGED,
});

/** The Job of a check. */
export function checkJob(
  release: Release,
  check: PlannedCheck,
  { stage, host, of, waits = false, ...marks }: Asked,
): JobManifest {
  const { options, settings } = release;
  const [{ port }] = portsOf(options);
  const address = `http://${host}:${port}`;
  const asked = checkJobSpec(check, { address, image: settings.checkImage, mesh: false });
  const { template, activeDeadlineSeconds } = asked;
  const { progressDeadline = WORKLOAD.progressDeadline } = options;
  const spec = waits
    ? {
        ...asked,
        activeDeadlineSeconds: activeDeadlineSeconds + progressDeadline,
        template: { ...template, spec: { ...template.spec, initContainers: [waitFor(address, release)] } },
      }
    : asked;
  const labels = { ...marks.labels, [LABEL.check]: check.name, [LABEL.stage]: stage };
  const name = jobName(`${options.name}-${check.name}`, [spec, of, marks.labels]);
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: metadata(release, name, { ...marks, labels }), spec };
}
