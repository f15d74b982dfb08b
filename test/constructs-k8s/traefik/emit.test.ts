import fc from 'fast-check';
import { traefik, traefikRoutingOf } from '../../../constructs-k8s/traefik';
import type { TraefikFragment } from '../../../constructs-k8s/traefik/emit';
import { judge } from '../../../lib/fidelity';
import { audienceText, type Plan, plan } from '../../../lib/plan';
import { type Audience, parseStrategy, Strategy } from '../../../lib/strategy';
import { runs, strategies } from '../../support/arbitrary';
import { expectValidManifests, problemsOf } from '../../support/kubernetes';

const emitted = (strategy: Strategy): TraefikFragment => traefik.emit(plan(strategy), { name: 'web' });

const manifestsOf = ({ phases }: TraefikFragment) =>
  phases.flatMap(({ ingressRoute, service, mirror }) => [ingressRoute, service, ...(mirror ? [mirror] : [])]);

const rulesOf = ({ phases }: TraefikFragment, at = 0) =>
  phases[at]?.ingressRoute.spec.routes.map(({ match }) => match) ?? [];

test('Each phase of a plan becomes an IngressRoute and a TraefikService, in order.', () => {
  const fragment = emitted(
    Strategy.canary({
      steps: [
        { audience: { header: { name: 'X-Beta', equals: 'yes' } }, hold: '1h' },
        { weight: 5, mirror: 20, hold: '10m' },
        { weight: 25, hold: '30m' },
      ],
    }),
  );
  expect(fragment.phases.map(({ name }) => name)).toEqual(['step 1', 'step 2', 'step 3', 'full']);
  expect(fragment).toMatchSnapshot();
  expectValidManifests(manifestsOf(fragment));
});

test.each([
  [5, 95, 5],
  [2.5, 975, 25],
  [0.0001, 999_999, 1],
])('A weight of %d %% is %d to %d.', (weight, stable, canary) => {
  const [first] = emitted(Strategy.canary({ steps: [{ weight, hold: '1m' }] })).phases;
  expect(first?.service.spec.weighted?.services.map((one) => one.weight)).toEqual([stable, canary]);
  expect(first && traefikRoutingOf(first).weight).toBe(weight);
});

test('A mirror is a service around the weights, in whole percent, and gone when nothing is mirrored.', () => {
  const fragment = emitted(
    Strategy.canary({
      steps: [
        { mirror: '12.4%', hold: '1h' },
        { weight: 5, hold: '1h' },
      ],
    }),
  );
  const [first, second] = fragment.phases;
  expect(first?.mirror).toMatchObject({
    metadata: { name: 'web-mirror' },
    spec: {
      mirroring: { kind: 'TraefikService', name: 'web', mirrors: [{ name: 'web-canary', port: 80, percent: 12 }] },
    },
  });
  expect(first?.ingressRoute.spec.routes[0]?.services).toEqual([{ kind: 'TraefikService', name: 'web-mirror' }]);
  expect(second?.mirror).toBeUndefined();
  expect(second?.ingressRoute.spec.routes[0]?.services).toEqual([{ kind: 'TraefikService', name: 'web' }]);
});

test.each<[Audience, string]>([
  [{ header: { name: 'x-tier', equals: 'gold' } }, 'Header(`x-tier`, `gold`)'],
  [{ header: { name: 'x-tier', equals: 'a`b' } }, 'Header(`x-tier`, "a`b")'],
  [{ header: { name: 'x-tier', prefix: 'a.b' } }, 'HeaderRegexp(`x-tier`, `^a\\.b.*$`)'],
  [{ header: { name: 'x-tier', matches: 'a|b' } }, 'HeaderRegexp(`x-tier`, `^(?:a|b)$`)'],
  [{ users: ['ann', 'bob'] }, '(Header(`x-user-id`, `ann`) || Header(`x-user-id`, `bob`))'],
  [{ cookie: { name: 'beta', equals: 'yes' } }, 'HeaderRegexp(`cookie`, `^(?:(.*;\\s*)?beta=yes(;.*)?)$`)'],
])('The audience %j is the matcher %s, in a rule that is longer than that of the weights.', (audience, matcher) => {
  const rules = rulesOf(emitted(Strategy.abTest({ audience, duration: '1h' })));
  expect(rules).toEqual([`PathPrefix(\`/\`) && ${matcher}`, 'PathPrefix(`/`)']);
});

test('Hosts and a path are in every rule.', () => {
  const strategy = Strategy.abTest({ audience: { users: ['ann'] }, duration: '1h' });
  const fragment = traefik.emit(plan(strategy), { name: 'web', hosts: ['a.io', 'b.io'], path: '/shop' });
  const all = '(Host(`a.io`) || Host(`b.io`)) && PathPrefix(`/shop`)';
  expect(rulesOf(fragment)).toEqual([`${all} && Header(\`x-user-id\`, \`ann\`)`, all]);
});

test('A cookie holds a user at a version; an address does so by the highest random weight.', () => {
  const steps = [{ weight: 10, hold: '1h' }] as const;
  const by = (stickiness: Strategy['stickiness']) =>
    emitted(Strategy.canary({ steps, ...(stickiness && { stickiness }) })).phases[0]?.service.spec;
  expect(by({ by: 'cookie', name: 'seen', lasts: '1h' })?.weighted?.sticky).toEqual({
    cookie: { name: 'seen', maxAge: 3600 },
  });
  expect(by({ by: 'clientAddress' })).toEqual({
    highestRandomWeight: {
      services: [
        { name: 'web', port: 80, weight: 90 },
        { name: 'web-canary', port: 80, weight: 10 },
      ],
    },
  });
  const sticky = Strategy.canary({ steps, stickiness: { by: 'header', name: 'x-user' } });
  expect(judge(plan(sticky), traefik).findings.map(({ id }) => id)).toContain('refused.stickiness.header');
});

/** A rule knows no users: a single one is told by a header like any other. */
function asHeader(audience: Audience): Audience {
  if (!('users' in audience) || audience.users.length > 1) return audience;
  return { header: { name: audience.userHeader ?? 'x-user-id', equals: audience.users[0] ?? '' } };
}

const routingAsked = ({ phases }: Plan) =>
  phases.map(({ weight, mirror, audience }) => ({
    weight,
    mirror: mirror === 0 ? 0 : Math.round(mirror),
    audience: audience.map((one) => audienceText(asHeader(one))),
  }));

const KNOWN = /^(refused|approximated)\.|-acceptance$|^refusal-accepted$/;

test('The routing of any strategy is valid for Traefik and reads back as the plan has it.', () => {
  let read = 0;
  fc.assert(
    fc.property(strategies(), (written) => {
      const { strategy } = parseStrategy(written);
      fc.pre(strategy !== undefined);
      const asked = plan(strategy);
      const { findings } = judge(asked, traefik);
      for (const { id } of findings) expect(id).toMatch(KNOWN);
      const fragment = traefik.emit(asked, { name: 'web' });
      const shapes = new Map(manifestsOf(fragment).map((one) => [JSON.stringify(one).replace(/\d+/g, '0'), one]));
      expect([...shapes.values()].flatMap((manifest) => problemsOf(manifest))).toEqual([]);
      if (findings.some(({ id }) => id === 'refused.mirror')) return;
      read += 1;
      expect(fragment.phases.map(traefikRoutingOf)).toEqual(routingAsked(asked));
    }),
    runs,
  );
  expect(read).toBeGreaterThan(0);
});
