import { clauseDoc, nearest, type Ruling, showNumber, verdictOf } from '../../lib/fidelity';
import { errorsOf } from '../../lib/findings';
import { outline, type Plan, plan, strategyOf } from '../../lib/plan';
import { type Command, EXIT, JSON_OPTION } from '../command';
import { fileName, readStrategy } from '../input';
import { judged } from '../judged';
import { printJson, reportText } from '../report';
import { type AnyTarget, TARGETS } from '../targets';
import { type Answered, targetsText } from '../targets-text';

function answer(planned: Plan, target: AnyTarget): Answered {
  const judgement = judged(planned, target);
  return { judgement, ...(verdictOf(judgement) === 'refused' && { nearest: nearest(planned, target.limits) }) };
}

function rulingData({ clause, verdict, by, why, instead, becomes, source }: Ruling) {
  const { title, safety } = clauseDoc(clause.key);
  const show = (value: number | undefined) => (value === undefined ? null : showNumber(clause.key, value));
  return {
    clause: clause.key,
    title,
    safety,
    path: clause.path,
    asked: show(clause.value),
    verdict,
    by: by ?? null,
    why: why ?? null,
    becomes: show(becomes),
    instead: instead ?? null,
    source: source ?? null,
  };
}

function answerData({ judgement, nearest: near }: Answered) {
  const { target, title, rulings, findings } = judgement;
  return {
    id: target,
    title,
    verdict: verdictOf(judgement),
    emits: errorsOf(findings).length === 0,
    nearest:
      near === undefined
        ? null
        : { outline: outline(near.plan), strategy: strategyOf(near.plan), givesUp: near.givesUp },
    rulings: rulings.map(rulingData),
    findings,
  };
}

export const targetsCommand: Command = {
  name: 'targets',
  summary: 'Shows what every platform makes of a strategy: exact, approximated or refused.',
  operands: ['FILE'],
  options: { json: JSON_OPTION },
  details:
    'Example: cutover targets checkout.yaml\n\nExit code 1 when the strategy has errors, or no platform takes it.',
  async run(args, io) {
    const [file = ''] = args.positionals;
    const { strategy, findings } = await readStrategy(file, io);
    const planned = strategy && plan(strategy);
    const answers = planned === undefined ? [] : TARGETS.map((target) => answer(planned, target));
    const isTaken = answers.some(({ judgement }) => verdictOf(judgement) !== 'refused');
    const exit = isTaken ? EXIT.fine : EXIT.findings;
    if (args.has('json')) {
      printJson(io, {
        file,
        outline: planned === undefined ? null : outline(planned),
        targets: answers.map(answerData),
        findings,
      });
      return exit;
    }
    if (findings.length > 0) io.err(reportText(fileName(file), findings, io.color));
    if (planned !== undefined) io.out(targetsText(planned, answers, io.color));
    return exit;
  },
};
