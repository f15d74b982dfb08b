import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ArgoRollout, type ArgoRolloutArgs } from '../../../constructs-k8s/pulumi';
import { CutoverError } from '../../../lib/findings';
import { Check, Guard, Strategy } from '../../../lib/strategy';
import { simulate } from '../../../lib/testing';
import { objectOf, objectsOf, run } from '../../support/pulumi';

const canary = Strategy.canary({
  steps: [
    { weight: 5, hold: '10m' },
    { weight: 50, hold: '20m', checks: [Check.http({ path: '/health', timeout: '1m' })] },
  ],
  guards: [Guard.errorRate({ max: '1%' })],
  bake: '5m',
});

const container = {
  name: 'web',
  image: 'shop/web:1',
  ports: [{ containerPort: 8080 }],
  readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
  lifecycle: { preStop: { sleep: { seconds: 5 } } },
};

const args = (own: Partial<ArgoRolloutArgs> = {}): ArgoRolloutArgs => ({
  metadata: { name: 'web', namespace: 'shop' },
  strategy: canary,
  router: { kind: 'istio', hosts: ['shop.example.com'] },
  metrics: { kind: 'prometheus', address: 'http://prometheus:9090' },
  evidence: 'off',
  template: { spec: { containers: [container] } },
  ...own,
});

describe('ArgoRollout', () => {
  test('is a component whose children are named after it, and whose objects are named by the strategy', async () => {
    const ran = await run(() => void new ArgoRollout('front', args()));
    const [component] = ran.resources;
    expect(component).toMatchObject({ type: 'cutover:kubernetes:ArgoRollout', name: 'front' });
    const children = objectsOf(ran).map(({ type, name, inputs, parent }) => {
      expect(parent).toBe(component?.urn);
      return [type, name, (inputs.metadata as { name: string }).name];
    });
    expect(children.sort()).toEqual([
      ['kubernetes:argoproj.io/v1alpha1:AnalysisTemplate', 'front-guards', 'web-guards'],
      ['kubernetes:argoproj.io/v1alpha1:AnalysisTemplate', 'front-step-2', 'web-step-2'],
      ['kubernetes:argoproj.io/v1alpha1:Rollout', 'front', 'web'],
      ['kubernetes:core/v1:Service', 'front', 'web'],
      ['kubernetes:core/v1:Service', 'front-canary', 'web-canary'],
      ['kubernetes:networking.istio.io/v1:VirtualService', 'front', 'web'],
    ]);
  });

  test('leaves to Argo what Argo writes, and nothing else', async () => {
    const ran = await run(() => void new ArgoRollout('web', args()));
    const ignored = objectsOf(ran).map(({ type, name, ignoreChanges }) => [
      `${type.split(':').at(-1)} ${name}`,
      ignoreChanges,
    ]);
    expect(Object.fromEntries(ignored)).toEqual({
      'Service web': ['spec.selector'],
      'Service web-canary': ['spec.selector'],
      'AnalysisTemplate web-step-2': [],
      'AnalysisTemplate web-guards': [],
      'VirtualService web': ['spec.http'],
      'Rollout web': [],
    });
  });

  test('leaves the selector of a Service that no version has to Pulumi', async () => {
    const ran = await run(
      () => void new ArgoRollout('web', args({ router: { kind: 'none' }, strategy: Strategy.rolling({}) })),
    );
    expect(objectOf(ran, 'Service', 'web').ignoreChanges).toEqual([]);
  });

  test('waits for the Rollout: for this very spec, as long as the release takes, and after everything that it refers to', async () => {
    const image = (tag: string) => ({
      spec: { containers: [{ name: 'web', image: `shop/web:${tag}`, ports: [{ containerPort: 8080 }] }] },
    });
    const rolloutOf = async (tag: string) =>
      objectOf(await run(() => void new ArgoRollout('web', args({ template: image(tag) }))), 'Rollout', 'web');
    const [first, again, second] = [await rolloutOf('1'), await rolloutOf('1'), await rolloutOf('2')];
    const waits = ({ inputs }: typeof first) => ({
      restartAt: (inputs.spec as { restartAt: string }).restartAt,
      waitFor: (inputs.metadata as { annotations: Record<string, string> }).annotations['pulumi.com/waitFor'] ?? '',
    });
    expect(waits(again)).toEqual(waits(first));
    expect(waits(second)).not.toEqual(waits(first));
    const { restartAt, waitFor } = waits(first);
    expect(JSON.parse(waitFor)).toEqual([
      'jsonpath={.status.phase}=Healthy',
      `jsonpath={.status.restartedAt}=${restartAt}`,
    ]);
    expect(restartAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Date.parse(restartAt)).toBeLessThan(Date.parse('2015-01-01'));
    // 10 + 20 minutes of steps, 5 of bake, the check's minute and two for the start of its Job, and the ten minutes that pods have.
    expect(first.timeout).toBe(`${(10 + 20 + 5 + 1 + 2 + 10) * 60}s`);
    expect(first.dependsOn).toHaveLength(5);
  });

  test('does not wait for the pods of a Service: a version that is not there has none', async () => {
    const ran = await run(() => void new ArgoRollout('web', args()));
    for (const name of ['web', 'web-canary'])
      expect(objectOf(ran, 'Service', name).inputs).toMatchObject({
        metadata: { annotations: { 'pulumi.com/skipAwait': 'true' } },
      });
  });

  test('does not wait for a person, and says so; waits when told how long', async () => {
    const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '10m', approve: true }] });
    const asked = await run(() => void new ArgoRollout('web', args({ strategy })));
    expect(asked.warnings).toEqual([expect.stringContaining('[pulumi-approval]')]);
    expect(objectOf(asked, 'Rollout', 'web').inputs).toMatchObject({ metadata: { name: 'web', namespace: 'shop' } });
    expect(objectOf(asked, 'Rollout', 'web').inputs).not.toHaveProperty('metadata.annotations');
    expect(objectOf(asked, 'Rollout', 'web').inputs).not.toHaveProperty('spec.restartAt');

    const told = await run(() => void new ArgoRollout('web', args({ strategy, wait: '2h' })));
    expect(told.warnings).toEqual([]);
    expect(objectOf(told, 'Rollout', 'web')).toMatchObject({ timeout: '7200s' });

    const quiet = await run(() => void new ArgoRollout('web', args({ strategy, wait: false })));
    expect(quiet.warnings).toEqual([]);
  });

  test('refuses a wait that is shorter than the release', async () => {
    const short: Promise<never> = run(() => void new ArgoRollout('web', args({ wait: '30m' }))).then(() => {
      throw new Error('not refused');
    });
    const { findings } = await short.catch((error: CutoverError) => error);
    expect(findings).toEqual([
      expect.objectContaining({ id: 'pulumi-wait', path: 'wait', received: '30m', expected: 'more than 35m' }),
    ]);
  });

  test('says everything that is wrong at once, before anything is registered', async () => {
    const strategy = Strategy.canary({
      steps: [{ weight: 5, hold: '10m', approve: { timeout: '1h' } }],
      guards: [Guard.errorRate({ max: '1%' })],
    });
    let thrown: unknown;
    const ran = await run(() => {
      try {
        new ArgoRollout('web', args({ metadata: { name: 'Web' }, strategy, metrics: undefined }));
      } catch (error) {
        thrown = error;
      }
    });
    expect(ran.resources).toEqual([]);
    expect(thrown).toBeInstanceOf(CutoverError);
    const { message, findings } = thrown as CutoverError;
    expect(message).toMatch(/^ArgoRollout web: 3 problems\n/);
    expect(findings.map(({ id, path }) => `${id} ${path}`)).toEqual([
      'refused.approve.timeout steps[0].approve.timeout',
      'argo-name metadata.name',
      'argo-metrics metrics',
    ]);
  });

  test('writes warnings into the log of Pulumi, under the component', async () => {
    const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '10m' }] });
    const ran = await run(() => void new ArgoRollout('web', args({ strategy, router: { kind: 'none' }, replicas: 3 })));
    expect(ran.warnings.join('\n')).toContain('steps[0].weight: Argo Rollouts approximates');
  });

  test('has the names of its own kind and of the others that release an application, so that a change of kind moves its objects', async () => {
    const ran = await run(() => void new ArgoRollout('web', args(), { aliases: [{ name: 'old' }] }));
    expect(ran.resources[0]?.aliases).toEqual(
      expect.arrayContaining(['cutover:kubernetes:BlueGreenDeployment', 'cutover:kubernetes:FlaggerCanary']),
    );
    expect(ran.resources[0]?.aliases).not.toContain('cutover:kubernetes:IstioCanaryRouting');
    expect(ran.resources[0]?.aliases).not.toContain('cutover:kubernetes:ArgoRollout');
    expect(ran.resources[0]?.aliases).toHaveLength(6);
  });

  test('passes its provider on', async () => {
    const ran = await run(() => {
      const provider = new k8s.Provider('cluster', { kubeconfig: '{}' });
      new ArgoRollout('web', args(), { provider });
    });
    const providers = objectsOf(ran).map(({ provider }) => provider);
    expect(providers).toHaveLength(6);
    for (const provider of providers) expect(provider).toContain('pulumi:providers:kubernetes::cluster');
  });

  test('is played from what it registers', async () => {
    const ran = await run(() => void new ArgoRollout('web', args()));
    const played = simulate(objectsOf(ran).map(({ inputs }) => inputs) as never).run();
    expect(played.result).toBe('promoted');
  });

  test('gives an autoscaler the number of pods', async () => {
    const ran = await run(() => void new ArgoRollout('web', args({ autoscaled: true })));
    expect(objectOf(ran, 'Rollout', 'web').inputs).not.toHaveProperty('spec.replicas');
    expect(objectOf(ran, 'Rollout', 'web').ignoreChanges).toEqual(['spec.replicas']);
  });
});

describe('outputs', () => {
  test('go wherever a person would put one, into the middle of a text as well', async () => {
    const ran = await run(() => {
      const out = (text: string) => pulumi.output(text);
      new ArgoRollout('web', {
        ...args(),
        metadata: { name: 'web', namespace: out('shop'), labels: { team: out('front') } },
        replicas: pulumi.output(4),
        selector: { app: out('web') },
        router: {
          kind: 'istio',
          hosts: [out('shop.example.com')],
          gateways: [pulumi.interpolate`${out('ingress')}/shop`],
        },
        metrics: { kind: 'prometheus', address: pulumi.interpolate`http://${out('prometheus')}:9090` },
        template: {
          spec: {
            containers: [
              {
                name: 'web',
                image: Promise.resolve('shop/web:7'),
                ports: [{ containerPort: 8080 }],
                env: [{ name: 'REGION', value: out('eu') }],
                resources: pulumi.output({ requests: { cpu: '250m' } }),
              },
            ],
          },
        },
      });
    });
    const rollout = objectOf(ran, 'Rollout', 'web').inputs;
    expect(rollout).toMatchObject({
      metadata: { namespace: 'shop', labels: { team: 'front' } },
      spec: {
        replicas: 4,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: {
            containers: [{ image: 'shop/web:7', env: [{ value: 'eu' }], resources: { requests: { cpu: '250m' } } }],
          },
        },
      },
    });
    expect(objectOf(ran, 'Service', 'web-canary').inputs).toMatchObject({
      metadata: { namespace: 'shop' },
      spec: { selector: { app: 'web' } },
    });
    expect(objectOf(ran, 'VirtualService', 'web').inputs).toMatchObject({
      spec: { hosts: ['shop.example.com'], gateways: ['ingress/shop'] },
    });
    expect(objectOf(ran, 'AnalysisTemplate', 'web-guards').inputs).toMatchObject({
      spec: { metrics: [{ provider: { prometheus: { address: 'http://prometheus:9090' } } }] },
    });
    expect(JSON.stringify(ran)).not.toContain('pulumi-output');
  });

  test('that a preview does not know leave everything else readable, and what is there is the same', async () => {
    const ran = await run(
      () => {
        const built = new k8s.core.v1.ConfigMap('built', { data: {} });
        const image = built.id;
        new ArgoRollout(
          'web',
          args({ template: { spec: { containers: [{ name: 'web', image, ports: [{ containerPort: 8080 }] }] } } }),
        );
      },
      { preview: true },
    );
    const { spec } = objectOf(ran, 'Rollout', 'web').inputs as { spec: Record<string, unknown> };
    expect(spec).toMatchObject({ replicas: 2, strategy: { canary: { stableService: 'web' } } });
    const [container] = (spec.template as { spec: { containers: { name: string; image?: unknown }[] } }).spec
      .containers;
    expect(container?.name).toBe('web');
    expect(container?.image).not.toEqual(expect.stringContaining('shop'));
  });

  test('that are secret stay secret, and nothing else becomes it', async () => {
    let rollout: pulumi.Output<unknown> | undefined;
    let strategy: pulumi.Output<unknown> | undefined;
    await run(() => {
      const value = pulumi.secret('hunter2');
      const template = {
        spec: {
          containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 80 }], env: [{ name: 'KEY', value }] }],
        },
      };
      const made = new ArgoRollout('web', args({ template, wait: false }));
      rollout = (made.rollout as unknown as { spec: pulumi.Output<unknown> }).spec;
      strategy = made.services.web?.spec;
    });
    expect(await pulumi.isSecret(rollout as pulumi.Output<unknown>)).toBe(true);
    expect(await pulumi.isSecret(strategy as pulumi.Output<unknown>)).toBe(false);
  });

  test('of a number of copies are judged when they are known', async () => {
    const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '10m' }] });
    const of = (replicas: pulumi.Input<number>) =>
      run(() => void new ArgoRollout('web', args({ strategy, router: { kind: 'none' }, replicas })));
    const [late, early] = [await of(pulumi.output(3)), await of(3)];
    expect(late.warnings.filter((warning) => warning.includes('approximated.weight'))).toEqual(
      early.warnings.filter((warning) => warning.includes('approximated.weight')),
    );
    expect(objectOf(late, 'Rollout', 'web').inputs).toMatchObject({ spec: { replicas: 3 } });
  });
});
