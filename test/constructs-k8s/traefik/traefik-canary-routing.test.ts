import { App, Chart, Testing } from 'cdk8s';
import {
  TRAEFIK_FINDINGS,
  TraefikCanaryRouting,
  type TraefikCanaryRoutingProps,
  traefikRoutingOf,
} from '../../../constructs-k8s/traefik';
import { CutoverError, type Finding } from '../../../lib/findings';
import { type Audience, Guard, Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';

jest.spyOn(process, 'emitWarning').mockImplementation(() => {});

const simple = Strategy.canary({
  steps: [
    { weight: 5, mirror: 20, hold: '10m' },
    { weight: 25, hold: '30m' },
  ],
});
const guarded = Strategy.canary({ steps: [{ weight: 5, hold: '1h' }], guards: [Guard.errorRate({ max: 1 })] });

type Props = Partial<Record<keyof TraefikCanaryRoutingProps, unknown>>;

const propsOf = (props: Props): TraefikCanaryRoutingProps =>
  ({
    name: 'web',
    strategy: simple,
    versions: { stable: 'web', canary: 'web-canary' },
    ...props,
  }) as TraefikCanaryRoutingProps;

function routing(props: Props = {}) {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'store' });
  const construct = new TraefikCanaryRouting(chart, 'Web', propsOf(props));
  const manifests = Testing.synth(chart);
  expectValidManifests(manifests);
  return { construct, manifests };
}

/** Everything that the construct has to say, thrown or not. */
function findingsOf(props: Props): readonly Finding[] {
  try {
    return new TraefikCanaryRouting(Testing.chart(), 'Web', propsOf(props)).findings;
  } catch (error) {
    if (error instanceof CutoverError) return error.findings;
    throw error;
  }
}

test('A phase is a route, its weights and its mirror, with everything that can be written.', () => {
  const { construct, manifests } = routing({
    phase: 'step 1',
    namespace: 'shop',
    labels: { 'app.kubernetes.io/part-of': 'shop' },
    entryPoints: ['websecure'],
    hosts: ['shop.example.com'],
    path: '/shop',
    tls: { secretName: 'shop-tls' },
    port: 8080,
    routes: [{ kind: 'Rule', match: 'PathPrefix(`/shop/v1`) && Method(`GET`)', services: [{ name: 'old', port: 80 }] }],
  });
  expect(construct.findings).toMatchObject([{ id: 'traefik-own-api', severity: 'note' }]);
  expect(manifests).toMatchSnapshot();
  const [ingressRoute, service, mirror] = manifests;
  expect(traefikRoutingOf({ ingressRoute, service, mirror })).toEqual({ weight: 5, mirror: 20, audience: [] });
});

test('Behind Argo Rollouts everything is at the stable version at first, and the controller is warned about its flags.', () => {
  const { construct, manifests } = routing({ strategy: guarded, drivenBy: 'argo-rollouts' });
  expect(construct.findings.map(({ id, severity }) => `${severity} ${id}`)).toEqual([
    'note traefik-own-api',
    'warning traefik-argo-group',
  ]);
  expect(construct.argoRouting).toEqual({ weightedTraefikServiceName: 'web' });
  expect(manifests[1].spec).toEqual({
    weighted: {
      services: [
        { name: 'web', port: 80, weight: 100 },
        { name: 'web-canary', port: 80, weight: 0 },
      ],
    },
  });
});

test('A name is made from the path when none is given.', () => {
  const { ingressRoute, service } = new TraefikCanaryRouting(new Chart(new App(), 'shop'), 'Web', {
    strategy: simple,
    versions: { stable: 'web', canary: 'web-canary' },
  });
  expect(ingressRoute.name).toMatch(/^shop-web-[0-9a-z]+$/);
  expect(service.name).toBe(ingressRoute.name);
});

const withAudience = (...audience: Audience[]) => ({
  strategy: Strategy.canary({ steps: audience.map((one) => ({ audience: one, hold: '1h' })) as never }),
});
const versions = (stable: string, canary: string) => ({ versions: { stable, canary } });
const sticky = Strategy.canary({ steps: [{ weight: 5, hold: '1h' }], stickiness: { by: 'clientAddress' } });

const refusals: readonly [title: string, props: Props, id: keyof typeof TRAEFIK_FINDINGS, path: string][] = [
  ['resources of Traefik’s own', {}, 'traefik-own-api', ''],
  ['a controller of another API group', { drivenBy: 'argo-rollouts' }, 'traefik-argo-group', 'drivenBy'],
  [
    'weights that Argo Rollouts cannot find',
    { strategy: sticky, drivenBy: 'argo-rollouts' },
    'traefik-argo-weighted',
    'stickiness',
  ],
  ['a name in upper case', { name: 'Web' }, 'traefik-name', 'name'],
  ['a namespace with a dot', { namespace: 'a.b' }, 'traefik-name', 'namespace'],
  ['a Service with a dot', versions('web.shop', 'web'), 'traefik-name', 'versions.stable'],
  ['one Service for both', versions('web', 'web'), 'traefik-versions-same', 'versions.canary'],
  ['a wild host', { hosts: ['*.example.com'] }, 'traefik-host', 'hosts[0]'],
  ['a path without a slash', { path: 'shop' }, 'traefik-path', 'path'],
  ['port 0', { port: 0 }, 'traefik-port', 'port'],
  ['the rule of the weights', { routes: [{ match: 'PathPrefix(`/`)' }] }, 'traefik-shadowed-route', 'routes[0]'],
  [
    'a priority above the weights',
    { hosts: ['a.io'], routes: [{ match: 'PathPrefix(`/`)', priority: 100 }] },
    'traefik-shadowed-route',
    'routes[0]',
  ],
  [
    'a back reference',
    withAudience({ header: { name: 'x', matches: '(a)\\1' } }),
    'traefik-regex',
    'steps[0].audience',
  ],
  [
    'an expression over cookies',
    withAudience({ cookie: { name: 'a', matches: 'a;b' } }),
    'traefik-cookie-regex',
    'steps[0].audience',
  ],
  [
    'an audience twice',
    withAudience({ header: { name: 'x-a', equals: 'a' } }, { header: { name: 'X-A', equals: 'a' } }),
    'traefik-duplicate-audience',
    'steps[1].audience',
  ],
  ['an unknown phase', { phase: 'later' }, 'traefik-unknown-phase', 'phase'],
  [
    'a phase beside a controller',
    { phase: 'full', drivenBy: 'argo-rollouts' },
    'traefik-phase-with-controller',
    'phase',
  ],
  ['guards that nobody runs', { strategy: guarded }, 'traefik-nobody-watches', 'drivenBy'],
];

/** What is said in any case is not what a row is about. */
const ALWAYS = ['traefik-own-api', 'traefik-argo-group'];

test.each(refusals)('Refused, or warned of, with an id, a path and a fix: %s.', (_, props, id, path) => {
  const found = findingsOf(props).filter((one) => one.id.startsWith('traefik-'));
  const own = found.filter((one) => one.id === id || !ALWAYS.includes(one.id));
  expect(own).toMatchObject([{ id, path, fix: expect.stringMatching(/./) }]);
});

test('Every finding of the folder is made by one of these.', () => {
  expect(new Set(refusals.map(([, , id]) => id))).toEqual(new Set(Object.keys(TRAEFIK_FINDINGS)));
});
