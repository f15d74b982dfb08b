import { EVIDENCE_FINDINGS, type Evidence, type EvidenceOptions, evidence, evidenceText } from '../../lib/evidence';
import { CutoverError, type Finding } from '../../lib/findings';
import { type Plan, plan } from '../../lib/plan';
import { type Args, type Command, EXIT, JSON_OPTION } from '../command';
import { fileName, readStrategy } from '../input';
import { Misuse, unknown } from '../misuse';
import { chanceOr, given, numberOr } from '../numbers';
import { exitOf, printJson, reportText } from '../report';
import { inOptions } from '../spoken-options';

const OPTIONS = {
  power: '--power',
  detect: '--detect',
  slower: '--slower',
  slo: '--slo',
  window: '--window',
  falseAborts: '--false-aborts',
} as const;

const SEVERITIES = ['error', 'warning', 'note', 'off'];

/** `weak-guard=error` as a field. */
function severityOf(text: string): readonly [string, string] {
  const [id = '', severity = ''] = text.split('=');
  if (!Object.hasOwn(EVIDENCE_FINDINGS, id)) throw unknown('finding', id, Object.keys(EVIDENCE_FINDINGS));
  if (!SEVERITIES.includes(severity)) throw new Misuse(`--severity ${text}: ${id}=error, warning, note or off`);
  return [id, severity];
}

/** The options as they are written; what is wrong with them, the evidence says. */
function optionsOf(args: Args): EvidenceOptions {
  const one = (option: string): string | undefined => args.all(option)[0];
  return given({
    power: chanceOr(one('power')),
    detect: numberOr(one('detect')),
    slower: numberOr(one('slower')),
    slo: numberOr(one('slo')),
    window: one('window'),
    falseAborts: numberOr(one('false-aborts')),
    severity: Object.fromEntries(args.all('severity').map(severityOf)),
  }) as EvidenceOptions;
}

interface Computed {
  readonly made?: Evidence;
  readonly findings: readonly Finding[];
}

function computed(planned: Plan, options: EvidenceOptions): Computed {
  try {
    return { made: evidence(planned, options), findings: [] };
  } catch (error) {
    if (!(error instanceof CutoverError)) throw error;
    return { findings: error.findings.map((finding) => inOptions(finding, OPTIONS)) };
  }
}

export const evidenceCommand: Command = {
  name: 'evidence',
  summary: 'Says what the guards can see of this traffic, and what a fault costs before they act.',
  operands: ['FILE'],
  options: {
    power: { value: 'P', about: 'The chance with which a fault should be seen. Default: 80%.' },
    detect: { value: 'N', about: 'The rise of the error rate that must be seen: 10 times. Default: 10.' },
    slower: { value: 'N', about: 'How many times as slow a version must be seen. Default: 3.' },
    'false-aborts': { value: 'P', about: 'The chance of a false abort that is tolerated. Default: 5%.' },
    slo: { value: 'P', about: 'The share of requests that must succeed. Default: 99.9%.' },
    window: { value: 'D', about: 'The time that the SLO is about. Default: 30d.' },
    severity: {
      value: 'ID=LEVEL',
      multiple: true,
      about: 'How serious a finding is: weak-guard=error; error, warning, note or off.',
    },
    json: JSON_OPTION,
  },
  details:
    'Example: cutover evidence checkout.yaml --severity weak-guard=error\n\nA weak guard is a warning unless you say otherwise.',
  async run(args, io) {
    const [file = ''] = args.positionals;
    const options = optionsOf(args);
    const parsed = await readStrategy(file, io);
    const { made, findings: wrong }: Computed =
      parsed.strategy === undefined ? { findings: [] } : computed(plan(parsed.strategy), options);
    const findings = [...parsed.findings, ...wrong];
    const exit = exitOf([...findings, ...(made?.weak ?? [])]);
    if (args.has('json')) {
      printJson(io, { file, evidence: made ?? null, findings });
      return exit;
    }
    if (findings.length > 0) io.err(reportText(fileName(file), findings, io.color));
    if (made === undefined) return EXIT.findings;
    io.out(`${evidenceText(made)}\n`);
    return exit;
  },
};
