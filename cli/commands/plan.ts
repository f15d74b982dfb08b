import { outline, plan, planText, trace, traceText } from '../../lib/plan';
import { type Command, EXIT, JSON_OPTION } from '../command';
import { fileName, readStrategy } from '../input';
import { exitOf, printJson, reportText } from '../report';

export const planCommand: Command = {
  name: 'plan',
  summary: 'Shows what a strategy does, phase by phase and second by second.',
  operands: ['FILE'],
  options: { json: JSON_OPTION },
  details: 'Example: cutover plan checkout.yaml',
  async run(args, io) {
    const [file = ''] = args.positionals;
    const { strategy, findings } = await readStrategy(file, io);
    const planned = strategy && plan(strategy);
    if (args.has('json')) {
      const made = planned && { outline: outline(planned), strategy, plan: planned, trace: trace(planned) };
      printJson(io, { file, ...(made ?? { outline: null, strategy: null, plan: null, trace: null }), findings });
      return exitOf(findings);
    }
    if (findings.length > 0) io.err(reportText(fileName(file), findings, io.color));
    if (planned === undefined) return EXIT.findings;
    io.out(
      `${planText(planned)}\n\nSecond by second, once the new version is ready:\n\n${traceText(trace(planned))}\n`,
    );
    return EXIT.fine;
  },
};
