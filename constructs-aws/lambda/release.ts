import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Annotations, FeatureFlags, Token } from 'aws-cdk-lib/core';
import { LAMBDA_RECOGNIZE_LAYER_VERSION, LAMBDA_RECOGNIZE_VERSION_PROPS } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { type Judged, judge } from '../../lib/fidelity';
import { CutoverError, type Finding } from '../../lib/findings';
import { type Plan, plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { type CheckFunction, isInvocation } from './check-function';
import type { LambdaFindingId } from './findings';
import { checksAt, type HookEvent } from './hook';
import { CODEDEPLOY, ENVIRONMENT } from './limits';
import type { DeploymentTrigger } from './trigger';

/** What the constructs of both ways to CodeDeploy take. */
export interface LambdaReleaseProps {
  /** How a new version gets its traffic: `canary` with one step, `linear`, or `blueGreen` for all at once. */
  readonly strategy: Strategy;
  /**
   * The name of the alias that callers use.
   * @default 'live'
   */
  readonly aliasName?: string;
  /**
   * What the names in the function checks of the strategy mean: a function of yours, or `CheckFunction.newVersion({ … })`.
   * @default - the checks name functions by ARN
   */
  readonly functions?: Readonly<Record<string, CheckFunction>>;
  /**
   * Alarms of yours that also abort the release; ten together with the guards.
   * @default - the guards of the strategy
   */
  readonly extraAlarms?: readonly IAlarm[];
  /**
   * Topics that hear of deployments; at most ten.
   * @default - none
   */
  readonly triggers?: readonly DeploymentTrigger[];
}

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
  return [error(id, path, `A deployment group does not take ${count} ${path}`, detail)];
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

function wiringFindings(scope: Construct, asked: Plan, props: LambdaReleaseProps): Finding[] {
  const { aliasName = 'live', functions = {}, extraAlarms = [], triggers = [] } = props;
  const alarms = asked.guards.length + extraAlarms.length;
  const flags = [LAMBDA_RECOGNIZE_VERSION_PROPS, LAMBDA_RECOGNIZE_LAYER_VERSION];
  const off = flags.filter((flag) => FeatureFlags.of(scope).isEnabled(flag) !== true);
  return [
    ...(Token.isUnresolved(aliasName) || ALIAS_NAME.test(aliasName)
      ? []
      : [
          error('lambda-alias-name', 'aliasName', 'Lambda does not take this name of an alias', {
            received: JSON.stringify(aliasName.slice(0, 60)),
            expected: '1 to 128 letters, digits, hyphens and underscores, not only digits',
            fix: "write 'live'",
          }),
        ]),
    ...(extraAlarms.length === 0
      ? []
      : atMost('lambda-too-many-alarms', 'alarms', alarms, CODEDEPLOY.alarms, 'fold several into one CompositeAlarm')),
    ...atMost(
      'lambda-too-many-triggers',
      'triggers',
      triggers.length,
      CODEDEPLOY.triggers,
      'let one topic have several events',
    ),
    ...functionFindings(asked, functions),
    ...sizeFindings(asked, functions),
    ...(off.length === 0
      ? []
      : [
          {
            ...error(
              'lambda-version-flags',
              '',
              'CDK may publish no version for a change, or one that exists already',
              {
                fix: `set ${off.join(' and ')} to true in cdk.json`,
                source: 'https://github.com/aws/aws-cdk/issues/28252',
              },
            ),
            severity: 'warning' as const,
          },
        ]),
  ];
}

/** A strategy that a target takes, with what is to be said about it. */
export interface Released {
  readonly plan: Plan;
  /** Warnings and notes; errors have been thrown. */
  readonly findings: readonly Finding[];
}

/**
 * Plans and judges a strategy, looks at the wiring, and annotates the construct with the warnings.
 * @throws CutoverError with every problem of all three
 */
export function release(
  scope: Construct,
  target: Judged,
  props: LambdaReleaseProps,
  more: readonly Finding[] = [],
): Released {
  const asked = plan(Strategy.parse(props.strategy));
  const findings = [...judge(asked, target).findings, ...wiringFindings(scope, asked, props), ...more];
  CutoverError.throwIfAny(`${scope.node.path} on ${target.title}`, findings);
  for (const { id, path, message, fix } of findings) {
    const text = [path === '' ? message : `${path}: ${message}`, ...(fix === undefined ? [] : [fix])].join('. ');
    Annotations.of(scope).addWarningV2(`cutover:${id}`, text);
  }
  return { plan: asked, findings };
}
