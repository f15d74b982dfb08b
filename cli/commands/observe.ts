import { prometheusRule } from '../../constructs-k8s/observability/emit';
import { prometheusSource } from '../../lib/fidelity';
import { CutoverError, type Finding } from '../../lib/findings';
import { alertRules, grafanaDashboard, type ObservabilityOptions, runbookText } from '../../lib/observability';
import { type Plan, plan } from '../../lib/plan';
import type { Duration, Percent } from '../../lib/strategy';
import { type Args, type Command, EXIT, JSON_OPTION } from '../command';
import { yamlText } from '../documents';
import { fileName, readStrategy } from '../input';
import { Misuse, unknown } from '../misuse';
import { nameOf, namespaceOf } from '../name';
import { given, numberOr } from '../numbers';
import { exitOf, printJson, reportText } from '../report';
import { inOptions, type OptionNames } from '../spoken-options';
import { type AnyTarget, TARGET_IDS, targetOf } from '../targets';

const ARTEFACTS = ['rules', 'dashboard', 'runbook'] as const;

type Artefact = (typeof ARTEFACTS)[number];

const CONVENTIONS = ['http', 'istio'] as const;

/** The options that set the fields of the observability options. */
const OPTIONS: OptionNames = {
  name: '--name',
  namespace: '--namespace',
  slo: '--slo',
  window: '--window',
  runbookUrl: '--runbook-url',
  dashboardUrl: '--dashboard-url',
  'versions.candidate': '--candidate',
  'versions.stable': '--stable',
};

function artefactOf(args: Args): Artefact | undefined {
  const asked = ARTEFACTS.filter((artefact) => args.has(artefact));
  if (args.has('json') && asked.length === 0) return undefined;
  const [only] = asked;
  if (only !== undefined && asked.length === 1 && !args.has('json')) return only;
  const all = [...ARTEFACTS, 'json'].map((artefact) => `--${artefact}`).join(', ');
  throw new Misuse(`observe writes one of ${all}`);
}

function targetFor(args: Args): AnyTarget {
  const [id] = args.all('target');
  if (id !== undefined) return targetOf(id);
  throw new Misuse(`observe needs a target: cutover observe FILE --target ID; there are: ${TARGET_IDS.join(', ')}`);
}

function conventionOf(args: Args): (typeof CONVENTIONS)[number] | undefined {
  const [asked] = args.all('convention');
  const convention = CONVENTIONS.find((one) => one === asked);
  if (asked !== undefined && convention === undefined) throw unknown('convention', asked, CONVENTIONS);
  return convention;
}

function namesOf(args: Args): { readonly candidate: string; readonly stable: string } | undefined {
  const [[candidate], [stable]] = [args.all('candidate'), args.all('stable')];
  if (candidate === undefined && stable === undefined) return undefined;
  if (candidate !== undefined && stable !== undefined) return { candidate, stable };
  throw new Misuse('--candidate and --stable stand together');
}

/** What is asked for; undefined where the platform's versions are not told apart in Prometheus. */
function optionsOf(args: Args, file: string, target: AnyTarget): ObservabilityOptions | undefined {
  const source = prometheusSource(target);
  const versions = namesOf(args) ?? source?.versions;
  const convention = conventionOf(args) ?? source?.convention;
  if (source === undefined || versions === undefined || convention === undefined) return undefined;
  return {
    name: nameOf(args.all('name')[0], file),
    platform: target,
    versions,
    convention,
    ...given({
      namespace: namespaceOf(args.all('namespace')[0]),
      slo: numberOr(args.all('slo')[0]) as Percent | undefined,
      window: args.all('window')[0] as Duration | undefined,
      runbookUrl: args.all('runbook-url')[0],
      dashboardUrl: args.all('dashboard-url')[0],
    }),
  };
}

interface Made {
  readonly rules: object | null;
  readonly dashboard: object | null;
  readonly runbook: string;
  readonly findings: readonly Finding[];
}

/** Everything that there is about a release. */
function made(planned: Plan, target: AnyTarget, args: Args, file: string): Made {
  const options = optionsOf(args, file, target);
  const rules = options && alertRules(planned, options);
  const runbook = runbookText(planned, target, {
    name: nameOf(args.all('name')[0], file),
    ...given({
      namespace: namespaceOf(args.all('namespace')[0]),
      approvers: args.all('approvers')[0],
      dashboardUrl: args.all('dashboard-url')[0],
      rules: rules?.groups,
    }),
  });
  return {
    rules: options === undefined ? null : prometheusRule(planned, options),
    dashboard: options === undefined ? null : grafanaDashboard(planned, options),
    runbook,
    findings: rules?.findings ?? [],
  };
}

function tried(planned: Plan, target: AnyTarget, args: Args, file: string): Partial<Made> & Pick<Made, 'findings'> {
  try {
    return made(planned, target, args, file);
  } catch (error) {
    if (!(error instanceof CutoverError)) throw error;
    return { findings: error.findings.map((finding) => inOptions(finding, OPTIONS)) };
  }
}

/** What is written; undefined when the options are wrong. */
function textOf(artefact: Artefact, all: Partial<Made>, { title }: AnyTarget): string | undefined {
  const found = all[artefact];
  if (found === undefined || typeof found === 'string') return found;
  if (found !== null) return artefact === 'rules' ? yamlText([found]) : `${JSON.stringify(found, null, 2)}\n`;
  throw new Misuse(`--${artefact}: the versions of ${title} are not told apart in Prometheus; it has a --runbook`);
}

export const observeCommand: Command = {
  name: 'observe',
  summary: 'Writes alerts, a dashboard and a runbook of a release.',
  operands: ['FILE'],
  options: {
    target: { value: 'ID', about: 'The platform, which is needed; `cutover targets FILE` names them.' },
    rules: { about: 'Alerts, as a PrometheusRule in YAML.' },
    dashboard: { about: 'A Grafana dashboard, as JSON.' },
    runbook: { about: 'A runbook, in Markdown: what aborts, and what to do by hand.' },
    name: { value: 'N', about: "The application's name. Default: the file's name." },
    namespace: { value: 'N', about: "The application's namespace. Default: default." },
    convention: { value: 'C', about: "How requests are counted: http or istio. Default: the platform's." },
    candidate: { value: 'RE', about: "What follows the name in the new version's pods. Default: the platform's." },
    stable: { value: 'RE', about: "The same of the stable version's pods." },
    slo: { value: 'P', about: 'The share of requests that must succeed. Default: 99.9%.' },
    window: { value: 'D', about: 'The time that the SLO is about. Default: 30d.' },
    approvers: { value: 'WHO', about: 'Who approves, for the runbook.' },
    'runbook-url': { value: 'URL', about: 'Where the runbook is published, for the alerts.' },
    'dashboard-url': { value: 'URL', about: 'Where the dashboard is, for the alerts and the runbook.' },
    json: { ...JSON_OPTION, about: 'Print all of it as one JSON object; docs/cli.md says which.' },
  },
  details:
    'Examples: cutover observe shop.yaml --target argo-rollouts --rules | kubectl apply -f -\n          cutover observe shop.yaml --target aws-ecs --runbook > RUNBOOK.md',
  async run(args, io) {
    const [file = ''] = args.positionals;
    const artefact = artefactOf(args);
    const target = targetFor(args);
    const { strategy, findings: wrong } = await readStrategy(file, io);
    const all = strategy === undefined ? { findings: [] } : tried(plan(strategy), target, args, file);
    const findings = [...wrong, ...all.findings];
    if (artefact === undefined) {
      const { rules, dashboard, runbook }: Partial<Made> = all;
      const artefacts = { rules: rules ?? null, dashboard: dashboard ?? null, runbook: runbook ?? null };
      printJson(io, { file, target: target.id, ...artefacts, findings });
      return exitOf(findings);
    }
    if (findings.length > 0) io.err(reportText(fileName(file), findings, io.color));
    const text = textOf(artefact, all, target);
    if (text === undefined) return EXIT.findings;
    io.out(text);
    return exitOf(findings);
  },
};
