import { child } from './process';
import { median } from './statistics';

interface Loaded {
  readonly milliseconds: number;
  readonly megabytes: number;
  /** Files of JavaScript that are loaded. */
  readonly modules: number;
}

/** What loading one entry of the built package costs over a Node.js that loads nothing. */
export interface ImportCost extends Loaded {
  readonly entry: string;
}

/** The entries; what a first use of the lazy one loads; and for comparison the frameworks that two of them load. */
const ENTRIES: ReadonlyArray<readonly [entry: string, ...args: string[]]> = [
  ['cutover'],
  ['cutover', 'and a first strategy'],
  ['cutover/aws'],
  ['cutover/k8s'],
  ['./dist/cli/commands/targets.js'],
  ['aws-cdk-lib'],
  ['cdk8s-plus-27'],
];

const middle = (runs: readonly Loaded[], of: keyof Loaded): number => median(runs.map((run) => run[of]));

/** Bare processes and loading ones take turns, so that a change of the machine's mood meets all of them. */
export function measureImports(runs: number): ImportCost[] {
  const bare: Loaded[] = [];
  const loaded = ENTRIES.map((args) => ({ args, runs: [] as Loaded[] }));
  for (let run = 0; run < runs; run += 1) {
    bare.push(child<Loaded>('import'));
    for (const { args, runs: results } of loaded) results.push(child<Loaded>('import', ...args));
  }
  return loaded.map(({ args, runs: results }) => ({
    entry: args.join(' '),
    milliseconds: middle(results, 'milliseconds') - middle(bare, 'milliseconds'),
    megabytes: middle(results, 'megabytes') - middle(bare, 'megabytes'),
    modules: middle(results, 'modules') - middle(bare, 'modules'),
  }));
}
