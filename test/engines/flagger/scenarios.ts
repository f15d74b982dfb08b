import type { FlaggerSettings } from '../../../constructs-k8s/flagger/settings';
import { Guard, Strategy } from '../../../lib/strategy';
import { type Space, until } from '../cluster';
import type { Outside } from './outside';
import { ingress } from './providers';
import type { Release, ReleaseOptions } from './release';

const guard = (spec: object = {}) => Guard.errorRate({ max: '5%', over: '10s', ...spec });
const steps = [
  { weight: 20, hold: '10s' },
  { weight: 60, hold: '10s' },
] as const;

/** All releases that are played, side by side; `prometheus` is its address. */
export function scenarios(outside: Outside, prometheus: string): readonly ReleaseOptions[] {
  const read = () => ({ metrics: { kind: 'prometheus', address: prometheus } }) as const;
  const gates = ({ namespace }: Space) => ({
    gate: { confirm: outside.url(namespace, 'confirm'), rollback: outside.url(namespace, 'rollback') },
  });
  const istio = (): FlaggerSettings => ({ provider: { kind: 'istio' }, ...read() });
  const gateway = (): FlaggerSettings => ({
    provider: { kind: 'gatewayapi', gateways: [{ name: 'gateway' }] },
    ...read(),
  });

  const scaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 5,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
      ],
    },
  };

  const canary = Strategy.canary({ steps, bake: '10s', guards: [guard()] });
  const promotes = async (release: Release, from: string) => {
    await release.untilPhase(from);
    outside.answer(release.space.namespace, 'confirm', 200);
    await release.untilPhase('Succeeded');
  };
  return [
    { name: 'healthy', strategy: canary, settings: istio },
    {
      name: 'faulty',
      strategy: canary,
      settings: istio,
      async play(release) {
        await release.untilWeight(20);
        outside.health(release.space.namespace, 'bad');
        await release.untilPhase('Failed');
      },
    },
    {
      name: 'undone',
      strategy: canary,
      settings: istio,
      async play(release) {
        await release.untilWeight(20);
        await release.undo();
        await release.untilPhase('Succeeded');
      },
    },
    { name: 'silent-pass', strategy: canary, settings: istio, health: 'silent' },
    {
      name: 'silent-fail',
      strategy: Strategy.canary({ steps, bake: '10s', guards: [guard({ onNoData: 'fail', failures: 1 })] }),
      settings: istio,
      health: 'silent',
      play: (release) => release.untilPhase('Failed'),
    },
    {
      name: 'falls-silent',
      strategy: canary,
      settings: gateway,
      async play(release) {
        await release.untilWeight(20);
        outside.health(release.space.namespace, 'silent');
        await release.untilPhase('Succeeded');
      },
    },
    {
      name: 'error-share',
      strategy: Strategy.canary({ steps, bake: '10s', guards: [Guard.errorShare({ rise: 3, over: '10s' })] }),
      settings: istio,
      async play(release) {
        await release.untilWeight(20);
        outside.health(release.space.namespace, 'bad');
        await release.untilPhase('Failed');
      },
    },
    { name: 'autoscaled', strategy: canary, settings: istio, before: [scaler], emit: { autoscaler: { name: 'web' } } },
    {
      name: 'gated',
      strategy: Strategy.canary({ steps: [{ weight: 30, approve: true }], guards: [guard({ every: '10s' })] }),
      settings: (space) => ({ ...istio(), ...gates(space) }),
      play: (release) => promotes(release, 'WaitingPromotion'),
    },
    {
      name: 'gated-faulty',
      strategy: Strategy.canary({ steps: [{ weight: 30, approve: true }], guards: [guard({ every: '10s' })] }),
      settings: (space) => ({ ...istio(), ...gates(space) }),
      async play(release) {
        await release.untilPhase('WaitingPromotion');
        outside.health(release.space.namespace, 'bad');
        await release.untilPhase('Failed');
      },
    },
    {
      name: 'between',
      strategy: Strategy.canary({
        steps: [
          { weight: 20, hold: '10s', approve: true },
          { weight: 60, hold: '10s' },
        ],
        bake: '10s',
      }),
      settings: (space) => ({ ...istio(), ...gates(space) }),
      async play(release) {
        const { namespace } = release.space;
        await until(
          'the gate is asked',
          () => outside.called(namespace, 'confirm').length,
          (count) => count > 0,
        );
        expect(Math.max(...release.steps.map(({ weight }) => weight))).toBe(0);
        outside.answer(namespace, 'confirm', 200);
        await release.untilPhase('Succeeded');
      },
    },
    {
      name: 'ab',
      strategy: Strategy.abTest({
        duration: '20s',
        audience: [{ header: { name: 'x-beta', equals: 'yes' } }, { cookie: { name: 'beta', prefix: 'v' } }],
        guards: [guard()],
      }),
      settings: (space) => ({ ...istio(), ...gates(space) }),
      routes: 'VirtualService',
      async play(release) {
        await release.untilPhase('WaitingPromotion');
        outside.answer(release.space.namespace, 'rollback', 200);
        await release.untilPhase('Failed');
      },
    },
    {
      name: 'shadow',
      strategy: Strategy.shadow({ mirror: 40, duration: '20s', bake: '10s', guards: [guard()] }),
      settings: (space) => ({ ...istio(), ...gates(space) }),
      routes: 'VirtualService',
      play: (release) => promotes(release, 'WaitingPromotion'),
    },
    {
      name: 'mirror-first',
      strategy: Strategy.canary({
        steps: [
          { mirror: 40, hold: '10s' },
          { weight: 20, hold: '10s' },
        ],
        bake: '10s',
      }),
      settings: istio,
      routes: 'VirtualService',
    },
    {
      name: 'sticky',
      strategy: Strategy.canary({ steps, bake: '10s', stickiness: { by: 'cookie', name: 'shop', lasts: '1h' } }),
      settings: istio,
      routes: 'VirtualService',
    },
    {
      name: 'blue-green',
      strategy: Strategy.blueGreen({
        preview: { hold: '30s', approve: true },
        checks: { beforeTraffic: [{ kind: 'function', function: 'check' }] },
      }),
      settings: (space) => ({
        ...gates(space),
        interval: '10s',
        functions: { check: outside.url(space.namespace, 'check') },
      }),
      async play(release) {
        outside.answer(release.space.namespace, 'check', 200);
        await promotes(release, 'WaitingPromotion');
      },
    },
    {
      name: 'unchecked',
      strategy: Strategy.blueGreen({ checks: { beforeTraffic: [{ kind: 'function', function: 'check' }] } }),
      settings: (space) => ({ interval: '10s', functions: { check: outside.url(space.namespace, 'check') } }),
      play: (release) => release.untilPhase('Failed'),
    },
    { name: 'gateway', strategy: canary, settings: gateway, routes: 'HTTPRoute' },
    {
      name: 'gateway-ab',
      strategy: Strategy.abTest({ duration: '20s', audience: { users: ['ann', 'bob'] } }),
      settings: (space) => ({ ...gateway(), ...gates(space) }),
      routes: 'HTTPRoute',
      play: (release) => release.untilPhase('WaitingPromotion'),
    },
    {
      name: 'gateway-shadow',
      strategy: Strategy.shadow({ mirror: 100, duration: '20s' }),
      settings: (space) => ({ ...gateway(), ...gates(space) }),
      routes: 'HTTPRoute',
      play: (release) => release.untilPhase('WaitingPromotion'),
    },
    {
      name: 'nginx-ab',
      strategy: Strategy.abTest({ duration: '20s', audience: { users: ['ann', 'bob'] } }),
      settings: (space) => ({ provider: { kind: 'nginx' }, ...read(), ...gates(space) }),
      before: [ingress],
      routes: 'Ingress',
      play: (release) => release.untilPhase('WaitingPromotion'),
    },
    {
      name: 'nginx',
      strategy: canary,
      settings: () => ({ provider: { kind: 'nginx' }, ...read() }),
      before: [ingress],
      routes: 'Ingress',
    },
  ];
}
