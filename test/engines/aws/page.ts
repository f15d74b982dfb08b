import type { Fault } from './faults';
import type { Created, Remark } from './tools';

/** What the tools say of one stack. */
export interface StackReport {
  readonly stack: string;
  readonly remarks: readonly Remark[];
  /** What CDK's own validator, with cdk-nag and the check of state machines, says. */
  readonly problems: readonly string[];
  readonly created: Created;
}

/** Who says something of a fault. */
export interface FaultReport {
  readonly fault: Fault;
  readonly cfnLint: string | undefined;
  readonly cdk: string | undefined;
  readonly moto: string | undefined;
}

/** Why a tool says something of a sound template, or makes less of it than AWS does. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'cfn-lint W3005':
    'The CDK lets a resource depend on a role together with its policy; the dependency on the role alone is there already. Harmless.',
  'moto AWS::ApplicationAutoScaling::ScalableTarget': 'moto’s CloudFormation does not know it and skips it.',
  'moto AWS::ApplicationAutoScaling::ScalingPolicy': 'moto’s CloudFormation does not know it and skips it.',
  'moto AWS::CloudWatch::Alarm':
    'moto’s CloudFormation does not know alarms: guards are not made, and nothing reads them.',
  'moto AWS::CodeDeploy::Application': 'moto’s CloudFormation does not know CodeDeploy.',
  'moto AWS::CodeDeploy::DeploymentGroup': 'moto’s CloudFormation does not know CodeDeploy.',
  'moto AWS::EC2::SecurityGroupEgress': 'moto’s CloudFormation knows rules of egress inside of a group only.',
  'moto AWS::Lambda::Alias': 'moto’s CloudFormation does not know aliases, nor their `UpdatePolicy`.',
  'moto TargetGroupAttributes':
    'moto’s CloudFormation leaves them out: a target group has the 300 s of deregistration that AWS gives by default.',
};

/** Whether the page explains a difference: `cfn-lint W3005`. */
export const isExplained = (difference: string): boolean => difference in DIFFERENCES;

/** The differences between what the tools say and nothing, each once: `cfn-lint W3005`, `moto AWS::Lambda::Alias`. */
export function differencesOf(reports: readonly StackReport[]): string[] {
  const all = reports.flatMap(({ remarks, created: { skipped = [], readings = {} } }) => [
    ...remarks.map(({ rule }) => `cfn-lint ${rule}`),
    ...skipped.map((type) => `moto ${type}`),
    ...(Object.values(readings).some(({ deregistration }) => deregistration !== undefined)
      ? ['moto TargetGroupAttributes']
      : []),
  ]);
  return [...new Set(all)].sort();
}

/** Differences that nobody has explained, and explanations of what is no difference. */
export function unexplained(reports: readonly StackReport[]): string[] {
  const found = differencesOf(reports);
  return [
    ...found.filter((one) => !isExplained(one)),
    ...Object.keys(DIFFERENCES).filter((one) => !found.includes(one)),
  ];
}

const row = (...cells: readonly unknown[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly string[]): string[] => [
  row(...head),
  row(...head.map(() => '---')),
  ...rows,
];

function stackRow({ stack, remarks, problems, created }: StackReport): string {
  const { made = [], skipped = [], status, error, template } = created;
  const rules = [...new Set(remarks.map(({ rule }) => rule))].map(
    (rule) => `${rule} ×${remarks.filter((remark) => remark.rule === rule).length}`,
  );
  const became = status === 'CREATE_COMPLETE' ? `made ${made.length}, skipped ${skipped.length}` : error;
  const count = Object.keys(template.Resources).length;
  return row(stack, count, rules.join(', ') || 'nothing', problems.join(', ') || 'nothing', became);
}

/** The page of what the tools say, from what they said. */
export function pageOf(
  versions: Readonly<Record<'cfnLint' | 'cdk' | 'moto', string>>,
  reports: readonly StackReport[],
  faults: readonly FaultReport[],
): string {
  const seen = (answer: string | undefined): string => (answer === undefined ? '–' : answer.replaceAll('|', '\\|'));
  const lines = [
    '# What other tools say of the AWS templates',
    '',
    'Every stack of `examples/` goes through three tools that know nothing of Cutover. `npm run test:engines` does it and compares',
    'what it sees with this page.',
    '',
    ...table(
      ['Tool', 'Version', 'What it is here'],
      [
        row('cfn-lint', versions.cfnLint, 'the schemas and rules of CloudFormation, read independently'),
        row(
          'CDK’s validator',
          versions.cdk,
          '`CloudFormationValidatePlugin` of aws-cdk-lib with cdk-nag’s AWS Solutions',
        ),
        row(
          'moto',
          versions.moto,
          'creates the stacks in a model of the AWS API; the SAM template after AWS’s own transform',
        ),
      ],
    ),
    '',
    '## The stacks',
    '',
    ...table(['Stack', 'Resources', 'cfn-lint', 'CDK’s validator', 'moto'], reports.map(stackRow)),
    '',
    'The priorities and weights of the listener rules that moto made are those of the templates.',
    '',
    '## Where they differ, and why',
    '',
    ...table(
      ['Difference', 'Why'],
      differencesOf(reports).map((one) => row(`\`${one}\``, DIFFERENCES[one])),
    ),
    '',
    '## What they see of a fault',
    '',
    'Each fault is set by hand into a template that Cutover made; AWS refuses it at the deployment. moto checks no values: it makes',
    'what it is given, or stumbles. Cutover’s own findings are listed in [findings.md](findings.md).',
    '',
    ...table(
      ['Fault', 'Property', 'cfn-lint', 'CDK’s validator', 'moto'],
      faults.map(({ fault, cfnLint, cdk, moto }) =>
        row(fault.what, `\`${fault.path}\``, seen(cfnLint), seen(cdk), seen(moto)),
      ),
    ),
    '',
  ];
  return lines.join('\n');
}
