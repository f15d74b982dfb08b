/** What each floor of lib stands on, from the ground up: a floor imports these and no other. */
export const FLOORS = {
  findings: [],
  strategy: ['findings'],
  plan: ['findings', 'strategy'],
  fidelity: ['findings', 'strategy', 'plan'],
  evidence: ['findings', 'strategy', 'plan'],
  telemetry: ['findings', 'strategy', 'plan'],
  drain: ['findings', 'strategy', 'plan'],
  observability: ['findings', 'strategy', 'plan', 'fidelity', 'evidence', 'telemetry'],
  simulate: ['findings', 'strategy', 'plan', 'evidence'],
  advise: ['findings', 'strategy'],
  lint: ['findings', 'strategy', 'plan', 'drain', 'simulate'],
  preview: ['findings', 'strategy', 'plan', 'fidelity', 'evidence'],
  testing: ['findings', 'strategy', 'plan', 'simulate', 'lint'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Floor = keyof typeof FLOORS;

/** Imports that are refused, as patterns, and the sentence that says why. */
interface Rule {
  readonly group: readonly string[];
  readonly message: string;
}

const packages = (...names: string[]) => names.flatMap((name) => [name, `${name}/**`]);
const folders = (...names: string[]) => names.flatMap((name) => [`**/${name}`, `**/${name}/**`]);
const rule = (message: string, ...group: string[]): Rule => ({ group, message });

const AWS = packages('aws-cdk-lib');
const CONSTRUCTS = packages('constructs');
const CDK8S = packages('cdk8s', 'cdk8s-plus-*');
const PULUMI = ['@pulumi/**'];
const FRAMEWORKS = [...AWS, ...CONSTRUCTS, ...CDK8S, ...PULUMI];
const ITSELF = packages('cutover');
const PULUMI_SIDE = ['constructs-k8s/**/pulumi.ts', 'constructs-k8s/**/pulumi-*.ts', 'constructs-k8s/pulumi/**'];
const PURE = ['emit', 'limits', 'trace', 'target'];

const libIsPlain = rule('lib is plain TypeScript: no construct library, no cloud SDK.', ...FRAMEWORKS);
const libIsBelow = rule(
  'Arrows point one way: lib imports no construct folder, not the command line, and not the package by name.',
  ...folders('constructs-aws', 'constructs-k8s', 'cli'),
  ...ITSELF,
);
const constructsAreBelow = rule(
  'A construct folder imports the files of lib, never the command line or the package by name.',
  ...folders('cli'),
  ...ITSELF,
);
const awsApart = rule('constructs-aws does not import constructs-k8s.', ...folders('constructs-k8s'));
const awsAlone = rule('constructs-aws uses neither cdk8s nor Pulumi.', ...CDK8S, ...PULUMI);
const k8sApart = rule('constructs-k8s does not import constructs-aws.', ...folders('constructs-aws'));
const k8sAlone = rule('constructs-k8s does not use the CDK of AWS.', ...AWS);
const noPulumi = rule(
  'Only the Pulumi side of constructs-k8s uses Pulumi: pulumi.ts, pulumi-*.ts and the folder pulumi.',
  ...PULUMI,
);
const noPulumiSide = rule(
  'What runs without Pulumi does not import its side.',
  ...['./pulumi', './pulumi/**', './pulumi-*'],
  ...['../pulumi', '../pulumi/**', '../../pulumi/**', '../*/pulumi', '../*/pulumi-*'],
);
const noCdk8s = rule('The Pulumi side loads no cdk8s.', ...CONSTRUCTS, ...CDK8S);
const pure = rule(
  'emit, limits, trace and target are pure: the command line loads them without any construct library.',
  ...FRAMEWORKS,
);
const cliIsLight = rule('The command line loads no construct library.', ...FRAMEWORKS);
const cliTakesThePure = rule(
  'Of a target, the command line uses emit, limits, trace and target only.',
  ...folders('constructs-*'),
  ...PURE.flatMap((file) => [`!**/constructs-*/**/${file}`, `!**/constructs-*/**/${file}.js`]),
);
const cliIsInside = rule('The command line imports the files of lib, not the package by name.', ...ITSELF);

/** Which files keep which rules. The last entry that holds a file counts. */
const AREAS: readonly (readonly [files: readonly string[], rules: readonly Rule[]])[] = [
  [['lib/*.ts'], [libIsPlain, libIsBelow]],
  ...floors().map(([floor, rule]) => [[`lib/${floor}/**`], [libIsPlain, libIsBelow, rule]] as const),
  [['constructs-aws/**'], [awsApart, awsAlone, constructsAreBelow]],
  [['constructs-k8s/**'], [k8sApart, k8sAlone, constructsAreBelow, noPulumi, noPulumiSide]],
  [PULUMI_SIDE, [k8sApart, k8sAlone, constructsAreBelow, noCdk8s]],
  [PURE.map((file) => `constructs-aws/**/${file}.ts`), [awsApart, constructsAreBelow, pure]],
  [PURE.map((file) => `constructs-k8s/**/${file}.ts`), [k8sApart, constructsAreBelow, pure, noPulumiSide]],
  [['cli/**'], [cliIsLight, cliTakesThePure, cliIsInside]],
];

/** Each floor with the rule that keeps it off the floors that it does not stand on, and off the whole of lib. */
function floors(): [Floor, Rule][] {
  const all = Object.keys(FLOORS) as Floor[];
  return all.map((floor) => {
    const below: readonly Floor[] = FLOORS[floor];
    const others = all.filter((other) => other !== floor && !below.includes(other));
    const message = `${floor} stands on ${below.length === 0 ? 'nothing' : `${below.join(', ')} alone`}.`;
    const group = others.flatMap((other) => [`../${other}`, `../../${other}`, `**/${other}/**`]);
    return [floor, rule(message, ...group, '..', '../index', '../../index')];
  });
}

/** What biome.json extends: the rules in the words of Biome, a line for each area. */
export function layersConfig(): string {
  const overrides = AREAS.map(([includes, patterns]) => ({
    includes,
    linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } } },
  }));
  return `{"overrides":[\n${overrides.map((override) => JSON.stringify(override)).join(',\n')}\n]}\n`;
}
