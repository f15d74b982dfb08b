import { fidelityText, type Judgement, ownTrace, verdictOf } from '../../lib/fidelity';
import { errorsOf } from '../../lib/findings';
import { type Plan, plan } from '../../lib/plan';
import { executionText, html, mermaid, type PreviewModel, previewModel, svg, text } from '../../lib/preview';
import type { Args } from '../command';
import { type Command, EXIT, JSON_OPTION } from '../command';
import { EVIDENCE_OPTIONS, evidenceOf, evidenceOptions } from '../evidence-options';
import { fileName, readStrategy } from '../input';
import { judged } from '../judged';
import { Misuse } from '../misuse';
import { titleOf, writeTo } from '../output';
import { exitOf, printJson, reportText } from '../report';
import { type AnyTarget, TARGETS, targetOf } from '../targets';

const FORMATS = ['text', 'html', 'svg', 'mermaid', 'json'] as const;

type Format = (typeof FORMATS)[number];

function formatOf(args: Args): Format {
  const asked = FORMATS.filter((format) => args.has(format));
  if (asked.length > 1) throw new Misuse(`one of ${asked.map((format) => `--${format}`).join(', ')}, not several`);
  return asked[0] ?? 'text';
}

const targetData = (judgement: Judgement) => ({
  id: judgement.target,
  title: judgement.title,
  verdict: verdictOf(judgement),
  emits: errorsOf(judgement.findings).length === 0,
});

/** How a platform executes the release, where it takes times of its own. */
function executed(planned: Plan, target: AnyTarget): string[] {
  const trace = ownTrace(planned, target, NAME);
  return trace === undefined ? [] : [executionText(target.title, trace)];
}

/** What an application is called that has no name; times do not depend on it. */
const NAME = 'app';

function textOf(model: PreviewModel, judgements: readonly Judgement[], executions: readonly string[]): string {
  const parts = [text(model), ...executions, ...(judgements.length === 0 ? [] : [fidelityText(judgements)])];
  return `${parts.join('\n\n')}\n`;
}

export const previewCommand: Command = {
  name: 'preview',
  summary: 'Draws a release before it happens: lanes on one time axis.',
  operands: ['FILE'],
  options: {
    text: { about: 'As lines for a terminal; this is the default.' },
    html: { value: 'OUT', about: 'As one page without script: the picture, what the guards see, the platforms.' },
    svg: { value: 'OUT', about: 'As a picture, for a README; in light and dark.' },
    mermaid: { about: 'As a mermaid chart, for a pull request.' },
    target: { value: 'ID', multiple: true, about: 'A platform to judge by; may stand several times. A page has all.' },
    ...EVIDENCE_OPTIONS,
    json: JSON_OPTION,
  },
  details:
    'Examples: cutover preview checkout.yaml\n          cutover preview checkout.yaml --html checkout.html\n\nOUT may be - for standard output.',
  async run(args, io) {
    const [file = ''] = args.positionals;
    const format = formatOf(args);
    const asked = [...new Set(args.all('target'))].map(targetOf);
    const options = evidenceOptions(args);
    const { strategy, findings: wrong } = await readStrategy(file, io);
    const planned = strategy && plan(strategy);
    const { made: known, findings: refused } = planned === undefined ? { findings: [] } : evidenceOf(planned, options);
    const findings = [...wrong, ...refused];
    const model = planned && known && previewModel(planned, known);
    const targets = asked.length === 0 && format === 'html' ? TARGETS : asked;
    const judgements = planned === undefined ? [] : targets.map((target) => judged(planned, target));
    if (format === 'json') {
      printJson(io, { file, preview: model ?? null, targets: judgements.map(targetData), findings });
      return exitOf(findings);
    }
    if (findings.length > 0) io.err(reportText(fileName(file), findings, io.color));
    if (model === undefined || known === undefined || planned === undefined) return EXIT.findings;
    const executions = asked.flatMap((target) => executed(planned, target));
    const [out = '-'] = args.all(format);
    const title = titleOf(file);
    if (format === 'html') writeTo(out, html(model, { title, evidence: known, judgements }), io);
    else if (format === 'svg') writeTo(out, `${svg(model, title)}\n`, io);
    else io.out(format === 'mermaid' ? `${mermaid(model, title)}\n` : textOf(model, judgements, executions));
    return EXIT.fine;
  },
};
