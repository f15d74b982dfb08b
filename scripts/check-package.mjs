// Packs the package as npm would publish it and uses the tarball the way its readers will: read, linted, type-resolved, and
// installed by a project without any framework, with those of one side, by CommonJS, by ESM and by TypeScript.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brokenLinks } from './broken-links.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, 'node_modules');
/** What each entry needs, as the README says. */
const SIDES = {
  'cutover/aws': ['aws-cdk-lib', 'constructs'],
  'cutover/k8s': ['cdk8s', 'cdk8s-plus-27', 'constructs'],
  'cutover/pulumi': ['@pulumi/pulumi', '@pulumi/kubernetes'],
};
const FRAMEWORKS = [...new Set(Object.values(SIDES).flat())];
const work = mkdtempSync(join(tmpdir(), 'cutover-package-'));

function run(cwd, command, ...args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}

const node = (cwd, ...args) => run(cwd, process.execPath, ...args);
const bin = (cwd, name, ...args) => run(cwd, join(MODULES, '.bin', name), ...args);

/** A new project with these files. */
function project(name, files) {
  const folder = join(work, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

/** A project that has the tarball and these frameworks; linked from here, so that nothing is downloaded. */
function frameworkProject(name, files, frameworks = FRAMEWORKS) {
  const folder = project(name, { 'package.json': '{ "private": true }', ...files });
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'cutover'), { recursive: true });
  run(folder, 'tar', '-xzf', tarball, '-C', join(modules, 'cutover'), '--strip-components=1');
  for (const dependency of [...frameworks, 'yaml', '@types/node']) {
    mkdirSync(dirname(join(modules, dependency)), { recursive: true });
    symlinkSync(join(MODULES, dependency), join(modules, dependency), 'dir');
  }
  return folder;
}

let tarball;
let packedFiles;

/** What each consumer does with the entries. */
const STRATEGY = `Strategy.canary({ steps: [{ weight: 5, hold: '10m' }, { weight: 50, hold: '10m' }] })`;
const USE = `
if (${STRATEGY}.kind !== 'canary') throw new Error('not a canary');
if (typeof BlueGreenEcsService !== 'function' || typeof CanaryLambda !== 'function') throw new Error('cutover/aws');
if (simulate(${STRATEGY}).run().result !== 'promoted') throw new Error('cutover/testing');
if (typeof ArgoRollout !== 'function' || typeof IstioCanaryRouting !== 'function') throw new Error('cutover/k8s');
if (typeof pulumiSide.ArgoRollout !== 'function') throw new Error('cutover/pulumi');
`;
const IMPORTS = `
import { Strategy } from 'cutover';
import { simulate } from 'cutover/testing';
import { BlueGreenEcsService, CanaryLambda } from 'cutover/aws';
import { ArgoRollout, IstioCanaryRouting } from 'cutover/k8s';
import * as pulumiSide from 'cutover/pulumi';
`;

const checks = {
  pack() {
    const [packed] = JSON.parse(run(ROOT, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', work));
    tarball = join(work, packed.filename);
    const expected = [
      'LICENSE',
      'CHANGELOG.md',
      'README.md',
      'package.json',
      'schema/strategy.schema.json',
      'dist/cli/main.js',
      'docs/argo-rollouts.md',
      'docs/images/web.svg',
      'examples/strategies/web.yaml',
      'examples/web/web-chart.ts',
    ];
    packedFiles = packed.files.map((file) => file.path);
    const missing = expected.filter((path) => !packedFiles.includes(path));
    if (missing.length > 0) throw new Error(`not in the tarball: ${missing.join(', ')}`);
  },

  'every link of every page leads into the tarball'() {
    const folder = project('pages', {});
    run(folder, 'tar', '-xzf', tarball, '--strip-components=1');
    const broken = brokenLinks(
      folder,
      packedFiles.filter((path) => path.endsWith('.md')),
    );
    if (broken.length > 0) throw new Error(broken.join('\n'));
  },

  publint: () => bin(ROOT, 'publint', 'run', tarball, '--strict'),

  attw: () => bin(ROOT, 'attw', tarball, '--no-emoji'),

  'core only: one dependency, no framework, and the command works'() {
    const folder = project('core', {
      'package.json': '{ "private": true }',
      'use.cjs': `
        const { Strategy } = require('cutover');
        if (${STRATEGY}.kind !== 'canary') throw new Error('not a canary');
        const eager = Object.keys(require.cache).filter((file) => !/node_modules.cutover.|use\\.cjs$/.test(file));
        if (eager.length > 0) throw new Error('importing cutover loads ' + eager);
        if (require('cutover/testing').simulate(${STRATEGY}).run().result !== 'promoted') throw new Error('cutover/testing');
        for (const [entry, framework] of [['cutover/aws', 'aws-cdk-lib'], ['cutover/k8s', 'cdk8s'], ['cutover/pulumi', '@pulumi/kubernetes']]) {
          try {
            require(entry);
          } catch (error) {
            if (error.code === 'MODULE_NOT_FOUND' && /'(aws-cdk-lib|cdk8s|constructs|@pulumi)/.test(error.message)) continue;
            throw error;
          }
          throw new Error(entry + ' loads without ' + framework);
        }`,
    });
    run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', tarball);
    const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
    const installed = Object.keys(lock.packages).filter((path) => path !== '' && !lock.packages[path].peer);
    if (installed.join() !== 'node_modules/cutover,node_modules/yaml')
      throw new Error(`installs ${installed.join(', ')}`);
    node(folder, 'use.cjs');
    const schema = JSON.parse(run(folder, join(folder, 'node_modules/.bin/cutover'), 'schema'));
    const published = JSON.parse(
      readFileSync(join(folder, 'node_modules/cutover/schema/strategy.schema.json'), 'utf8'),
    );
    if (JSON.stringify(schema) !== JSON.stringify(published))
      throw new Error('`cutover schema` differs from the published schema');
  },

  CommonJS() {
    const requires = IMPORTS.replace(/import (?:\* as )?(.*) from (.*);/g, 'const $1 = require($2);');
    node(frameworkProject('cjs', { 'use.cjs': requires + USE }), 'use.cjs');
  },

  ESM() {
    const same = `
      import { createRequire } from 'node:module';
      if (createRequire(import.meta.url)('cutover').Strategy !== Strategy) throw new Error('two copies of cutover');`;
    node(frameworkProject('esm', { 'use.mjs': IMPORTS + USE + same }), 'use.mjs');
  },

  ...Object.fromEntries(
    Object.entries(SIDES).map(([entry, frameworks]) => [
      `${entry} needs ${frameworks.join(', ')} and nothing else, its types included`,
      () => {
        const compilerOptions = { target: 'es2022', module: 'node16', strict: true, noEmit: true, types: ['node'] };
        const files = {
          'tsconfig.json': JSON.stringify({ compilerOptions, files: ['use.ts'] }),
          'use.ts': `export * from '${entry}';`,
          'use.cjs': `require('${entry}');`,
        };
        const folder = frameworkProject(entry.replace('/', '-'), files, frameworks);
        node(folder, 'use.cjs');
        bin(folder, 'tsc');
      },
    ]),
  ),

  ...Object.fromEntries(
    [
      ['node16', 'commonjs'],
      ['node16', 'module'],
      ['bundler', 'commonjs'],
    ].map(([moduleResolution, type]) => [
      `TypeScript, moduleResolution ${moduleResolution}, type ${type}`,
      () => {
        const compilerOptions = {
          target: 'es2022',
          module: moduleResolution === 'node16' ? 'node16' : 'esnext',
          moduleResolution,
          strict: true,
          noEmit: true,
          types: ['node'],
        };
        const folder = frameworkProject(`ts-${moduleResolution}-${type}`, {
          'package.json': JSON.stringify({ private: true, type }),
          'tsconfig.json': JSON.stringify({ compilerOptions, files: ['use.ts'] }),
          'use.ts': IMPORTS + USE,
        });
        bin(folder, 'tsc');
        bin(folder, 'tsc6', '--skipLibCheck');
      },
    ]),
  ),
};

let failed = 0;
try {
  run(ROOT, 'npm', 'run', 'build');
  for (const [name, check] of Object.entries(checks)) {
    try {
      check();
      console.log(`ok      ${name}`);
    } catch (error) {
      failed += 1;
      console.error(`FAILED  ${name}\n${error.message}`);
      if (tarball === undefined) break;
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = failed > 0 ? 1 : 0;
