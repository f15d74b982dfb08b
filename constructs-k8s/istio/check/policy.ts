import { type Finding, show } from '../../../lib/findings';
import type { Stickiness } from '../../../lib/strategy';
import { finding } from '../findings';
import { ISTIO_NUMBERS } from '../limits';
import type { ConnectionPool, OutlierDetection, TrafficPolicy } from '../options';
import { timeProblems } from './times';

function numberProblems(
  numbers: Readonly<Record<string, number | undefined>>,
  path: string,
  highest: number = ISTIO_NUMBERS.highestCount,
): Finding[] {
  const expected = `a whole number from 0 to ${highest}`;
  return Object.entries(numbers).flatMap(([field, value]): Finding[] => {
    if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= highest)) return [];
    const detail = { received: show(value), expected };
    return [finding('istio-policy-number', `${path}.${field}`, 'This number is not allowed', detail)];
  });
}

function outlierProblems(detection: OutlierDetection): Finding[] {
  const path = 'trafficPolicy.outlierDetection';
  const { consecutive5xxErrors, consecutiveGatewayErrors, maxEjectionPercent, minHealthPercent } = detection;
  const problems: Finding[] = [];
  if (detection.consecutiveErrors !== undefined) {
    problems.push(
      finding('istio-consecutive-errors', `${path}.consecutiveErrors`, 'Istio accepts this field and never reads it'),
    );
  }
  return [
    ...problems,
    ...numberProblems({ consecutive5xxErrors, consecutiveGatewayErrors }, path),
    ...numberProblems({ maxEjectionPercent, minHealthPercent }, path, ISTIO_NUMBERS.highestPercent),
    ...timeProblems(detection.interval, `${path}.interval`),
    ...timeProblems(detection.baseEjectionTime, `${path}.baseEjectionTime`),
  ];
}

function poolProblems({ tcp = {}, http = {} }: ConnectionPool): Finding[] {
  const path = 'trafficPolicy.connectionPool';
  const { connectTimeout, ...connections } = tcp;
  const { idleTimeout, ...requests } = http;
  return [
    ...numberProblems(connections, `${path}.tcp`),
    ...timeProblems(connectTimeout, `${path}.tcp.connectTimeout`),
    ...numberProblems(requests, `${path}.http`),
    ...timeProblems(idleTimeout, `${path}.http.idleTimeout`),
  ];
}

/** What is wrong with the traffic policy. */
export function policyProblems(policy: TrafficPolicy, stickiness: Stickiness | undefined): Finding[] {
  const { loadBalancer, outlierDetection, connectionPool } = policy;
  const problems: Finding[] = [];
  if (loadBalancer !== undefined && stickiness !== undefined) {
    const message = `The strategy's stickiness is a load balancer of its own, beside \`${loadBalancer}\``;
    problems.push(
      finding('istio-two-load-balancers', 'trafficPolicy.loadBalancer', message, { received: show(loadBalancer) }),
    );
  }
  return [
    ...problems,
    ...(outlierDetection === undefined ? [] : outlierProblems(outlierDetection)),
    ...(connectionPool === undefined ? [] : poolProblems(connectionPool)),
  ];
}
