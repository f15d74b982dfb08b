import { EVIDENCE_FINDINGS, type Evidence, type EvidenceOptions, evidence } from '../lib/evidence';
import { CutoverError, type Finding } from '../lib/findings';
import type { Plan } from '../lib/plan';
import type { Args, Option } from './command';
import { Misuse, unknown } from './misuse';
import { chanceOr, given, numberOr } from './numbers';
import { inOptions } from './spoken-options';

/** `--severity`, of every command that says what is weak. */
export const SEVERITY_OPTION: Option = {
  value: 'ID=LEVEL',
  multiple: true,
  about: 'How serious a finding of the evidence is: weak-guard=error; error, warning, note or off.',
};

/** What the evidence is computed for, in every command that shows it. */
export const EVIDENCE_OPTIONS: Readonly<Record<string, Option>> = {
  power: { value: 'P', about: 'The chance with which a fault should be seen. Default: 80%.' },
  detect: { value: 'N', about: 'The rise of the error rate that must be seen: 10 times. Default: 10.' },
  slower: { value: 'N', about: 'How many times as slow a version must be seen. Default: 3.' },
  'false-aborts': { value: 'P', about: 'The chance of a false abort that is tolerated. Default: 5%.' },
  slo: { value: 'P', about: 'The share of requests that must succeed. Default: 99.9%.' },
  window: { value: 'D', about: 'The time that the SLO is about. Default: 30d.' },
};

const NAMES = {
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
export function evidenceOptions(args: Args): EvidenceOptions {
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

/** The evidence of a plan, or what is wrong with the options. */
export function evidenceOf(
  planned: Plan,
  options: EvidenceOptions,
): { readonly made?: Evidence; readonly findings: readonly Finding[] } {
  try {
    return { made: evidence(planned, options), findings: [] };
  } catch (error) {
    if (!(error instanceof CutoverError)) throw error;
    return { findings: error.findings.map((finding) => inOptions(finding, NAMES)) };
  }
}
