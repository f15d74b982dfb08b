import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { flaggerProblems } from './flagger';

/** Jest's own `require` refuses ES modules before Node 24.9; that of the process around it has loaded them since 20.19. */
const { createRequire } = runInThisContext('process.getBuiltinModule("node:module")') as typeof import('node:module');
const load = createRequire(__filename);

/** The package whose models describe an API group that is not Kubernetes' own. A model lies at `apiVersion/kind.js`. */
const CUSTOM: Readonly<Record<string, string>> = {
  'argoproj.io': require.resolve('@kubernetes-models/argo-rollouts/package.json'),
  'gateway.networking.k8s.io': require.resolve('@kubernetes-models/gateway-api/package.json'),
  'monitoring.coreos.com': require.resolve('@kubernetes-models/prometheus-operator/package.json'),
  'serving.knative.dev': require.resolve('@kubernetes-models/knative/package.json'),
  'networking.istio.io': require.resolve('@kubernetes-models/istio/package.json'),
  'traefik.io': require.resolve('@kubernetes-models/traefik/package.json'),
};
const KUBERNETES = require.resolve('kubernetes-models/package.json');

type Fields = Readonly<Record<string, unknown>>;
/** The fields that a validator asked an object for, whether or not they were there. */
type Asked = ReadonlyMap<object, ReadonlySet<string>>;
type Validate = (this: unknown) => void;

/**
 * What the API server, asked to be strict, would refuse in a manifest: an unknown field at any depth, a wrong type, enum or
 * format, a missing field. Each problem is a JSON pointer and what is wrong there.
 */
export function problemsOf(manifest: unknown): string[] {
  const document: unknown = JSON.parse(JSON.stringify(manifest ?? null));
  if (!isFields(document)) return [': must be an object'];
  if (String(document.apiVersion).startsWith('flagger.app/')) return flaggerProblems(document);
  const validate = validatorOf(document);
  if (validate === undefined) return [`: no schema for ${document.apiVersion} ${document.kind}`];

  const asked = new Map<object, Set<string>>();
  const refused = refusals(validate, watch(document, asked));
  const unnamed = isFields(document.metadata) && document.metadata.name ? [] : ['/metadata: must have a name'];
  return [...new Set([...refused, ...unnamed, ...strays(document, '', asked)])];
}

/** Fails with every problem of every manifest, each under the name of its manifest. */
export function expectValidManifests(manifests: readonly unknown[]): void {
  expect(manifests).not.toHaveLength(0);
  const problems = manifests.flatMap((manifest) => problemsOf(manifest).map((problem) => titleOf(manifest) + problem));
  expect(problems).toEqual([]);
}

function titleOf(manifest: unknown): string {
  const { kind, metadata } = isFields(manifest) ? manifest : {};
  return `${kind} ${isFields(metadata) ? metadata.name : undefined}`;
}

function validatorOf({ apiVersion, kind }: Fields): Validate | undefined {
  const [group = ''] = String(apiVersion).split('/');
  const file = join(dirname(CUSTOM[group] ?? KUBERNETES), String(apiVersion), `${kind}.js`);
  const model = existsSync(file) ? load(file)[String(kind)] : undefined;
  return model?.kind === kind ? model?.prototype.validate : undefined;
}

function refusals(validate: Validate, document: unknown): string[] {
  try {
    validate.call(document);
    return [];
  } catch (error) {
    const { errors } = error as { errors?: readonly { instancePath: string; message: string }[] };
    if (errors === undefined) throw error;
    return errors.map(({ instancePath, message }) => `${instancePath}: ${message}`);
  }
}

/**
 * A view of the document that notes which fields are read. The validators are compiled code that lets unknown fields pass,
 * and what they read is what they know.
 */
function watch<T>(node: T, asked: Map<object, Set<string>>): T {
  if (typeof node !== 'object' || node === null) return node;
  return new Proxy(node, {
    get(target, key) {
      if (typeof key === 'string') asked.set(target, (asked.get(target) ?? new Set()).add(key));
      return watch(Reflect.get(target, key), asked);
    },
  });
}

/**
 * The fields that the validator did not ask for, and nulls. An object that was asked for nothing is free-form: the config of
 * a plugin, say.
 */
function strays(node: unknown, path: string, asked: Asked): string[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => strays(item, `${path}/${index}`, asked));
  const known = isFields(node) ? asked.get(node) : undefined;
  if (known === undefined) return [];
  return Object.entries(node as Fields).flatMap(([key, value]) => {
    const at = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!known.has(key)) return [`${at}: unknown field`];
    return value === null ? [`${at}: must not be null`] : strays(value, at, asked);
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
