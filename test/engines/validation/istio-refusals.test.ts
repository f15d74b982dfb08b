import { istio } from '../../../constructs-k8s/istio';
import { routingProblems } from '../../../constructs-k8s/istio/check';
import type { RoutingOptions } from '../../../constructs-k8s/istio/options';
import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import { plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { type Props, REFUSED, simple, subsets } from '../../constructs-k8s/istio/refused';
import { describeWith, install, Space, saw } from '../cluster';
import { manifestsIn } from './emitted';
import { dryRun, istioctl, namespaceDryRun, type Refusal } from './oracles';
import { withServices } from './routes';

/** What Istio's validation takes: the harm is in the data path, which does not run here. */
const IN_THE_DATA_PATH: readonly string[] = [
  'no host',
  'one Service for both',
  'a subset without labels',
  'subsets with the same labels',
  'a subset within the other',
  'a route with an empty match',
  'a header that Istio ignores',
  'a user header that Istio ignores',
  'an expression that leaves the cookie',
  'tries that do not fit the time limit',
  'consecutiveErrors',
];

/** What is no manifest of Istio: rules of our own, about who drives a release and which route is whose. */
const OF_OUR_OWN: readonly string[] = [
  'an unknown phase',
  'a phase beside a controller',
  'guards that nobody runs',
  'a route of yours with the name of the weighted one',
  'a route of yours with the name of an audience',
  'a weighted route with the name of an audience',
];

const taken = [...IN_THE_DATA_PATH, ...OF_OUR_OWN];

/** The resources of the first phase, emitted without asking the checks. */
function emitted({ strategy = simple, ...options }: Props): readonly Manifest[] {
  const given = { name: 'web', versions: subsets, ...options } as RoutingOptions;
  return withServices(manifestsIn(istio.emit(plan(strategy as Strategy), given).phases[0]));
}

describeWith(['kubernetes', 'istio'], 'What our findings refuse, Istio refuses', () => {
  let space: Space;
  beforeAll(async () => {
    await install('istio');
    space = await Space.create('istio');
  });
  afterAll(() => space.delete());

  async function refusalsOf(props: Props): Promise<readonly Refusal[]> {
    const manifests = emitted(props);
    return [...(await namespaceDryRun(manifests)), ...(await dryRun(space, manifests)), ...(await istioctl(manifests))];
  }

  test('The routing that each case changes in one place is taken.', async () => {
    expect(await refusalsOf({})).toEqual([]);
  });

  test.each(REFUSED.map(([rule, props]) => ({ rule, props })))('It is so for $rule.', async ({ rule, props }) => {
    const refusals = await refusalsOf(props);
    expect({ rule, refused: refusals.length > 0 }).toEqual({ rule, refused: !taken.includes(rule) });
  });

  test('Audiences that share a match are a warning of both.', async () => {
    const opened = (...users: string[]) => ({ audience: { users }, hold: '1h' as const });
    const planned = plan(Strategy.canary({ steps: [opened('ann', 'bob'), opened('bob', 'eve')] }));
    const options: RoutingOptions = { name: 'web', versions: subsets };
    expect(routingProblems(planned, options, false).map(({ id }) => id)).toEqual(['istio-duplicate-audience']);
    const manifests = manifestsIn(istio.emit(planned, options).phases[1]);
    const says = (await istioctl(withServices(manifests))).map((refusal) => refusal.says).join('\n');
    expect(says).toContain('duplicate/overlapping match');
  });

  test('The page says how many, and which not.', () => {
    expect(taken.filter((rule) => !REFUSED.some(([known]) => known === rule))).toEqual([]);
    const refused = REFUSED.length - taken.length;
    const sentence =
      `refuses ${refused} of ${REFUSED.length} routings that our findings refuse; ${OF_OUR_OWN.length} break rules of our own, and of ` +
      `${IN_THE_DATA_PATH.length} the harm is in the data path, which does not run here: ${IN_THE_DATA_PATH.join(', ')}`;
    saw({ target: 'istio', engine: 'istio', how: 'accepted' }, sentence as `${string} ${string}`);
  });
});
