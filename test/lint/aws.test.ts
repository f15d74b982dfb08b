import { ecs, judged, said, shown, template } from './lint';

const state = (id: string, value: object) => judged(id, value).state;

describe('ECS services', () => {
  test('behind a load balancer, with the defaults of the platform, pass what the defaults make right', () => {
    const states = [
      'health-checks',
      'no-health-checks',
      'graceful-shutdown',
      'abrupt-shutdown',
      'connection-draining',
    ].map((id) => [id, state(id, ecs())] as const);
    expect(states.filter(([, found]) => found !== 'passed')).toEqual([]);
  });

  test('a target group that takes errors for healthy, or is not checked', () => {
    const wide = judged('health-checks', ecs({ group: { Matcher: { HttpCode: '200-499' } } }));
    expect(wide).toMatchObject({ state: 'failed', level: 'warning' });
    expect(shown(wide, 'bad')).toEqual(['Resources.Group.Properties.Matcher.HttpCode: 200-499']);
    expect(judged('health-checks', ecs({ group: { HealthCheckEnabled: false } })).level).toBe('error');
    expect(state('health-checks', ecs({ group: { Matcher: { HttpCode: '200,301' } } }))).toBe('passed');
  });

  test('a target group of another stack cannot be seen', () => {
    const elsewhere = { LoadBalancers: [{ TargetGroupArn: { 'Fn::ImportValue': 'group' } }] };
    expect(state('health-checks', ecs({ service: elsewhere }))).toBe('open');
    expect(state('connection-draining', ecs({ service: elsewhere }))).toBe('open');
  });

  test('a worker without any check is a warning', () => {
    const item = judged('no-health-checks', ecs({ service: { LoadBalancers: undefined } }));
    expect(item).toMatchObject({ state: 'failed', level: 'warning' });
    const checked = ecs({
      service: { LoadBalancers: undefined },
      container: { HealthCheck: { Command: ['CMD', '/alive'] } },
    });
    expect(state('no-health-checks', checked)).toBe('passed');
    const hollow = ecs({ container: { HealthCheck: { Command: ['CMD-SHELL', 'exit 0'] } } });
    expect(state('no-health-checks', hollow)).toBe('failed');
  });

  test.each([
    [undefined, 'passed', 'passed'],
    [0, 'not applicable', 'failed'],
    [3, 'failed', 'passed'],
    [60, 'passed', 'passed'],
    [200, 'failed', 'passed'],
  ])('StopTimeout %s', (StopTimeout, graceful, abrupt) => {
    expect(state('graceful-shutdown', ecs({ container: { StopTimeout } }))).toBe(graceful);
    expect(state('abrupt-shutdown', ecs({ container: { StopTimeout } }))).toBe(abrupt);
  });

  test('a time that is not known before the deploy is asked', () => {
    expect(state('graceful-shutdown', ecs({ container: { StopTimeout: { Ref: 'Stop' } } }))).toBe('open');
  });

  test.each([
    ['0', 'failed'],
    ['30', 'passed'],
    [{ Ref: 'Delay' }, 'open'],
  ])('deregistration delay %j', (Value, expected) => {
    const TargetGroupAttributes = [{ Key: 'deregistration_delay.timeout_seconds', Value }];
    expect(state('connection-draining', ecs({ group: { TargetGroupAttributes } }))).toBe(expected);
  });

  test('stopping all tasks first is a downtime behind a load balancer', () => {
    const DeploymentConfiguration = { MinimumHealthyPercent: 0, MaximumPercent: 100 };
    expect(judged('abrupt-shutdown', ecs({ service: { DeploymentConfiguration } }))).toMatchObject({
      state: 'failed',
      level: 'warning',
    });
  });

  test('without a circuit breaker or alarms nothing stops a release', () => {
    const silent = ecs({ service: { DeploymentConfiguration: undefined } });
    expect(said(judged('no-rollback-plan', silent), 'bad')).toEqual([
      'AWS::ECS::Service Service: nothing stops a release whose tasks never become healthy: ECS starts them again and again',
    ]);
    expect(said(judged('insufficient-monitoring', silent), 'bad')).toEqual([
      'AWS::ECS::Service Service: nothing watches the new version, so that nothing takes it back',
    ]);
    expect(state('no-rollback-plan', ecs())).toBe('passed');
    expect(said(judged('tested-rollback', ecs()), 'seen')).toEqual([
      'AWS::ECS::Service Service: ECS goes back when tasks do not start',
    ]);
  });
});

describe('other things of AWS', () => {
  test('a group of machines behind a load balancer that only EC2 checks', () => {
    const group = (HealthCheckType?: string) =>
      template({
        Machines: {
          Type: 'AWS::AutoScaling::AutoScalingGroup',
          Properties: { TargetGroupARNs: ['arn'], HealthCheckType },
        },
      });
    expect(state('health-checks', group())).toBe('failed');
    expect(state('health-checks', group('EC2'))).toBe('failed');
    expect(state('health-checks', group('ELB'))).toBe('passed');
  });

  test('a classic load balancer drains only when it is told to', () => {
    const balancer = (ConnectionDrainingPolicy?: object) =>
      template({
        Balancer: { Type: 'AWS::ElasticLoadBalancing::LoadBalancer', Properties: { ConnectionDrainingPolicy } },
      });
    expect(state('connection-draining', balancer())).toBe('failed');
    expect(state('connection-draining', balancer({ Enabled: true, Timeout: 60 }))).toBe('passed');
  });

  test('functions have nothing to drain and nothing to check', () => {
    const value = template({ Price: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'index.handler' } } });
    for (const id of [
      'health-checks',
      'graceful-shutdown',
      'connection-draining',
      'no-health-checks',
      'abrupt-shutdown',
    ])
      expect([id, state(id, value)]).toEqual([id, 'not applicable']);
  });
});
