import { judge } from '../../lib/fidelity';
import { CutoverError, errorsOf, type Finding } from '../../lib/findings';
import { type Plan, plan } from '../../lib/plan';
import type { Fault } from '../../lib/simulate';
import { formatLatency, type Latency } from '../../lib/strategy';
import { parseFault, type Simulation, simulate } from '../../lib/testing';
import { type Args, type Command, EXIT, JSON_OPTION } from '../command';
import { documentsOf } from '../documents';
import { fileName, readStrategy } from '../input';
import { wholeNumber } from '../numbers';
import { exitOf, printJson, reportText } from '../report';
import { simulationData, simulationText } from '../simulation-text';
import { type AnyTarget, targetOf } from '../targets';

/** Runs that are played unless said otherwise: enough to see what is usual. */
const RUNS = 100;
const MOST_RUNS = 100_000;
const MOST_SEEDS = 2 ** 31 - 1;

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

/** The release that is played: what is emitted for a target and read back, or the plan itself. */
function released(planned: Plan, target: AnyTarget | undefined): Simulation {
  if (target === undefined) return simulate(planned);
  CutoverError.throwIfAny(target.id, errorsOf(judge(planned, target).findings));
  const fragment = target.emit(planned, { name: 'app' });
  const documents = documentsOf(fragment, target.format);
  return simulate(target.format === 'yaml' ? documents : (documents[0] as object));
}

interface Simulated {
  readonly simulation?: Simulation;
  readonly findings: readonly Finding[];
}

function simulated(planned: Plan, { target, faults, runs, seed }: Settings): Simulated {
  try {
    const release = released(planned, target);
    const unplayed = release.release.unplayed.map(({ name }) => name);
    const usual = planned.traffic === undefined ? release : release.traffic(trafficOf(planned.traffic));
    const simulation = usual
      .with(...faults)
      .runs(runs)
      .seed(seed)
      .ignoring(...unplayed);
    return { simulation, findings: [] };
  } catch (error) {
    if (error instanceof CutoverError) return { findings: error.findings };
    throw error;
  }
}

const trafficOf = ({ requestsPerSecond, errorRate, latency }: NonNullable<Plan['traffic']>) => ({
  requestsPerSecond,
  errorRate,
  ...(latency === undefined ? {} : { latency: formatLatency(latency) as Latency }),
});

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
    runs: { value: 'N', about: `How many releases are played. Default: ${RUNS}.` },
    seed: { value: 'N', about: 'The first seed; the same gives the same. Default: 1.' },
    json: JSON_OPTION,
  },
  details: `Faults: errorBurst:to=2%,at=3m,lasts=5m  slowCreep:to=5%,over=10m  latencyStep:times=3  underLoad:to=5%,above=50
        oneAudience:size=1%  crashLoop  noData  metricsDown  alarmAlreadyRed  retryBursts:size=20

Example: cutover simulate checkout.yaml --fault errorBurst:to=2% --target aws-ecs`,
  async run(args, io) {
    const [file = ''] = args.positionals;
    const [id] = args.all('target');
    const target = id === undefined ? undefined : targetOf(id);
    const runs = wholeNumber(args, 'runs', MOST_RUNS) ?? RUNS;
    const seed = wholeNumber(args, 'seed', MOST_SEEDS) ?? 1;
    const { faults, findings: misspelt } = faultsOf(args);
    const { strategy, findings: wrong } = await readStrategy(file, io);
    const isReady = strategy !== undefined && misspelt.length === 0;
    const made = isReady ? simulated(plan(strategy), { target, faults, runs, seed }) : { findings: [] };
    const findings = [...wrong, ...misspelt, ...made.findings];
    const { simulation }: Simulated = made;
    if (args.has('json')) {
      const asked = { file, target: id ?? null, faults, runs, seed };
      printJson(io, { ...asked, simulation: simulation === undefined ? null : simulationData(simulation), findings });
      return exitOf(findings);
    }
    if (findings.length > 0) io.err(reportText(fileName(file), findings, io.color));
    if (simulation === undefined) return EXIT.findings;
    const hasTraffic = strategy?.traffic !== undefined;
    io.out(simulationText(simulation, args.all('fault'), hasTraffic));
    return exitOf(findings);
  },
};
