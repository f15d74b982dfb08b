import type { PlannedCheck } from '../../lib/plan';
import { millisecondsOf } from '../../lib/strategy';

/** What runs HTTP checks, and waits. */
export const CHECK_IMAGE = 'docker.io/curlimages/curl:8.17.0';

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
export const UNPRIVILEGED = {
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

export interface Asked extends Jobs {
  /** The address of the version that is checked: `http://web-canary:80`. */
  readonly address: string;
}

/** The command of an HTTP check and its environment, as they are: whoever runs them may have to quote them. */
export function httpCommand(
  { path, method = 'GET', headers = {}, expect = {}, timeout }: Extract<PlannedCheck, { kind: 'http' }>,
  address: string,
): { readonly command: readonly string[]; readonly env: Readonly<Record<string, string>> } {
  const within = expect.within === undefined ? timeout : millisecondsOf(expect.within) / 1000;
  const fields = Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);
  return {
    command: ['/bin/sh', '-ec', SCRIPT, 'check', ...METHOD[method], ...fields],
    env: { URL: `${address}${path}`, STATUS: `${expect.status ?? 200}`, BODY: expect.body ?? '', WITHIN: `${within}` },
  };
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
  const { command, env } = httpCommand(check, address);
  const [shell = '', flags = '', script = '', ...args] = command;
  return {
    name: 'check',
    image,
    command: [shell, flags, script, ...args.map(literal)],
    env: environment(env),
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } },
    securityContext: UNPRIVILEGED,
  };
}

/** The pods of our own Jobs ask nothing of the cluster. */
export const OWN = { automountServiceAccountToken: false };

/** Seconds that a pod of ours may take to find a node and to fetch its image: a Job's deadline counts them. */
export const START = 120;

/** A proxy that is a container like any other never ends, and with it the Job; a native one ends with it. Istio 1.24 or newer. */
const NATIVE_PROXY = { metadata: { annotations: { 'sidecar.istio.io/nativeSidecar': 'true' } } };

/** The spec of a Job that runs once. */
export const jobSpec = (
  container: Readonly<Record<string, unknown>>,
  deadline: number,
  pod: object,
  { mesh }: Pick<Jobs, 'mesh'>,
) => ({
  backoffLimit: 0,
  activeDeadlineSeconds: deadline,
  template: { ...(mesh && NATIVE_PROXY), spec: { restartPolicy: 'Never', ...pod, containers: [container] } },
});

/** Seconds after which Kubernetes ends a check's Job. `curl` keeps the time of an HTTP check itself. */
export const deadlineOf = ({ kind, timeout }: PlannedCheck): number => (kind === 'http' ? START + timeout : timeout);

/** The spec of a check's Job. A Job that cannot even start has failed. */
export function checkJobSpec(check: PlannedCheck, asked: Asked) {
  if (check.kind === 'function') throw new Error(`the check ${check.name} is a function`);
  return jobSpec(containerOf(check, asked), deadlineOf(check), check.kind === 'http' ? OWN : {}, asked);
}
