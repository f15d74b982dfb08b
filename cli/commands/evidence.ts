import { evidenceText } from '../../lib/evidence';
import { plan } from '../../lib/plan';
import { type Command, EXIT, JSON_OPTION } from '../command';
import { EVIDENCE_OPTIONS, evidenceOf, evidenceOptions, SEVERITY_OPTION } from '../evidence-options';
import { fileName, readStrategy } from '../input';
import { exitOf, printJson, reportText } from '../report';

export const evidenceCommand: Command = {
  name: 'evidence',
  summary: 'Says what the guards can see of this traffic, and what a fault costs before they act.',
  operands: ['FILE'],
  options: { ...EVIDENCE_OPTIONS, severity: SEVERITY_OPTION, json: JSON_OPTION },
  details:
    'Example: cutover evidence checkout.yaml --severity weak-guard=error\n\nA weak guard is a warning unless you say otherwise; of an error the exit code is 1.',
  async run(args, io) {
    const [file = ''] = args.positionals;
    const options = evidenceOptions(args);
    const { strategy, findings: wrong } = await readStrategy(file, io);
    const { made, findings: refused } = strategy === undefined ? { findings: [] } : evidenceOf(plan(strategy), options);
    const findings = [...wrong, ...refused];
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
