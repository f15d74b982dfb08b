import { type Design, type DesignRequest, design } from '../../lib/evidence';
import { chanceText, grouped, releasesText, riseText } from '../../lib/evidence/words';
import { outline, plan } from '../../lib/plan';
import { formatDuration, type Strategy } from '../../lib/strategy';
import { type Args, type Command, EXIT, JSON_OPTION } from '../command';
import { yamlText } from '../documents';
import { Misuse } from '../misuse';
import { chanceOr, given, numberOr } from '../numbers';
import { exitOf, printJson, reportText } from '../report';
import { inOptions } from '../spoken-options';

const OPTIONS = {
  'traffic.requestsPerSecond': '--rps',
  'traffic.errorRate': '--error-rate',
  'traffic.latency': '--latency',
  detect: '--detect',
  power: '--power',
  falseAborts: '--false-aborts',
  maxUsersHit: '--max-users',
  maxDuration: '--max-duration',
  every: '--every',
  guard: '--guard',
} as const;

const NEEDED = ['rps', 'error-rate', 'detect'] as const;
const EXAMPLE = 'cutover design --rps 50 --error-rate 0.1% --detect 3';

function requestOf(args: Args): DesignRequest {
  const one = (option: string): string | undefined => args.all(option)[0];
  const missing = NEEDED.filter((option) => one(option) === undefined).map((option) => `--${option}`);
  if (missing.length > 0) throw new Misuse(`design needs ${missing.join(' and ')}: ${EXAMPLE}`);
  const percent = (text: string | undefined) => numberOr(text);
  return given({
    traffic: given({
      requestsPerSecond: numberOr(one('rps')),
      errorRate: percent(one('error-rate')),
      latency: one('latency'),
    }),
    detect: numberOr(one('detect')),
    power: chanceOr(one('power')),
    falseAborts: percent(one('false-aborts')),
    maxUsersHit: numberOr(one('max-users')),
    maxDuration: one('max-duration'),
    every: one('every'),
    guard: one('guard'),
  }) as unknown as DesignRequest;
}

/** What the designed canary does, as comments above it. */
function comments({ strategy, evidence, usersHit = 0 }: Design, { detect }: DesignRequest): string[] {
  if (strategy === undefined || evidence === undefined) return [];
  const [exposure] = evidence.exposures;
  const [guard] = evidence.guards;
  const stopped =
    exposure?.expectedAbort === undefined
      ? ''
      : `, after ${formatDuration(Math.round(exposure.expectedAbort))} on average`;
  return [
    outline(plan(strategy)),
    `${riseText(detect)} is stopped with ${chanceText(exposure?.stopped ?? 0)}${stopped}`,
    `the worst fault hits ${grouped(usersHit)} users on average`,
    `it stops ${guard?.bounds ? 'at most ' : ''}${releasesText(guard?.falseAborts ?? 0)}`,
  ];
}

const PERCENTAGES = new Set(['weight', 'errorRate', 'max', 'falseAborts']);

/** The strategy with its percentages as people write them. */
const asWritten = (strategy: Strategy): unknown =>
  JSON.parse(JSON.stringify(strategy), (key, value: unknown) =>
    PERCENTAGES.has(key) && typeof value === 'number' ? `${value}%` : value,
  );

export const designCommand: Command = {
  name: 'design',
  summary: 'Finds the shortest canary that sees a fault in this traffic.',
  operands: [],
  options: {
    rps: { value: 'N', about: 'Requests per second on a usual day.' },
    'error-rate': { value: 'P', about: 'The usual error rate: 0.1%.' },
    detect: { value: 'N', about: 'The rise of the error rate to see: 3 times the usual.' },
    power: { value: 'P', about: 'The chance with which it must be seen. Default: 80%.' },
    'false-aborts': { value: 'P', about: 'Healthy releases that are stopped, at most. Default: 5%.' },
    'max-users': { value: 'N', about: 'Users whom the worst fault hits, at most. Default: no limit.' },
    'max-duration': { value: 'D', about: 'How long the steps may hold. Default: 7d.' },
    every: { value: 'D', about: 'The time between two readings. Default: 1m.' },
    guard: { value: 'G', about: 'errorShare or errorRate. Default: errorShare.' },
    latency: { value: 'L', about: 'The usual response time, to be written down.' },
    json: JSON_OPTION,
  },
  details: `Example: ${EXAMPLE} > checkout.yaml`,
  async run(args, io) {
    const request = requestOf(args);
    const made = design(request);
    const findings = made.findings.map((finding) => inOptions(finding, OPTIONS));
    if (args.has('json')) {
      const { strategy = null, evidence = null, duration = null, usersHit = null } = made;
      printJson(io, { strategy, duration, usersHit, evidence, findings });
      return exitOf(findings);
    }
    if (findings.length > 0) io.err(reportText('design', findings, io.color));
    if (made.strategy === undefined) return EXIT.findings;
    const lines = comments(made, request).map((line) => `# ${line[0]?.toUpperCase()}${line.slice(1)}.\n`);
    io.out(`${lines.join('')}${yamlText([asWritten(made.strategy)])}`);
    return exitOf(findings);
  },
};
