import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { Guard, lint, Strategy } from 'cutover';
import { CanaryEcsService } from 'cutover/aws';
import { cutoverMatchers } from 'cutover/testing';
import { deployment, service } from './lint';

expect.extend(cutoverMatchers);

const bare = [deployment({ container: { readinessProbe: undefined } }), service()];

test('a stack of this library passes as it is, as far as files can', () => {
  const stack = new Stack(new App(), 'Shop');
  new CanaryEcsService(stack, 'Checkout', {
    strategy: Strategy.canary({
      steps: [{ weight: '10%', hold: '15m' }],
      guards: [Guard.errorRate({ max: '2%', minRequests: 100 })],
      bake: '15m',
    }),
    image: ContainerImage.fromRegistry('registry.example.com/checkout:1.0.0'),
  });
  const template = Template.fromStack(stack);
  expect(template).toPassChecklist({ failOn: 'warning' });
  const states = new Map(lint(template).items.map(({ rule, state }) => [rule.id, state]));
  for (const id of [
    'health-checks',
    'connection-draining',
    'no-rollback-plan',
    'insufficient-monitoring',
    'post-deployment-validation',
  ])
    expect([id, states.get(id)]).toEqual([id, 'passed']);
});

test('what fails is in the message; it can be accepted with a reason', () => {
  expect(bare).not.toPassChecklist();
  expect(() => expect(bare).toPassChecklist()).toThrow(/x failed +Health checks configured/);
  expect(bare).toPassChecklist({ accept: [{ id: 'health-checks', reason: 'a demo' }] });
});

test('open questions count when they are asked for', () => {
  const good = [deployment(), service()];
  expect(good).toPassChecklist();
  expect(good).not.toPassChecklist({ failOn: 'open' });
  expect(() => expect(good).toPassChecklist({ failOn: 'open' })).toThrow(/\? open +Load test/);
});

test('nothing that can be looked at is refused', () => {
  expect(() => expect(7).toPassChecklist()).toThrow('toPassChecklist takes a template, manifests or their text');
});
