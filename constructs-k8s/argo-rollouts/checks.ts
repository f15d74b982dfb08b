import type { PlannedCheck } from '../../lib/plan';
import { millisecondsOf } from '../../lib/strategy';
import type { Metric } from './manifest';

/** Asks once and looks at the answer; everything that a strategy says comes in by the environment, never by the script. */
const SCRIPT = `answer=$(curl --silent --show-error --max-time "$WITHIN" --write-out '\\n%{http_code}' "$@" "$URL")
status=\${answer##*
}
if [ "$status" != "$STATUS" ]; then echo "status $status, not $STATUS" >&2; exit 1; fi
case "\${answer%"$status"}" in *"$BODY"*) ;; *) echo "the body does not contain: $BODY" >&2; exit 1 ;; esac`;

/** A text that the kubelet leaves as it is. */
const literal = (text: string): string => text.replaceAll('$(', () => '$$(');

const environment = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value: literal(value) }));

const METHOD = { GET: [], HEAD: ['--head'], POST: ['--request', 'POST'] } as const;

/** Nobody, as the image has it. */
const UNPRIVILEGED = {
  runAsNonRoot: true,
  runAsUser: 100,
  runAsGroup: 101,
  readOnlyRootFilesystem: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

/** What the Jobs of checks have in common. */
export interface Jobs {
  /** The image that HTTP checks and waits run in. */
  readonly image: string;
  /** Whether Istio may put a proxy beside the container. */
  readonly mesh: boolean;
}

interface Asked extends Jobs {
  /** The address of the version that is checked: `http://web-canary:80`. */
  readonly address: string;
}

function containerOf(
  check: Exclude<PlannedCheck, { kind: 'function' }>,
  { address, image }: Asked,
): Readonly<Record<string, unknown>> {
  if (check.kind === 'job') {
    const { command, env } = check;
    return {
      name: 'check',
      image: check.image,
      ...(command && { command: command.map(literal) }),
      ...(env && { env: environment(env) }),
    };
  }
  const { path, method = 'GET', headers = {}, expect = {}, timeout } = check;
  const within = expect.within === undefined ? timeout : millisecondsOf(expect.within) / 1000;
  const headerArguments = Object.entries(headers).flatMap(([name, value]) => [
    '--header',
    literal(`${name}: ${value}`),
  ]);
  return {
    name: 'check',
    image,
    command: ['/bin/sh', '-ec', SCRIPT, 'check', ...METHOD[method], ...headerArguments],
    env: environment({
      URL: `${address}${path}`,
      STATUS: `${expect.status ?? 200}`,
      BODY: expect.body ?? '',
      WITHIN: `${within}`,
    }),
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } },
    securityContext: UNPRIVILEGED,
  };
}

/** The pods of our own Jobs ask nothing of the cluster. */
const OWN = { automountServiceAccountToken: false };

/** Seconds that a pod of ours may take to find a node and to fetch its image: a Job's deadline counts them. */
const START = 120;

/** A proxy that is a container like any other never ends, and with it the Job; a native one ends with it. Istio 1.24 or newer. */
const NATIVE_PROXY = { metadata: { annotations: { 'sidecar.istio.io/nativeSidecar': 'true' } } };

/** A Job that runs once. */
const jobOf = (container: Readonly<Record<string, unknown>>, deadline: number, pod: object, { mesh }: Jobs) => ({
  job: {
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: deadline,
      template: { ...(mesh && NATIVE_PROXY), spec: { restartPolicy: 'Never', ...pod, containers: [container] } },
    },
  },
});

/** Seconds after which Kubernetes ends a check's Job. `curl` keeps the time of an HTTP check itself. */
export const deadlineOf = ({ kind, timeout }: PlannedCheck): number => (kind === 'http' ? START + timeout : timeout);

/** A check as a metric that is measured once. A Job that cannot even start has failed. */
export function checkMetric(check: PlannedCheck, asked: Asked, initialDelay?: string): Metric {
  if (check.kind === 'function') throw new Error(`the check ${check.name} is a function`);
  return {
    name: check.name,
    ...(initialDelay && { initialDelay }),
    count: 1,
    failureLimit: 0,
    consecutiveErrorLimit: 0,
    provider: jobOf(containerOf(check, asked), deadlineOf(check), check.kind === 'http' ? OWN : {}, asked),
  };
}

/** The name of the metric that only waits; no check's name has a point. */
export const WAIT = 'preview.hold';

/** A metric that only waits: a person may not promote before it is over. */
export const waitMetric = (jobs: Jobs, initialDelay: string): Metric => ({
  name: WAIT,
  initialDelay,
  count: 1,
  failureLimit: 0,
  provider: jobOf(
    { name: 'wait', image: jobs.image, command: ['/bin/true'], securityContext: UNPRIVILEGED },
    START,
    OWN,
    jobs,
  ),
});
