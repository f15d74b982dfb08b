import { routingProblems } from '../../../constructs-k8s/gateway-api/check';
import type { HttpRouteRule } from '../../../constructs-k8s/gateway-api/manifest';
import type { GatewayRoutingOptions } from '../../../constructs-k8s/gateway-api/options';
import { emitGatewayRouting } from '../../../constructs-k8s/gateway-api/routing';
import { plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { describeWith, install, Space, saw } from '../cluster';

const planned = plan(Strategy.canary({ steps: [{ weight: 5, hold: '1h' }] }));

const good: GatewayRoutingOptions = {
  name: 'web',
  parents: [{ gateway: 'public' }],
  versions: { stable: 'web', canary: 'web-canary' },
};

const matches = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ path: { type: 'PathPrefix', value: `/own-${at}` } as const }));
const rules = (count: number, each: number): HttpRouteRule[] =>
  Array.from({ length: count }, () => ({ matches: matches(each), backendRefs: [{ name: 'own', port: 80 }] }));

const cases: readonly [title: string, change: Partial<GatewayRoutingOptions>, said: RegExp][] = [
  ['a name in upper case', { name: 'Web' }, /lowercase RFC 1123/],
  ['port 0', { port: 0 }, /greater than or equal to 1/],
  ['port 65536', { port: 65_536 }, /less than or equal to 65535/],
  ['a hostname with a port', { hostnames: ['shop.example.com:80'] }, /hostnames/],
  ['the hostname `*`', { hostnames: ['*'] }, /hostnames/],
  ['17 hostnames', { hostnames: Array.from({ length: 17 }, (_, at) => `h${at}.io`) }, /16 items/],
  ['33 parents', { parents: Array.from({ length: 33 }, (_, at) => ({ gateway: `g${at}` })) }, /32 items/],
  [
    'a Gateway twice',
    { parents: [{ gateway: 'g' }, { gateway: 'g', listener: 'a' }] },
    /sectionName must be specified/,
  ],
  [
    'a listener twice',
    {
      parents: [
        { gateway: 'g', listener: 'a' },
        { gateway: 'g', listener: 'a' },
      ],
    },
    /sectionName must be unique/,
  ],
  ['a broken namespace', { parents: [{ gateway: 'g', namespace: 'a.b' }] }, /namespace/],
  ['a path without a slash', { path: 'shop' }, /start with '\/'/],
  ['a path with two slashes', { path: '/shop//cart' }, /must not contain '\/\/'/],
  ['a path that goes up', { path: '/shop/..' }, /must not end with '\/\.\.'/],
  ['a path with a hidden slash', { path: '/shop%2Fcart' }, /must not contain '%2F'/],
  ['a path with a fragment', { path: '/shop#cart' }, /must not contain '#'/],
  ['a path with a space', { path: '/my shop' }, /must only contain valid characters/],
  ['a path above 1024 letters', { path: `/${'a'.repeat(1024)}` }, /1024/],
  ['17 rules', { rules: rules(16, 1) }, /16 items/],
  ['a rule of 65 matches', { rules: rules(1, 65) }, /64 items/],
  ['130 matches in all', { rules: rules(3, 43) }, /less than 128/],
  [
    'a try above the whole',
    { timeouts: { request: '1s', backendRequest: '2s' } },
    /backendRequest timeout cannot be longer/,
  ],
  [
    'a time of a hundred thousand hours',
    { timeouts: { request: { toSeconds: () => 3600 * 1e5 } } },
    /timeouts.request/,
  ],
  ['a rule with a broken name', { rules: [{ name: 'My rule', matches: matches(1) }] }, /name/],
  ['a Service of no name', { versions: { stable: '', canary: 'web' } }, /at least 1 chars/],
];

describeWith(['kubernetes'], 'What our findings refuse of a route, the schema of the Gateway API refuses', () => {
  let space: Space;
  beforeAll(async () => {
    await install('gateway-api');
    space = await Space.create('routes-refused');
  });
  afterAll(() => space.delete());

  test('The route that each case changes in one place is taken, and nothing is said about it.', async () => {
    expect(routingProblems(planned, good, false)).toEqual([]);
    await space.apply([emitGatewayRouting(good)], { dryRun: true });
  });

  test.each(cases)('It is so for %s.', async (_, change, said) => {
    const options = { ...good, ...change };
    expect(routingProblems(planned, options, false)).not.toEqual([]);
    await expect(space.apply([emitGatewayRouting(options)], { dryRun: true })).rejects.toThrow(said);
  });

  test('At the limits both take it.', async () => {
    const full: GatewayRoutingOptions = {
      ...good,
      hostnames: Array.from({ length: 16 }, (_, at) => `h${at}.io`),
      parents: Array.from({ length: 32 }, (_, at) => ({ gateway: `g${at}` })),
      path: `/${'a'.repeat(1023)}`,
      rules: [...rules(1, 64), ...rules(1, 50), ...rules(13, 1)],
      timeouts: { request: { toSeconds: () => 3600 * 99_999 + 3599.999 }, backendRequest: '1ms' },
    };
    expect(routingProblems(planned, full, false)).toEqual([]);
    await space.apply([emitGatewayRouting(full)], { dryRun: true });
    saw({ target: 'gateway-api', engine: 'kubernetes', how: 'accepted' }, 'the sizes of a route');
  });
});
