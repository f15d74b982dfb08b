import * as pulumi from '@pulumi/pulumi';
import { IstioCanaryRouting, type IstioCanaryRoutingArgs } from '../../../constructs-k8s/pulumi';
import { CutoverError } from '../../../lib/findings';
import { Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';
import { objectOf, objectsOf, run } from '../../support/pulumi';

const strategy = Strategy.canary({
  steps: [
    { weight: 5, hold: '10m' },
    { weight: 50, hold: '20m' },
  ],
});

const args = (own: Partial<IstioCanaryRoutingArgs> = {}): IstioCanaryRoutingArgs => ({
  metadata: { namespace: 'shop' },
  strategy,
  versions: { kind: 'subsets', host: 'web' },
  ...own,
});

const weightsOf = ({ inputs }: ReturnType<typeof objectOf>) =>
  (inputs.spec as { http: { route: { weight: number }[] }[] }).http[0]?.route.map(({ weight }) => weight);

describe('IstioCanaryRouting', () => {
  test('routes the phase that people apply, and applies it again when somebody else changes it', async () => {
    const ran = await run(() => void new IstioCanaryRouting('web', args({ phase: 'step 2' })));
    const route = objectOf(ran, 'VirtualService', 'web');
    expect(weightsOf(route)).toEqual([50, 50]);
    expect(objectsOf(ran).flatMap(({ ignoreChanges }) => ignoreChanges)).toEqual([]);
    expectValidManifests(objectsOf(ran).map(({ inputs }) => inputs));
  });

  test('makes the destinations before the routes that lead there', async () => {
    const ran = await run(() => void new IstioCanaryRouting('web', args()));
    expect(objectsOf(ran).map(({ inputs }) => inputs.kind)).toEqual(['DestinationRule', 'VirtualService']);
    expect(objectOf(ran, 'VirtualService', 'web').dependsOn).toEqual([
      expect.stringContaining('networking.istio.io/v1:DestinationRule::web'),
    ]);
  });

  test('leaves to Argo Rollouts what it writes: the routes, and the labels of the subsets', async () => {
    const ran = await run(() => {
      const { argoRouting, phase } = new IstioCanaryRouting('web', args({ drivenBy: 'argo-rollouts' }));
      return { argoRouting, phase };
    });
    expect(weightsOf(objectOf(ran, 'VirtualService', 'web'))).toEqual([100, 0]);
    expect(objectOf(ran, 'VirtualService', 'web').ignoreChanges).toEqual(['spec.http']);
    expect(objectOf(ran, 'DestinationRule', 'web').ignoreChanges).toEqual(['spec.subsets']);
    expect(ran.outputs).toEqual({
      argoRouting: {
        virtualService: { name: 'web', routes: ['primary'] },
        destinationRule: { name: 'web', stableSubsetName: 'stable', canarySubsetName: 'canary' },
      },
      phase: undefined,
    });
  });

  test('takes Services, hosts and gateways that are known late', async () => {
    const ran = await run(() => {
      const service = (name: string) => pulumi.output(name);
      new IstioCanaryRouting('web', {
        ...args(),
        versions: { kind: 'services', stable: service('web'), canary: service('web-canary') },
        hosts: [pulumi.interpolate`shop.${pulumi.output('example')}.com`],
        gateways: [pulumi.interpolate`${pulumi.output('ingress')}/shop`],
        trafficPolicy: { outlierDetection: { consecutive5xxErrors: 5 } },
      });
    });
    expect(objectOf(ran, 'VirtualService', 'web').inputs).toMatchObject({
      spec: {
        hosts: ['shop.example.com'],
        gateways: ['ingress/shop'],
        http: [{ route: [{ destination: { host: 'web' } }, { destination: { host: 'web-canary' } }] }],
      },
    });
    expect(objectOf(ran, 'DestinationRule', 'web-canary').inputs).toMatchObject({ spec: { host: 'web-canary' } });
  });

  test('says everything that is wrong at once', async () => {
    const wrong = run(
      () => void new IstioCanaryRouting('web', args({ phase: 'step 9', hosts: ['not a host'], port: 0 })),
    );
    const error = await wrong.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(CutoverError);
    expect((error as CutoverError).findings.map(({ id, path }) => `${id} ${path}`)).toEqual([
      'istio-unknown-phase phase',
      'istio-port port',
      'istio-host hosts[0]',
    ]);
  });
});
