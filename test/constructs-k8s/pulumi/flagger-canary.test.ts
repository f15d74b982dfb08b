import * as pulumi from '@pulumi/pulumi';
import { FlaggerCanary, type FlaggerCanaryArgs } from '../../../constructs-k8s/pulumi';
import { CutoverError } from '../../../lib/findings';
import { Check, Guard, Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';
import { objectOf, objectsOf, run } from '../../support/pulumi';

const args = (own: Partial<FlaggerCanaryArgs> = {}): FlaggerCanaryArgs => ({
  metadata: { namespace: 'shop' },
  strategy: Strategy.canary({
    steps: [
      { weight: 10, hold: '1m' },
      { weight: 50, hold: '1m' },
    ],
    guards: [Guard.errorRate({ max: '1%', over: '1m' })],
  }),
  provider: { kind: 'istio', hosts: ['shop.example.com'] },
  metrics: { kind: 'prometheus', address: 'http://prometheus:9090' },
  evidence: 'off',
  template: { spec: { containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 8080 }] }] } },
  ...own,
});

describe('FlaggerCanary', () => {
  test('makes the Deployment and what the Canary refers to first, and leaves the number of pods to Flagger', async () => {
    const ran = await run(() => void new FlaggerCanary('web', args()));
    expect(
      objectsOf(ran)
        .map(({ inputs }) => inputs.kind)
        .sort(),
    ).toEqual(['Canary', 'Deployment', 'MetricTemplate']);
    expect(objectOf(ran, 'Canary', 'web').dependsOn).toHaveLength(2);
    const deployment = objectOf(ran, 'Deployment', 'web');
    expect(deployment.ignoreChanges).toEqual(['spec.replicas']);
    expect(deployment.inputs).toMatchObject({
      metadata: { annotations: { 'pulumi.com/skipAwait': 'true' } },
      spec: { replicas: 2, template: { metadata: { labels: { 'app.kubernetes.io/name': 'web' } } } },
    });
    expectValidManifests(objectsOf(ran).map(({ inputs }) => inputs));
  });

  test('takes outputs, in commands and addresses as well', async () => {
    const strategy = Strategy.canary({
      steps: [{ weight: 10, hold: '1m', checks: [Check.http({ path: '/health' })] }],
      guards: [Guard.errorRate({ max: '1%', over: '1m' })],
      accept: [{ id: 'approximated.check.between-steps', reason: 'Asking more than once does no harm.' }],
    });
    const out = (text: string) => pulumi.output(text);
    const ran = await run(() => {
      new FlaggerCanary('web', {
        ...args({ strategy }),
        metadata: { namespace: out('shop') },
        provider: { kind: 'istio', hosts: [out('shop.example.com')] },
        metrics: { kind: 'prometheus', address: pulumi.interpolate`http://${out('prometheus')}:9090` },
        loadtester: pulumi.interpolate`http://loadtester.${out('test')}`,
        replicas: pulumi.output(5),
        alerts: [{ name: 'team', provider: { type: 'slack', address: pulumi.secret('https://hooks.example.com/1') } }],
      });
    });
    const canary = objectOf(ran, 'Canary', 'web').inputs as {
      spec: { service: object; analysis: { webhooks: object[] } };
    };
    expect(canary.spec.service).toMatchObject({ hosts: ['shop.example.com'] });
    expect(canary.spec.analysis.webhooks).toEqual([
      expect.objectContaining({
        url: expect.stringContaining('http://loadtester.test'),
        metadata: expect.objectContaining({ cmd: expect.stringContaining('http://web-canary.shop:8080/health') }),
      }),
    ]);
    expect(objectOf(ran, 'MetricTemplate', 'web-error-rate').inputs).toMatchObject({
      spec: { provider: { address: 'http://prometheus:9090' } },
    });
    expect(objectOf(ran, 'Deployment', 'web').inputs).toMatchObject({ spec: { replicas: 5 } });
    expect(JSON.stringify(ran)).not.toContain('pulumi-output');
  });

  test('says everything that is wrong at once', async () => {
    const wrong = run(
      () => void new FlaggerCanary('web', args({ metadata: { name: 'Web' }, metrics: undefined, interval: '5s' })),
    );
    const error = await wrong.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(CutoverError);
    expect((error as CutoverError).findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['flagger-name', 'flagger-interval', 'flagger-metrics']),
    );
  });

  test('needs a port', async () => {
    const template = { spec: { containers: [{ name: 'web', image: 'web:1' }] } };
    await expect(run(() => void new FlaggerCanary('web', args({ template })))).rejects.toThrow('[flagger-ports]');
  });
});
