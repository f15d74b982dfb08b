import { Token } from 'aws-cdk-lib/core';
import type { Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { checksOf, say } from './finding';
import { listenerFindings } from './listener-rules';
import type { EcsServiceProps } from './props';
import { containerOf, containersOf } from './workload';

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
  if (taskDefinition !== undefined && containerOf(taskDefinition, port) === undefined) {
    const mapped = containersOf(taskDefinition).flatMap(({ portMappings }) => portMappings);
    const received = mapped.map(({ containerPort }) => containerPort).join(', ') || 'no port mapping';
    findings.push(say('ecs-port-mapping', 'taskDefinition', `No container maps port ${port}`, { received }));
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
    const known = ![minCapacity, maxCapacity, count].some((number) => Token.isUnresolved(number));
    if (known && !(minCapacity >= 1 && minCapacity <= count && count <= maxCapacity)) {
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
