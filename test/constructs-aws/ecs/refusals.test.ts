import { App, Lazy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  BlueGreenEcsService,
  CanaryEcsService,
  ECS_FINDINGS,
  type EcsServiceProps,
  RollingEcsService,
} from '../../../constructs-aws/ecs';
import { ECS_LIMITS } from '../../../constructs-aws/ecs/limits';
import { ecs as target } from '../../../constructs-aws/ecs/target';
import { Check, CLAUSES, CutoverError, type Finding, Guard, judge, plan, Strategy } from '../../../lib';

const image = ecs.ContainerImage.fromRegistry('nginx');
const stack = () => new Stack(new App(), 'Shop');

/** Everything that making something throws. */
function refusals(make: () => unknown): readonly Finding[] {
  try {
    make();
  } catch (error) {
    if (error instanceof CutoverError) return error.findings.filter(({ severity }) => severity === 'error');
    throw error;
  }
  return [];
}

const idsOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ id, path }) => (path === '' ? id : `${id} ${path}`));

const blueGreen = Strategy.blueGreen({ bake: '10m' });
type Props = Partial<EcsServiceProps<typeof blueGreen>>;
const make = (props: Props | ((scope: Stack) => Props)) => () => {
  const scope = stack();
  const given = typeof props === 'function' ? props(scope) : props;
  return new BlueGreenEcsService(scope, 'Checkout', { image, strategy: blueGreen, ...given });
};

const listenerIn = (scope: Stack, id = 'Listener') =>
  elbv2.ApplicationListener.fromApplicationListenerAttributes(scope, id, {
    listenerArn: `arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/1/${id}`,
    securityGroup: ec2.SecurityGroup.fromSecurityGroupId(scope, `${id}Group`, 'sg-12345678'),
  });
const loadBalancerIn = (scope: Stack, vpc?: ec2.IVpc) =>
  elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(scope, 'LoadBalancer', {
    loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/1',
    securityGroupId: 'sg-12345678',
    ...(vpc && { vpc }),
  });
const vpcIn = (scope: Stack) => new ec2.Vpc(scope, 'Network');
const httpCheck = Strategy.blueGreen({ checks: { testTraffic: [Check.http({ path: '/health' })] } });
const functionCheck = Strategy.blueGreen({ checks: { testTraffic: [Check.function({ function: 'smoke' })] } });

test.each<[string, Props | ((scope: Stack) => Props), string[]]>([
  ['no image and no task definition', { image: undefined as never }, ['ecs-workload image']],
  [
    'an image and a task definition whose container has no port',
    (scope) => {
      const taskDefinition = new ecs.FargateTaskDefinition(scope, 'Task');
      taskDefinition.addContainer('app', { image });
      return { taskDefinition };
    },
    ['ecs-workload image', 'ecs-port-mapping taskDefinition'],
  ],
  [
    'a task definition without a container',
    (scope) => ({ image: undefined as never, taskDefinition: new ecs.FargateTaskDefinition(scope, 'Task') }),
    ['ecs-port-mapping taskDefinition'],
  ],
  ['no tasks', { desiredCount: 0 }, ['ecs-desired-count desiredCount']],
  ['a part of a task', { desiredCount: 1.5 }, ['ecs-desired-count desiredCount']],
  [
    'a minimum above the maximum',
    { autoScaling: { minCapacity: 5, maxCapacity: 2 } },
    ['ecs-scaling-bounds autoScaling'],
  ],
  ['scaling to nothing', { autoScaling: { minCapacity: 0, maxCapacity: 2 } }, ['ecs-scaling-bounds autoScaling']],
  ['the production rule before the test rule', { testPriority: 200 }, ['ecs-rule-order testPriority']],
  ['one priority for both rules', { priority: 7, testPriority: 7 }, ['ecs-rule-order testPriority']],
  ['no room before the production rule', { priority: 1 }, ['ecs-rule-priority testPriority']],
  ['a priority that no load balancer has', { priority: 50_001, testPriority: 1 }, ['ecs-rule-priority priority']],
  [
    'a port for a listener that exists',
    (scope) => ({ vpc: vpcIn(scope), productionListener: listenerIn(scope), listenerPort: 80 }),
    ['ecs-listeners listenerPort'],
  ],
  [
    'the production listener as the test listener',
    (scope) => {
      const listener = listenerIn(scope);
      return { vpc: vpcIn(scope), productionListener: listener, testListener: listener };
    },
    ['ecs-listeners testListener'],
  ],
  [
    'a header on a listener that is for test traffic only',
    (scope) => ({ testListener: listenerIn(scope), testHeader: { name: 'x-test', value: 'yes' } }),
    ['ecs-listeners testHeader'],
  ],
  ['a listener in an unknown network', (scope) => ({ productionListener: listenerIn(scope) }), ['ecs-vpc vpc']],
  [
    'HTTP checks through a listener with an unknown address',
    (scope) => ({ vpc: vpcIn(scope), productionListener: listenerIn(scope), strategy: httpCheck }),
    ['ecs-check-address checkAddresses'],
  ],
  ['a load balancer in an unknown network', (scope) => ({ loadBalancer: loadBalancerIn(scope) }), ['ecs-vpc vpc']],
  [
    'HTTP checks through a load balancer with an unknown address',
    (scope) => ({ loadBalancer: loadBalancerIn(scope, vpcIn(scope)), strategy: httpCheck }),
    ['ecs-check-address checkAddresses'],
  ],
  [
    'HTTP checks through a listener of the internet that is closed',
    { strategy: httpCheck, openListener: false },
    ['ecs-check-blocked openListener'],
  ],
  [
    'five values in the conditions, since the test header is the sixth',
    { conditions: [elbv2.ListenerCondition.pathPatterns(['/1', '/2', '/3', '/4', '/5'])] },
    ['ecs-rule-conditions conditions'],
  ],
  [
    'a token as the priority, from which the one of the test rule cannot be counted',
    { priority: Lazy.number({ produce: () => 10 }) },
    ['ecs-rule-priority testPriority'],
  ],
  [
    'an address that is none',
    { strategy: httpCheck, checkAddresses: { production: 'shop.example', test: 'https://shop.example/path' } },
    ['ecs-check-address checkAddresses.production', 'ecs-check-address checkAddresses.test'],
  ],
  [
    'a check that calls an unknown function',
    { strategy: functionCheck },
    ['ecs-unknown-function checks.testTraffic[0]'],
  ],
  [
    'a saturation guard of a service without a name',
    {
      strategy: Strategy.blueGreen({
        bake: '10m',
        guards: [Guard.saturation({ resource: 'cpu', max: 90 })],
        accept: [{ id: 'approximated.guard.saturation', reason: 'Known.' }],
      }),
    },
    ['ecs-service-name serviceName'],
  ],
  ['a name that alarms cannot have', { releaseName: 'x'.repeat(181) }, ['ecs-alarm-name releaseName']],
  [
    'an alarm that is slower than the release',
    { strategy: Strategy.blueGreen({ bake: '5m', guards: [Guard.errorRate({ max: '1%', over: '5m' })] }) },
    ['ecs-guard-too-late guards[0]'],
  ],
  [
    'more checks than hooks',
    {
      strategy: Strategy.blueGreen({
        checks: { testTraffic: Array.from({ length: 11 }, (_, at) => Check.http({ path: `/${at}` })) },
      }),
    },
    ['ecs-too-many-hooks checks'],
  ],
])('The constructs refuse %s.', (_, props, ids) => {
  expect(idsOf(refusals(make(props)))).toEqual(ids);
});

test('Numbers that are known only at the deploy are believed.', () => {
  const number = (value: number) => Lazy.number({ produce: () => value });
  const autoScaling = { minCapacity: number(2), maxCapacity: number(4), cpuUtilization: 50 };
  const props: Props[] = [
    { autoScaling },
    { desiredCount: number(2) },
    { priority: number(20), testPriority: number(10) },
    { priority: number(20), testPriority: 10 },
  ];
  for (const given of props) expect(refusals(make(given))).toEqual([]);
});

test('A load balancer without an address is good enough without HTTP checks.', () => {
  expect(refusals(make((scope) => ({ loadBalancer: loadBalancerIn(scope, vpcIn(scope)) })))).toEqual([]);
});

test('All problems of the strategy and of the wiring come together.', () => {
  const strategy = Strategy.canary({
    steps: [
      { weight: 5, hold: '10m' },
      { weight: 20, hold: '10m' },
      { weight: 50, hold: '10m' },
    ],
    stickiness: { by: 'header', name: 'x-user' },
  });
  const found = refusals(() => new CanaryEcsService(stack(), 'Checkout', { strategy, desiredCount: 0 }));
  expect(idsOf(found)).toEqual([
    'refused.shift.uneven-steps steps',
    'refused.stickiness.header stickiness',
    'ecs-workload image',
    'ecs-desired-count desiredCount',
  ]);
  expect(found[0]?.fix).toContain('5% for 30m, then 100%');
});

test('A check that nothing calls, and a step that ends before its alarm can be on, are warnings.', () => {
  const scope = stack();
  const smoke = lambda.Function.fromFunctionName(scope, 'Smoke', 'smoke');
  const strategy = Strategy.canary({
    steps: [{ weight: 5, hold: '2m' }],
    guards: [Guard.errorRate({ max: '1%' })],
    bake: '1h',
  });
  const { findings } = new CanaryEcsService(scope, 'Checkout', {
    image,
    strategy,
    evidence: 'off',
    functions: { smoke },
  });
  expect(idsOf(findings)).toEqual(['ecs-unused-function functions.smoke', 'ecs-guard-after-step guards[0]']);
});

test('A release whose approvals can outlast CloudFormation is a warning.', () => {
  const strategy = Strategy.blueGreen({ preview: { hold: '10h', approve: true }, bake: '20h' });
  const { findings } = new BlueGreenEcsService(stack(), 'Checkout', { image, strategy, evidence: 'off' });
  expect(idsOf(findings)).toEqual(['ecs-outlasts-cloudformation']);
});

test.each([
  ['25%', '0%', 2, ['ecs-rolling-stuck surge']],
  ['25%', '0%', 4, []],
  ['0.5%', '10%', 3, ['ecs-rolling-stuck surge']],
  ['100%', '0%', 1, []],
] as const)('Rolling by %s and %s of %p tasks.', (surge, unavailable, desiredCount, ids) => {
  const strategy = Strategy.rolling({ surge, unavailable });
  const found = refusals(() => new RollingEcsService(stack(), 'Worker', { image, desiredCount, strategy }));
  expect(idsOf(found)).toEqual(ids);
});

const judged = (strategy: Strategy) => [...new Set(idsOf(judge(plan(strategy), target).findings))];

describe('ECS refuses', () => {
  test.each<[string, Strategy, string[]]>([
    ['a linear step below 3 %', Strategy.linear({ step: '2%', every: '1m' }), ['refused.shift.equal-steps step']],
    ['a bake of more than a day', Strategy.blueGreen({ bake: '25h' }), ['refused.bake bake']],
    [
      'holds of one weight that are more than a day together',
      Strategy.canary({ steps: [{ weight: 5, hold: '15h' }, { hold: '15h' }] }),
      ['refused.hold steps[0].hold', 'refused.hold steps[1].hold'],
    ],
    [
      'a release of more than 33 hours',
      Strategy.canary({ steps: [{ weight: 5, hold: '20h' }], bake: '20h' }),
      ['refused.release.length'],
    ],
    [
      'a release that is more than 33 hours in whole minutes',
      Strategy.linear({ step: '10%', every: '3h39m30s', bake: '30s' }),
      ['approximated.hold every', 'approximated.bake bake', 'refused.release.length'],
    ],
    [
      'checks of a rolling release',
      Strategy.rolling({ checks: { afterTraffic: [Check.http({ path: '/' })] } }),
      ['refused.check.after-traffic checks.afterTraffic[0]'],
    ],
    [
      'no data as bad, since one colour always has none',
      Strategy.blueGreen({ bake: '10m', guards: [Guard.errorRate({ max: 1, onNoData: 'fail' })] }),
      ['refused.guard.no-data.fail guards[0].onNoData'],
    ],
    [
      'mirrors',
      Strategy.shadow({ mirror: 10, duration: '1h' }),
      expect.arrayContaining(['refused.mirror mirror']) as never,
    ],
    ['a drain of more than an hour', Strategy.blueGreen({ drain: '2h' }), ['refused.drain drain']],
  ])('%s', (_, strategy, ids) => {
    expect(judged(strategy)).toEqual(ids);
  });
});

describe('ECS approximates, and asks to be told that it may', () => {
  test.each<[string, Strategy, string[]]>([
    [
      'an approval after a step, which it also asks before the first one',
      Strategy.canary({ steps: [{ weight: 5, hold: '10m', approve: true }] }),
      ['approximated.approve.between-steps steps[0].approve'],
    ],
    ['a bake of a part of a minute', Strategy.blueGreen({ bake: '90s' }), ['approximated.bake bake']],
    [
      'tolerated readings',
      Strategy.blueGreen({ bake: '10m', guards: [Guard.errorRate({ max: 1, failures: 2 })] }),
      ['approximated.guard.failures guards[0].failures'],
    ],
    [
      'a comparison of colours',
      Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], guards: [Guard.errorRate({ versusStable: 2 })] }),
      ['approximated.guard.versus-stable guards[0].versusStable'],
    ],
    [
      'an error share',
      Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], guards: [Guard.errorShare({ rise: 3 })] }),
      ['approximated.guard.sequential guards[0]'],
    ],
    [
      'staying where it is',
      Strategy.blueGreen({ bake: '10m', guards: [Guard.errorRate({ max: 1 })], onFailure: 'halt' }),
      ['approximated.on-failure.halt onFailure'],
    ],
  ])('%s', (_, strategy, ids) => {
    expect(judged(strategy)).toEqual(ids);
  });

  test('but an approval before every shift, the first one included, is just what it does', () => {
    const strategy = Strategy.canary({ steps: [{ approve: true }, { weight: 5, hold: '10m', approve: true }] });
    expect(judged(strategy)).toEqual([]);
  });
});

test('Every clause has an answer, and every answer but a dependent one says where it is from.', () => {
  expect(Object.keys(ECS_LIMITS).sort()).toEqual(Object.keys(CLAUSES).sort());
  for (const rule of Object.values(ECS_LIMITS)) {
    if (rule.verdict !== 'depends') expect(rule.source).toMatch(/^https:/);
  }
});

test('Every finding is documented with what it means and what to do.', () => {
  for (const { title, why, fix } of Object.values(ECS_FINDINGS)) {
    expect([title, why, fix].every((text) => text.length > 10)).toBe(true);
  }
});
