import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { CanaryLambda, type CanaryLambdaProps } from '../../../constructs-aws/lambda';
import { CutoverError, type Finding } from '../../../lib/findings';
import { Guard, Strategy } from '../../../lib/strategy';

export const newStack = (): Stack => new Stack(new App(), 'Shop');

export const pricing = (more: Partial<lambda.FunctionProps> = {}): lambda.FunctionProps => ({
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => ({ price: 1 });'),
  ...more,
});

export const carefully = Strategy.canary({
  steps: [{ weight: 20, hold: '7m' }],
  guards: [Guard.errorRate({ max: '1%', minRequests: 50 }), Guard.latency({ max: '800ms', failures: 1 })],
});

export function synthesised(props: Partial<CanaryLambdaProps> = {}) {
  const stack = newStack();
  const release = new CanaryLambda(stack, 'Pricing', { strategy: carefully, function: pricing(), ...props });
  const template = Template.fromStack(stack);
  return { stack, release, template, resources: resourcesOf(template) };
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: readonly string[];
}

export const resourcesOf = (template: Template): Record<string, Resource> => template.toJSON().Resources;

/** The findings that a call throws. */
export function thrown(call: () => unknown): readonly Finding[] {
  try {
    call();
  } catch (error) {
    if (error instanceof CutoverError) return error.findings;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** What each resource refers to, in any way that CloudFormation orders by. */
export function dependencies(resources: Record<string, Resource>): Map<string, Set<string>> {
  const found = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(found);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
      if (key === 'Ref') return [inner as string];
      if (key === 'Fn::GetAtt') return [(inner as string[])[0] as string];
      return key === 'DependsOn' ? [inner as string | string[]].flat() : found(inner);
    });
  };
  return new Map(Object.entries(resources).map(([id, resource]) => [id, new Set(found(resource))]));
}

/** Whether one resource waits for another, however far. */
export function waitsFor(
  graph: Map<string, Set<string>>,
  one: string,
  other: string,
  seen = new Set<string>(),
): boolean {
  if (seen.has(one)) return false;
  seen.add(one);
  const next = [...(graph.get(one) ?? [])];
  return next.includes(other) || next.some((id) => waitsFor(graph, id, other, seen));
}
