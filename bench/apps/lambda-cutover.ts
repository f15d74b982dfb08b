import type { Stack } from 'aws-cdk-lib';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Check, Guard, Strategy } from 'cutover';
import { CanaryLambda, CheckFunction } from 'cutover/aws';
import { cdkCase } from './cdk';
import { ANSWER, CODE, PAYLOAD } from './lambda';

export function addService(stack: Stack): void {
  new CanaryLambda(stack, 'Pricing', {
    function: { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline(CODE) },
    functions: { 'known-price': CheckFunction.newVersion({ payload: PAYLOAD, answer: ANSWER }) },
    strategy: Strategy.canary({
      checks: { beforeTraffic: [Check.function({ name: 'known-price', function: 'known-price', timeout: '10s' })] },
      steps: [{ weight: 10, hold: '10m' }],
      guards: [
        Guard.errorRate({ max: '1%', over: '1m', failures: 1, minRequests: 100 }),
        Guard.latency({ percentile: 95, max: '400ms', over: '1m', failures: 1, minRequests: 100 }),
      ],
    }),
  });
}

export const { synthesize } = cdkCase(addService);
