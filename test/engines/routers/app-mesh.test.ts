import type { VirtualRouter } from '../../../constructs-k8s';
import { APP_MESH_NUMBERS } from '../../../constructs-k8s/app-mesh/limits';
import { emitAppMeshRouting } from '../../../constructs-k8s/app-mesh/routing';
import { describeWith, install, Space, saw } from '../cluster';

const { virtualService, virtualRouter, virtualNodes } = emitAppMeshRouting({
  name: 'web',
  versions: {
    stable: { service: 'web', labels: { version: 'stable' } },
    canary: { service: 'web-canary', labels: { version: 'canary' } },
  },
  phase: { weight: 10, mirror: 0, audience: [{ header: { name: 'x-beta', equals: 'yes' } }] },
});
const letters = (count: number): string => 'a'.repeat(count);

type Change = (router: VirtualRouter) => object;

/** A VirtualRouter with the fields of its first route, which is that of the audience, changed. */
const route =
  (change: object): Change =>
  ({ spec, ...router }) => ({
    ...router,
    spec: { ...spec, routes: [{ ...spec.routes[0], ...change }, ...spec.routes.slice(1)] },
  });

const header = (name: string, match: object): Change =>
  route({
    httpRoute: {
      match: { prefix: '/', headers: [{ name, match }] },
      action: { weightedTargets: [{ virtualNodeRef: { name: 'web-canary' }, weight: 100 }] },
    },
  });

const targets = (...weightedTargets: readonly object[]): Change =>
  route({ httpRoute: { match: { prefix: '/' }, action: { weightedTargets } } });

const node = { virtualNodeRef: { name: 'web-canary' } };
const { headerName, headerValue, lastPriority } = APP_MESH_NUMBERS;

describeWith(['kubernetes', 'controller-gen'], 'The definitions of App Mesh', () => {
  let space: Space;
  beforeAll(async () => {
    await install('app-mesh');
    space = await Space.create('app-mesh');
  });
  afterAll(() => space.delete());

  const check = (object: object) => space.apply([object], { dryRun: true });

  test('take what we write, and our numbers as the highest.', async () => {
    await space.apply([virtualService, virtualRouter, ...virtualNodes], { dryRun: true });
    await check(header(letters(headerName), { exact: letters(headerValue) })(virtualRouter));
    await check(route({ priority: lastPriority })(virtualRouter));
  });

  const broken: readonly [title: string, change: Change, said: string][] = [
    ['an unknown field', route({ weight: 10 }), 'field not declared in schema'],
    ['a header of 51 letters', header(letters(headerName + 1), { exact: 'yes' }), 'may not be more than 50'],
    ['a value of 256 letters', header('x-beta', { exact: letters(headerValue + 1) }), 'may not be more than 255'],
    ['an empty value', header('x-beta', { exact: '' }), 'at least 1 chars long'],
    ['an unknown comparison', header('x-beta', { contains: 'yes' }), 'field not declared in schema'],
    ['a weight of 101', targets({ ...node, weight: 101 }), 'less than or equal to 100'],
    ['a weight below nothing', targets({ ...node, weight: -1 }), 'greater than or equal to 0'],
    ['a target without a weight', targets(node), 'weight: Required value'],
    ['no target', targets(), 'should have at least 1 items'],
    ['a priority of 1001', route({ priority: lastPriority + 1 }), 'less than or equal to 1000'],
    [
      'two listeners',
      ({ spec, ...router }) => ({ ...router, spec: { ...spec, listeners: [...spec.listeners, ...spec.listeners] } }),
      'must have at most 1 item',
    ],
  ];

  test.each(broken)('refuse %s.', async (_, change, said) => {
    await expect(check(change(virtualRouter))).rejects.toThrow(said);
  });

  test('the page says so.', () => {
    const sentence = `refuse ${broken.length} VirtualRouters that are broken in one place` as const;
    saw({ target: 'app-mesh', engine: 'kubernetes', how: 'schema' }, sentence);
  });
});
