import { Token } from 'aws-cdk-lib/core';
import type { Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { checksOf, say } from './finding';
import type { EcsServiceProps } from './props';

function functionFindings(plan: Plan, functions: EcsServiceProps['functions'] = {}): Finding[] {
  const called = checksOf(plan).flatMap((check) => (check.kind === 'function' ? [check] : []));
  const known = Object.keys(functions);
  const unknown = called.filter((check) => !check.function.startsWith('arn:') && !known.includes(check.function));
  const unused = known.filter((name) => !called.some((check) => check.function === name));
  return [
    ...unknown.map((check) =>
      say('ecs-unknown-function', check.at, `No function is called ${JSON.stringify(check.function)}`, {
        expected: known.length === 0 ? 'an ARN' : `${known.join(', ')}, or an ARN`,
        fix: `give the construct functions: { ${JSON.stringify(check.function)}: … }`,
      }),
    ),
    ...unused.map((name) => say('ecs-unused-function', `functions.${name}`, 'No check calls it', {}, 'warning')),
  ];
}

const isAddress = (address: string): boolean => Token.isUnresolved(address) || /^https?:\/\/[^/?#]+$/.test(address);

const isPriority = (priority: number): boolean => Number.isInteger(priority) && priority >= 1 && priority <= 50_000;

function listenerFindings(props: EcsServiceProps, plan: Plan): Finding[] {
  const { productionListener, testListener, loadBalancer, vpc, cluster, domainName, checkAddresses } = props;
  const { priority = 100, testPriority = priority - 1 } = props;
  const together = testListener === undefined || testListener === productionListener;
  const mine =
    productionListener === undefined
      ? []
      : (['certificate', 'listenerPort', 'openListener', 'internetFacing'] as const);
  const asked = checksOf(plan).some(({ kind }) => kind === 'http');
  const own = productionListener === undefined && testListener === undefined;
  const named = props.certificate === undefined || domainName !== undefined;
  const expected = 'a whole number from 1 to 50000';
  return [
    ...(isPriority(priority)
      ? []
      : [
          say('ecs-rule-priority', 'priority', 'The load balancer does not take it', {
            received: String(priority),
            expected,
          }),
        ]),
    ...(isPriority(testPriority)
      ? []
      : [
          say('ecs-rule-priority', 'testPriority', 'The load balancer does not take it', {
            received: String(testPriority),
            expected,
          }),
        ]),
    ...(together && testPriority >= priority
      ? [
          say('ecs-rule-order', 'testPriority', 'The production rule comes first and takes all of the test traffic', {
            received: `${testPriority}, and production has ${priority}`,
            expected: `below ${priority}`,
          }),
        ]
      : []),
    ...mine
      .filter((name) => props[name] !== undefined)
      .map((name) => say('ecs-listeners', name, 'It belongs to a listener that is made here, and you give a listener')),
    ...(testListener !== undefined && testListener === productionListener
      ? [
          say('ecs-listeners', 'testListener', 'It is the production listener', {
            fix: 'leave it out: a header tells test traffic',
          }),
        ]
      : []),
    ...(testListener !== undefined && props.testHeader !== undefined
      ? [say('ecs-listeners', 'testHeader', 'Test traffic has a listener of its own: everything there is test traffic')]
      : []),
    ...(loadBalancer !== undefined && props.internetFacing !== undefined
      ? [say('ecs-listeners', 'internetFacing', 'Your load balancer already is, or is not')]
      : []),
    ...(productionListener !== undefined && (vpc ?? cluster ?? loadBalancer?.vpc) === undefined
      ? [say('ecs-vpc', 'vpc', 'The listener does not say in which network it is')]
      : []),
    ...Object.entries(checkAddresses ?? {})
      .filter(([, address]) => !isAddress(address))
      .map(([name, address]) =>
        say('ecs-check-address', `checkAddresses.${name}`, 'It is no address', {
          received: JSON.stringify(address),
          expected: 'a scheme and a host: https://shop.example:9000',
        }),
      ),
    ...(asked && checkAddresses === undefined && !(own && named)
      ? [say('ecs-check-address', 'checkAddresses', 'The strategy has HTTP checks, and it is not known where they go')]
      : []),
  ];
}

function workloadFindings(props: EcsServiceProps, port: number): Finding[] {
  const { image, taskDefinition, desiredCount, autoScaling } = props;
  const both = image !== undefined && taskDefinition !== undefined;
  const findings: Finding[] = [];
  if (both || (image === undefined && taskDefinition === undefined)) {
    findings.push(
      say(
        'ecs-workload',
        'image',
        both ? 'There is an image and a task definition' : 'There is neither an image nor a task definition',
      ),
    );
  }
  const mappings = taskDefinition?.defaultContainer?.portMappings.map(({ containerPort }) => containerPort);
  if (taskDefinition !== undefined && !mappings?.includes(port)) {
    const received = mappings === undefined ? 'no essential container' : mappings.join(', ') || 'no port mapping';
    findings.push(
      say('ecs-port-mapping', 'taskDefinition', `The first container does not map port ${port}`, { received }),
    );
  }
  if (
    desiredCount !== undefined &&
    !Token.isUnresolved(desiredCount) &&
    !(Number.isInteger(desiredCount) && desiredCount >= 1)
  ) {
    findings.push(
      say('ecs-desired-count', 'desiredCount', 'The service would have no tasks', {
        received: String(desiredCount),
        expected: 'a whole number of at least 1',
      }),
    );
  }
  if (autoScaling !== undefined) {
    const { minCapacity, maxCapacity } = autoScaling;
    const count = desiredCount ?? minCapacity;
    if (!(minCapacity >= 1 && minCapacity <= count && count <= maxCapacity)) {
      findings.push(
        say('ecs-scaling-bounds', 'autoScaling', 'The bounds contradict each other', {
          received: `${minCapacity} ≤ ${count} ≤ ${maxCapacity}`,
        }),
      );
    }
  }
  return findings;
}

/** The mistakes of the wiring, all together. */
export function wiringFindings(props: EcsServiceProps, plan: Plan, name: string): Finding[] {
  const saturated = plan.guards.find(({ measure }) => measure.metric === 'saturation');
  const named = props.serviceName !== undefined && !Token.isUnresolved(props.serviceName);
  return [
    ...workloadFindings(props, props.containerPort ?? 80),
    ...listenerFindings(props, plan),
    ...functionFindings(plan, props.functions),
    ...(saturated === undefined || named
      ? []
      : [
          say(
            'ecs-service-name',
            'serviceName',
            `The guard ${saturated.name} reads metrics by the name of the service`,
          ),
        ]),
    ...(Token.isUnresolved(name) || name.length > 180
      ? [
          say('ecs-alarm-name', 'releaseName', 'Alarms are called after it', {
            received: Token.isUnresolved(name) ? 'a token' : `${name.length} characters`,
          }),
        ]
      : []),
  ];
}
