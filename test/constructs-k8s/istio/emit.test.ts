import fc from 'fast-check';
import { istio } from '../../../constructs-k8s/istio';
import type { IstioFragment } from '../../../constructs-k8s/istio/emit';
import { routingOf } from '../../../constructs-k8s/istio/trace';
import { judge } from '../../../lib/fidelity';
import { audienceText, type Plan, plan } from '../../../lib/plan';
import { type Audience, parseStrategy, Strategy } from '../../../lib/strategy';
import { runs, strategies } from '../../support/arbitrary';
import { expectValidManifests, problemsOf } from '../../support/kubernetes';

const emitted = (strategy: Strategy): IstioFragment => istio.emit(plan(strategy), { name: 'web' });

/** HTTP takes the name of a header in any case, and Istio wants it in lower case. */
function inLowerCase(audience: Audience): Audience {
  if ('header' in audience) return { header: { ...audience.header, name: audience.header.name.toLowerCase() } };
  return 'users' in audience && audience.userHeader !== undefined
    ? { ...audience, userHeader: audience.userHeader.toLowerCase() }
    : audience;
}

/** The traffic that each phase of a plan asks for. */
const routingAsked = ({ phases }: Plan) =>
  phases.map(({ weight, mirror, audience }) => ({
    weight,
    mirror,
    audience: audience.map((one) => audienceText(inLowerCase(one))),
  }));

const routingEmitted = ({ phases }: IstioFragment) => phases.map(({ virtualService }) => routingOf(virtualService));

test('Each phase of a plan becomes a VirtualService and a DestinationRule, in order.', () => {
  const { phases } = emitted(
    Strategy.canary({
      steps: [
        { weight: 5, hold: '10m' },
        { weight: 25, hold: '30m' },
      ],
    }),
  );
  expect(phases.map(({ name }) => name)).toEqual(['step 1', 'step 2', 'full']);
  expect(phases).toMatchSnapshot();
  expectValidManifests(phases.flatMap(({ virtualService, destinationRules }) => [virtualService, ...destinationRules]));
});

test.each([
  [5, 95, 5],
  [33, 67, 33],
  [2.5, 975, 25],
  [0.01, 9_999, 1],
  [11.111111, 88_888_889, 11_111_111],
])('A weight of %d %% is %d to %d: whole numbers that say just that.', (weight, stable, canary) => {
  const [first] = emitted(Strategy.canary({ steps: [{ weight, hold: '1m' }] })).phases;
  const [route] = first?.virtualService.spec.http ?? [];
  expect(route?.route?.map((one) => one.weight)).toEqual([stable, canary]);
  expect(first && routingOf(first.virtualService).weight).toBe(weight);
});

test('The full phase sends everything to the new version, and nobody needs an audience any more.', () => {
  const { phases } = emitted(Strategy.canary({ steps: [{ audience: { users: ['ann'] }, hold: '1m' }] }));
  expect(phases.at(-1)?.virtualService.spec.http).toEqual([
    {
      name: 'primary',
      route: [
        { destination: { host: 'web', subset: 'stable' }, weight: 0 },
        { destination: { host: 'web', subset: 'canary' }, weight: 100 },
      ],
    },
  ]);
});

test('A mirror copies requests to the new version, and users get the stable answers.', () => {
  const [shadow] = emitted(Strategy.shadow({ mirror: '12.5%', duration: '1h' })).phases;
  expect(shadow?.virtualService.spec.http).toEqual([
    {
      name: 'primary',
      route: [
        { destination: { host: 'web', subset: 'stable' }, weight: 100 },
        { destination: { host: 'web', subset: 'canary' }, weight: 0 },
      ],
      mirrors: [{ destination: { host: 'web', subset: 'canary' }, percentage: { value: 12.5 } }],
    },
  ]);
});

test('The trace waits for a person at the end of each phase, because Istio runs nothing.', () => {
  const strategy = Strategy.canary({
    steps: [
      { audience: { header: { name: 'x-beta', equals: 'yes' } }, hold: '1h' },
      { weight: 10, hold: '1h' },
    ],
  });
  const person = { kind: 'approval', onTimeout: 'rollback' };
  const segment = { from: 0, to: 0, mirror: 0, reached: 'at once', guards: [] };
  expect(istio.trace(emitted(strategy))).toEqual({
    segments: [
      { ...segment, weight: 0, audience: ['header x-beta = yes'], gates: [person] },
      { ...segment, weight: 10, audience: ['header x-beta = yes'], gates: [person] },
      { ...segment, weight: 100, audience: [], gates: [] },
    ],
    guards: [],
    onFailure: 'halt',
  });
});

/** One manifest of each shape: the schema does not tell 5 % from 10 %. */
const shapesOf = ({ phases }: IstioFragment): object[] => {
  const manifests = phases.flatMap(({ virtualService, destinationRules }) => [virtualService, ...destinationRules]);
  return [...new Map(manifests.map((manifest) => [JSON.stringify(manifest).replace(/\d+/g, '0'), manifest])).values()];
};

/** The weights of the two versions in each phase. */
const weightsOf = ({ phases }: IstioFragment): number[][] =>
  phases.map(
    ({ virtualService }) => virtualService.spec.http.at(-1)?.route?.map(({ weight = Number.NaN }) => weight) ?? [],
  );

const KNOWN = /^(refused|approximated)\.|-acceptance$|^refusal-accepted$/;

test('The routing of any strategy is valid for Istio and reads back as the plan has it.', () => {
  fc.assert(
    fc.property(strategies(), (written) => {
      const { strategy } = parseStrategy(written);
      fc.pre(strategy !== undefined);
      const asked = plan(strategy);
      for (const { id } of judge(asked, istio).findings) expect(id).toMatch(KNOWN);
      const fragment = istio.emit(asked, { name: 'web' });
      expect(routingEmitted(fragment)).toEqual(routingAsked(asked));
      expect(shapesOf(fragment).flatMap((manifest) => problemsOf(manifest))).toEqual([]);
      for (const [stable = Number.NaN, canary = Number.NaN] of weightsOf(fragment)) {
        expect(Number.isInteger(stable) && Number.isInteger(canary) && stable >= 0 && canary >= 0).toBe(true);
        expect(stable + canary).toBeGreaterThan(0);
        expect(stable + canary).toBeLessThan(2 ** 31);
      }
    }),
    runs,
  );
});
