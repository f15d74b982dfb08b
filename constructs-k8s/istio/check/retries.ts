import { STATUS_CODES } from 'node:http';
import { type Finding, show } from '../../../lib/findings';
import type { Plan } from '../../../lib/plan';
import { oneOf } from '../../../lib/strategy/nearest';
import { millisecondsIn } from '../../shared/milliseconds';
import { finding } from '../findings';
import { ISTIO_NUMBERS, RETRY_ON } from '../limits';
import type { Retries, RoutingOptions } from '../options';
import { timeProblems } from './times';

const isStatus = (condition: string): boolean => Object.hasOwn(STATUS_CODES, condition);

/** Conditions under which an answer of the application is asked for again. */
const RETRIES_ANSWERS: ReadonlySet<string> = new Set([
  '5xx',
  'gateway-error',
  'internal',
  'deadline-exceeded',
  'retriable-4xx',
  'retriable-status-codes',
  'retriable-headers',
]);

const COUNTS_ERRORS: ReadonlySet<string> = new Set(['errorRate', 'successRate', 'errorShare']);

function conditionProblems({ attempts, perTryTimeout, retryOn }: Retries): Finding[] {
  const problems: Finding[] = [];
  if (!(Number.isInteger(attempts) && attempts >= 0 && attempts <= ISTIO_NUMBERS.highestCount)) {
    problems.push(
      finding('istio-retries', 'retries.attempts', 'This is not a number of retries', {
        received: show(attempts),
        expected: 'a whole number from 0',
      }),
    );
  }
  if (attempts === 0 && (perTryTimeout !== undefined || retryOn !== undefined)) {
    const fix = 'write more than 0 `attempts`, or leave out `perTryTimeout` and `retryOn`';
    problems.push(
      finding('istio-retries', 'retries.attempts', 'Retries are switched off, but conditions or times are given', {
        received: '0',
        fix,
      }),
    );
  }
  retryOn?.forEach((condition, at) => {
    if (RETRY_ON.includes(condition) || isStatus(condition)) return;
    const expected = `${oneOf(RETRY_ON)}, or an HTTP status`;
    problems.push(
      finding('istio-retries', `retries.retryOn[${at}]`, 'Istio knows no such condition', {
        received: show(condition),
        expected,
      }),
    );
  });
  return problems;
}

function budgetProblems(retries: Retries, timeout: RoutingOptions['timeout']): Finding[] {
  if (timeout === undefined || retries.perTryTimeout === undefined) return [];
  const needed = (retries.attempts + 1) * millisecondsIn(retries.perTryTimeout);
  const limit = millisecondsIn(timeout);
  if (!(needed > limit)) return [];
  const message = `The first try and ${retries.attempts} retries take up to ${needed} ms, the request ${limit} ms`;
  return [
    finding('istio-retry-budget', 'retries', message, { received: `${needed} ms`, expected: `at most ${limit} ms` }),
  ];
}

function hiddenErrors(plan: Plan, retries: Retries): Finding[] {
  const blinded = plan.guards.filter(({ measure }) => COUNTS_ERRORS.has(measure.metric)).map(({ name }) => name);
  const hiding = (retries.retryOn ?? []).filter((condition) => RETRIES_ANSWERS.has(condition) || isStatus(condition));
  if (retries.attempts === 0 || blinded.length === 0 || hiding.length === 0) return [];
  const message = `A failure that is retried on ${oneOf(hiding)} and then succeeds is no error for ${oneOf(blinded, 'and')}`;
  return [finding('istio-retries-hide-errors', 'retries.retryOn', message, { received: hiding.join(',') })];
}

/** What is wrong with the time limit and the retries. */
export function retryProblems(plan: Plan, { timeout, retries }: RoutingOptions): Finding[] {
  const own = timeProblems(timeout, 'timeout');
  if (retries === undefined) return own;
  return [
    ...own,
    ...timeProblems(retries.perTryTimeout, 'retries.perTryTimeout'),
    ...conditionProblems(retries),
    ...budgetProblems(retries, timeout),
    ...hiddenErrors(plan, retries),
  ];
}
