import fc from 'fast-check';
import { nginxIngress, nginxRoutingOf } from '../../../constructs-k8s/nginx-ingress';
import type { NginxFragment } from '../../../constructs-k8s/nginx-ingress/emit';
import { judge } from '../../../lib/fidelity';
import { errorsOf } from '../../../lib/findings';
import { audienceText, type Plan, plan } from '../../../lib/plan';
import { type Audience, parseStrategy, Strategy } from '../../../lib/strategy';
import { runs, strategies } from '../../support/arbitrary';
import { expectValidManifests, problemsOf } from '../../support/kubernetes';

const emitted = (strategy: Strategy): NginxFragment => nginxIngress.emit(plan(strategy), { name: 'web' });

const annotationsOf = ({ phases }: NginxFragment, at = 0) =>
  Object.fromEntries(
    Object.entries(phases[at]?.canary?.metadata.annotations ?? {}).map(([name, value]) => [
      name.replace('nginx.ingress.kubernetes.io/', ''),
      value,
    ]),
  );

const manifestsOf = ({ phases }: NginxFragment) =>
  phases.flatMap(({ ingress, canary }) => (canary === undefined ? [ingress] : [ingress, canary]));

test('Each phase of a plan becomes an Ingress and its canary, in order.', () => {
  const fragment = emitted(
    Strategy.canary({
      steps: [
        { weight: 5, hold: '10m' },
        { weight: 25, hold: '30m' },
      ],
    }),
  );
  expect(fragment.phases.map(({ name }) => name)).toEqual(['step 1', 'step 2', 'full']);
  expect(fragment).toMatchSnapshot();
  expectValidManifests(manifestsOf(fragment));
  expect(new Set(fragment.phases.map(({ ingress }) => JSON.stringify(ingress))).size).toBe(1);
});

test.each([
  [5, { 'canary-weight': '5' }],
  [2.5, { 'canary-weight': '25', 'canary-weight-total': '1000' }],
  [0.0001, { 'canary-weight': '1', 'canary-weight-total': '1000000' }],
])('A weight of %d %% is %j.', (weight, annotations) => {
  const fragment = emitted(Strategy.canary({ steps: [{ weight, hold: '1m' }] }));
  expect(annotationsOf(fragment)).toEqual({ canary: 'true', ...annotations });
  expect(fragment.phases[0]?.canary && nginxRoutingOf(fragment.phases[0].canary).weight).toBe(weight);
});

test.each<[Audience, Record<string, string>]>([
  [{ header: { name: 'x-tier', equals: 'gold' } }, { 'canary-by-header': 'x-tier', 'canary-by-header-value': 'gold' }],
  [
    { header: { name: 'x-tier', prefix: 'a.b' } },
    { 'canary-by-header': 'x-tier', 'canary-by-header-pattern': '^a\\.b.*$' },
  ],
  [
    { header: { name: 'x-tier', matches: 'a|b' } },
    { 'canary-by-header': 'x-tier', 'canary-by-header-pattern': '^(?:a|b)$' },
  ],
  [{ users: ['ann'] }, { 'canary-by-header': 'x-user-id', 'canary-by-header-value': 'ann' }],
  [{ users: ['ann', 'b.b'] }, { 'canary-by-header': 'x-user-id', 'canary-by-header-pattern': '^(?:ann|b\\.b)$' }],
  [{ cookie: { name: 'beta', equals: 'always' } }, { 'canary-by-cookie': 'beta' }],
])('The audience %j is %j, and nobody else gets in.', (audience, annotations) => {
  const fragment = emitted(Strategy.abTest({ audience, duration: '1h' }));
  expect(annotationsOf(fragment)).toEqual({ canary: 'true', 'canary-weight': '0', ...annotations });
});

test('A header and a cookie can stand together, before a weight.', () => {
  const strategy = Strategy.canary({
    steps: [
      {
        audience: [{ header: { name: 'x-beta', equals: 'yes' } }, { cookie: { name: 'beta', equals: 'always' } }],
        weight: 10,
        hold: '1h',
      },
    ],
  });
  expect(errorsOf(judge(plan(strategy), nginxIngress).findings)).toEqual([]);
  const [first] = emitted(strategy).phases;
  expect(first?.canary && nginxRoutingOf(first.canary)).toEqual({
    weight: 10,
    mirror: 0,
    audience: ['header x-beta = yes', 'cookie beta = always'],
  });
});

const refusal = (strategy: Strategy) =>
  judge(plan(strategy), nginxIngress)
    .findings.filter(({ id }) => id.startsWith('refused.'))
    .map(({ id, message }) => [id, message]);

test.each<[string, Strategy, string, RegExp]>([
  [
    'two headers',
    Strategy.canary({
      steps: [{ audience: [{ users: ['ann'] }, { header: { name: 'x', equals: 'y' } }], hold: '1h' }],
    }),
    'refused.audience.users',
    /a canary Ingress has one header/,
  ],
  [
    'two cookies',
    Strategy.canary({
      steps: [
        {
          audience: [{ cookie: { name: 'a', equals: 'always' } }, { cookie: { name: 'b', equals: 'always' } }],
          hold: '1h',
        },
      ],
    }),
    'refused.audience.cookie',
    /a canary Ingress has one cookie/,
  ],
  [
    'a cookie of a value of its own',
    Strategy.abTest({ audience: { cookie: { name: 'beta', equals: 'yes' } }, duration: '1h' }),
    'refused.audience.cookie',
    /by the value `always` only/,
  ],
  ['a mirror', Strategy.shadow({ mirror: 10, duration: '1h' }), 'refused.mirror', /every request or none/],
])('Refused: %s.', (_, strategy, id, message) => {
  expect(refusal(strategy)).toContainEqual([id, expect.stringMatching(message)]);
});

test.each([
  [
    { by: 'cookie', name: 'seen', lasts: '1h' },
    { affinity: 'cookie', 'session-cookie-name': 'seen', 'session-cookie-max-age': '3600' },
  ],
  [{ by: 'header', name: 'X-User-Id' }, { 'upstream-hash-by': '$http_x_user_id' }],
  [{ by: 'clientAddress' }, { 'upstream-hash-by': '$binary_remote_addr' }],
] as const)('The stickiness %j is %j of the Ingress.', (stickiness, annotations) => {
  const fragment = emitted(Strategy.canary({ steps: [{ weight: 10, hold: '1h' }], stickiness }));
  const wanted = Object.entries(annotations).map(([name, value]) => [`nginx.ingress.kubernetes.io/${name}`, value]);
  expect(fragment.phases[0]?.ingress.metadata.annotations).toEqual(Object.fromEntries(wanted));
});

test('Who has been at the canary stays, until nobody should be there.', () => {
  const fragment = emitted(Strategy.blueGreen({ preview: { hold: '1h' }, stickiness: { by: 'cookie', lasts: '1h' } }));
  expect(fragment.phases.map((_, at) => annotationsOf(fragment, at)['affinity-canary-behavior'])).toEqual([
    'legacy',
    'sticky',
  ]);
});

test('An Ingress from elsewhere is read: a header alone wants `always`, a small total is a hundred, and without `canary` nothing counts.', () => {
  const read = (annotations: Record<string, string>) =>
    nginxRoutingOf({
      metadata: {
        name: 'x',
        annotations: Object.fromEntries(
          Object.entries(annotations).map(([name, value]) => [`nginx.ingress.kubernetes.io/${name}`, value]),
        ),
      },
    });
  expect(read({ canary: 'true', 'canary-by-header': 'x-beta' }).audience).toEqual(['header x-beta = always']);
  expect(read({ canary: 'true', 'canary-weight': '5', 'canary-weight-total': '10' }).weight).toBe(5);
  expect(read({ canary: 'true', 'canary-weight': '500' }).weight).toBe(100);
  expect(read({ 'canary-weight': '50' })).toEqual({ weight: 0, mirror: 0, audience: [] });
});

/** The controller knows no users: one is a value of a header, several are a regular expression. */
function asHeader(audience: Audience): Audience {
  if (!('users' in audience)) return audience;
  const name = audience.userHeader ?? 'x-user-id';
  const [only, ...others] = audience.users;
  if (others.length === 0) return { header: { name, equals: only ?? '' } };
  return { header: { name, matches: audience.users.join('|') } };
}

const routingAsked = ({ phases }: Plan) =>
  phases.map(({ weight, mirror, audience }) => ({
    weight,
    mirror,
    audience: [...audience]
      .sort((a, b) => Number('cookie' in a) - Number('cookie' in b))
      .map((one) => audienceText(asHeader(one))),
  }));

const KNOWN = /^(refused|approximated)\.|-acceptance$|^refusal-accepted$/;
const ROUTED = /^refused\.(weight|mirror|audience)/;

test('The Ingresses of any strategy are valid; where nothing of the routing is refused they read back as the plan has it.', () => {
  let read = 0;
  fc.assert(
    fc.property(strategies(), (written) => {
      const { strategy } = parseStrategy(written);
      fc.pre(strategy !== undefined);
      const asked = plan(strategy);
      const { findings } = judge(asked, nginxIngress);
      for (const { id } of findings) expect(id).toMatch(KNOWN);
      const fragment = nginxIngress.emit(asked, { name: 'web' });
      const shapes = new Map(manifestsOf(fragment).map((one) => [JSON.stringify(one).replace(/\d+/g, '0'), one]));
      expect([...shapes.values()].flatMap((manifest) => problemsOf(manifest))).toEqual([]);
      if (findings.some(({ id }) => ROUTED.test(id))) return;
      read += 1;
      const routed = fragment.phases.map(({ canary }) => canary && nginxRoutingOf(canary));
      expect(routed).toEqual(routingAsked(asked));
    }),
    runs,
  );
  expect(read).toBeGreaterThan(0);
});
