import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { FLOORS } from '../scripts/layers';

const ROOT = resolve(__dirname, '..');
const BIOME = require.resolve('@biomejs/biome/bin/biome');

/** Who wants to import what: `[importing file, module]`. */
type Import = readonly [from: string, module: string];

const FRAMEWORKS = [
  'aws-cdk-lib',
  'aws-cdk-lib/aws-ecs',
  'constructs',
  'cdk8s',
  'cdk8s-plus-27',
  'cdk8s-plus-33/lib/pod',
  '@pulumi/pulumi',
];
const FLOOR_NAMES = Object.keys(FLOORS);
const standsOn = (floor: string, other: string): boolean =>
  (FLOORS as Readonly<Record<string, readonly string[]>>)[floor]?.includes(other) === true;

const floorImports = (allowed: boolean): Import[] =>
  FLOOR_NAMES.flatMap((floor) =>
    FLOOR_NAMES.filter((other) => other !== floor && standsOn(floor, other) === allowed).flatMap((other): Import[] => [
      [`lib/${floor}/seed.ts`, `../${other}`],
      [`lib/${floor}/seed.ts`, `../${other}/file`],
      [`lib/${floor}/inner/seed.ts`, `../../${other}/file`],
    ]),
  );

const PURE = ['emit', 'limits', 'trace', 'target'].flatMap((file) => [
  `constructs-aws/ecs/${file}.ts`,
  `constructs-k8s/istio/${file}.ts`,
]);

const illegal: Readonly<Record<string, readonly Import[]>> = {
  'lib has no framework': ['lib/index.ts', ...FLOOR_NAMES.map((floor) => `lib/${floor}/seed.ts`)].flatMap((from) =>
    FRAMEWORKS.map((module): Import => [from, module]),
  ),
  'lib imports no construct folder, no command line and not itself by name': [
    ['lib/index.ts', '../constructs-aws'],
    ...FLOOR_NAMES.flatMap((floor): Import[] => [
      [`lib/${floor}/seed.ts`, '../../constructs-aws'],
      [`lib/${floor}/seed.ts`, '../../constructs-k8s/istio/emit'],
      [`lib/${floor}/seed.ts`, '../../cli/main'],
      [`lib/${floor}/seed.ts`, 'cutover'],
      [`lib/${floor}/seed.ts`, 'cutover/aws'],
    ]),
  ],
  'the floors of lib': floorImports(false),
  'a floor does not import the whole of lib': [
    ...FLOOR_NAMES.map((floor): Import => [`lib/${floor}/seed.ts`, '..']),
    ...FLOOR_NAMES.map((floor): Import => [`lib/${floor}/inner/seed.ts`, '../../index']),
  ],
  'the construct folders do not know each other': [
    ['constructs-aws/ecs/service.ts', '../../constructs-k8s'],
    ['constructs-aws/ecs/emit.ts', '../../constructs-k8s/istio/emit'],
    ['constructs-aws/ecs/service.ts', 'cdk8s'],
    ['constructs-aws/ecs/service.ts', 'cdk8s-plus-27'],
    ['constructs-aws/ecs/service.ts', '@pulumi/kubernetes'],
    ['constructs-k8s/istio/routing.ts', '../../constructs-aws/ecs'],
    ['constructs-k8s/istio/trace.ts', '../../constructs-aws/ecs/trace'],
    ['constructs-k8s/istio/routing.ts', 'aws-cdk-lib'],
    ['constructs-k8s/istio/routing.ts', 'aws-cdk-lib/aws-ecs'],
  ],
  'the construct folders import neither the command line nor the package by name': [
    ['constructs-aws/ecs/service.ts', '../../cli/main'],
    ['constructs-k8s/istio/emit.ts', '../../cli/main'],
    ['constructs-k8s/istio/routing.ts', 'cutover'],
  ],
  'only the Pulumi side of constructs-k8s uses Pulumi': [
    ['constructs-k8s/index.ts', './pulumi'],
    ['constructs-k8s/istio/routing.ts', '@pulumi/pulumi'],
    ['constructs-k8s/istio/istio-canary-routing.ts', '@pulumi/kubernetes'],
    ['constructs-k8s/istio/istio-canary-routing.ts', './pulumi'],
    ['constructs-k8s/istio/emit.ts', '../pulumi/component'],
    ['constructs-k8s/argo-rollouts/release.ts', './pulumi-release'],
  ],
  'the Pulumi side of constructs-k8s uses no cdk8s': [
    'constructs-k8s/istio/pulumi.ts',
    'constructs-k8s/argo-rollouts/pulumi-release.ts',
    'constructs-k8s/pulumi/component.ts',
  ].flatMap((from) =>
    ['cdk8s', 'cdk8s-plus-27', 'constructs', 'aws-cdk-lib', '../../cli/main', 'cutover'].map(
      (module): Import => [from, module],
    ),
  ),
  'emit, limits, trace and target are pure': PURE.flatMap((from) => FRAMEWORKS.map((module): Import => [from, module])),
  'the command line loads no framework': [
    ...FRAMEWORKS.map((module): Import => ['cli/main.ts', module]),
    ['cli/main.ts', '../constructs-aws'],
    ['cli/main.ts', '../constructs-k8s/index'],
    ['cli/commands/emit.ts', '../../constructs-aws/ecs'],
    ['cli/commands/emit.ts', '../../constructs-aws/ecs/service'],
    ['cli/main.ts', 'cutover'],
  ],
};

const legal: readonly Import[] = [
  ...floorImports(true),
  ['lib/index.ts', './strategy'],
  ['lib/strategy/seed.ts', './guard'],
  ['lib/strategy/seed.ts', 'yaml'],
  ['lib/strategy/seed.ts', './plan'],
  ['constructs-aws/ecs/service.ts', 'aws-cdk-lib'],
  ['constructs-aws/ecs/service.ts', 'constructs'],
  ['constructs-aws/ecs/service.ts', '../../lib/plan'],
  ['constructs-k8s/istio/routing.ts', 'cdk8s'],
  ['constructs-k8s/istio/routing.ts', 'cdk8s-plus-27'],
  ['constructs-k8s/istio/pulumi.ts', '@pulumi/kubernetes'],
  ['constructs-k8s/istio/pulumi.ts', '../pulumi/component'],
  ['constructs-k8s/argo-rollouts/pulumi-release.ts', '@pulumi/pulumi'],
  ['constructs-k8s/pulumi/component.ts', '@pulumi/pulumi'],
  ['constructs-k8s/pulumi/index.ts', '../istio/pulumi'],
  ...PURE.map((from): Import => [from, '../../lib/plan']),
  ['cli/main.ts', '../lib'],
  ['cli/main.ts', '../constructs-aws/ecs/emit'],
  ['cli/main.ts', '../constructs-k8s/istio/trace'],
  ['cli/commands/emit.ts', '../../constructs-k8s/argo-rollouts/limits'],
  ['cli/commands/emit.ts', '../../constructs-k8s/argo-rollouts/limits.js'],
];

const SYNTAXES = {
  export: (module: string) => `export * from '${module}';`,
  import: (module: string) => `import { seed } from '${module}';`,
  'import type': (module: string) => `import type { Seed } from '${module}';`,
  'import = require': (module: string) => `import seed = require('${module}');`,
  'dynamic import': (module: string) => `export const seed = () => import('${module}');`,
};

const SOURCE_FOLDERS = ['lib', 'constructs-aws', 'constructs-k8s', 'cli'];

/** A require() that leaves the folder or loads a framework; Biome's rule sees no require(). A lazy one of a sibling is fine. */
const REQUIRE = /\brequire\(\s*['"`](\.\.|aws-cdk-lib|constructs|cdk8s|@pulumi|cutover)/;

/** Lints a tree that holds these imports with the project's own configuration, and answers those that were refused. */
function refused(imports: readonly Import[], write = SYNTAXES.export): string[] {
  const files = new Map<string, string[]>();
  for (const [from, module] of imports) files.set(from, [...(files.get(from) ?? []), module]);
  const tree = mkdtempSync(join(tmpdir(), 'cutover-layering-'));
  try {
    for (const name of ['biome.json', 'biome.layers.json', '.gitignore'])
      copyFileSync(join(ROOT, name), join(tree, name));
    for (const [file, modules] of files) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), modules.map((module) => `${write(module)}\n`).join(''));
    }
    const options = ['--only=style/noRestrictedImports', '--reporter=github', '--max-diagnostics=none'];
    const { status, stdout } = spawnSync(process.execPath, [BIOME, 'lint', ...options], {
      cwd: tree,
      encoding: 'utf8',
    });
    const found = Array.from(
      stdout.matchAll(/noRestrictedImports,file=([^,]+),line=(\d+),/g),
      ([, file = '', line]) => {
        const from = relative(realpathSync(tree), realpathSync(resolve(tree, file)));
        return `${from} -> ${files.get(from)?.[Number(line) - 1]}`;
      },
    );
    expect(status).toBe(found.length > 0 ? 1 : 0);
    return found.sort();
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

const lines = (imports: readonly Import[]) => imports.map(([from, module]) => `${from} -> ${module}`).sort();

describe('layering', () => {
  test.each(Object.entries(illegal))('%s', (_rule, imports) => {
    expect(refused(imports)).toEqual(lines(imports));
  });

  test('legal imports pass', () => {
    expect(refused(legal)).toEqual([]);
  });

  test.each(Object.entries(SYNTAXES))('%s counts as an import', (_name, write) => {
    const seeds: Import[] = [['lib/plan/seed.ts', 'aws-cdk-lib']];
    expect(refused(seeds, write)).toEqual(lines(seeds));
  });

  test('no source file gets round the rules with require()', () => {
    const sources = SOURCE_FOLDERS.flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    ).filter((file) => file.endsWith('.ts'));
    expect(sources.filter((file) => REQUIRE.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });

  test('every folder of lib is a floor, and stands on floors that come before it', () => {
    const folders = readdirSync(join(ROOT, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect([...FLOOR_NAMES].sort()).toEqual(folders.map(({ name }) => name).sort());
    FLOOR_NAMES.forEach((floor, at) => {
      const later = FLOOR_NAMES.slice(at).filter((other) => standsOn(floor, other));
      expect({ floor, later }).toEqual({ floor, later: [] });
    });
  });

  test('CONTRIBUTING.md has a line for every folder', () => {
    const layout = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8')
      .split('## Where things are')[1]
      ?.split('\n## ')[0];
    let top = '';
    const listed = Array.from(layout?.matchAll(/^ {4}(?<inner> {2})?(?<name>[\w-]+)\/ +\S/gm) ?? [], ({ groups }) => {
      if (groups?.inner === undefined) top = groups?.name ?? '';
      return groups?.inner === undefined ? top : `${top}/${groups.name}`;
    });
    const foldersIn = (folder: string) =>
      readdirSync(join(ROOT, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !/^\.|^(node_modules|dist|out|coverage|cdk\.out)$/.test(entry.name))
        .map(({ name }) => (folder === '' ? name : `${folder}/${name}`));
    const folders = ['', 'lib', 'constructs-aws', 'constructs-k8s'].flatMap(foldersIn);
    expect(listed.sort()).toEqual(folders.sort());
  });
});
