import type { PlannedGuard } from '../../lib/plan';
import type { Good } from '../../lib/telemetry';
import type { Metric } from './manifest';
import type { Metrics } from './settings';

/** How a backend's result says that there is no number, that there is one, and which. */
interface Access {
  readonly none: string;
  readonly some: string;
  readonly value: string;
}

/** An empty vector has no `result[0]`: reading it would be an error, and five of them abort. Zero of zero requests is NaN. */
const ACCESS: Readonly<Record<Metrics['kind'], Access>> = {
  prometheus: {
    none: 'len(result) == 0 || isNaN(result[0])',
    some: 'len(result) > 0 && !isNaN(result[0])',
    value: 'result[0]',
  },
  datadog: { none: 'isNil(result)', some: '!isNil(result)', value: 'default(result, 0)' },
  cloudwatch: {
    none: 'len(result[0].Values) == 0',
    some: 'len(result[0].Values) > 0',
    value: 'result[0].Values[0]',
  },
};

/** With this as its failure condition a bad measurement is inconclusive, which pauses instead of aborting. */
const NEVER = 'false';

/** What tells the second metric of a guard that waits for a person when there is no data; no guard's name has a point. */
const DATA = '.data';

type Conditions = Omit<Metric, 'provider' | 'interval' | 'initialDelay' | 'count' | 'consecutiveErrorLimit'>;

/** The metrics of a guard: their conditions and limits. More than one only where two limits are counted apart. */
export function conditionsOf(
  guard: PlannedGuard,
  good: Good,
  backend: Metrics['kind'],
  onFailure: 'rollback' | 'halt',
): Conditions[] {
  const { none, some, value } = ACCESS[backend];
  const { name, onNoData, failures } = guard;
  const fine = `${value} ${good.operator} ${good.threshold}`;
  const passes = `${none} || ${fine}`;
  const proves = `${some} && ${fine}`;
  if (onFailure === 'rollback') {
    if (onNoData !== 'hold') {
      return [{ name, successCondition: onNoData === 'pass' ? passes : proves, failureLimit: failures }];
    }
    const failureCondition = `${some} && !(${fine})`;
    return [{ name, successCondition: proves, failureCondition, failureLimit: failures, inconclusiveLimit: 0 }];
  }
  const waits = (own: string, successCondition: string, inconclusiveLimit: number): Conditions => ({
    name: own,
    successCondition,
    failureCondition: NEVER,
    failureLimit: 0,
    inconclusiveLimit,
  });
  if (onNoData === 'fail') return [waits(name, proves, failures)];
  const bad = waits(name, passes, failures);
  return onNoData === 'pass' ? [bad] : [bad, waits(`${name}${DATA}`, some, 0)];
}

/** What the conditions of a metric say about a guard; `metrics` are all of the same template. */
export function guardOf(
  metric: Metric,
  metrics: readonly Metric[],
): Pick<PlannedGuard, 'failures' | 'onNoData'> & { readonly onFailure: 'rollback' | 'halt' } {
  const { name, successCondition = '', failureCondition, failureLimit = 0, inconclusiveLimit = 0 } = metric;
  const passes = Object.values(ACCESS).some(({ none }) => successCondition.startsWith(`${none} ||`));
  if (failureCondition !== NEVER) {
    const onNoData = passes ? 'pass' : failureCondition === undefined ? 'fail' : 'hold';
    return { failures: Number(failureLimit), onNoData, onFailure: 'rollback' };
  }
  const held = metrics.some((other) => other.name === `${name}${DATA}`);
  return {
    failures: Number(inconclusiveLimit),
    onNoData: passes ? (held ? 'hold' : 'pass') : 'fail',
    onFailure: 'halt',
  };
}

/** Whether a metric is the second one of a guard. */
export const isDataMetric = ({ name }: Pick<Metric, 'name'>): boolean => name.endsWith(DATA);
