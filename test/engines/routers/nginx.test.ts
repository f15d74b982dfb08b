import fc from 'fast-check';
import { nginxIngress } from '../../../constructs-k8s/nginx-ingress';
import { routingProblems } from '../../../constructs-k8s/nginx-ingress/check';
import { nearest } from '../../../lib/fidelity';
import { type Plan, plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { strategies } from '../../support/arbitrary';
import { clausesIn, plansOfEveryClause } from '../../support/every-clause';
import { describeWith, saw } from '../cluster';
import { ingressesOf, misread, readingsOf } from './annotations';

const options = { name: 'web', versions: { stable: 'web', canary: 'web-canary' } };

/** Whether we say that the controller does not take an annotation of a plan. */
const isDropped = (planned: Plan): boolean =>
  routingProblems(planned, options, false).some(
    ({ id, severity }) => severity === 'error' && ['nginx-annotation-value', 'nginx-header-name'].includes(id),
  );

/** What the controller reads otherwise than we write it, of all phases of some plans. */
async function misreadOf(plans: readonly Plan[]): Promise<readonly (readonly string[])[]> {
  const ingresses = plans.map((one) => nginxIngress.emit(one, options).phases.flatMap(ingressesOf));
  const readings = [...(await readingsOf(ingresses.flat()))];
  return ingresses.map((all) =>
    all.flatMap((ingress) => {
      const reading = readings.shift();
      return reading === undefined ? ['not read'] : misread(ingress, reading);
    }),
  );
}

const openedTo = (value: string): Plan =>
  plan(Strategy.abTest({ duration: '1h', audience: { header: { name: 'x-beta', equals: value } } }));

describeWith(['ingress-nginx'], 'ingress-nginx reads the annotations that we write', () => {
  test('as they are written, of every clause and of any strategy that we do not refuse', async () => {
    const drawn = fc
      .sample(strategies(), { numRuns: 400, seed: 1 })
      .flatMap((written) => nearest(plan(Strategy.parse(written)), nginxIngress.limits)?.plan ?? []);
    const plans = [...plansOfEveryClause(nginxIngress.limits), ...drawn].filter((one) => !isDropped(one));
    expect((await misreadOf(plans)).flat()).toEqual([]);
    expect(plans.length).toBeGreaterThan(200);
    saw({ target: 'nginx-ingress', engine: 'ingress-nginx', how: 'accepted' }, ...clausesIn(plans));
  });

  test('and drops those of which we say so', async () => {
    const letters = [...' !"#$%&\'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~é'];
    const plans = letters.map((letter) => openedTo(`a${letter}b`));
    const dropped = (await misreadOf(plans)).map((all) => all.length > 0);
    expect(letters.filter((_, at) => dropped[at])).toEqual(letters.filter((_, at) => isDropped(plans[at] as Plan)));
    expect(dropped.filter(Boolean).length).toBeGreaterThan(5);
    saw(
      { target: 'nginx-ingress', engine: 'ingress-nginx', how: 'accepted' },
      'drops the letters that our findings name',
    );
  });
});
