import type { EmitOptions } from '../../lib/fidelity';
import { CutoverError, errorsOf, type Finding } from '../../lib/findings';
import { plan } from '../../lib/plan';
import type { Strategy } from '../../lib/strategy';
import { type Command, EXIT, JSON_OPTION } from '../command';
import { documentsOf, phaseOf, yamlText } from '../documents';
import { fileName, readStrategy } from '../input';
import { judged } from '../judged';
import { Misuse } from '../misuse';
import { nameOf, namespaceOf } from '../name';
import { exitOf, printJson, reportText } from '../report';
import { type AnyTarget, TARGET_IDS, targetOf } from '../targets';

interface Emitted {
  readonly findings: readonly Finding[];
  readonly fragment?: unknown;
}

function emitted(strategy: Strategy, target: AnyTarget, options: EmitOptions): Emitted {
  const planned = plan(strategy);
  const { findings } = judged(planned, target);
  if (errorsOf(findings).length > 0) return { findings };
  try {
    return { findings, fragment: target.emit(planned, options) };
  } catch (error) {
    if (error instanceof CutoverError) return { findings: [...findings, ...error.findings] };
    throw error;
  }
}

export const emitCommand: Command = {
  name: 'emit',
  summary: 'Writes what a platform is told: YAML for Kubernetes, JSON for AWS.',
  operands: ['FILE'],
  options: {
    target: { value: 'ID', about: 'The platform, which is needed; `cutover targets FILE` names them.' },
    name: { value: 'N', about: "The application's name. Default: the file's name." },
    namespace: { value: 'N', about: 'The namespace of its objects. Default: the one that they are applied in.' },
    phase: {
      value: 'NAME',
      about: 'The phase, of a target whose phases people apply themselves (a router alone).',
    },
    json: JSON_OPTION,
  },
  details:
    'Example: cutover emit checkout.yaml --target argo-rollouts --name checkout\n\nFindings go to standard error. What a command line does not know, such as images, hosts and the Services of a route, is filled in by default;\nthe constructs take it all. A route that is there already is moved by the commands of `cutover observe FILE --target ID --runbook`.',
  async run(args, io) {
    const [file = ''] = args.positionals;
    const [id] = args.all('target');
    if (id === undefined)
      throw new Misuse(`emit needs a target: cutover emit FILE --target ID; there are: ${TARGET_IDS.join(', ')}`);
    const target = targetOf(id);
    const name = nameOf(args.all('name')[0], file);
    const namespace = namespaceOf(args.all('namespace')[0]);
    if (namespace !== undefined && target.format !== 'yaml')
      throw new Misuse(`--namespace: ${target.title} has no namespaces`);
    const parsed = await readStrategy(file, io);
    const made =
      parsed.strategy === undefined
        ? { findings: [] }
        : emitted(parsed.strategy, target, { name, ...(namespace !== undefined && { namespace }) });
    const findings = [...parsed.findings, ...made.findings];
    const documents =
      made.fragment === undefined ? null : documentsOf(phaseOf(made.fragment, args.all('phase')[0]), target.format);
    if (args.has('json')) {
      printJson(io, { file, target: id, name, format: target.format, documents, findings });
      return exitOf(findings);
    }
    if (findings.length > 0) io.err(reportText(`${fileName(file)} on ${target.title}`, findings, io.color));
    if (documents === null) return EXIT.findings;
    io.out(
      target.format === 'yaml'
        ? yamlText(documents)
        : documents.map((one) => `${JSON.stringify(one, null, 2)}\n`).join(''),
    );
    return exitOf(findings);
  },
};
