import { Chart, Testing } from 'cdk8s';
import {
  AppMeshCanaryRouting,
  appMeshRoutingOf,
  NginxCanaryRouting,
  nginxRoutingOf,
  TraefikCanaryRouting,
  type TraefikService,
  traefikRoutingOf,
  type VirtualRouter,
} from '../../../constructs-k8s';
import type { IngressManifest } from '../../../constructs-k8s/shared/ingress';
import { Strategy } from '../../../lib/strategy';
import { type Daemon, describeWith, install, type Manifest, Space, saw, startArgo, until } from '../cluster';

const strategy = Strategy.canary({
  steps: [
    { weight: 20, hold: '1h' },
    { weight: 60, hold: '1h' },
  ],
  accept: [
    { id: 'nginx-retired', reason: 'The engine is Argo Rollouts.' },
    { id: 'app-mesh-ended', reason: 'The engine is Argo Rollouts.' },
    { id: 'traefik-argo-group', reason: 'The suite starts the controller so.' },
  ],
});
const services = { stableService: 'web', canaryService: 'web-canary' };
const versions = { stable: 'web', canary: 'web-canary' };
const labels = { app: 'web' };

/** Each step, then everything, then the new version is the stable one. */
const MOVED = [0, 20, 60, 100, 0];

const serviceOf = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
});

const rolloutWith = (trafficRouting: object) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    strategy: {
      canary: {
        ...services,
        trafficRouting,
        steps: [{ setWeight: 20 }, { pause: { duration: 2 } }, { setWeight: 60 }, { pause: { duration: 2 } }],
      },
    },
  },
});

describeWith(['argo-rollouts'], 'Argo Rollouts moves the weights of the routers that we write', () => {
  let argo: Daemon;
  const spaces: Space[] = [];

  beforeAll(async () => {
    await install('traefik', 'app-mesh');
    argo = await startArgo({ args: ['--traefik-api-group=traefik.io', '--traefik-api-version=traefik.io/v1alpha1'] });
  });
  afterAll(async () => {
    await argo.stop();
    for (const space of spaces) await space.delete();
  });

  /** Releases a second version with a routing, and gives the weights that its objects of a kind have had, in order. */
  async function weightsIn<T extends object>(
    name: string,
    make: (chart: Chart) => object,
    kind: string,
    weightOf: (object: T) => number | undefined,
  ): Promise<readonly number[]> {
    const space = await Space.create(name);
    spaces.push(space);
    const chart = new Chart(Testing.app(), 'test', { namespace: space.namespace });
    const trafficRouting = make(chart);
    await space.apply([serviceOf('web'), serviceOf('web-canary'), ...(Testing.synth(chart) as Manifest[])]);
    await space.apply(rolloutWith(trafficRouting));
    const web = space.rollout('web');
    const explain = () => argo.tail();
    await web.until('Healthy', { explain });
    const record = await space.record<T>(kind);
    await web.release('2');
    await web.untilStep(4, { explain });
    await web.until('Healthy', { explain });
    const weights = () => record.seen.flatMap(({ object }) => weightOf(object) ?? []);
    await until('the new version is the stable one', weights, (all) => all.at(-1) === 0, { explain });
    record.stop();
    return weights().filter((weight, at, all) => weight !== all[at - 1]);
  }

  test('ingress-nginx: the controller makes the canary Ingress and its annotations.', async () => {
    const make = (chart: Chart) => ({
      nginx: new NginxCanaryRouting(chart, 'Web', {
        name: 'web',
        strategy,
        versions,
        hosts: ['shop.example.com'],
        drivenBy: 'argo-rollouts',
      }).argoRouting,
    });
    const weights = await weightsIn<IngressManifest>('argo-nginx', make, 'networking.k8s.io/v1 Ingress', (ingress) =>
      ingress.metadata.name === 'web' ? undefined : nginxRoutingOf(ingress).weight,
    );
    expect(weights).toEqual(MOVED);
    saw({ target: 'nginx-ingress', engine: 'argo-rollouts' }, 'weight', 'the stable Ingress of Argo Rollouts');
  });

  test('Traefik: the controller changes the weighted TraefikService.', async () => {
    const make = (chart: Chart) => ({
      traefik: new TraefikCanaryRouting(chart, 'Web', { name: 'web', strategy, versions, drivenBy: 'argo-rollouts' })
        .argoRouting,
    });
    const weights = await weightsIn<TraefikService>(
      'argo-traefik',
      make,
      'traefik.io/v1alpha1 TraefikService',
      (service) => traefikRoutingOf({ ingressRoute: { spec: { routes: [] } } as never, service }).weight,
    );
    expect(weights).toEqual(MOVED);
    saw({ target: 'traefik', engine: 'argo-rollouts' }, 'weight', 'the TraefikService of Argo Rollouts');
  });

  test('App Mesh: the controller changes the VirtualRouter behind the VirtualService.', async () => {
    const make = (chart: Chart) => ({
      appMesh: new AppMeshCanaryRouting(chart, 'Web', {
        name: 'web',
        strategy,
        versions: { stable: { service: 'web', labels }, canary: { service: 'web-canary', labels } },
        drivenBy: 'argo-rollouts',
      }).argoRouting,
    });
    const kind = 'appmesh.k8s.aws/v1beta2 VirtualRouter';
    const weights = await weightsIn<VirtualRouter>(
      'argo-app-mesh',
      make,
      kind,
      (router) => appMeshRoutingOf(router).weight,
    );
    expect(weights).toEqual(MOVED);
    saw({ target: 'app-mesh', engine: 'argo-rollouts' }, 'weight', 'the VirtualRouter of Argo Rollouts');
  });
});
