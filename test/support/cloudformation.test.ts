import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { expectValidTemplate, templateProblems } from './cloudformation';

const stackWith = (make: (stack: Stack) => void): Stack => {
  const stack = new Stack(new App(), 'Shop');
  make(stack);
  return stack;
};

const acceptedQueue = (stack: Stack, delaySeconds: number): CfnQueue => {
  const queue = new CfnQueue(stack, 'Queue', { delaySeconds });
  Validations.of(queue).acknowledge(
    { id: 'AwsSolutions-SQS3', reason: 'A fixture: nothing is sent to it.' },
    { id: 'AwsSolutions-SQS4', reason: 'A fixture: nothing is sent to it.' },
  );
  return queue;
};

const machine = (stack: Stack, next: string) =>
  new CfnStateMachine(stack, 'Machine', {
    roleArn: 'arn:aws:iam::123456789012:role/machine',
    loggingConfiguration: { level: 'ALL', includeExecutionData: true },
    tracingConfiguration: { enabled: true },
    definitionString: JSON.stringify({
      StartAt: 'Wait',
      States: { Wait: { Type: 'Wait', Seconds: 1, Next: next }, Done: { Type: 'Succeed' } },
    }),
  });

test('A good template passes.', () => {
  expectValidTemplate(stackWith((stack) => acceptedQueue(stack, 10)));
});

test('An unknown property and a number out of bounds are found, with the place.', () => {
  const stack = stackWith((inner) => acceptedQueue(inner, 9999).addPropertyOverride('Colour', 'red'));
  expect(templateProblems(stack)).toEqual([
    expect.stringMatching(/^F3002 Shop\/Queue: Colour/),
    expect.stringMatching(/^F3034 Shop\/Queue: DelaySeconds/),
  ]);
});

test('What cdk-nag has to say is found.', () => {
  const problems = templateProblems(stackWith((stack) => new CfnQueue(stack, 'Queue')));
  expect(problems).toEqual([
    expect.stringMatching(/^AwsSolutions-SQS3 Shop\/Queue/),
    expect.stringMatching(/^AwsSolutions-SQS4 Shop\/Queue/),
  ]);
});

test('A state machine that goes nowhere is found.', () => {
  expect(templateProblems(stackWith((stack) => machine(stack, 'Nowhere')))).toEqual([
    expect.stringMatching(/^asl Machine: .*Nowhere/s),
  ]);
  expectValidTemplate(stackWith((stack) => machine(stack, 'Done')));
});

test('Another exception of the synthesis is not swallowed.', () => {
  const stack = stackWith((inner) => inner.node.addValidation({ validate: () => ['no good'] }));
  expect(() => templateProblems(stack)).toThrow(/no good/);
});
