import type { Plan, PlannedCheck, Stage } from '../../lib/plan';
import { millisecondsOf } from '../../lib/strategy';
import { hookOf } from './check-limits';
import type { Webhook } from './manifest';
import { modeOf, scheduleOf } from './schedule';
import type { Settled } from './settings';
import { flaggerTime } from './time';

/** A text as one word of the shell. */
const word = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const METHOD = { GET: [], HEAD: ['--head'], POST: ['--request', 'POST'] } as const;

type HttpCheck = Extract<PlannedCheck, { kind: 'http' }>;

/** What the loadtester's bash runs: asks once, and looks at the status and the body. */
export function httpCommand({ path, method = 'GET', headers = {}, expect = {}, timeout }: HttpCheck, address: string) {
  const within = expect.within === undefined ? timeout : millisecondsOf(expect.within) / 1000;
  const asked = [
    ...METHOD[method],
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', word(`${name}: ${value}`)]),
    word(`${address}${path}`),
  ];
  const lines = [
    `answer=$(curl --silent --show-error --max-time ${within} --write-out '\\n%{http_code}' ${asked.join(' ')}) || exit 1`,
    `status=\${answer##*$'\\n'}`,
    `if [ "$status" != ${expect.status ?? 200} ]; then echo "status $status, not ${expect.status ?? 200}"; exit 1; fi`,
  ];
  if (expect.body !== undefined) {
    const body = word(expect.body);
    lines.push(
      `case "\${answer%"$status"}" in *${body}*) ;; *) echo "the body does not contain "${body}; exit 1 ;; esac`,
    );
  }
  return lines.join('\n');
}

/** The Services of a release, as the loadtester calls them. */
export interface Addresses {
  /** What clients call. */
  readonly apex: string;
  /** The new version's own. */
  readonly canary: string;
}

const AFTER: ReadonlySet<Stage> = new Set<Stage>(['full', 'bake']);

function webhookOf(check: PlannedCheck, stage: Stage, addresses: Addresses, settings: Settled): Omit<Webhook, 'type'> {
  const timeout = flaggerTime(check.timeout);
  const { name } = check;
  if (check.kind === 'function') return { name, url: settings.functions[check.function] ?? '', timeout };
  if (check.kind === 'job') throw new Error(`the check ${name} is a job`);
  const address = AFTER.has(stage) ? addresses.apex : addresses.canary;
  return {
    name,
    url: `${settings.loadtester}/`,
    timeout,
    metadata: { type: 'bash', cmd: httpCommand(check, address) },
  };
}

/** Seconds that Flagger waits for a gate's answer. */
const GATE_TIMEOUT = 10;

/** The gates of a plan: where a person is asked, and where one can say no. */
function gates(plan: Plan, settings: Settled): Webhook[] {
  const { gated } = scheduleOf(plan, settings);
  const between =
    modeOf(plan) === 'canary' && !gated && plan.phases.some(({ stage, approve }) => stage === 'share' && approve);
  const atEnd = plan.phases.some(({ approve }) => approve !== undefined);
  if (!atEnd) return [];
  const timeout = flaggerTime(GATE_TIMEOUT);
  const { confirm, rollback } = settings.gate;
  return [
    { name: 'approval', type: between ? 'confirm-traffic-increase' : 'confirm-promotion', url: confirm, timeout },
    ...(rollback === undefined ? [] : [{ name: 'rollback', type: 'rollback', url: rollback, timeout } as const]),
  ];
}

/** The webhooks of a plan, in the order in which Flagger calls those of one type. */
export const webhooksOf = (plan: Plan, addresses: Addresses, settings: Settled): Webhook[] => [
  ...plan.phases.flatMap((phase) =>
    phase.checks.map((check) => {
      const { name, ...rest } = webhookOf(check, phase.stage, addresses, settings);
      return { name, type: hookOf(phase), ...rest };
    }),
  ),
  ...gates(plan, settings),
];
