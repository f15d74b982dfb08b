import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { argoRollouts } from '../../../constructs-k8s/argo-rollouts/target';
import { judge } from '../../../lib/fidelity';
import { CutoverError } from '../../../lib/findings';
import { type Plan, plan } from '../../../lib/plan';
import { previewModel, text } from '../../../lib/preview';
import { parseStrategyText } from '../../../lib/strategy';
import { Exporter } from '../argo/exporter';
import { Log } from '../argo/log';
import { Play } from '../argo/play';
import { seenCanary } from '../argo/seen';
import { install, Prometheus, Space, startArgo } from '../cluster';
import setup from '../cluster/global-setup';
import teardown from '../cluster/global-teardown';
import { builtVersion, withAllBelow } from '../setup';
import { answering } from './answering';
import { rows } from './rows';

const ENGINES = withAllBelow(['argo-rollouts', 'prometheus']);
const NAME = 'web';
const USAGE = `npm run engines:watch [-- [FILE] [--faulty]]

Draws the release of a strategy, then plays it with the real controller of Argo Rollouts and an Istio VirtualService, and holds
what it does against the picture. FILE: a canary, linear, A/B or shadow strategy in YAML, played in real time; without it, one of
half a minute. --faulty: the new version answers one request in five with an error.`;

/** The plan of a file, which the controller takes as it is. */
function planned(file: string): Plan {
  const { strategy, findings } = parseStrategyText(readFileSync(file, 'utf8'));
  if (strategy === undefined) throw new CutoverError(file, findings);
  const drawn = plan(strategy);
  CutoverError.throwIfAny(file, judge(drawn, argoRollouts({ router: { kind: 'istio' } })).findings);
  return drawn;
}

/** What was seen until now; the last segment may go on. */
const seenOf = (play: Play, log: Log) =>
  seenCanary(log.of(NAME), NAME, play.rollout.spec.strategy.canary?.steps ?? []).segments;

/** Plays the release, and prints each segment when it is over, beside what was drawn. Whether all were the same. */
async function watch(drawn: Plan, faulty: boolean): Promise<boolean> {
  await setup();
  await install('istio');
  const space = await Space.create('watch');
  const argo = await startArgo({ space });
  const log = await Log.begin(space, ['Rollout', 'ReplicaSet', 'Service', 'AnalysisRun', 'VirtualService']);
  const exporter = await Exporter.start(() => answering(log, NAME, space.namespace, faulty));
  const { address } = await Prometheus.start('watch', { jobs: { pods: [exporter.address] } });
  const settings = { router: { kind: 'istio' }, replicas: 4, metrics: { kind: 'prometheus', address } } as const;
  const play = new Play(space, log, { name: NAME, plan: drawn, settings });
  await play.begin();
  console.log('\nThe first version runs. The second one is released:\n');
  let printed = 0;
  const print = (more: number) => {
    const seen = rows(play.trace, seenOf(play, log));
    for (const { text: line } of seen.slice(printed, seen.length - more)) console.log(line);
    printed = Math.max(printed, seen.length - more);
    return seen;
  };
  const ticks = setInterval(() => print(1), 500);
  await play.release();
  await play.end();
  clearInterval(ticks);
  await play.quiet();
  const seen = print(0);
  const { phase, message = '' } = play.now.status ?? {};
  console.log(`\nArgo Rollouts: ${phase}${message === '' ? '' : `, ${message}`}`);
  log.stop();
  await Promise.all([argo.stop(), exporter.stop(), space.delete()]);
  return phase === 'Healthy' && seen.length === play.trace.segments.length && seen.every(({ same }) => same);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { faulty: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  const absent = ENGINES.filter((name) => builtVersion(name) === undefined);
  if (values.help || absent.length > 0) {
    console.log(values.help ? USAGE : `${absent.join(', ')}: not built. Run npm run engines:setup first.`);
    return values.help ? 0 : 2;
  }
  const drawn = planned(positionals[0] ?? join(__dirname, 'release.yaml'));
  console.log(`Drawn before:\n\n${text(previewModel(drawn))}`);
  try {
    const same = await watch(drawn, values.faulty);
    if (!values.faulty) console.log(same ? 'The same as drawn.' : 'Not what was drawn.');
    return same === values.faulty ? 1 : 0;
  } finally {
    await teardown();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof CutoverError ? error.message : error);
    process.exit(1);
  },
);
