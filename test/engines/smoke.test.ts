import { setTimeout as sleep } from 'node:timers/promises';
import { type Daemon, describeWith, Space, startArgo } from './cluster';

const pods = { metadata: { labels: { app: 'shop' } }, spec: { containers: [{ name: 'shop', image: 'shop:1' }] } };
const spec = { replicas: 2, selector: { matchLabels: { app: 'shop' } }, template: pods };

describeWith(['kubernetes'], 'The cluster', () => {
  let space: Space;
  beforeAll(async () => {
    space = await Space.create('smoke');
  });
  afterAll(() => space.delete());

  test('makes a Deployment available', async () => {
    await space.apply({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'shop' }, spec });
    interface Deployment {
      readonly status: { readonly availableReplicas?: number };
    }
    await space.until<Deployment>('Deployment', 'shop', 'is available', ({ status }) => status.availableReplicas === 2);
  });

  test('refuses a field that it does not know', async () => {
    const unknown = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'shop' },
      spec: { ...spec, speed: 1 },
    };
    await expect(space.apply(unknown)).rejects.toThrow('speed');
  });
});

describeWith(['argo-rollouts'], 'Argo Rollouts', () => {
  let space: Space;
  let argo: Daemon;
  beforeAll(async () => {
    space = await Space.create('smoke-argo');
    argo = await startArgo({ space });
  });
  afterAll(async () => {
    await argo.stop();
    await space.delete();
  });

  test('releases a second version in steps', async () => {
    const strategy = { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } };
    const rollout = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'shop' },
      spec: { ...spec, strategy },
    };
    await space.apply(rollout);
    const shop = space.rollout('shop');
    const { status: first } = await shop.until('Healthy', { explain: () => argo.tail() });
    await shop.release('2');
    const { status: paused } = await shop.until('Paused');
    expect(paused?.currentStepIndex).toBe(1);
    // Argo Rollouts writes what it has done back into its cache, over a change that comes in the same moment.
    await sleep(3000);
    await shop.promote();
    const { status: second } = await shop.until('Healthy');
    expect(second?.stableRS).not.toBe(first?.stableRS);
  });
});
