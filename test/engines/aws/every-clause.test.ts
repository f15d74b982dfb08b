import { join } from 'node:path';
import { templateProblems } from '../../support/cloudformation';
import { clausesIn } from '../../support/every-clause';
import { describeWith, saw } from '../cluster';
import { program } from '../setup';
import { everyClause } from './every-clause';
import { isExplained } from './page';
import { create, lint } from './tools';

describeWith(['cfn-lint', 'moto'], 'The templates of every clause', () => {
  let made: ReturnType<typeof everyClause>;
  let problems: readonly string[];
  beforeAll(() => {
    made = everyClause();
    problems = templateProblems(made.app);
  });

  test('CDK’s validator has nothing to say', () => {
    expect(problems).toEqual([]);
    expect(made.stacks.length).toBeGreaterThan(40);
  });

  test('cfn-lint has nothing to say that is not explained', () => {
    const files = made.stacks.map(({ templateFile }) => join(made.app.outdir, templateFile));
    const remarks = [...lint(program('cfn-lint'), files).values()].flat();
    expect(remarks.filter(({ rule }) => !isExplained(`cfn-lint ${rule}`))).toEqual([]);
    for (const { target, plans } of made.made) {
      saw({ target, engine: 'cfn-lint', how: 'schema' }, ...clausesIn(plans));
    }
  }, 300_000);

  test('moto creates every stack', () => {
    const names = made.stacks.map(({ stackName }) => stackName);
    const created = create(program('moto_server'), made.app.outdir, names);
    const failed = names.filter((name) => created[name]?.status !== 'CREATE_COMPLETE');
    expect(failed.map((name) => `${name}: ${created[name]?.error ?? created[name]?.status}`)).toEqual([]);
  }, 300_000);
});
