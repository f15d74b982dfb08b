import fc from 'fast-check';
import type { LambdaFragment } from '../../../constructs-aws/lambda/emit';
import { CLOUDFORMATION, CODEDEPLOY } from '../../../constructs-aws/lambda/limits';
import { predefinedRouting } from '../../../constructs-aws/lambda/routing';
import type { SamFragment } from '../../../constructs-aws/lambda/sam/emit';
import { lambdaSamTarget } from '../../../constructs-aws/lambda/sam/target';
import { lambdaTarget } from '../../../constructs-aws/lambda/target';
import { sharesOf } from '../../../constructs-aws/lambda/trace';
import { judge, nearest, rulingsOf } from '../../../lib/fidelity';
import { CutoverError, errorsOf } from '../../../lib/findings';
import { type Plan, plan, trace } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { runs, strategies } from '../../support/arbitrary';

/** Everything that CodeDeploy and CloudWatch would say against a fragment when it is deployed. */
function problems({ alarms, hooks, ...rest }: LambdaFragment | SamFragment): string[] {
  const config = rest.deploymentConfig;
  const routing =
    config === undefined
      ? undefined
      : 'TrafficRoutingConfig' in config
        ? config.TrafficRoutingConfig
        : predefinedRouting(config.DeploymentConfigName);
  const shares = routing === undefined ? [] : sharesOf(routing);
  const shift = shares.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    ...(config !== undefined && routing === undefined ? ['no such configuration'] : []),
    ...shares.flatMap(({ weight, seconds }) => [
      ...(Number.isInteger(weight) && weight >= 1 && weight <= 99 ? [] : [`weight ${weight}`]),
      ...(seconds % 60 === 0 && seconds >= 60 ? [] : [`interval ${seconds}`]),
    ]),
    ...(shift <= CODEDEPLOY.shift && shift <= CLOUDFORMATION.release ? [] : [`shift of ${shift}`]),
    ...(alarms.length <= CODEDEPLOY.alarms ? [] : [`${alarms.length} alarms`]),
    ...alarms.flatMap(({ Metrics, EvaluationPeriods, DatapointsToAlarm, TreatMissingData }) => [
      ...(Metrics.length <= 10 ? [] : [`${Metrics.length} metrics`]),
      ...(DatapointsToAlarm <= EvaluationPeriods ? [] : [`${DatapointsToAlarm} of ${EvaluationPeriods}`]),
      ...(TreatMissingData === 'notBreaching' ? [] : [TreatMissingData]),
      ...Metrics.flatMap(({ MetricStat }) => {
        const period = MetricStat?.Period ?? 60;
        return period % 60 === 0 && period * EvaluationPeriods <= 86_400 ? [] : [`period ${period}`];
      }),
    ]),
    ...Object.values(hooks).flatMap(({ Timeout }) => (Timeout <= 900 ? [] : [`hook of ${Timeout}`])),
  ];
}

/** The judge looks for advice elsewhere, which takes longer than all the rest: it is asked about one refused plan of so many. */
const JUDGED = 20;

const written = strategies();

/** The plan of a strategy; undefined when the generator made one that the parser refuses. */
function planned(strategy: unknown): Plan | undefined {
  try {
    return plan(Strategy.parse(strategy));
  } catch (error) {
    if (error instanceof CutoverError) return undefined;
    throw error;
  }
}

describe.each([lambdaTarget, lambdaSamTarget])('$id, whatever the strategy', (target) => {
  test('a plan that is not refused is emitted within every limit, and traces as asked when all of it is exact', () => {
    const seen = { refused: 0, approximated: 0, exact: 0 };
    const check = (asked: Plan) => {
      const rulings = rulingsOf(asked, target.limits);
      const verdicts = new Set(rulings.map(({ verdict }) => verdict));
      if (verdicts.has('refused')) {
        seen.refused += 1;
        const silent = rulings.filter(({ verdict, why }) => verdict === 'refused' && !why);
        if (silent.length > 0) expect(silent).toEqual([]);
        if (seen.refused % JUDGED === 0) expect(errorsOf(judge(asked, target).findings)).not.toEqual([]);
        return;
      }
      const fragment = target.emit(asked, { name: 'pricing' }) as never;
      const found = problems(fragment);
      if (found.length > 0) expect(found).toEqual([]);
      const traced = target.trace(fragment);
      if (verdicts.has('approximated')) seen.approximated += 1;
      else {
        seen.exact += 1;
        expect(traced).toEqual(trace(asked));
      }
    };
    fc.assert(
      fc.property(written, (strategy) => {
        const asked = planned(strategy);
        if (asked === undefined) return;
        check(asked);
        const near = nearest(asked, target.limits);
        if (near !== undefined) check(near.plan);
      }),
      runs,
    );
    expect(seen.refused).toBeGreaterThan(0);
    expect(seen.approximated).toBeGreaterThan(0);
    expect(seen.exact).toBeGreaterThan(0);
  });
});
