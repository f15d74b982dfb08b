import { CutoverError, errorsOf, type Finding } from '../../lib/findings';
import { type Plan, plan } from '../../lib/plan';
import { type Fault, holdsResources } from '../../lib/simulate';
import { formatLatency } from '../../lib/strategy';
import { parseFault, type Simulation, simulate, type Usual } from '../../lib/testing';
import { type Args, type Command, EXIT, JSON_OPTION } from '../command';
import { documentsOf } from '../documents';
import { fileName, readInput, strategyIn } from '../input';
import { judged } from '../judged';
import { Misuse } from '../misuse';
import { given, numberOr, wholeNumber } from '../numbers';
import { exitOf, printJson, reportText } from '../report';
import { simulationData, simulationText } from '../simulation-text';
import { inOptions, type OptionNames } from '../spoken-options';
import { type AnyTarget, targetOf } from '../targets';

/** Runs that are played unless said otherwise: enough to see what is usual. */
const RUNS = 100;
const MOST_RUNS = 100_000;
const MOST_SEEDS = 2 ** 31 - 1;
/** One byte more than resources may have. */
const MOST_BYTES = 8 * 1024 * 1024 + 1;

interface Settings {
  readonly target: AnyTarget | undefined;
  readonly faults: readonly Fault[];
  readonly runs: number;
  readonly seed: number;
}

function faultsOf(args: Args): { readonly faults: readonly Fault[]; readonly findings: readonly Finding[] } {
  const parsed = args.all('fault').map(parseFault);
  return {
    faults: parsed.flatMap(({ fault }) => fault ?? []),
    findings: parsed.flatMap(({ findings }) => findings.map((one) => ({ ...one, path: `--fault ${one.path}`.trim() }))),
  };
}

/** The release of a plan: what is emitted for a target and read back, or the plan itself. */
function released(planned: Plan, target: AnyTarget | undefined): Simulation {
  if (target === undefined) return simulate(planned);
  CutoverError.throwIfAny(target.id, errorsOf(judged(planned, target).findings));
  const fragment = target.emit(planned, { name: 'app' });
  const documents = documentsOf(fragment, target.format);
  return simulate(target.format === 'yaml' ? documents : (documents[0] as object));
}

/** What is usual: the options first, else the strategy. */
function usualOf(args: Args, traffic: Plan['traffic']): Usual {
  const one = (option: string): string | undefined => args.all(option)[0];
  const { requestsPerSecond, errorRate, latency } = traffic ?? {};
  return given({
    requestsPerSecond: numberOr(one('rps')) ?? requestsPerSecond,
    errorRate: numberOr(one('error-rate')) ?? errorRate,
    latency: one('latency') ?? (latency === undefined ? undefined : formatLatency(latency)),
  }) as Usual;
}

const NAMES: OptionNames = {
  of: '--of',
  'traffic.requestsPerSecond': '--rps',
  'traffic.errorRate': '--error-rate',
  'traffic.latency': '--latency',
};

interface Simulated {
  readonly simulation?: Simulation;
  /** Whether anybody said what is usual. */
  readonly hasTraffic?: boolean;
  readonly findings: readonly Finding[];
}

/** Plays the release in a text: that of a strategy, or of resources that somebody emitted or wrote. */
function simulated(text: string, file: string, args: Args, { target, faults, runs, seed }: Settings): Simulated {
  const [of] = args.all('of');
  const isThere = holdsResources(text);
  if (isThere && target !== undefined)
    throw new Misuse(`--target is for a strategy, and ${fileName(file)} holds manifests or a template: leave it out`);
  if (!isThere && of !== undefined) throw new Misuse('--of chooses one of several releases in manifests or a template');
  const parsed = isThere ? undefined : strategyIn(text, file);
  const planned = parsed?.strategy && plan(parsed.strategy);
  const said = parsed?.findings ?? [];
  if (!isThere && planned === undefined) return { findings: said };
  try {
    const release =
      planned === undefined ? simulate(`${text}\n`, of === undefined ? {} : { of }) : released(planned, target);
    const unplayed = release.release.unplayed.map(({ name }) => name);
    const usual = usualOf(args, planned?.traffic);
    const simulation = release
      .traffic(usual)
      .with(...faults)
      .runs(runs)
      .seed(seed)
      .ignoring(...unplayed);
    return { simulation, hasTraffic: usual.requestsPerSecond !== undefined, findings: said };
  } catch (error) {
    if (error instanceof CutoverError)
      return { findings: [...said, ...error.findings.map((one) => inOptions(one, NAMES))] };
    throw error;
  }
}

export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'Plays a release with a fault on a virtual clock, and says when it is stopped.',
  operands: ['FILE'],
  options: {
    fault: {
      value: 'FAULT',
      multiple: true,
      about: 'What goes wrong: errorBurst:to=2%,at=3m; none: a healthy release.',
    },
    target: {
      value: 'ID',
      about: 'The platform whose resources are emitted, read back and played. Default: the plan.',
    },
    of: { value: 'NAME', about: 'Of several releases in manifests or a template: this one.' },
    rps: { value: 'N', about: "Requests per second on a usual day. Default: the strategy's." },
    'error-rate': { value: 'P', about: "The usual error rate: 0.1%. Default: the strategy's." },
    latency: { value: 'L', about: "The usual response time: 80ms. Default: the strategy's." },
    runs: { value: 'N', about: `How many releases are played. Default: ${RUNS}.` },
    seed: { value: 'N', about: 'The first seed; the same gives the same. Default: 1.' },
    json: JSON_OPTION,
  },
  details: `Faults: errorBurst:to=2%,at=3m,lasts=5m  slowCreep:to=5%,over=10m  latencyStep:times=3  underLoad:to=5%,above=50
        oneAudience:size=1%  crashLoop  noData  metricsDown  alarmAlreadyRed  retryBursts:size=20

FILE may also hold what is deployed: manifests, several in one file too, a template of CloudFormation or SAM, or what \`cutover emit\` wrote.

Examples: cutover simulate checkout.yaml --fault errorBurst:to=2% --target aws-ecs
          kubectl get rollouts,analysistemplates -o yaml | cutover simulate - --rps 120 --error-rate 0.2%`,
  async run(args, io) {
    const [file = ''] = args.positionals;
    const [id] = args.all('target');
    const target = id === undefined ? undefined : targetOf(id);
    const runs = wholeNumber(args, 'runs', MOST_RUNS) ?? RUNS;
    const seed = wholeNumber(args, 'seed', MOST_SEEDS) ?? 1;
    const { faults, findings: misspelt } = faultsOf(args);
    const text = await readInput(file, io, MOST_BYTES);
    const made = simulated(text, file, args, { target, faults, runs, seed });
    const findings = [...misspelt, ...made.findings];
    const simulation = misspelt.length > 0 ? undefined : made.simulation;
    if (args.has('json')) {
      const asked = { file, target: id ?? null, faults, runs, seed };
      printJson(io, { ...asked, simulation: simulation === undefined ? null : simulationData(simulation), findings });
      return exitOf(findings);
    }
    if (findings.length > 0) io.err(reportText(fileName(file), findings, io.color));
    if (simulation === undefined) return EXIT.findings;
    io.out(simulationText(simulation, args.all('fault'), made.hasTraffic === true));
    return exitOf(findings);
  },
};
