import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type AnyTarget, targetOf } from '../../../cli/targets';
import { KnativeCanaryService } from '../../../constructs-k8s/cloud-run';
import { GatewayCanaryRouting } from '../../../constructs-k8s/gateway-api';
import { IstioCanaryRouting } from '../../../constructs-k8s/istio';
import { NginxCanaryRouting } from '../../../constructs-k8s/nginx-ingress';
import { TraefikCanaryRouting } from '../../../constructs-k8s/traefik';
import { runbookText } from '../../../lib/observability';
import { plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { bench, describeWith, install, type Manifest, Space, saw } from '../cluster';
import { program } from '../setup';

const audiences = [{ users: ["o'hara", '{{name}}'] }, { cookie: { name: 'beta', equals: 'yes' } }] as const;

const byEverything = Strategy.canary({
  steps: [
    { audience: audiences[0], hold: '1d' },
    { weight: '2.5%', mirror: 20, hold: '1h' },
    { weight: 25, audience: audiences[1], hold: '1h' },
  ],
  accept: [{ id: 'approximated.audience.cookie', reason: 'Our gateway reads RE2.' }],
});
const byWeight = Strategy.canary({
  steps: [
    { weight: 5, hold: '1h' },
    { weight: 50, hold: '1h' },
  ],
});
const sticky = (stickiness: NonNullable<Parameters<typeof Strategy.canary>[0]['stickiness']>) =>
  Strategy.canary({
    steps: [
      { weight: 5, audience: { users: ['ann'] }, hold: '1h' },
      { weight: 50, hold: '1h' },
    ],
    stickiness,
    accept: [
      { id: 'approximated.stickiness.cookie', reason: 'Who has seen the new version may keep it.' },
      { id: 'nginx-retired', reason: 'We move in May.' },
    ],
  });

/** Nothing is called as a command line would guess. */
const versions = { stable: 'shop-blue', canary: 'shop-green' } as const;
const name = 'web';
const labels = { team: 'shop' } as const;

interface Case {
  readonly title: string;
  readonly target: string;
  readonly strategy: Strategy;
  readonly make: (scope: Construct, strategy: Strategy, phase: string) => unknown;
}

const CASES: readonly Case[] = [
  {
    title: 'Istio',
    target: 'istio',
    strategy: byEverything,
    make: (scope, strategy, phase) =>
      new IstioCanaryRouting(scope, 'Routing', {
        ...{ name, labels, strategy, phase, hosts: ['shop.example.com'], timeout: '2s', retries: { attempts: 1 } },
        versions: { kind: 'services', ...versions },
        routes: [{ match: [{ uri: { prefix: '/admin' } }], route: [{ destination: { host: 'admin' } }] }],
      }),
  },
  {
    title: 'an HTTPRoute',
    target: 'gateway-api',
    strategy: byEverything,
    make: (scope, strategy, phase) =>
      new GatewayCanaryRouting(scope, 'Routing', {
        ...{ name, labels, strategy, phase, versions, port: 8080, path: '/shop', timeouts: { request: '2s' } },
        ...{ parents: [{ gateway: 'public', namespace: 'infra' }], hostnames: ['shop.example.com'] },
        rules: [
          { matches: [{ path: { type: 'Exact', value: '/admin' } }], backendRefs: [{ name: 'admin', port: 80 }] },
        ],
      }),
  },
  {
    title: 'a GRPCRoute',
    target: 'gateway-api',
    strategy: byEverything,
    make: (scope, strategy, phase) =>
      new GatewayCanaryRouting(scope, 'Routing', {
        ...{ name, strategy, phase, versions, protocol: 'grpc', parents: [{ service: 'shop-blue' }] },
      }),
  },
  {
    title: 'Traefik',
    target: 'traefik',
    strategy: byEverything,
    make: (scope, strategy, phase) =>
      new TraefikCanaryRouting(scope, 'Routing', {
        ...{ name, labels, strategy, phase, versions, port: 8080, hosts: ['shop.example.com', 'shop.example.org'] },
        routes: [
          { kind: 'Rule', match: 'Host(`preview.example.com`)', services: [{ name: 'shop-green', port: 8080 }] },
        ],
      }),
  },
  {
    title: 'Traefik with a cookie',
    target: 'traefik',
    strategy: sticky({ by: 'cookie', name: 'pin', lasts: '1d' }),
    make: (scope, strategy, phase) =>
      new TraefikCanaryRouting(scope, 'Routing', { name, strategy, phase, versions, path: '/shop' }),
  },
  {
    title: 'Traefik by address',
    target: 'traefik',
    strategy: sticky({ by: 'clientAddress' }),
    make: (scope, strategy, phase) => new TraefikCanaryRouting(scope, 'Routing', { name, strategy, phase, versions }),
  },
  {
    title: 'ingress-nginx',
    target: 'nginx-ingress',
    strategy: sticky({ by: 'cookie', name: 'pin', lasts: '1d' }),
    make: (scope, strategy, phase) =>
      new NginxCanaryRouting(scope, 'Routing', {
        ...{ name, labels, strategy, phase, versions, hosts: ['shop.example.com'] },
        annotations: { 'nginx.ingress.kubernetes.io/proxy-read-timeout': '5' },
      }),
  },
  {
    title: 'Knative',
    target: 'knative',
    strategy: byWeight,
    make: (scope, strategy, phase) =>
      new KnativeCanaryService(scope, 'Service', {
        ...{ name, strategy, phase, revisions: { stable: 'web-1-4-1', candidate: 'web-1-4-2' } },
        containers: [{ name: 'web', image: 'registry.example.com/web:1.4.2', ports: [{ containerPort: 8080 }] }],
      }),
  },
];

/** What the construct makes of a phase. */
function made({ make, strategy }: Case, phase: string): readonly Manifest[] {
  const chart = new Chart(new App(), 'shop');
  make(chart, strategy, phase);
  return chart.toJson() as Manifest[];
}

/** The shell blocks of a runbook, by the heading above them. */
function blocksOf(target: AnyTarget, strategy: Strategy, namespace: string): ReadonlyMap<string, string> {
  const text = runbookText(plan(strategy), target, { name, namespace });
  const [, byHand = ''] = text.split('## By hand\n');
  return new Map(
    `\n### Variables\n${byHand}`
      .split('\n### ')
      .map((part) => [part.split('\n')[0] ?? '', /```sh\n([\s\S]*?)\n```/.exec(part)?.[1] ?? '']),
  );
}

/** The commands of each phase. */
const byPhase = (block: string): ReadonlyMap<string, string> =>
  new Map(
    `\n${block}`
      .split('\n# ')
      .slice(1)
      .map((part) => [part.split('\n')[0] ?? '', part.split('\n').slice(1).join('\n')]),
  );

/** Runs lines of a shell, as a person pastes them, with kubectl and jq. */
async function paste(lines: string): Promise<void> {
  const path = [...['kubectl', 'jq'].map((tool) => dirname(program(tool))), process.env.PATH].join(':');
  const env = { ...process.env, PATH: path, KUBECONFIG: bench().kubeconfig };
  await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', lines], { env });
}

/** What matters of an object: what it says, and the annotations that speak to a controller. */
const essence = ({ spec, metadata }: Manifest & { spec?: unknown }) => ({
  spec,
  labels: metadata.labels ?? {},
  annotations: Object.fromEntries(
    Object.entries((metadata as { annotations?: Record<string, string> }).annotations ?? {}).filter(
      ([key]) => !key.startsWith('kubectl.'),
    ),
  ),
});

describeWith(['kubectl', 'gojq'], 'The commands of a runbook, pasted', () => {
  let driven: Space;
  let deployed: Space;
  beforeAll(async () => {
    await install('istio', 'gateway-api', 'traefik', 'knative');
  });
  beforeEach(async () => {
    [driven, deployed] = await Promise.all([Space.create('driven'), Space.create('deployed')]);
  });
  afterEach(() => Promise.all([driven.delete(), deployed.delete()]));

  /** The objects of a phase as a deploy of the construct leaves them, and as they are where a person drives. */
  async function bothOf(manifests: readonly Manifest[]) {
    await deployed.apply(manifests);
    const read = (space: Space) =>
      Promise.all(
        manifests.map(async ({ apiVersion, kind, metadata }) =>
          essence(await space.get(`${apiVersion} ${kind}`, metadata.name)),
        ),
      );
    return { driven: await read(driven), deployed: await read(deployed) };
  }

  test.each(CASES.map((one) => [one.title, one] as const))(
    '%s is what the construct makes of each phase, of the way back and of the end',
    async (_, one) => {
      const target = targetOf(one.target);
      const blocks = blocksOf(target, one.strategy, driven.namespace);
      const goOn = byPhase(blocks.get('Go on') ?? '');
      const variables = blocks.get('Variables') ?? '';
      const names = plan(one.strategy).phases.map((phase) => phase.name);
      expect([...goOn.keys()]).toEqual(names);
      await driven.apply(made(one, names[0] ?? ''));
      const moves = [
        ...names.map((phase) => [goOn.get(phase) ?? '', phase] as const),
        // From the end to the middle, and to the end at once: no command asks where the release is.
        [goOn.get(names[1] ?? '') ?? '', names[1] ?? ''],
        [blocks.get('Promote at once') ?? '', 'full'],
      ] as const;
      for (const [commands, phase] of moves) {
        await paste([variables, commands].join('\n'));
        const both = await bothOf(made(one, phase));
        expect([phase, both.driven]).toEqual([phase, both.deployed]);
      }
      await paste([variables, goOn.get(names[1] ?? ''), blocks.get('Abort: take the traffic back')].join('\n'));
      const [way] = target.trace({ phases: [await read(one)] } as never).segments;
      expect(way).toMatchObject({ weight: 0, mirror: 0, audience: [] });
      await paste([variables, blocks.get('See where it is')].join('\n'));
      saw({ target: one.target, engine: 'kubernetes' }, 'its runbook, phase after phase, back and to the end');
    },
  );

  /** The objects of a phase as they are in the cluster, by the names that the fragment gives them. */
  async function read(one: Case): Promise<Readonly<Record<string, unknown>>> {
    const phase = plan(one.strategy).phases[1]?.name ?? '';
    const objects = await Promise.all(
      made(one, phase).map(({ apiVersion, kind, metadata }) => driven.find(`${apiVersion} ${kind}`, metadata.name)),
    );
    const of = (kind: string, which = name) =>
      objects.find((object) => object?.kind === kind && object.metadata.name === which);
    return {
      name: 'aborted',
      virtualService: of('VirtualService'),
      route: of('HTTPRoute') ?? of('GRPCRoute'),
      ingressRoute: of('IngressRoute'),
      service: of('TraefikService') ?? of('Service'),
      canary: of('Ingress', `${name}-canary`),
    };
  }

  test('a route that is called otherwise is left alone, and the command says so', async () => {
    const one = CASES[0] as Case;
    const [service] = made(one, 'step 1') as (Manifest & { spec: { http: { name?: string }[] } })[];
    const http = service?.spec.http.map((route) => (route.name === 'primary' ? { ...route, name: 'mine' } : route));
    await driven.apply([{ ...service, spec: { ...service?.spec, http } }]);
    const { 'Promote at once': promote } = Object.fromEntries(
      blocksOf(targetOf('istio'), one.strategy, driven.namespace),
    );
    await expect(paste(promote ?? '')).rejects.toThrow('nothing in .spec.http is called primary');
    const { spec } = await driven.get<{ spec: object }>('networking.istio.io/v1 VirtualService', name);
    expect(spec).toMatchObject({ http });
  });
});
