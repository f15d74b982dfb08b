import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { nearest, rulingsOf } from '../../../lib/fidelity';
import { CutoverError, errorsOf } from '../../../lib/findings';
import { plan as planOf, strategyOf } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { runs, strategies } from '../../support/arbitrary';
import { expectValidManifests } from '../../support/kubernetes';
import { objectsOf, run } from '../../support/pulumi';
import { COMPONENTS } from './components';
import { SIDES, type Sides, synthesized } from './sides';

type Fields = Readonly<Record<string, unknown>>;

/** What docs/pulumi.md says that the Pulumi side adds: how Pulumi treats an object, and the marks that it waits for. */
const ONLY_PULUMI = {
  annotations: ['pulumi.com/patchForce', 'pulumi.com/replaceUnready', 'pulumi.com/skipAwait', 'pulumi.com/waitFor'],
  spec: ['restartAt'],
  object: 'ConfigMap/web-release',
  volume: { name: 'release-mark', configMap: { name: 'web-release', optional: true } },
};

/** A Deployment without the volume of the mark, which is its last one. */
function unmarked(spec: Fields): Fields {
  const template = spec.template as { readonly spec: Fields & { readonly volumes?: readonly unknown[] } };
  const { volumes = [], ...pods } = template.spec;
  if (!isDeepStrictEqual(volumes.at(-1), ONLY_PULUMI.volume)) return spec;
  const others = volumes.slice(0, -1);
  return { ...spec, template: { ...template, spec: { ...pods, ...(others.length > 0 && { volumes: others }) } } };
}

/** What cdk8s-plus writes into each Service: the defaults of Kubernetes. */
const ONLY_CDK8S_PLUS = { externalIPs: [], type: 'ClusterIP' };

const without = (fields: Fields, keys: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));

function own(kind: unknown, spec: Fields): Fields {
  if (kind === 'Rollout') return without(spec, ONLY_PULUMI.spec);
  return kind === 'Deployment' ? unmarked(spec) : spec;
}

function common(inputs: Fields): Fields {
  const { metadata, spec, ...rest } = inputs as { metadata: Fields & { annotations?: Fields }; spec?: Fields };
  const { annotations = {}, ...named } = metadata;
  const kept = without(annotations, ONLY_PULUMI.annotations);
  return {
    ...rest,
    metadata: { ...named, ...(Object.keys(kept).length > 0 && { annotations: kept }) },
    ...(spec && { spec: own(inputs.kind, spec) }),
  };
}

function plain(manifest: Fields): Fields {
  if (manifest.kind !== 'Service' || manifest.apiVersion !== 'v1') return manifest;
  expect(manifest.spec).toMatchObject(ONLY_CDK8S_PLUS);
  return { ...manifest, spec: without(manifest.spec as Fields, Object.keys(ONLY_CDK8S_PLUS)) };
}

const titleOf = ({ kind, metadata }: Fields): string => `${kind}/${(metadata as { name: string }).name}`;
const byTitle = (manifests: readonly Fields[]): Readonly<Record<string, Fields>> =>
  Object.fromEntries(manifests.map((manifest) => [titleOf(manifest), manifest]));

/** The ids of the errors, however they are said. */
function errorsIn(error: unknown): string[] {
  if (error instanceof CutoverError)
    return errorsOf(error.findings)
      .map(({ id }) => id)
      .sort();
  const ids = Array.from((error as Error).message.matchAll(/ \[([a-z.-]+)\]$/gm), ([, id]) => id ?? '');
  if (ids.length === 0) throw error;
  return ids.sort();
}

/** What comes out: the manifests, or what is said against them. */
async function outcome(make: () => Promise<readonly Fields[]> | readonly Fields[]): Promise<unknown> {
  try {
    return byTitle(await make());
  } catch (error) {
    return errorsIn(error);
  }
}

/** The errors on which both sides agree; none where they emit the same. */
async function bothSides(sides: Sides, strategy: Strategy): Promise<readonly string[]> {
  const cdk8s = await outcome(() => synthesized(sides, strategy).map(plain));
  const pulumi = await outcome(async () =>
    objectsOf(await run(() => void sides.pulumi(strategy)))
      .filter(({ inputs }) => titleOf(inputs) !== ONLY_PULUMI.object)
      .map(({ inputs }) => common(inputs)),
  );
  expect(pulumi).toEqual(cdk8s);
  return Array.isArray(cdk8s) ? cdk8s : [];
}

/** The nearest strategy that the platform takes, with everything accepted that is only approximated. */
function taken(strategy: Strategy, { limits }: Sides, errors: readonly string[]): Strategy {
  const near = nearest(planOf(strategy), limits)?.plan;
  const wanted = near === undefined ? strategy : strategyOf(near);
  const rulings = rulingsOf(planOf(wanted), limits).filter(({ verdict }) => verdict === 'approximated');
  const ids = new Set([...rulings.map(({ clause }) => `approximated.${clause.key}`), ...errors.filter(isAcceptable)]);
  return Strategy.parse({ ...wanted, accept: [...ids].map((id) => ({ id, reason: 'a test' })) });
}

const isAcceptable = (id: string): boolean => !id.startsWith('refused.');

const FOLDER = join(__dirname, '../../../examples/strategies');
const EXAMPLES = readdirSync(FOLDER).map(
  (file) => [file, Strategy.fromYaml(readFileSync(join(FOLDER, file), 'utf8'))] as const,
);
const SHOWN: readonly (readonly [string, Strategy])[] = [
  ...EXAMPLES,
  ['rolling', Strategy.rolling({})],
  ['blue/green', Strategy.blueGreen({ preview: { hold: '5m' }, bake: '10m' })],
];

jest.spyOn(process, 'emitWarning').mockImplementation(() => {});

test('every component has a side', () => {
  const has = (kind: string) => Object.keys(SIDES).some((title) => title === kind || title.startsWith(`${kind} `));
  expect(Object.keys(COMPONENTS).filter((kind) => !has(kind))).toEqual([]);
});

describe.each(Object.entries(SIDES))('%s', (_, sides) => {
  test.each(SHOWN)('%s is one and the same in cdk8s and in Pulumi', async (_name, strategy) => {
    await bothSides(sides, strategy);
  });

  test('so is any strategy, or it is refused on both sides for the same reasons', async () => {
    const seen = { refused: 0, emitted: 0 };
    await fc.assert(
      fc.asyncProperty(strategies(), async (written) => {
        const strategy = Strategy.parse(written);
        const errors = await bothSides(sides, strategy);
        seen[errors.length > 0 ? 'refused' : 'emitted'] += 1;
        if (errors.length === 0) return;
        const left = await bothSides(sides, taken(strategy, sides, errors));
        seen[left.length > 0 ? 'refused' : 'emitted'] += 1;
      }),
      { ...runs, numRuns: Math.ceil((runs.numRuns ?? 0) / 80) },
    );
    expect(seen.emitted).toBeGreaterThan(0);
  });
});

test('what Pulumi sends is valid, its own additions included', async () => {
  const sides = SIDES['ArgoRollout with Istio'] as Sides;
  const web = EXAMPLES.find(([file]) => file === 'web.yaml')?.[1] as Strategy;
  const ran = await run(() => void sides.pulumi(web));
  expectValidManifests(objectsOf(ran).map(({ inputs }) => inputs));
});
