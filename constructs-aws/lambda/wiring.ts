import { Token } from 'aws-cdk-lib/core';
import { type Finding, show } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { type CheckFunction, isInvocation } from './check-function';
import { LAMBDA_FINDINGS, type LambdaFindingId } from './findings';
import { checksAt, type HookEvent } from './hook';
import { CODEDEPLOY, ENVIRONMENT } from './limits';
import type { LambdaReleaseProps } from './release';

const ALIAS_NAME = /^(?!\d+$)[\w-]{1,128}$/;
const EVENTS: readonly HookEvent[] = ['BeforeAllowTraffic', 'AfterAllowTraffic'];

const error = (id: LambdaFindingId, path: string, message: string, detail: Partial<Finding> = {}): Finding => ({
  id,
  severity: 'error',
  path,
  message,
  ...detail,
});

/** What a number of things must not exceed. */
function atMost(id: LambdaFindingId, path: string, count: number, max: number, fix: string): Finding[] {
  if (count <= max) return [];
  const detail = { received: String(count), expected: `at most ${max}`, fix, source: CODEDEPLOY.source };
  return [error(id, path, LAMBDA_FINDINGS[id].title, detail)];
}

function aliasFindings(aliasName: string): Finding[] {
  if (Token.isUnresolved(aliasName) || ALIAS_NAME.test(aliasName)) return [];
  return [
    error('lambda-alias-name', 'aliasName', 'Lambda does not take this name of an alias', {
      received: show(aliasName),
      expected: '1 to 128 letters, digits, hyphens and underscores, not only digits',
      fix: "write 'live'",
    }),
  ];
}

function functionFindings(asked: Plan, functions: Readonly<Record<string, CheckFunction>>): Finding[] {
  const checks = EVENTS.flatMap((event) => checksAt(asked, event));
  const called = checks.flatMap((check) => (check.kind === 'function' ? [{ name: check.function, at: check.at }] : []));
  const known = Object.keys(functions);
  const unknown = called.filter(({ name }) => !name.startsWith('arn:') && !known.includes(name));
  const unused = known.filter((name) => !called.some((call) => call.name === name));
  return [
    ...unknown.map(({ name, at }) =>
      error('lambda-unknown-function', at, `No function is called ${JSON.stringify(name)}`, {
        received: name,
        expected: known.length === 0 ? 'an ARN' : `${known.join(', ')}, or an ARN`,
        fix: `give the construct functions: { ${JSON.stringify(name)}: … }`,
      }),
    ),
    ...unused.map((name) => ({
      ...error('lambda-unused-function', `functions.${name}`, 'No check calls it', {
        fix: `write Check.function({ function: ${JSON.stringify(name)} }) in the strategy, or leave it out`,
      }),
      severity: 'warning' as const,
    })),
  ];
}

function sizeFindings(asked: Plan, functions: Readonly<Record<string, CheckFunction>>): Finding[] {
  return EVENTS.flatMap((event) => {
    const checks = checksAt(asked, event);
    const size = JSON.stringify(
      checks.map((check) => {
        const target = check.kind === 'function' ? functions[check.function] : undefined;
        return {
          name: check.name,
          timeout: check.timeout,
          ...(target && isInvocation(target) ? target : { arn: ENVIRONMENT.arn }),
        };
      }),
    ).length;
    if (size <= ENVIRONMENT.max) return [];
    return error(
      'lambda-checks-too-large',
      checks[0]?.at.replace(/\[\d+\]$/, '') ?? 'checks',
      'The checks do not fit into one hook function',
      {
        received: `${size} bytes`,
        expected: `at most ${ENVIRONMENT.max} bytes`,
        fix: 'let a function of yours hold the payload, and name it in the check',
        source: ENVIRONMENT.source,
      },
    );
  });
}

/** What is wrong with what a construct is given besides the strategy. */
export function wiringFindings(asked: Plan, props: LambdaReleaseProps): Finding[] {
  const { aliasName = 'live', functions = {}, extraAlarms = [], triggers = [] } = props;
  const alarms = extraAlarms.length === 0 ? 0 : asked.guards.length + extraAlarms.length;
  return [
    ...aliasFindings(aliasName),
    ...atMost(
      'lambda-too-many-alarms',
      'extraAlarms',
      alarms,
      CODEDEPLOY.alarms,
      'fold several into one CompositeAlarm',
    ),
    ...atMost(
      'lambda-too-many-triggers',
      'triggers',
      triggers.length,
      CODEDEPLOY.triggers,
      'let one topic have several events',
    ),
    ...functionFindings(asked, functions),
    ...sizeFindings(asked, functions),
  ];
}
