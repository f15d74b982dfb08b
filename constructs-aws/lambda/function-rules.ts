import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { FeatureFlags, Stack } from 'aws-cdk-lib/core';
import { LAMBDA_RECOGNIZE_LAYER_VERSION } from 'aws-cdk-lib/cx-api';
import { Construct, type IConstruct } from 'constructs';
import type { Finding } from '../../lib/findings';
import { LAMBDA_FINDINGS, type LambdaFindingId } from './findings';

export const isFunction = (given: lambda.Function | lambda.FunctionProps): given is lambda.Function =>
  Construct.isConstruct(given);

const say = (id: LambdaFindingId, detail: Partial<Finding> = {}): Finding => {
  const { title: message, fix } = LAMBDA_FINDINGS[id];
  return { id, severity: 'error', path: 'function', message, fix, ...detail };
};

/** A version of another stack cannot be exchanged while this stack imports it. */
export function elsewhereFindings(scope: Construct, given: IConstruct): Finding[] {
  const [here, there] = [Stack.of(scope), Stack.of(given)];
  if (here === there) return [];
  return [
    say('lambda-function-elsewhere', {
      received: `the stack ${there.node.path}`,
      expected: `the stack ${here.node.path}`,
    }),
  ];
}

/** A change of a layer is a change of the function only with a feature flag. */
function layerFindings(scope: Construct, layers: unknown): Finding[] {
  const some = Array.isArray(layers) && layers.length > 0;
  if (!some || FeatureFlags.of(scope).isEnabled(LAMBDA_RECOGNIZE_LAYER_VERSION)) return [];
  const fix = `set ${LAMBDA_RECOGNIZE_LAYER_VERSION} to true in cdk.json`;
  const source = 'https://github.com/aws/aws-cdk/issues/28252';
  return [say('lambda-layer-flag', { severity: 'warning', fix, source })];
}

const concurrencyFindings = (provisioned: unknown): Finding[] =>
  provisioned === undefined ? [] : [say('lambda-version-concurrency', { path: 'function.currentVersionOptions' })];

/** What makes a function unfit for having its versions released. */
export function functionFindings(scope: Construct, given: lambda.Function | lambda.FunctionProps): Finding[] {
  if (!isFunction(given)) {
    const { layers, currentVersionOptions } = given;
    return [
      ...layerFindings(scope, layers),
      ...concurrencyFindings(currentVersionOptions?.provisionedConcurrentExecutions),
    ];
  }
  const elsewhere = elsewhereFindings(scope, given);
  if (elsewhere.length > 0) return elsewhere;
  if (given.node.defaultChild === undefined) {
    return [say('lambda-function-elsewhere', { received: 'an imported function' })];
  }
  const { layers } = given.node.defaultChild as lambda.CfnFunction;
  const version = given.currentVersion.node.defaultChild as lambda.CfnVersion;
  return [
    ...layerFindings(scope, Stack.of(given).resolve(layers)),
    ...concurrencyFindings(version.provisionedConcurrencyConfig),
  ];
}
