import { Stack, Token, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * Tells validators, cdk-nag among them, why a finding about a construct is all right. It is only for them: where CDK has no validations yet,
 * or takes no id with `::` in it, there is nobody to tell.
 */
export function acknowledge(scope: IConstruct, reasons: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(reasons)) {
    try {
      Validations.of(scope).acknowledge({ id, reason });
    } catch (error) {
      if (Validations !== undefined && !String(error).includes('validation rule ID')) throw error;
    }
  }
}

/** What cdk-nag prints for a part of an ARN. */
const printed = (text: string, parameter: string): string => (Token.isUnresolved(text) ? `<AWS::${parameter}>` : text);

/** Why a role has a policy that AWS maintains. */
export function acknowledgeManagedPolicy(scope: IConstruct, policy: string, reason: string): void {
  const partition = printed(Stack.of(scope).partition, 'Partition');
  acknowledge(scope, { [`AwsSolutions-IAM4[Policy::arn:${partition}:iam::aws:policy/${policy}]`]: reason });
}

/** Why a role may do something to every resource of a kind: `service-deployment` of `ecs`. */
export function acknowledgeEvery(scope: IConstruct, service: string, kind: string, reason: string): void {
  const { partition, region, account } = Stack.of(scope);
  const place = `${printed(region, 'Region')}:${printed(account, 'AccountId')}`;
  const arn = `arn:${printed(partition, 'Partition')}:${service}:${place}:${kind}/*`;
  acknowledge(scope, { [`AwsSolutions-IAM5[Resource::${arn}]`]: reason });
}
