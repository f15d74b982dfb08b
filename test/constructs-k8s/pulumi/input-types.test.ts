import type * as pulumi from '@pulumi/pulumi';
import type { ArgoRolloutArgs, GatewayCanaryRoutingArgs, PodTemplateArgs } from '../../../constructs-k8s/pulumi';
import type { Strategy } from '../../../lib/strategy';

declare const text: pulumi.Output<string>;
declare const strategy: Strategy;

type Container = PodTemplateArgs['spec']['containers'][number];

/** Compiled, and never run. */
export function typed(): unknown[] {
  const container: Container = {
    name: 'web',
    image: text,
    ports: [{ containerPort: 8080 }],
    env: [{ name: text, value: text }],
    resources: {} as pulumi.Output<{ requests: { cpu: string } }>,
    readinessProbe: { httpGet: { path: text, port: 8080 } },
    lifecycle: { preStop: { exec: { command: ['sleep', text] } } },
  };
  const template: PodTemplateArgs = { spec: { serviceAccountName: text, containers: [container] } };
  const args: ArgoRolloutArgs = {
    strategy,
    metadata: { namespace: text, labels: { team: text } },
    service: text,
    replicas: {} as pulumi.Output<number>,
    router: { kind: 'istio', hosts: [text] },
    template,
  };
  return [
    args,
    // @ts-expect-error: objects refer to each other by it
    { ...args, metadata: { name: text } } satisfies ArgoRolloutArgs,
    // @ts-expect-error: it decides which objects there are
    { ...args, strategy: {} as pulumi.Output<Strategy> } satisfies ArgoRolloutArgs,
    // @ts-expect-error: a list is written out
    { ...args, router: { kind: 'istio', hosts: {} as pulumi.Output<string[]> } } satisfies ArgoRolloutArgs,
    // @ts-expect-error: guards are said by it
    { ...container, name: text } satisfies Container,
    // @ts-expect-error: a drain is added to it
    { ...container, lifecycle: {} as pulumi.Output<object> } satisfies Container,
    // @ts-expect-error: Services are made of it
    { ...container, ports: [{ containerPort: {} as pulumi.Output<number> }] } satisfies Container,
    // @ts-expect-error: each is written out
    { strategy, versions: { stable: 'a', canary: 'b' }, parents: [text] } satisfies GatewayCanaryRoutingArgs,
  ];
}

test('outputs go where a user has one, and nowhere where they decide what there is', () => {
  expect(typed).toBeInstanceOf(Function);
});
