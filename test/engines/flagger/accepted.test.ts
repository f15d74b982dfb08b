import fc from 'fast-check';
import type { FlaggerSettings, Provider } from '../../../constructs-k8s/flagger/settings';
import { flagger } from '../../../constructs-k8s/flagger/target';
import { nearest, rulingsOf } from '../../../lib/fidelity';
import { plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { strategies } from '../../support/arbitrary';
import { describeWith, install, Space, saw } from '../cluster';

const series = (metric: string) => ({ namespace: 'AWS/ApplicationELB', metric, dimensions: { TargetGroup: 'tg' } });
const version = {
  requests: series('RequestCount'),
  errors: [series('HTTPCode_Target_5XX_Count')],
  latency: { ...series('TargetResponseTime'), unit: 's' as const },
};

const PROVIDERS: readonly Provider[] = [
  { kind: 'kubernetes' },
  { kind: 'istio', gateways: ['infra/shop'], hosts: ['shop.test'] },
  { kind: 'gatewayapi', gateways: [{ name: 'gateway', namespace: 'infra', sectionName: 'http' }] },
  { kind: 'linkerd' },
  { kind: 'nginx' },
  { kind: 'traefik' },
  { kind: 'contour' },
  { kind: 'gloo' },
  { kind: 'skipper' },
  { kind: 'kuma' },
  { kind: 'apisix' },
  { kind: 'knative' },
  { kind: 'appmesh', mesh: 'shop' },
];

const METRICS = [
  { kind: 'prometheus', address: 'http://prometheus:9090', secret: 'prometheus', headers: { 'X-Scope': ['shop'] } },
  { kind: 'datadog', secret: 'datadog' },
  { kind: 'cloudwatch', region: 'eu-west-1', candidate: version, stable: version },
] as const;

const ALERTS = [
  { name: 'team', severity: 'warn', provider: { type: 'slack', secret: 'slack', channel: 'releases' } },
  { name: 'ops', provider: { type: 'rocket', address: 'https://rocket.example.com/hook', username: 'flagger' } },
  { name: 'all', provider: { type: 'msteams', secret: 'teams' } },
  { name: 'chat', provider: { type: 'gchat', secret: 'chat' } },
  { name: 'game', provider: { type: 'discord', secret: 'discord' } },
] as const;

describeWith(['kubernetes'], 'What is emitted for Flagger', () => {
  let space: Space;
  beforeAll(async () => {
    space = await Space.create('flagger-accepted');
    await install('flagger');
  });
  afterAll(() => space.delete());

  test.each(PROVIDERS.map((provider) => [provider.kind, provider] as const))(
    'is accepted by the API server: %s',
    async (kind, provider) => {
      const written = fc.sample(strategies(), { numRuns: 40, seed: PROVIDERS.indexOf(provider) });
      let accepted = 0;
      for (const [at, one] of written.entries()) {
        const settings: FlaggerSettings = { provider, metrics: METRICS[at % METRICS.length] ?? METRICS[0] };
        const target = flagger(settings);
        const asked = plan(Strategy.parse(one));
        const refused = rulingsOf(asked, target.limits).some(({ verdict }) => verdict === 'refused');
        const planned = refused ? nearest(asked, target.limits)?.plan : asked;
        if (planned === undefined) continue;
        const autoscaler =
          at % 2 === 0
            ? { autoscaler: { name: 'web' } }
            : { autoscaler: { name: 'web', kind: 'ScaledObject' as const } };
        const manifests = target.emit(planned, { name: 'web', alerts: ALERTS, ...autoscaler });
        await space.apply(manifests as never, { dryRun: true });
        accepted += 1;
      }
      expect(accepted).toBeGreaterThan(0);
      if (kind === 'kubernetes')
        saw({ target: 'flagger', engine: 'kubernetes', how: 'accepted' }, 'every emitted object, of every provider');
    },
  );
});
