import { judge, takers } from '../../lib/fidelity';
import type { Finding } from '../../lib/findings';
import { plan } from '../../lib/plan';
import { type Command, EXIT, JSON_OPTION } from '../command';
import { fileName, readStrategy } from '../input';
import { exitOf, printJson, reportText } from '../report';
import { type AnyTarget, TARGETS, targetOf } from '../targets';

/** A finding, and the target that has it; none: the strategy itself. */
type Found = Finding & { readonly target?: string };

export const checkCommand: Command = {
  name: 'check',
  summary: 'Says whether a strategy is right, and whether given platforms take it.',
  operands: ['FILE'],
  options: {
    target: { value: 'ID', multiple: true, about: 'A platform that must take it; may stand several times.' },
    json: JSON_OPTION,
  },
  details: 'Example: cutover check checkout.yaml --target aws-ecs --target argo-rollouts',
  async run(args, io) {
    const [file = ''] = args.positionals;
    const targets = [...new Set(args.all('target'))].map(targetOf);
    const { strategy, findings } = await readStrategy(file, io);
    const planned = strategy && plan(strategy);
    const judged = (target: AnyTarget): Found[] =>
      planned === undefined ? [] : judge(planned, target).findings.map((one) => ({ ...one, target: target.id }));
    const perTarget = targets.map((target) => [target, judged(target)] as const);
    const all: Found[] = [...findings, ...perTarget.flatMap(([, found]) => found)];
    if (args.has('json')) {
      printJson(io, { file, fine: exitOf(all) === EXIT.fine, targets: targets.map(({ id }) => id), findings: all });
      return exitOf(all);
    }
    io.out(reportText(fileName(file), findings, io.color));
    if (planned === undefined) return EXIT.findings;
    for (const [target, found] of perTarget)
      io.out(`\n${reportText(`${target.title} (${target.id})`, found, io.color)}`);
    if (targets.length === 0) {
      const { exact, approximated } = takers(planned, TARGETS);
      if (exact.length > 0) io.out(`  taken as it is by: ${exact.join(', ')}\n`);
      if (approximated.length > 0) io.out(`  taken with approximations by: ${approximated.join(', ')}\n`);
      if (exact.length + approximated.length === 0) io.out('  no target takes it as it is\n');
      io.out(`  more: cutover targets ${file}\n`);
    }
    return exitOf(all);
  },
};
