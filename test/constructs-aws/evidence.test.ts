import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CanaryEcsService, type CanaryEcsServiceProps, CanaryLambda } from '../../constructs-aws';
import { CutoverError } from '../../lib/findings';
import { Guard, Strategy } from '../../lib/strategy';

/** Three requests a second: 5 % of them are nine a minute, of which one failure is 11 %. */
const nervous = Strategy.canary({
  traffic: { requestsPerSecond: 3, errorRate: '0.5%' },
  steps: [{ weight: '5%', hold: '30m' }],
  guards: [Guard.errorRate({ max: '2%' })],
});
const blind = Strategy.canary({ steps: [{ weight: '5%', hold: '30m' }], guards: [Guard.errorRate({ max: '2%' })] });

const image = ContainerImage.fromRegistry('registry.example.com/checkout:1.0.0');
const service = (props: Pick<CanaryEcsServiceProps, 'strategy' | 'evidence'>) => {
  const stack = new Stack(new App(), 'Shop');
  return { stack, service: new CanaryEcsService(stack, 'Checkout', { image, ...props }) };
};

test('a guard that stops healthy releases is a warning at synthesis, with the fix in numbers', () => {
  const { stack } = service({ strategy: nervous });
  Annotations.fromStack(stack).hasWarning('/Shop/Checkout', Match.stringLikeRegexp('guards\\[0\\].*healthy release'));
});

test('without a traffic profile there is one note, and no warning', () => {
  const { stack, service: made } = service({ strategy: blind });
  expect(made.findings.map(({ id, severity }) => [id, severity])).toEqual([['no-traffic-profile', 'note']]);
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  Annotations.fromStack(stack).hasInfo('/Shop/Checkout', Match.stringLikeRegexp('no `traffic`'));
});

test('evidence can be switched off, and a weakness can be made an error', () => {
  expect(service({ strategy: nervous, evidence: 'off' }).service.findings).toEqual([]);
  const severity = { 'nervous-guard': 'error' } as const;
  expect(() => service({ strategy: nervous, evidence: { severity } })).toThrow(CutoverError);
});

test('a function is looked at like a service', () => {
  const stack = new Stack(new App(), 'Shop');
  const code = Code.fromInline('exports.handler = async () => 1');
  const { findings } = new CanaryLambda(stack, 'Pricing', {
    strategy: nervous,
    function: { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code },
  });
  expect(findings.map(({ id }) => id)).toContain('nervous-guard');
});
