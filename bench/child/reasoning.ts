import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Judged, judge, parseStrategy, parseStrategyText, plan, Strategy } from 'cutover';
import { parse as parseYaml } from 'yaml';
import { EVIDENCE_TASKS } from './evidence';

/** Times reading, planning and judging the strategies of the examples, and prints microseconds. */
const root = process.cwd();
const folder = join(root, 'examples/strategies');
const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
const inputs: readonly unknown[] = texts.map((text) => parseYaml(text));
const strategies = inputs.map((input) => Strategy.parse(input));
const plans = strategies.map((strategy) => plan(strategy));
const { TARGETS } = require(join(root, 'dist/cli/targets')) as { readonly TARGETS: readonly Judged[] };

const TASKS: Readonly<Record<string, () => unknown>> = {
  'read YAML': () => texts.map((text) => parseStrategyText(text, { format: 'yaml' })),
  parse: () => inputs.map((input) => parseStrategy(input)),
  plan: () => strategies.map((strategy) => plan(strategy)),
  judge: () => plans.map((planned) => TARGETS.map((target) => judge(planned, target))),
  'parse, plan, judge': () =>
    inputs.map((input) => {
      const planned = plan(Strategy.parse(input));
      return TARGETS.map((target) => judge(planned, target));
    }),
};

/** Milliseconds of the processor: other programs do not count. */
const clock = {
  name: 'processor time',
  fn: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  fromMs: (milliseconds: number) => milliseconds,
  toMs: (time: number | bigint) => Number(time),
};

async function main(time: number): Promise<void> {
  const { Bench } = await import('tinybench');
  const bench = new Bench({ time, warmupTime: time, timestampProvider: clock });
  for (const [name, run] of Object.entries({ ...TASKS, ...EVIDENCE_TASKS })) bench.add(name, run);
  const tasks = (await bench.run()).map(({ name, result }) => {
    if (!('latency' in result)) throw new Error(`${name} did not run`);
    const times = name in TASKS ? inputs.length : 1;
    return { name, microseconds: (result.latency.p50 * 1000) / times };
  });
  console.log(JSON.stringify({ targets: TARGETS.length, strategies: inputs.length, tasks }));
}

void main(Number(process.argv[2] ?? 500));
