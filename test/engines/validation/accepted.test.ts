import type { AnyTarget } from '../../../cli/targets';
import { audiencesOf } from '../../../constructs-k8s/shared/audience/problems';
import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import type { Plan } from '../../../lib/plan';
import { clausesIn, TOLD_TARGETS } from '../../support/every-clause';
import { describeWith, install, Space, saw } from '../cluster';
import { howOf } from './admission';
import { type Emitted, emittedBy } from './emitted';
import { dryRun, istioctl, kubeconform, lint, type Refusal } from './oracles';
import { withServices } from './routes';

const isOf = (group: string) => (manifest: Manifest) => manifest.apiVersion.startsWith(`${group}/`);
const isIstio = isOf('networking.istio.io');

/** Those of a kind of manifests that one judge refuses, by the names of their strategies: all at once, and singly only after a refusal. */
async function refused(
  all: readonly Emitted[],
  judge: (manifests: readonly Manifest[]) => Promise<readonly Refusal[]>,
) {
  if ((await judge(all.flatMap(({ manifests }) => manifests))).length === 0) return [];
  const said: string[] = [];
  for (const { name, manifests } of all) said.push(...(await judge(manifests)).map(({ says }) => `${name}: ${says}`));
  return said;
}

/** Each phase of Istio's own target is applied after the other: of one name, each in a namespace of its own. */
function apart(manifests: readonly Manifest[], name: string): readonly Manifest[] {
  const times = new Map<string, number>();
  const placed = manifests.map((manifest) => {
    const time = times.get(`${manifest.kind} ${manifest.metadata.name}`) ?? 0;
    times.set(`${manifest.kind} ${manifest.metadata.name}`, time + 1);
    return { ...manifest, metadata: { ...manifest.metadata, namespace: `${name}-${time}` } };
  });
  const spaces = [...new Set(placed.map(({ metadata }) => metadata.namespace))];
  return spaces.flatMap((space) => withServices(placed.filter(({ metadata }) => metadata.namespace === space)));
}

/** What is no custom resource: Cloud Run's suite has its schemas. */
const WITHOUT_SCHEMA = ['deploy.cloud.google.com', 'skaffold'];
const isKnown = ({ apiVersion }: Manifest): boolean =>
  !WITHOUT_SCHEMA.some((group) => apiVersion.startsWith(`${group}/`));

const targets = TOLD_TARGETS.map((target): [string, AnyTarget] => [target.id, target]).filter(([, target]) => {
  const [first] = emittedBy(target);
  return first !== undefined && first.manifests.length > 0 && first.manifests.every(isKnown);
});

describeWith(['kubernetes', 'kubeconform', 'argo-rollouts', 'istio'], 'What we emit is accepted by the engines', () => {
  let space: Space;
  beforeAll(async () => {
    await install(
      'argo-rollouts',
      'istio',
      'flagger',
      'gateway-api',
      'traefik',
      'knative',
      'app-mesh',
      'prometheus-operator',
    );
    space = await Space.create('accepted');
  });
  afterAll(() => space.delete());

  describe.each(targets)('%s, for random strategies', (id, target) => {
    const all = emittedBy(target);
    const only = (is: (manifest: Manifest) => boolean): readonly Emitted[] =>
      all
        .map((one) => ({ ...one, manifests: one.manifests.filter(is) }))
        .filter(({ manifests }) => manifests.length > 0);

    test('kube-apiserver takes it, strictly, with the custom resources', async () => {
      const said: string[] = [];
      for (const { name, manifests } of all) {
        said.push(...(await dryRun(space, manifests)).map(({ says }) => `${name}: ${says}`));
      }
      expect(said).toEqual([]);
      expect(all.length).toBeGreaterThan(10);
      saw({ target: id, engine: 'kubernetes', how: howOf(target) }, ...clausesIn(all.map((one) => one.plan)));
    });

    test('kubeconform takes it, with every unknown field an error', async () => {
      expect(await refused(all, kubeconform)).toEqual([]);
    });

    test('lint takes its Rollouts', async () => {
      const read = only(({ kind }) => ['Rollout', 'Service', 'VirtualService'].includes(kind));
      const rollouts = read.filter(({ manifests }) => manifests.some(({ kind }) => kind === 'Rollout'));
      if (rollouts.length === 0) return;
      expect(await refused(rollouts, lint)).toEqual([]);
      saw({ target: id, engine: 'argo-rollouts', how: 'accepted' }, ...clausesIn(rollouts.map((one) => one.plan)));
    });

    test('istioctl takes its routes, without a warning but those that we give too', async () => {
      const warned = (plan: Plan) => audiencesOf(plan).some(({ overlaps }) => overlaps);
      const routes = only(isIstio)
        .filter(({ plan }) => !warned(plan))
        .map((one) => ({ ...one, manifests: apart(one.manifests, one.name) }));
      if (routes.length === 0) return;
      expect(await refused(routes, istioctl)).toEqual([]);
      saw({ target: id, engine: 'istio', how: 'accepted' }, ...clausesIn(routes.map((one) => one.plan)));
    });
  });
});
