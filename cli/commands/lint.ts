import type { Finding } from '../../lib/findings';
import {
  blocking,
  type Checklist,
  checklistData,
  checklistSarif,
  checklistText,
  lint,
  type PaintState,
  questionsText,
  type Threshold,
} from '../../lib/lint';
import { type Args, type Command, EXIT, JSON_OPTION } from '../command';
import { answersOf, filesOf } from '../lint-input';
import { Misuse } from '../misuse';
import { printJson, reportText } from '../report';
import { painter, type Style } from '../style';
import { version } from '../version';

const FORMATS = ['text', 'json', 'sarif'] as const;
const THRESHOLDS = ['error', 'warning', 'open', 'never'] as const;

function oneOf<Name extends string>(args: Args, option: string, names: readonly Name[]): Name | undefined {
  const [given] = args.all(option);
  if (given === undefined) return undefined;
  const found = names.find((name) => name === given);
  if (found === undefined) throw new Misuse(`--${option} ${given}: ${names.join(', ')}`);
  return found;
}

const STYLES: Readonly<Record<Parameters<PaintState>[0], Style>> = {
  passed: 'green',
  answered: 'green',
  failed: 'red',
  accepted: 'yellow',
  open: 'yellow',
  'not applicable': 'dim',
  dim: 'dim',
  bold: 'bold',
};

/** `--accept RULE=REASON`. */
function accepted(args: Args): { readonly id: string; readonly reason: string }[] {
  return args.all('accept').map((text) => {
    const [id = '', ...reason] = text.split('=');
    if (id === '' || reason.join('=').trim() === '') throw new Misuse(`--accept ${text}: RULE=REASON`);
    return { id, reason: reason.join('=').trim() };
  });
}

export const lintCommand: Command = {
  name: 'lint',
  summary: 'Goes through the checklist of a safe release over manifests and templates of anyone.',
  operands: ['PATH...'],
  options: {
    format: { value: 'FORMAT', about: 'text, json or sarif. Default: text.' },
    'fail-on': {
      value: 'LEVEL',
      about: 'Exit 1 from this on: error, warning, open (what nobody answered), never. Default: error.',
    },
    accept: {
      value: 'RULE=REASON',
      multiple: true,
      about: 'A failure that is known and taken; may stand several times.',
    },
    answers: {
      value: 'FILE',
      about: 'Answers and acceptances. Default: cutover.checklist.yaml here, if there is one.',
    },
    all: { about: 'Show every observation, also of what passed.' },
    questions: { about: 'Print the open questions as a file of answers, ready to be filled in.' },
    json: { ...JSON_OPTION, about: 'The same as --format json.' },
  },
  details: `PATH is a file in YAML or JSON (manifests of Kubernetes, CloudFormation and SAM templates, AppSpecs, workflows), a folder, a
pattern such as 'k8s/**/*.yaml', or - for standard input. Exit: 0 fine, 1 as --fail-on says, 2 misuse. Docs: docs/checklist.md.

Examples:
  cutover lint k8s/ cdk.out/
  helm template . | cutover lint - --fail-on warning
  cutover lint k8s/ --format sarif > cutover.sarif
  cutover lint k8s/ --questions > cutover.checklist.yaml`,
  async run(args, io) {
    const format = args.has('json') ? 'json' : (oneOf(args, 'format', FORMATS) ?? 'text');
    const threshold: Threshold = oneOf(args, 'fail-on', THRESHOLDS) ?? 'error';
    const files = await filesOf(args.positionals, io);
    const { written, findings } = answersOf(args.all('answers')[0], accepted(args));
    const checklist: Checklist = withFindings(lint(files, written), findings);
    const exit = blocking(checklist, threshold) ? EXIT.findings : EXIT.fine;
    if (args.has('questions')) {
      io.out(questionsText(checklist));
      return EXIT.fine;
    }
    if (format === 'json') printJson(io, checklistData(checklist));
    else if (format === 'sarif') printJson(io, checklistSarif(checklist, version(), args.all('answers')[0]));
    else {
      const paint = painter(io.color);
      if (checklist.findings.length > 0) io.err(reportText('checklist', checklist.findings, io.color));
      io.out(checklistText(checklist, { all: args.has('all'), paint: (state, text) => paint(STYLES[state], text) }));
    }
    return exit;
  },
};

const withFindings = (checklist: Checklist, findings: readonly Finding[]): Checklist => ({
  ...checklist,
  findings: [...findings, ...checklist.findings],
});
