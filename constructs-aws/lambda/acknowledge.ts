import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { CfnElement } from 'aws-cdk-lib/core';
import { Stack, Token, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Tells cdk-nag why a role has a policy that AWS maintains. */
export function acknowledgeManagedPolicy(scope: IConstruct, policy: string, reason: string): void {
  const { partition } = Stack.of(scope);
  const arn = `arn:${Token.isUnresolved(partition) ? '<AWS::Partition>' : partition}:iam::aws:policy/${policy}`;
  Validations.of(scope).acknowledge({ id: `AwsSolutions-IAM4[Policy::${arn}]`, reason });
}

/** Tells cdk-nag why somebody may invoke every version of a function. */
export function acknowledgeAllVersions(scope: IConstruct, invoked: IFunction, reason: string): void {
  const id = Stack.of(invoked).getLogicalId(invoked.node.defaultChild as CfnElement);
  Validations.of(scope).acknowledge({ id: `AwsSolutions-IAM5[Resource::<${id}.Arn>:*]`, reason });
}

/** Tells CDK's validator, which does not know what SAM makes, that a reference is none to nothing. */
export function acknowledgeSamReference(scope: IConstruct): void {
  Validations.of(scope).acknowledge({
    id: 'CloudFormation-Validate::F1020',
    reason: 'SAM makes this resource when the template is deployed.',
  });
}
