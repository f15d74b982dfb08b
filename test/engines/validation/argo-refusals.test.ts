import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import { REFUSED } from '../../constructs-k8s/argo-rollouts/refused';
import {
  labels,
  measured,
  metric,
  route,
  service,
  template,
  virtualService,
} from '../../constructs-k8s/argo-rollouts/written';
import { type Daemon, describeWith, install, Space, saw, startArgo } from '../cluster';
import { analysisRun, controller, dryRun, type Judge, lint, type Refusal } from './oracles';

/** The rules whose manifests every part of Argo takes, to do another thing than what they say: argo-misbehaves.test.ts plays them. */
const MISBEHAVING: readonly string[] = [
  'two actions that lint lets pass',
  'a background analysis from the first step',
  'an address without a scheme',
  'no condition',
  'a condition that cannot bear an empty result',
  'a background metric that ends',
];

/** What the manifests refer to, so that a refusal is for the rule that they break and not for what is missing. */
const world: readonly Manifest[] = [
  ...['web-stable', 'web-canary', 'a', 'b'].map((name) => service(name, labels)),
  virtualService(route('primary', 'web-stable', 'web-canary')),
  template([metric()]),
  { ...template([metric()]), metadata: { name: 't' } },
];

const titleOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;

describeWith(['argo-rollouts'], 'What our findings refuse, Argo Rollouts refuses', () => {
  const by = new Map<Judge, number>();
  let argo: Daemon;

  beforeAll(async () => {
    await install('istio');
    argo = await startArgo();
  });
  afterAll(() => argo.stop());

  /** Asks one after the other, until one refuses: lint, the API server, the controller, and a run of each analysis. */
  async function refusalOf(manifest: Manifest, given: readonly Manifest[]): Promise<Refusal | undefined> {
    const space = await Space.create('refused');
    try {
      const others = [...world.filter((one) => !given.some((other) => titleOf(other) === titleOf(one))), ...given];
      const [first] = [...(await lint([...others, manifest])), ...(await dryRun(space, [...others, manifest]))];
      if (first !== undefined) return first;
      await space.apply([...others, manifest]);
      const [second] = await controller(space, manifest.metadata.name);
      if (second !== undefined) return second;
      for (const analysis of given.filter(({ kind }) => kind === 'AnalysisTemplate')) {
        const [third] = await analysisRun(space, analysis);
        if (third !== undefined) return third;
      }
      return undefined;
    } finally {
      await space.delete();
    }
  }

  test('The manifests that each case changes in one place are taken.', async () => {
    const [manifest, given] = measured(metric());
    expect(await refusalOf(manifest, given)).toBeUndefined();
  });

  const cases = REFUSED.map(([rule, manifest, , , given = []]) => ({ rule, manifest, given }));

  test.each(cases)('It is so for $rule.', async ({ rule, manifest, given }) => {
    const refusal = await refusalOf(manifest, given);
    if (MISBEHAVING.includes(rule)) return expect(refusal).toBeUndefined();
    if (refusal === undefined) throw new Error(`Argo takes ${rule}`);
    by.set(refusal.by, (by.get(refusal.by) ?? 0) + 1);
  });

  test('Each of them has an answer, and the page says whose.', () => {
    const answered = [...by.values()].reduce((sum, count) => sum + count, 0);
    expect(answered).toBe(REFUSED.length - MISBEHAVING.length);
    const who = [...by]
      .map(([judge, count]) => `${judge} ${count}`)
      .sort()
      .join(', ');
    const sentence = `refuses ${answered} of ${REFUSED.length} manifests that our findings refuse (${who}), and does something else than what the others say`;
    for (const target of ['argo-rollouts', 'argo-rollouts-istio']) {
      saw({ target, engine: 'argo-rollouts', how: 'accepted' }, sentence as `${string} ${string}`);
    }
  });
});
