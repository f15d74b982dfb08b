import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, CloudFormationValidatePlugin, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** The package has no types of its own. */
const validateStates = require('asl-validator') as (
  definition: unknown,
  options: { readonly checkArn: boolean },
) => { readonly isValid: boolean; readonly errorsText: (separator: string) => string };

interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly severity?: string;
  readonly violatingConstructs: readonly { readonly constructPath?: string }[];
}

interface Report {
  readonly pluginReports: readonly { readonly pluginName: string; readonly violations: readonly Violation[] }[];
}

interface Template {
  readonly Resources?: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }>
  >;
}

/** The plugins look once at each app; asking again gives the answer of the first time. */
const known = new WeakMap<App, string[]>();

/** Runs the validators without what they print, and without their exception: the report says the same, in full. */
function reportOf(app: App): Report {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new CloudFormationValidatePlugin());
  const file = join(app.outdir, 'validation-report.json');
  const print = console.error;
  console.error = () => {};
  try {
    app.synth({ force: true });
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    console.error = print;
    process.exitCode = undefined;
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

/** An Amazon States Language definition as text; intrinsic functions become a plausible ARN. */
function aslOf(definition: unknown): string | undefined {
  if (typeof definition === 'string') return definition;
  const parts = (definition as { 'Fn::Join'?: [string, unknown[]] } | undefined)?.['Fn::Join']?.[1];
  return parts?.map((part) => (typeof part === 'string' ? part : 'aws')).join('');
}

function statesProblems(app: App): string[] {
  const stacks = app.node.findAll().filter(Stack.isStack);
  return stacks.flatMap((stack) => {
    const template = JSON.parse(readFileSync(join(app.outdir, stack.templateFile), 'utf8')) as Template;
    return Object.entries(template.Resources ?? {}).flatMap(([id, { Type, Properties }]) => {
      const definition = Type === 'AWS::StepFunctions::StateMachine' ? aslOf(Properties?.DefinitionString) : undefined;
      if (definition === undefined) return [];
      const { isValid, errorsText } = validateStates(JSON.parse(definition), { checkArn: false });
      return isValid ? [] : [`asl ${id}: ${errorsText('\n')}`];
    });
  });
}

/**
 * What is wrong with the templates of an app, each problem with its rule and its construct: CDK's CloudFormation validator with every
 * warning, cdk-nag's AWS Solutions, and the Amazon States Language of state machines. Takes three seconds the first time in a process.
 */
export function templateProblems(scope: App | Stack): string[] {
  const app = scope.node.root as App;
  const before = known.get(app);
  if (before !== undefined) return before;
  const { pluginReports } = reportOf(app);
  const violations = pluginReports.flatMap((report) => report.violations);
  const problems = violations.flatMap(({ ruleName, description, violatingConstructs }) =>
    violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath ?? ''}: ${description}`),
  );
  const all = [...problems, ...statesProblems(app)];
  known.set(app, all);
  return all;
}

/** Fails with everything that is wrong with the templates of an app. */
export function expectValidTemplate(scope: App | Stack): void {
  expect(templateProblems(scope)).toEqual([]);
}
