import { createHash } from 'node:crypto';
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
    ).toEqual(['Canary', 'ConfigMap', 'Deployment', 'MetricTemplate']);
    expect(objectOf(ran, 'Canary', 'web').dependsOn).toHaveLength(2);
    const deployment = objectOf(ran, 'Deployment', 'web');
    expect(deployment.ignoreChanges).toEqual(['spec.replicas']);
    expect(deployment.inputs).toMatchObject({
      metadata: { annotations: { 'pulumi.com/skipAwait': 'true' } },
      spec: { replicas: 2, template: { metadata: { labels: { 'app.kubernetes.io/name': 'web' } } } },
    });
    expectValidManifests(objectsOf(ran).map(({ inputs }) => inputs));
  });

  describe('waits for Flagger', () => {
    const image = (text: pulumi.Input<string>, more: object = {}): FlaggerCanaryArgs['template'] => ({
      spec: { containers: [{ name: 'web', image: text, ports: [{ containerPort: 8080 }] }], ...more },
    });
    const released = async (own: Partial<FlaggerCanaryArgs>) => {
      const ran = await run(() => void new FlaggerCanary('web', args(own)));
      const canary = objectOf(ran, 'Canary', 'web');
      const { annotations } = canary.inputs.metadata as { annotations?: Record<string, string> };
      const mark = objectOf(ran, 'ConfigMap', 'web-release');
      return { ran, canary, mark, waitFor: annotations?.['pulumi.com/waitFor'] };
    };
    const volumesOf = ({ inputs }: ReturnType<typeof objectOf>) =>
      (inputs.spec as { template: { spec: { volumes: unknown } } }).template.spec.volumes;
    const MARK = { name: 'release-mark', configMap: { name: 'web-release', optional: true } };

    test('by a mark of these pods, that they refer to and that Flagger repeats with what has become of them', async () => {
      const { ran, canary, mark, waitFor } = await released({ template: image('web:1') });
      const { data } = mark.inputs as { data: { pods: string } };
      // As Flagger makes it: the first eight bytes of the digest of the data, in JSON.
      const checksum = createHash('sha256').update(`{"pods":"${data.pods}"}`).digest('hex').slice(0, 16);
      expect(JSON.parse(waitFor ?? '')).toEqual([
        `jsonpath={.status.trackedConfigs['configmap/web-release']}=${checksum}`,
        'condition=Promoted',
      ]);
      const deployment = objectOf(ran, 'Deployment', 'web');
      expect(volumesOf(deployment)).toEqual([MARK]);
      expect(deployment.dependsOn).toEqual([expect.stringContaining('ConfigMap::web-release')]);
      // Two weights, 100 %, and two ticks of the promotion; four ticks before and for a bad reading; the ten minutes that pods have.
      expect(canary.timeout).toBe(`${(3 + 2 + 4) * 60 + 600}s`);
    });

    test('anew for other pods, and not for the same ones written in another order', async () => {
      const more = { hostNetwork: true, serviceAccountName: 'web' };
      const first = await released({ template: image('web:1', more) });
      const again = await released({ template: image('web:1', { serviceAccountName: 'web', hostNetwork: true }) });
      const late = await released({ template: image(pulumi.output('web:1'), more) });
      const next = await released({ template: image('web:2', more) });
      for (const { mark, waitFor } of [again, late]) {
        expect(mark.inputs).toEqual(first.mark.inputs);
        expect(waitFor).toBe(first.waitFor);
      }
      expect(next.mark.inputs).not.toEqual(first.mark.inputs);
      expect(next.waitFor).not.toBe(first.waitFor);
    });

    test('with the volumes that the pods have, also when they are known late', async () => {
      const own = [{ name: 'cache', emptyDir: {} }];
      for (const volumes of [own, pulumi.output(own)]) {
        const { ran } = await released({ template: image('web:1', { volumes }) });
        expect(volumesOf(objectOf(ran, 'Deployment', 'web'))).toEqual([...own, MARK]);
      }
    });

    test('as long as it is told, and not at all: then the pods are still the same', async () => {
      const told = await released({ wait: '1h' });
      expect(told.canary.timeout).toBe('3600s');
      const unawaited = await released({ wait: false });
      expect(unawaited.waitFor).toBeUndefined();
      expect(unawaited.canary.timeout).toBeUndefined();
      expect(objectOf(unawaited.ran, 'Deployment', 'web').inputs).toEqual(
        objectOf(told.ran, 'Deployment', 'web').inputs,
      );
    });

    test('not for a person, which it says', async () => {
      const strategy = Strategy.canary({ steps: [{ weight: 10, approve: true }] });
      const { ran, waitFor } = await released({ strategy, gate: { confirm: 'http://gate.test' } });
      expect(waitFor).toBeUndefined();
      expect(ran.warnings.join('\n')).toContain('[pulumi-approval]');
    });

    test('and refuses to give up before a healthy release is over', async () => {
      const thrown: unknown = await released({ wait: '5m' }).catch((error: unknown) => error);
      const errors = (thrown as CutoverError).findings.filter(({ severity }) => severity === 'error');
      expect(errors).toEqual([
        expect.objectContaining({ id: 'pulumi-wait', path: 'wait', received: '5m', expected: 'more than 5m' }),
      ]);
    });
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
