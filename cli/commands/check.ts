import type { Finding } from '../../lib/findings';
import { plan } from '../../lib/plan';
import { type Command, EXIT, JSON_OPTION } from '../command';
import { evidenceOf, evidenceOptions, SEVERITY_OPTION } from '../evidence-options';
import { fileName, readStrategy } from '../input';
import { judged } from '../judged';
import { exitOf, printJson, reportText } from '../report';
import { takersLines } from '../takers-text';
import { type AnyTarget, targetOf } from '../targets';

/** A finding, and the target that has it; none: the strategy itself. */
type Found = Finding & { readonly target?: string };

export const checkCommand: Command = {
  name: 'check',
  summary: 'Says whether a strategy is right and its guards can see, and whether given platforms take it.',
  operands: ['FILE'],
  options: {
    target: { value: 'ID', multiple: true, about: 'A platform that must take it; may stand several times.' },
    severity: SEVERITY_OPTION,
    json: JSON_OPTION,
  },
  details: 'Example: cutover check checkout.yaml --target aws-ecs --target argo-rollouts',
  async run(args, io) {
    const [file = ''] = args.positionals;
    const targets = [...new Set(args.all('target'))].map(targetOf);
    const options = evidenceOptions(args);
    const { strategy, findings: wrong } = await readStrategy(file, io);
    const planned = strategy && plan(strategy);
    const { made } = planned === undefined ? {} : evidenceOf(planned, options);
    const findings: readonly Finding[] = [...wrong, ...(made?.weak ?? [])];
    const found = (target: AnyTarget): Found[] =>
      planned === undefined ? [] : judged(planned, target).findings.map((one) => ({ ...one, target: target.id }));
    const perTarget = targets.map((target) => [target, found(target)] as const);
    const all: Found[] = [...findings, ...perTarget.flatMap(([, ones]) => ones)];
    if (args.has('json')) {
      printJson(io, { file, fine: exitOf(all) === EXIT.fine, targets: targets.map(({ id }) => id), findings: all });
      return exitOf(all);
    }
    io.out(reportText(fileName(file), findings, io.color));
    if (planned === undefined) return EXIT.findings;
    for (const [target, ones] of perTarget) io.out(`\n${reportText(`${target.title} (${target.id})`, ones, io.color)}`);
    if (targets.length === 0) {
      for (const line of takersLines(planned)) io.out(`  ${line}\n`);
      io.out(`  more: cutover targets ${file}\n`);
    }
    return exitOf(all);
  },
};
