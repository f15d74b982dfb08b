import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TARGETS } from '../cli/targets';
import { catalogueCode } from './generate/catalogue';
import { checklistPage } from './generate/checklist-page';
import { documented } from './generate/documented';
import { looksPicture, powerPicture, strictPicture } from './generate/evidence-pictures';
import { fidelityPage } from './generate/fidelity-page';
import { findingsPage } from './generate/findings-page';
import { previewPicture } from './generate/preview-picture';
import { strategySchema } from './generate/schema';
import { type Source, shapesOf } from './generate/shapes';
import { layersConfig } from './layers';

/** A file that is made from the sources and committed. */
interface Generated {
  readonly file: string;
  content(): string;
}

const root = join(__dirname, '..');
const UNFORMATTED = /^biome\.|\.(md|svg)$/;
const NOTICE = '// Made by `npm run generate` from lib/strategy/types.ts; do not edit.';

let schema: ReturnType<typeof strategySchema> | undefined;
const theSchema = () => {
  schema ??= strategySchema(root);
  return schema;
};

/** A module with the shapes of what people give. */
const shapes = (folder: string, source: Source): Generated => ({
  file: `${folder}/shapes.generated.ts`,
  content: () => `// Made by \`npm run generate\` from the types of properties; do not edit.
import type { Shapes } from '${'../'.repeat(folder.split('/').length)}lib/strategy/schema/json-schema';

export const SHAPES: Shapes = ${JSON.stringify(shapesOf(root, source))};
`,
});

export const GENERATED: readonly Generated[] = [
  { file: 'biome.layers.json', content: layersConfig },
  { file: 'schema/strategy.schema.json', content: () => JSON.stringify(theSchema(), null, 2) },
  {
    file: 'lib/strategy/schema/generated.ts',
    content: () => `${NOTICE}
import type { JsonSchema } from './json-schema';

export const STRATEGY_SCHEMA: JsonSchema = ${JSON.stringify(theSchema())};
`,
  },
  { file: 'lib/fidelity/catalogue.generated.ts', content: () => catalogueCode(TARGETS) },
  shapes('constructs-aws/shared', { files: ['constructs-aws/index.ts'], wanted: /Props$|EmitOptions$/ }),
  shapes('constructs-k8s/shared', {
    files: ['constructs-k8s/index.ts'],
    wanted: /Props$|EmitOptions$|EmitRoutingOptions$|^IstioRoutingOptions$|^PipelineOptions$/,
  }),
  shapes('constructs-k8s/pulumi', { files: ['constructs-k8s/pulumi/index.ts'], wanted: /Args$/ }),
  { file: 'docs/findings.md', content: () => findingsPage(documented(root)) },
  { file: 'docs/checklist.md', content: checklistPage },
  { file: 'docs/fidelity.md', content: () => fidelityPage(TARGETS) },
  { file: 'docs/images/strict.svg', content: strictPicture },
  { file: 'docs/images/power.svg', content: powerPicture },
  { file: 'docs/images/looks.svg', content: looksPicture },
  { file: 'docs/images/web.svg', content: () => previewPicture(join(root, 'examples/strategies/web.yaml'), 'web') },
];

function formatted(file: string, content: string): string {
  const biome = join(root, 'node_modules/.bin/biome');
  const run = spawnSync(biome, ['format', `--stdin-file-path=${file}`], {
    cwd: root,
    input: content,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`biome cannot format ${file}: ${run.stderr}`);
  return run.stdout;
}

function committed(file: string): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

function main(check: boolean): void {
  const stale = GENERATED.map(({ file, content }) => ({
    file,
    text: UNFORMATTED.test(file) ? content() : formatted(file, content()),
  })).filter(({ file, text }) => committed(file) !== text);
  for (const { file, text } of stale) {
    if (check) console.error(`${file} is stale: run \`npm run generate\``);
    else {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
      console.log(`wrote ${file}`);
    }
  }
  if (check && stale.length > 0) process.exitCode = 1;
}

main(process.argv.includes('--check'));
