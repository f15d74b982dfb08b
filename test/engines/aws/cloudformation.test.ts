import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version as cdk } from 'aws-cdk-lib/package.json';
import { TARGETS } from '../../../cli/targets';
import { type Limits, rulingsOf } from '../../../lib/fidelity';
import { templateProblems } from '../../support/cloudformation';
import { describeWith, saw } from '../cluster';
import { engineOf, program } from '../setup';
import { FAULTS, type Fault, shopWith } from './faults';
import { type FaultReport, pageOf, type StackReport, unexplained } from './page';
import { type Created, create, lint, type Remark } from './tools';

const PAGE = join(__dirname, '../../../docs/aws-templates.md');

const reports: StackReport[] = [];
const faultReports: FaultReport[] = [];

/** Everything that the three tools say of a shop. */
function examine(faults: readonly Fault[]) {
  const { app, stacks } = shopWith(faults);
  const problems = templateProblems(app);
  const files = stacks.map(({ templateFile }) => join(app.outdir, templateFile));
  const linted = lint(program('cfn-lint'), files);
  const remarks = new Map(stacks.map(({ stackName }, at) => [stackName, linted.get(files[at] as string) ?? []]));
  const created = create(
    program('moto_server'),
    app.outdir,
    stacks.map(({ stackName }) => stackName),
  );
  return { stacks: stacks.map(({ stackName }) => stackName), problems, remarks, created };
}

/** Where a remark or a problem speaks of a property, or says that it is missing. */
const speaksOf = ({ path, value }: Fault, text: string): boolean =>
  value === undefined ? text.includes(`'${path}' is a required property`) : text.replaceAll('/', '.').includes(path);

const ruleOf = (remark: Remark): string => `${remark.path} ${remark.message}`;

describeWith(['cfn-lint', 'moto'], 'The templates of the examples', () => {
  beforeAll(() => {
    const sound = examine([]);
    for (const stack of sound.stacks) {
      const problems = sound.problems.filter((problem) => problem.includes(` ${stack}/`));
      reports.push({
        stack,
        remarks: sound.remarks.get(stack) ?? [],
        problems,
        created: sound.created[stack] as Created,
      });
    }
    const faulty = examine(FAULTS);
    const remarks = [...faulty.remarks.values()].flat();
    const stumbled = Object.values(faulty.created).flatMap(({ error }) => error ?? []);
    for (const fault of FAULTS) {
      faultReports.push({
        fault,
        cfnLint: remarks.find((remark) => speaksOf(fault, ruleOf(remark)))?.rule,
        cdk: faulty.problems.find((problem) => speaksOf(fault, problem))?.split(' ')[0],
        moto: fault.value === undefined ? stumbled[0]?.split(':')[0] : undefined,
      });
    }
  }, 300_000);

  test('cfn-lint finds no error in any stack, and warns of nothing that is not explained', () => {
    expect(reports.flatMap(({ remarks }) => remarks).filter(({ level }) => level === 'Error')).toEqual([]);
    expect(unexplained(reports)).toEqual([]);
    for (const [target, planned] of Object.entries(shopWith([]).plans)) {
      const limits = TARGETS.find(({ id }) => id === target)?.limits as Limits;
      const keys = planned.flatMap((one) => rulingsOf(one, limits).map(({ clause }) => clause.key));
      saw({ target, engine: 'cfn-lint', how: 'schema' }, ...keys);
    }
  });

  test('CDK’s validator has nothing to say', () => {
    expect(reports.flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('moto creates every stack, one after the other, with all that it knows', () => {
    expect(reports.map(({ stack, created: { status, error } }) => ({ stack, status, error }))).toEqual(
      reports.map(({ stack }) => ({ stack, status: 'CREATE_COMPLETE', error: undefined })),
    );
    expect(reports.every(({ created: { made = [] } }) => made.length > 0)).toBe(true);
  });

  test('the listener rules that moto has made have the priorities and weights of the templates', () => {
    const [asked, made] = [new Map<string, unknown>(), new Map<string, unknown>()];
    for (const { stack, created } of reports) {
      for (const [id, { Type, Properties }] of Object.entries(created.template.Resources)) {
        if (Type !== 'AWS::ElasticLoadBalancingV2::ListenerRule') continue;
        const { Priority, Actions } = Properties as unknown as Rule;
        const weights = Actions.flatMap(({ ForwardConfig }) => ForwardConfig?.TargetGroups ?? []).map(
          ({ Weight }) => Weight,
        );
        asked.set(`${stack} ${id}`, { priority: Priority, weights });
        made.set(`${stack} ${id}`, created.readings?.[id]);
      }
    }
    expect(asked.size).toBeGreaterThanOrEqual(5);
    expect(made).toEqual(asked);
  });

  test('SAM’s own transform makes of a strategy what CodeDeploy shifts an alias by', () => {
    const expanded = reports.find(({ stack }) => stack === 'PricingSam')?.created.template;
    const resources = Object.values(expanded?.Resources ?? {});
    const alias = resources.find(({ Type }) => Type === 'AWS::Lambda::Alias');
    expect(alias).toMatchObject({
      Properties: { Name: 'live' },
      UpdatePolicy: { CodeDeployLambdaAliasUpdate: { BeforeAllowTrafficHook: { Ref: expect.any(String) } } },
    });
    expect(resources.find(({ Type }) => Type === 'AWS::CodeDeploy::DeploymentGroup')?.Properties).toMatchObject({
      AlarmConfiguration: { Enabled: true, Alarms: [{}, {}] },
      DeploymentConfigName: { 'Fn::Sub': expect.anything() },
      DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL', DeploymentType: 'BLUE_GREEN' },
    });
  });

  test('cfn-lint and CDK’s validator see the same faults', () => {
    const blind = faultReports.filter(
      ({ cfnLint: rule, cdk: other }) => (rule === undefined) !== (other === undefined),
    );
    expect(blind).toEqual([]);
    expect(faultReports.filter(({ cfnLint: rule }) => rule !== undefined).length).toBeGreaterThan(5);
  });

  test('the page says what was seen', () => {
    const versions = { cfnLint: engineOf('cfn-lint').version, cdk, moto: engineOf('moto').version };
    const page = pageOf(versions, reports, faultReports);
    if (process.env.CI === undefined) writeFileSync(PAGE, page);
    expect(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '').toBe(page);
  });
});

interface Rule {
  readonly Priority: number;
  readonly Actions: readonly {
    readonly ForwardConfig?: { readonly TargetGroups: readonly { readonly Weight: number }[] };
  }[];
}
