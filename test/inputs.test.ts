import * as aws from '../constructs-aws';
import * as k8s from '../constructs-k8s';
import {
  alertRules,
  Check,
  CutoverError,
  compile,
  design,
  difference,
  evidence,
  Guard,
  grafanaDashboard,
  judge,
  nearest,
  outline,
  type Plan,
  plan,
  planText,
  rulingsOf,
  runbookText,
  Strategy,
  type Target,
  takers,
  trace,
} from '../lib';
import { parseFault, simulate } from '../lib/testing';

/** What somebody without types may give in the place of an object. */
const GARBAGE: ReadonlyArray<readonly [string, unknown]> = [
  ['undefined', undefined],
  ['null', null],
  ['a number', 7],
  ['no number', Number.NaN],
  ['a boolean', true],
  ['text', 'x'],
  ['empty text', ''],
  ['a list', []],
  ['a list of nothing', [undefined]],
  ['an object of something else', { unknownKey: 1 }],
  ['a function', () => 1],
];

type Call = (garbage: never) => unknown;

const good = plan(Strategy.canary({ steps: [{ weight: 10, hold: '10m' }] }));
const target = k8s.argoRolloutsIstio;
const TARGETS = [
  k8s.argoRolloutsCopies,
  k8s.argoRolloutsIstio,
  k8s.argoRolloutsPlugin,
  k8s.kubernetes,
  k8s.istio,
  k8s.gatewayApi,
  k8s.nginxIngress,
  k8s.traefik,
  k8s.appMesh,
  k8s.cloudRun,
  k8s.knative,
  aws.ecsTarget,
  aws.lambdaTarget,
  aws.lambdaSamTarget,
] as unknown as ReadonlyArray<Target>;

/** What takes none of these, and says so. */
const REFUSING: Readonly<Record<string, Call>> = {
  plan,
  planText,
  outline,
  trace,
  evidence: (garbage) => evidence(garbage),
  difference: (garbage) => difference(garbage, good),
  'difference, after': (garbage) => difference(good, garbage),
  judge: (garbage) => judge(garbage, target),
  'judge by a target': (garbage) => judge(good, garbage),
  rulingsOf: (garbage) => rulingsOf(garbage, target.limits),
  nearest: (garbage) => nearest(garbage, target.limits),
  takers: (garbage) => takers(garbage),
  compile: (garbage) => compile(garbage, target, { name: 'web' }),
  'compile for a target': (garbage) => compile(Strategy.rolling({}), garbage, { name: 'web' }),
  'compile with options': (garbage) =>
    compile(Strategy.canary({ steps: [{ weight: 10, hold: '10m' }] }), target, garbage),
  alertRules: (garbage) => alertRules(garbage, { name: 'web' }),
  'alertRules with options': (garbage) => alertRules(good, garbage),
  grafanaDashboard: (garbage) => grafanaDashboard(garbage, { name: 'web' }),
  'grafanaDashboard with options': (garbage) => grafanaDashboard(good, garbage),
  runbookText: (garbage) => runbookText(garbage, target, { name: 'web' }),
  'runbookText for a target': (garbage) => runbookText(good, garbage, { name: 'web' }),
  'runbookText with options': (garbage) => runbookText(good, target, garbage),
  simulate: (garbage) => simulate(garbage),
  'Strategy.parse': (garbage) => Strategy.parse(garbage),
  'Strategy.fromYaml': (garbage) => Strategy.fromYaml(garbage),
  'Strategy.fromJson': (garbage) => Strategy.fromJson(garbage),
  'Strategy.canary': (garbage) => Strategy.canary(garbage),
  'Strategy.linear': (garbage) => Strategy.linear(garbage),
  emitGatewayRouting: k8s.emitGatewayRouting,
  emitIstioRouting: k8s.emitIstioRouting,
  emitNginxRouting: k8s.emitNginxRouting,
  emitTraefikRouting: k8s.emitTraefikRouting,
  emitAppMeshRouting: k8s.emitAppMeshRouting,
  emitPipeline: (garbage) => k8s.emitPipeline(garbage, { name: 'web' }),
  'emitPipeline with options': (garbage) => k8s.emitPipeline(good, garbage),
  prometheusRule: (garbage) => k8s.prometheusRule(garbage, { name: 'web' }),
  'prometheusRule with options': (garbage) => k8s.prometheusRule(good, garbage),
  dashboardConfigMap: (garbage) => k8s.dashboardConfigMap(garbage, { name: 'web' }),
  'dashboardConfigMap with options': (garbage) => k8s.dashboardConfigMap(good, garbage),
  ...Object.fromEntries(
    TARGETS.flatMap(
      ({ id, ...own }): Array<[string, Call]> => [
        [`${id}.emit`, (garbage) => own.emit(garbage, { name: 'web' })],
        [`${id}.emit with options`, (garbage) => own.emit(good, garbage)],
      ],
    ),
  ),
};

/** What takes some of these: an empty object, or no strategy of its own. */
const TAKING: Readonly<Record<string, Call>> = {
  parseFault,
  design,
  'Strategy.rolling': (garbage) => Strategy.rolling(garbage),
  'Strategy.recreate': (garbage) => Strategy.recreate(garbage),
  'Strategy.blueGreen': (garbage) => Strategy.blueGreen(garbage),
  'evidence with options': (garbage) => evidence(good, garbage),
  ...Object.fromEntries(
    TARGETS.map(({ id, ...own }): [string, Call] => [`${id}.trace`, (garbage) => own.trace(garbage)]),
  ),
  ...Object.fromEntries(
    Object.entries(Guard).map(([kind, make]): [string, Call] => [
      `Guard.${kind}`,
      (garbage) => Strategy.canary({ steps: [{ weight: 1, hold: '1m' }], guards: [(make as Call)(garbage)] as never }),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(Check).map(([kind, make]): [string, Call] => [
      `Check.${kind}`,
      (garbage) => Strategy.rolling({ checks: { beforeTraffic: [(make as Call)(garbage)] } as never }),
    ]),
  ),
};

/** What a call says about garbage: nothing when it takes it. */
function saying(call: Call, garbage: unknown): string {
  try {
    call(garbage as never);
    return 'takes it';
  } catch (error) {
    return error instanceof CutoverError ? 'refuses it' : `${(error as Error).name}: ${(error as Error).message}`;
  }
}

test.each(Object.entries(REFUSING))('%s refuses garbage with an error of Cutover’s', (_, call) => {
  const said = GARBAGE.map(([what, garbage]) => `${what}: ${saying(call, garbage)}`);
  expect(said).toEqual(GARBAGE.map(([what]) => `${what}: refuses it`));
});

test.each(Object.entries(TAKING))('%s takes garbage, or refuses it with an error of Cutover’s', (_, call) => {
  const raw = GARBAGE.map(([what, garbage]) => `${what}: ${saying(call, garbage)}`);
  expect(raw.filter((one) => !/takes it$|refuses it$/.test(one))).toEqual([]);
});

test('the error says what was received, what is taken and what to write', () => {
  const half = { phases: [] } as unknown as Plan;
  expect(() => judge(half, target)).toThrow(
    /plan: This takes a plan \[wrong-type\]\s+received: an object\s+allowed: a plan\s+fix: write `plan\(strategy\)`/,
  );
});
