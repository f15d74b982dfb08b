import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import * as entry from '../../../constructs-k8s/pulumi';
import { CutoverError, type Finding } from '../../../lib/findings';
import { Strategy } from '../../../lib/strategy';
import { objectsOf, type Ran, type Registered, run } from '../../support/pulumi';
import { COMPONENTS, type Component, known, late, type Text } from './components';

const token = (kind: string) => `cutover:kubernetes:${kind}`;

/** The component of a run, and its objects. */
const partsOf = (ran: Ran): { component: Registered; objects: readonly Registered[] } => {
  const component = ran.resources.find(({ type }) => type.startsWith('cutover:'));
  return { component: component as Registered, objects: objectsOf(ran).filter(({ name }) => name !== 'before') };
};

/** What goes to the cluster. */
const inputsOf = (ran: Ran) =>
  Object.fromEntries(partsOf(ran).objects.map(({ type, name, inputs }) => [`${type} ${name}`, inputs]));

/** The text of an output of a resource that is not there yet. */
const unknown = (): Text => {
  const { id } = new k8s.core.v1.ConfigMap('before', {});
  return (value) => id.apply(() => value) as pulumi.Output<typeof value>;
};

test('every component is in the table', () => {
  const kinds = Object.keys(entry).filter((name) => !/^(Release|Routing)Component$|FINDINGS$/.test(name));
  expect(Object.keys(COMPONENTS).sort()).toEqual(kinds.sort());
});

describe.each(Object.entries(COMPONENTS))('%s', (kind, { make, objects, family }: Component) => {
  test('is the parent of its objects, which `objects` has by kind and name', async () => {
    let made: readonly string[] = [];
    const ran = await run(() => {
      made = Object.keys(make(known).objects);
    });
    const { component, objects: all } = partsOf(ran);
    expect(component).toMatchObject({ type: token(kind), name: 'front' });
    expect(new Set(all.map(({ parent }) => parent))).toEqual(new Set([component.urn]));
    expect([...made].sort()).toEqual(Object.keys(objects));
    expect(all).toHaveLength(made.length);
  });

  test('says its outputs once, with the name', async () => {
    const ran = await run(() => void make(known));
    expect(Object.keys(ran.registered)).toEqual([partsOf(ran).component.urn]);
    expect(ran.registered[partsOf(ran).component.urn]).toMatchObject({ name: 'web' });
  });

  test('leaves to the controllers what they write, and nothing else', async () => {
    const ran = await run(() => void make(known));
    const left = partsOf(ran).objects.map(({ inputs, ignoreChanges }) => {
      const { name } = inputs.metadata as { readonly name: string };
      return [`${inputs.kind}/${name}`, ignoreChanges] as const;
    });
    const some = (all: readonly (readonly [string, readonly string[]])[]) =>
      Object.fromEntries(all.filter(([, properties]) => properties.length > 0));
    expect(some(left)).toEqual(some(Object.entries(objects)));
  });

  test.each(['provider', 'providers'] as const)('passes its %s on', async (way) => {
    const ran = await run(() => {
      const provider = new k8s.Provider('cluster', { kubeconfig: '{}' });
      make(known, way === 'provider' ? { provider } : { providers: [provider] });
    });
    for (const { provider } of partsOf(ran).objects) expect(provider).toContain('::cluster::');
  });

  test('is protected with its objects, but for those that Pulumi makes anew when they change', async () => {
    const ran = await run(() => void make(known, { protect: true }));
    expect(partsOf(ran).component.isProtected).toBe(true);
    for (const { inputs, isProtected, name } of partsOf(ran).objects) {
      const isReplaced = inputs.kind === 'Job' || name === 'front-release';
      expect([inputs.kind, name, isProtected]).toEqual([inputs.kind, name, !isReplaced]);
    }
  });

  test('waits for what it depends on', async () => {
    const ran = await run(() => {
      const before = new k8s.core.v1.ConfigMap('before', {});
      make(known, { dependsOn: [before] });
    });
    const { component, objects: all } = partsOf(ran);
    expect(component.dependsOn).toEqual([expect.stringContaining('::before')]);
    const order = ran.resources.map(({ name }) => name);
    expect(order.indexOf('before')).toBe(0);
    for (const { name } of all) expect(order.lastIndexOf(name)).toBeGreaterThan(order.indexOf('before'));
  });

  test('keeps its objects when it takes the place of another kind, or of another name', async () => {
    const ran = await run(() => void make(known, { aliases: [{ name: 'old' }] }));
    const { aliases } = partsOf(ran).component;
    const others = family.filter((other) => other !== kind).map(token);
    expect(aliases).toEqual(expect.arrayContaining(others));
    expect(aliases).toHaveLength(others.length + 1);
  });

  test('lets a transformation change each of its objects', async () => {
    const change: pulumi.ResourceTransformation = ({ type, props, opts }) => {
      if (!type.startsWith('kubernetes:')) return undefined;
      const annotations = { ...props.metadata.annotations, changed: 'yes' };
      return { props: { ...props, metadata: { ...props.metadata, annotations } }, opts };
    };
    const ran = await run(() => void make(known, { transformations: [change] }));
    for (const { inputs } of partsOf(ran).objects)
      expect(inputs).toMatchObject({ metadata: { annotations: { changed: 'yes' } } });
  });

  test('writes its warnings, and only those, into the log of Pulumi', async () => {
    let findings: readonly Finding[] = [];
    const ran = await run(() => {
      ({ findings } = make(known));
    });
    const warnings = findings.filter(({ severity }) => severity === 'warning').map(({ id }) => id);
    const heard = ran.warnings.map((warning) => /\[([a-z.-]+)\]/.exec(warning)?.[1]);
    for (const id of heard) expect(warnings).toContain(id);
    const accepted = new Set(['app-mesh-ended', 'approximated.on-failure.rollback', 'approximated.maintenance']);
    expect(heard).toEqual(warnings.filter((id) => !accepted.has(id)));
  });

  test('emits the same whether texts are known at once or late, under the same keys', async () => {
    const keys: string[][] = [];
    const of = (text: Text) => run(() => void keys.push(Object.keys(make(text).objects)));
    const [early, then] = [await of(known), await of(late)];
    expect(inputsOf(then)).toEqual(inputsOf(early));
    expect(keys[1]).toEqual(keys[0]);
  });

  test('is previewed with texts that are not known, and writes nothing in their place', async () => {
    const ran = await run(() => void make(unknown()), { preview: true });
    expect(partsOf(ran).objects).toHaveLength(Object.keys(objects).length);
    const written = JSON.stringify(partsOf(ran).objects.map(({ inputs, name }) => [name, inputs]));
    expect(written).not.toMatch(/undefined|\[object Object\]|pulumi-output|toString/);
  });
});

describe('what decides which objects there are', () => {
  const strategy = Strategy.canary({ steps: [{ weight: 10, hold: '1m' }] });
  const container = { name: 'web', image: 'web:1', ports: [{ containerPort: 8080 }] };
  const refusal = async (args: object, make = entry.ArgoRollout): Promise<readonly string[]> => {
    const thrown: unknown[] = [];
    const ran = await run(() => {
      try {
        new (make as new (name: string, args: never) => unknown)('web', { strategy, ...args } as never);
      } catch (error) {
        thrown.push(error);
      }
    });
    expect(ran.resources).toEqual([]);
    const [error] = thrown;
    if (!(error instanceof CutoverError)) throw error ?? new Error('nothing was thrown');
    return error.findings.map(({ id, path }) => `${id} ${path}`);
  };
  const out = <T>(value: T) => pulumi.output(value);

  test('cannot be an output: all of it is said at once, before anything is registered', async () => {
    const lifecycle = out({ preStop: { sleep: { seconds: 5 } } });
    expect(
      await refusal({
        metadata: { name: out('web'), labels: out({ team: 'front' }) },
        strategy: out(strategy),
        router: { kind: 'istio', hosts: out(['shop.example.com']) },
        template: {
          spec: {
            terminationGracePeriodSeconds: out(30),
            containers: [{ ...container, name: out('web'), lifecycle, ports: [{ containerPort: out(8080) }] }],
          },
        },
      }),
    ).toEqual(
      [
        'strategy',
        'metadata.name',
        'metadata.labels',
        'router.hosts',
        'template.spec.terminationGracePeriodSeconds',
        'template.spec.containers[0].name',
        'template.spec.containers[0].lifecycle',
        'template.spec.containers[0].ports[0].containerPort',
      ].map((path) => `pulumi-late ${path}`),
    );
  });

  test.each([
    ['template', { template: out({ spec: { containers: [container] } }) }],
    ['template.spec', { template: { spec: out({ containers: [container] }) } }],
    ['template.spec.containers', { template: { spec: { containers: out([container]) } } }],
    ['template.spec.containers[0]', { template: { spec: { containers: [out(container)] } } }],
  ])('%s is one of it', async (path, args) => {
    expect(await refusal(args)).toEqual([`pulumi-late ${path}`]);
  });

  test('a list of objects is one of it, and so is each of them', async () => {
    const versions = { stable: 'web', canary: 'web-canary' };
    const parents = [out({ gateway: 'public' })];
    expect(await refusal({ parents, versions }, entry.GatewayCanaryRouting as never)).toEqual([
      'pulumi-late parents[0]',
    ]);
  });

  test('FlaggerCanary does not release a Service of Knative', async () => {
    const args = { provider: { kind: 'knative' }, template: { spec: { containers: [container] } } };
    expect(await refusal(args, entry.FlaggerCanary as never)).toEqual(['pulumi-knative provider.kind']);
  });
});
