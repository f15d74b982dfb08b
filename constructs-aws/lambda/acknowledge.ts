import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type CfnElement, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { acknowledge } from '../shared/acknowledge';

/** Why somebody may invoke every version of a function. */
export function acknowledgeAllVersions(scope: IConstruct, invoked: IFunction, reason: string): void {
  const id = Stack.of(invoked).getLogicalId(invoked.node.defaultChild as CfnElement);
  acknowledge(scope, { [`AwsSolutions-IAM5[Resource::<${id}.Arn>:*]`]: reason });
}

/** CDK's validator does not know what SAM makes, and takes a reference to it for one to nothing. */
export function acknowledgeSamReference(scope: IConstruct): void {
  acknowledge(scope, { 'CloudFormation-Validate::F1020': 'SAM makes this resource when the template is deployed.' });
}
