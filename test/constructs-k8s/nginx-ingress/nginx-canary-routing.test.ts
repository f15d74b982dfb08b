import { App, Chart, Testing } from 'cdk8s';
import {
  NGINX_FINDINGS,
  NginxCanaryRouting,
  type NginxCanaryRoutingProps,
  nginxRoutingOf,
} from '../../../constructs-k8s/nginx-ingress';
import { CutoverError, type Finding } from '../../../lib/findings';
import { type Audience, Guard, Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';

jest.spyOn(process, 'emitWarning').mockImplementation(() => {});

const taken = [{ id: 'nginx-retired', reason: 'The Gateway is ready in May.' }];
const simple = Strategy.canary({
  steps: [
    { weight: 5, hold: '10m' },
    { weight: 25, hold: '30m' },
  ],
  accept: taken,
});
const guarded = Strategy.canary({
  steps: [{ weight: 5, hold: '1h' }],
  guards: [Guard.errorRate({ max: 1 })],
  accept: taken,
});

type Props = Partial<Record<keyof NginxCanaryRoutingProps, unknown>>;

const propsOf = (props: Props): NginxCanaryRoutingProps =>
  ({
    name: 'web',
    strategy: simple,
    versions: { stable: 'web', canary: 'web-canary' },
    ...props,
  }) as NginxCanaryRoutingProps;

function routing(props: Props = {}) {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'store' });
  const construct = new NginxCanaryRouting(chart, 'Web', propsOf(props));
  const manifests = Testing.synth(chart);
  expectValidManifests(manifests);
  return { construct, manifests };
}

/** Everything that the construct has to say, thrown or not. */
function findingsOf(props: Props): readonly Finding[] {
  try {
    return new NginxCanaryRouting(Testing.chart(), 'Web', propsOf(props)).findings;
  } catch (error) {
    if (error instanceof CutoverError) return error.findings;
    throw error;
  }
}

test('A phase is an Ingress and a canary, with everything that can be written.', () => {
  const { construct, manifests } = routing({
    phase: 'step 2',
    namespace: 'shop',
    labels: { 'app.kubernetes.io/part-of': 'shop' },
    ingressClass: 'public',
    hosts: ['shop.example.com', '*.shop.example.com'],
    path: '/shop',
    tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }],
    port: 8080,
    annotations: { 'nginx.ingress.kubernetes.io/proxy-read-timeout': '30' },
  });
  expect(construct.findings).toEqual([]);
  expect(manifests).toMatchSnapshot();
  expect(nginxRoutingOf(manifests[1])).toEqual({ weight: 25, mirror: 0, audience: [] });
});

test('Behind Argo Rollouts there is the stable Ingress alone: the controller makes the canary.', () => {
  const { construct, manifests } = routing({ strategy: guarded, drivenBy: 'argo-rollouts' });
  expect(manifests.map(({ metadata }) => metadata.name)).toEqual(['web']);
  expect(construct.canary).toBeUndefined();
  expect(construct.argoRouting).toEqual({ stableIngress: 'web' });
  const other = routing({ strategy: guarded, drivenBy: 'argo-rollouts', annotationPrefix: 'nginx.example.com' });
  expect(other.construct.argoRouting).toEqual({ stableIngress: 'web', annotationPrefix: 'nginx.example.com' });
});

test('Another prefix is that of every annotation.', () => {
  const { manifests } = routing({ annotationPrefix: 'nginx.example.com' });
  expect(manifests[1].metadata.annotations).toEqual({
    'nginx.example.com/canary': 'true',
    'nginx.example.com/canary-weight': '5',
  });
  expect(nginxRoutingOf(manifests[1], 'nginx.example.com').weight).toBe(5);
});

test('The retirement is a warning that names the way out, until it is accepted.', () => {
  const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '1h' }] });
  expect(findingsOf({ strategy })).toMatchObject([
    {
      id: 'nginx-retired',
      severity: 'warning',
      message: expect.stringContaining('March 2026'),
      fix: expect.stringContaining('GatewayCanaryRouting'),
    },
  ]);
  expect(findingsOf({})).toEqual([]);
});

test('A name is made from the path when none is given.', () => {
  const { ingress, canary } = new NginxCanaryRouting(new Chart(new App(), 'shop'), 'Web', {
    strategy: simple,
    versions: { stable: 'web', canary: 'web-canary' },
  });
  expect(canary?.name).toBe(`${ingress.name}-canary`);
});

const withAudience = (...audience: Audience[]) => ({
  strategy: Strategy.canary({
    steps: audience.map((one) => ({ audience: one, hold: '1h' })) as never,
    accept: taken,
  }),
});
const versions = (stable: string, canary: string) => ({ versions: { stable, canary } });

const refusals: readonly [title: string, props: Props, id: keyof typeof NGINX_FINDINGS, path: string][] = [
  ['a controller that is retired', { strategy: { ...simple, accept: [] } }, 'nginx-retired', ''],
  ['a name in upper case', { name: 'Web' }, 'nginx-name', 'name'],
  ['a name without room for the canary', { name: 'w'.repeat(60) }, 'nginx-name', 'name'],
  ['a namespace with a dot', { namespace: 'a.b' }, 'nginx-name', 'namespace'],
  ['a class in upper case', { ingressClass: 'NGINX' }, 'nginx-name', 'ingressClass'],
  ['a Service with a dot', versions('web.shop', 'web'), 'nginx-name', 'versions.stable'],
  ['one Service for both', versions('web', 'web'), 'nginx-versions-same', 'versions.canary'],
  ['a host with a port', { hosts: ['shop.example.com:80'] }, 'nginx-host', 'hosts[0]'],
  ['a path without a slash', { path: 'shop' }, 'nginx-path', 'path'],
  ['port 0', { port: 0 }, 'nginx-port', 'port'],
  [
    'an annotation of the release',
    { annotations: { 'nginx.ingress.kubernetes.io/canary-weight': '5' } },
    'nginx-annotation-owned',
    'annotations',
  ],
  [
    'a letter that the controller drops',
    withAudience({ users: ['ann@shop'] }),
    'nginx-annotation-value',
    'steps[0].audience',
  ],
  [
    'a letter that the controller drops in a pattern',
    withAudience({ users: ['ann@shop', 'bob'] }),
    'nginx-annotation-value',
    'steps[0].audience',
  ],
  [
    'a header that NGINX ignores',
    withAudience({ header: { name: 'session.id', equals: 'a' } }),
    'nginx-header-name',
    'steps[0].audience',
  ],
  [
    'stickiness by a header that NGINX ignores until it is told otherwise',
    { strategy: { ...simple, stickiness: { by: 'header', name: 'user_id' } } },
    'nginx-header-name',
    'stickiness.name',
  ],
  ['a back reference', withAudience({ header: { name: 'x', matches: '(a)\\1' } }), 'nginx-regex', 'steps[0].audience'],
  ['an unknown phase', { phase: 'later' }, 'nginx-unknown-phase', 'phase'],
  ['a phase beside a controller', { phase: 'full', drivenBy: 'argo-rollouts' }, 'nginx-phase-with-controller', 'phase'],
  ['guards that nobody runs', { strategy: guarded }, 'nginx-nobody-watches', 'drivenBy'],
  [
    'an audience twice',
    withAudience({ header: { name: 'x-a', equals: 'a' } }, { header: { name: 'X-A', equals: 'a' } }),
    'nginx-duplicate-audience',
    'steps[1].audience',
  ],
  [
    'a cookie regex over cookies',
    withAudience({ cookie: { name: 'a', matches: 'a;b' } }),
    'nginx-cookie-regex',
    'steps[0].audience',
  ],
];

test.each(refusals)('Refused, or warned of, with an id, a path and a fix: %s.', (_, props, id, path) => {
  const found = findingsOf(props).filter((one) => one.id.startsWith('nginx-'));
  expect(found).toMatchObject([{ id, path, fix: expect.stringMatching(/./) }]);
});

test('Every finding of the folder is made by one of these.', () => {
  expect(new Set(refusals.map(([, , id]) => id))).toEqual(new Set(Object.keys(NGINX_FINDINGS)));
});
